//! `--stdin-filename`: the text that an editor holds stands in for a file.

use std::io::Write;
use std::process::Stdio;

use crate::cli::support::{CLEAN, Place, WARNING, status};

const GIVER: &str = "activity plan {\n  output \"Policy\" to improve\n  input \"Report\" from improve\n}\n";
const TAKER: &str = "activity improve {\n  input \"Policy\" from plan\n  output \"Report\" to plan\n}\n";

fn run(place: &Place, arguments: &[&str], text: &[u8]) -> (i32, String, String) {
    let mut command = place.command(&["check", "--output", "concise"]);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    let output = child.wait_with_output().unwrap();
    (status(&output), place.plain(&output.stdout), place.plain(&output.stderr))
}

#[test]
fn the_text_counts_in_place_of_the_file() {
    let place = Place::new(&[("vsdlint.toml", ""), ("giver.vsd", GIVER), ("taker.vsd", TAKER)]);
    assert_eq!(run(&place, &["--stdin-filename", "giver.vsd"], GIVER.as_bytes()).0, 0);
    let unsaved = GIVER.replace("Policy", "Polity");
    let (status, out, err) = run(&place, &["--stdin-filename", "giver.vsd"], unsaved.as_bytes());
    assert_eq!((status, err.as_str()), (1, ""));
    assert_snapshot!("unsaved", out);
    assert_eq!(place.text("giver.vsd"), GIVER);
}

#[test]
fn the_file_need_not_exist() {
    let place = Place::new(&[("vsdlint.toml", ""), ("giver.vsd", GIVER)]);
    assert_eq!(
        run(&place, &["--stdin-filename", "taker.vsd"], TAKER.as_bytes()),
        (0, String::new(), String::new())
    );
    let (status, _, err) = run(&place, &["--stdin-filename", "nowhere/taker.vsd"], TAKER.as_bytes());
    assert_eq!(status, 2);
    assert_snapshot!("nowhere", err);
    for command in ["check", "fmt"] {
        let said = place.run(&[command, "--stdin-filename", "."]);
        assert!(said.contains("`.` is a folder, and standard input stands in for one file"), "{said}");
    }
}

#[test]
fn only_its_own_findings_are_reported() {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", CLEAN), ("b.vsd", WARNING)]);
    let (_, out, _) = run(&place, &["--stdin-filename", "a.vsd"], CLEAN.as_bytes());
    assert_eq!(out, "");
}

#[test]
fn an_excluded_file_is_left_out_if_that_is_asked_for() {
    let place = Place::new(&[
        ("vsdlint.toml", "exclude = [\"drafts\"]\n"),
        ("a.vsd", CLEAN),
        ("drafts/b.vsd", WARNING),
    ]);
    let named = ["--stdin-filename", "drafts/b.vsd"];
    assert!(run(&place, &named, WARNING.as_bytes()).1.contains("unused-allow"));
    assert_eq!(run(&place, &["--force-exclude", named[0], named[1]], WARNING.as_bytes()).1, "");
}

#[test]
fn what_is_no_text_is_reported() {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", CLEAN)]);
    let (status, _, err) = run(&place, &["--stdin-filename", "a.vsd"], b"stakeholder \xff");
    assert_eq!(status, 2);
    assert_snapshot!("no_text", err);
}

#[test]
fn a_diff_of_it_can_be_asked_for() {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", CLEAN)]);
    let mut command = place.command(&["check", "--diff", "--stdin-filename", "a.vsd"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(WARNING.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1);
    assert!(String::from_utf8(output.stdout).unwrap().contains("-@allow"));
}
