//! Files that are none, that lead in circles, or that may not be read: a message, and the rest goes on.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::running::{Ended, copy_program, run, size};
use crate::support::{CLEAN, Place, WARNING};

/// Makes a pipe that nobody writes to.
pub fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn project() -> Place {
    Place::new(&[("vsdlint.toml", ""), ("a.vsd", WARNING)])
}

#[track_caller]
fn finds_one(ended: &Ended) {
    assert_eq!(ended.status, 0, "{ended:#?}");
    assert_eq!(ended.out.matches("unused-allow").count(), 1, "{ended:#?}");
}

#[test]
fn links_in_a_circle_end() {
    let place = project();
    fs::create_dir_all(place.path("one/two")).unwrap();
    symlink("..", place.path("one/two/up")).unwrap();
    symlink(place.path(""), place.path("one/root")).unwrap();
    symlink("there.vsd", place.path("here.vsd")).unwrap();
    symlink("here.vsd", place.path("there.vsd")).unwrap();
    symlink("self", place.path("self")).unwrap();
    symlink("../a.vsd", place.path("one/again.vsd")).unwrap();
    let ended = place.check(&["--output", "concise"]);
    finds_one(&ended);
    assert_eq!(ended.err.matches("is left out: it links to nothing that can be read").count(), 2);
    place.check(&["self"]).fails_saying("cannot read `self`");
    place.check(&["here.vsd"]).fails_saying("cannot read `here.vsd`");
    finds_one(&place.check(&["--output", "concise", "one/two/up/two/up/two/up/again.vsd"]));
    // Settings that lead in a circle.
    symlink("loop", place.path("loop")).unwrap();
    place.write("vsdlint.toml", "extends = \"loop\"\n");
    place.check(&[]).fails_saying("nothing to extend");
}

/// Reading a pipe would wait for ever, and reading a device never end.
#[test]
fn pipes_and_devices_are_not_read() {
    let place = project();
    pipe(&place.path("pipe.vsd"));
    symlink("/dev/zero", place.path("zero.vsd")).unwrap();
    symlink("/dev/tty", place.path("tty.vsd")).unwrap();
    fs::create_dir(place.path("folder.vsd")).unwrap();
    let _socket = UnixListener::bind(place.path("socket.vsd")).unwrap();
    finds_one(&place.check(&["--output", "concise"]));
    for named in ["pipe.vsd", "zero.vsd", "socket.vsd", "/dev/zero", "/dev/full"] {
        place.check(&[named]).fails_saying("is no regular file");
    }
}

#[test]
fn pipes_and_devices_in_place_of_settings_are_not_read() {
    for file in ["vsdlint.toml", ".gitignore", "base.toml"] {
        for device in [None, Some("/dev/zero")] {
            let place = Place::new(&[("a.vsd", CLEAN), ("vsdlint.toml", "extends = \"base.toml\"\n")]);
            place.write("base.toml", "");
            let path = place.path(file);
            let _ = fs::remove_file(&path);
            match device {
                None => pipe(&path),
                Some(device) => symlink(device, &path).unwrap(),
            }
            assert_eq!(place.check(&[]).status, 2, "{file}");
        }
    }
}

#[test]
fn a_pipe_or_device_in_place_of_a_baseline_is_not_read() {
    let place = project();
    pipe(&place.path("pipe"));
    for more in [&[][..], &["--write-baseline"]] {
        place
            .check(&[&["--baseline", "pipe"], more].concat())
            .fails_saying("in the folder that its paths are");
    }
    place.check(&["--baseline", "/dev/zero"]).fails_saying("it is no regular file");
    place.check(&["--baseline", ".", "--write-baseline"]).fails_saying(".");
}

/// The command as somebody whom permissions bind: the superuser is bound by none.
fn as_nobody(place: &Place, arguments: &[&str]) -> Ended {
    let mut command = place.command(arguments);
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        // A copy, since the build may lie where only the superuser comes.
        let copy = place.path("../vsdlint-for-nobody").with_extension(std::process::id().to_string());
        if !copy.exists() {
            copy_program(&command, &copy);
        }
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(place.path(""), fs::Permissions::from_mode(0o777)).unwrap();
        command = Command::new(&copy);
        command.args(arguments).current_dir(place.path("")).uid(65534).gid(65534);
        let ended = run(command);
        let _ = fs::remove_file(copy);
        return ended;
    }
    run(command)
}

#[test]
fn what_may_not_be_read_is_said_and_the_rest_is_checked() {
    let place = project();
    place.write("shut/b.vsd", WARNING);
    place.write("secret.vsd", WARNING);
    for path in ["shut", "secret.vsd"] {
        fs::set_permissions(place.path(path), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let ended = as_nobody(&place, &["check", "--output", "concise"]);
    fs::set_permissions(place.path("shut"), fs::Permissions::from_mode(0o755)).unwrap();
    ended.fails_saying("cannot read `shut`: Permission denied");
    ended.fails_saying("cannot read `secret.vsd`: Permission denied");
    assert_eq!(ended.out.matches("unused-allow").count(), 1, "{ended:#?}");
    // The same of what a run reads besides.
    fs::set_permissions(place.path("vsdlint.toml"), fs::Permissions::from_mode(0o000)).unwrap();
    as_nobody(&place, &["check"]).fails_saying("Permission denied");
    fs::remove_file(place.path("secret.vsd")).unwrap();
    fs::set_permissions(place.path("vsdlint.toml"), fs::Permissions::from_mode(0o644)).unwrap();
    // And of what it may not write: the file stays as it is.
    fs::set_permissions(place.path("a.vsd"), fs::Permissions::from_mode(0o444)).unwrap();
    let ended = as_nobody(&place, &["check", "--fix", "--output", "json=vsdlint.toml"]);
    assert_eq!(ended.status, 2, "{ended:#?}");
    assert_eq!(place.text("a.vsd"), WARNING);
    assert_eq!(place.text("vsdlint.toml"), "");
}

/// Each in the other, as deep as paths go, and all side by side.
#[test]
fn a_thousand_nested_projects() {
    let count = size(200, 1000);
    let place = Place::new(&[]);
    let mut path = String::new();
    for number in 0..count {
        place.write(&format!("{path}vsdlint.toml"), "");
        place.write(&format!("{path}{number}.vsd"), WARNING);
        path.push_str("d/");
    }
    for number in 0..count {
        place.write(&format!("wide/{number}/vsdlint.toml"), "");
        place.write(&format!("wide/{number}/a.vsd"), WARNING);
    }
    let ended = place.check_on_a_small_stack(&["--output", "concise"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    assert_eq!(ended.out.matches("unused-allow").count(), 2 * count);
    assert!(ended.peak < 200 << 20, "{} bytes", ended.peak);
}
