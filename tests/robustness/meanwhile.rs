//! Files that change or vanish between the moment they are found and the moment they are read.
//!
//! The moment is held on to by a baseline that takes long to understand: the command has found all files when it reads
//! the baseline, and reads the files only when it has understood it. It is made to stop in between.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::files::pipe;
use crate::running::{Ended, finish};
use crate::support::{CLEAN, Place, WARNING};

/// The length of a baseline that takes a while.
const LONG: usize = 20_000_000;

/// Runs the command, does `change` in between, and gives what comes of it.
#[track_caller]
fn changed_meanwhile(change: fn(&Place), more: &[&str]) -> Ended {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", CLEAN), ("b.vsd", WARNING)]);
    place.write("known", format!("version = 1\n{}", "# nothing\n".repeat(LONG / 10)));
    let mut command = place.command(&[&["check", "--baseline", "known", "-o", "concise"], more].concat());
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while read_so_far(&child) < LONG {}
    signal(&child, "STOP");
    change(&place);
    signal(&child, "CONT");
    finish(child)
}

/// How many bytes a command has read.
fn read_so_far(child: &Child) -> usize {
    let counts = fs::read_to_string(format!("/proc/{}/io", child.id())).unwrap();
    let (_, read) = counts.split_once("rchar: ").unwrap();
    read.lines().next().unwrap().parse().unwrap()
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap().success());
}

/// Where another file stands when it is opened than when it was looked at: nobody waits for what will never come.
#[test]
fn a_file_that_is_a_pipe_every_now_and_then() {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", CLEAN), ("file", CLEAN)]);
    pipe(&place.path("pipe"));
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let (file, pipe, model) = (place.path("file"), place.path("pipe"), place.path("a.vsd"));
            while !is_done.load(Ordering::Relaxed) {
                for other in [&pipe, &file] {
                    let _ = fs::remove_file(place.path("next"));
                    fs::hard_link(other, place.path("next")).unwrap();
                    fs::rename(place.path("next"), &model).unwrap();
                }
            }
        });
        for _ in 0..60 {
            let ended = place.check(&["-o", "concise", "."]);
            assert!(ended.status == 0 || ended.status == 2, "{ended:#?}");
        }
        is_done.store(true, Ordering::Relaxed);
    });
}

#[track_caller]
fn fails(change: fn(&Place), saying: &str) {
    let ended = changed_meanwhile(change, &[]);
    ended.fails_saying(saying);
    assert_eq!(ended.out.matches("unused-allow").count(), 1, "the rest is checked: {ended:#?}");
    assert!(!ended.err.contains("baseline"), "{ended:#?}");
}

#[test]
fn a_file_that_vanishes() {
    fails(|place| fs::remove_file(place.path("a.vsd")).unwrap(), "`a.vsd` has vanished");
}

#[test]
fn a_file_that_becomes_something_else() {
    fails(
        |place| {
            fs::remove_file(place.path("a.vsd")).unwrap();
            pipe(&place.path("a.vsd"));
        },
        "`a.vsd` is no regular file",
    );
    fails(
        |place| {
            fs::remove_file(place.path("a.vsd")).unwrap();
            symlink("/dev/zero", place.path("a.vsd")).unwrap();
        },
        "`a.vsd` is no regular file",
    );
    fails(
        |place| {
            fs::remove_file(place.path("a.vsd")).unwrap();
            fs::create_dir(place.path("a.vsd")).unwrap();
        },
        "`a.vsd` is no regular file",
    );
    fails(|place| place.write("a.vsd", b"caf\xe9"), "`a.vsd` is not UTF-8");
}

/// What is there when it is read counts, and nothing of before.
#[test]
fn a_file_that_grows_or_shrinks() {
    let grown = |place: &Place| place.write("a.vsd", WARNING.repeat(2_000));
    let ended = changed_meanwhile(grown, &["-A", "duplicate-name"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    assert_eq!(ended.out.matches("unused-allow").count(), 2_001);
    let ended = changed_meanwhile(|place| place.write("b.vsd", ""), &[]);
    assert_eq!((ended.status, ended.out.as_str()), (0, ""), "{ended:#?}");
}

#[test]
fn a_project_that_vanishes() {
    let vanish = |place: &Place| {
        for path in ["a.vsd", "b.vsd", "vsdlint.toml"] {
            fs::remove_file(place.path(path)).unwrap();
        }
    };
    changed_meanwhile(vanish, &[]).fails_saying("`b.vsd` has vanished");
}
