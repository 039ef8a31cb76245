//! What only Linux tells: access lists as attributes, and which signals are ignored.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::fs::{XattrFlags, getxattr, setxattr};

use crate::running::run;
use crate::support::{Place, WARNING};

/// What `fmt` has something to do in.
const LOOSE: &str = "stakeholder   customer\n";

/// One user more who may read and write, as Linux keeps it: version 2, and behind it for each entry its kind, its rights and
/// whose they are.
fn access_list() -> Vec<u8> {
    let mut list = vec![2, 0, 0, 0];
    let nobody = u32::MAX;
    for (kind, rights, whose) in
        [(1u16, 6u16, nobody), (2, 6, 65_534), (4, 4, nobody), (0x10, 6, nobody), (0x20, 0, nobody)]
    {
        list.extend(kind.to_le_bytes());
        list.extend(rights.to_le_bytes());
        list.extend(whose.to_le_bytes());
    }
    list
}

#[test]
fn what_is_written_keeps_its_access_list_and_attributes() {
    let place = Place::new(&[("a.vsd", LOOSE)]);
    let path = place.path("a.vsd");
    let attributes = [("user.origin", b"table".to_vec()), ("system.posix_acl_access", access_list())];
    for (name, value) in &attributes {
        if let Err(error) = setxattr(&path, *name, value, XattrFlags::empty()) {
            println!("SKIPPED: {name}: {error}");
            return;
        }
    }
    let read = |name: &str| {
        let mut value = Vec::with_capacity(1000);
        getxattr(&path, name, rustix::buffer::spare_capacity(&mut value)).unwrap();
        value
    };
    let before = fs::metadata(&path).unwrap().permissions();
    assert_eq!(run(place.command(&["fmt"])).status, 0);
    assert_ne!(place.text("a.vsd"), LOOSE);
    assert_eq!(fs::metadata(&path).unwrap().permissions(), before);
    for (name, value) in &attributes {
        assert_eq!(read(name), *value, "{name}");
    }
}

/// A signal that was ignored before stays so, as after `nohup`.
#[test]
fn an_ignored_signal_stays_ignored() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    let command = place.command(&["check", "--watch", "-o", "concise"]);
    let mut shell = place.through("trap '' HUP; exec \"$@\"", &command);
    let mut child = shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let send = |signal: &str| Command::new("kill").args([signal, &id]).status().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(said.any(|line| line.starts_with("Waiting for changes")));
    assert!(send("-HUP").success());
    std::thread::sleep(Duration::from_millis(500));
    // It is still there to be ended by another.
    assert!(child.try_wait().unwrap().is_none());
    assert!(send("-TERM").success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
