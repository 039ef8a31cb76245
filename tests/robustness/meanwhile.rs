//! Files that change or vanish between the moment they are found and the moment they are read.
//!
//! The moment is held on to by a baseline that is a pipe: the command has found all files when it asks for the
//! baseline, and reads the files only when it has got it.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::process::Stdio;

use crate::files::pipe;
use crate::running::{Ended, finish};
use crate::support::{CLEAN, Place, WARNING};

/// Runs the command, does `change` in between, and gives what comes of it.
#[track_caller]
fn changed_meanwhile(change: fn(&Place), more: &[&str]) -> Ended {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", CLEAN), ("b.vsd", WARNING)]);
    pipe(&place.path("pipe"));
    let mut command = place.command(&[&["check", "--baseline", "pipe", "-o", "concise"], more].concat());
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Opening it waits for the command to open it.
    let mut pipe = fs::OpenOptions::new().write(true).open(place.path("pipe")).unwrap();
    change(&place);
    pipe.write_all(b"version = 1\n").unwrap();
    drop(pipe);
    finish(child)
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
