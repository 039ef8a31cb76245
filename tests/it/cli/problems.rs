//! What fails the run, and what only warns.

use crate::cli::support::{CLEAN, Place, WARNING};

#[test]
fn a_missing_path_does_not_hide_what_is_there() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_snapshot!("missing", place.run(&["check", "missing.vsd"]));
    assert_snapshot!(
        "missing_and_more",
        place.run(&["check", "missing.vsd", "b.vsd", "--output", "concise"])
    );
}

#[test]
fn a_failed_run_wins_over_findings() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_eq!(place.status(&["check", "b.vsd", "missing.vsd", "--fail-on", "warn"]), 2);
}

#[test]
fn nothing_to_check() {
    let place = Place::new(&[("readme.txt", "")]);
    assert_snapshot!("nothing", place.run(&["check"]));
    assert_snapshot!("nothing_allowed", place.run(&["check", "--allow-empty"]));
}

#[test]
fn visio_drawings() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    place.write("drawing.vsd", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    assert_snapshot!("drawing_beside", place.run(&["check"]));
    assert_snapshot!("drawing_named", place.run(&["check", "drawing.vsd"]));
}

#[test]
fn other_encodings() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    let utf16: Vec<u8> = "\u{feff}stakeholder customer\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("utf16.vsd", utf16);
    place.write("latin1.vsd", b"stakeholder customer\nstakeholder \"B\xfcro\"\n");
    assert_snapshot!(place.run(&["check"]));
}

#[test]
fn broken_toml() {
    let place = Place::new(&[("vsdlint.toml", "[rules\nunused-allow = \"warn\"\n"), ("a.vsd", CLEAN)]);
    assert_snapshot!(place.run(&["check"]));
}

#[test]
fn mistakes_in_toml() {
    let toml = "fail-on = \"warning\"\n\n[rules]\nunsued-allow = \"warn\"\nunused-allow = 7\n";
    let place = Place::new(&[("vsdlint.toml", toml), ("a.vsd", CLEAN)]);
    assert_snapshot!(place.run(&["check"]));
}

#[test]
fn one_broken_project_does_not_hide_another() {
    let place = Place::new(&[
        ("a/vsdlint.toml", "[rules]\nnonsense = \"warn\"\n"),
        ("a/a.vsd", CLEAN),
        ("b/vsdlint.toml", ""),
        ("b/b.vsd", WARNING),
    ]);
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
}

#[test]
fn what_a_terminal_would_obey_is_made_visible() {
    let toml = "# \u{1b}]0;title\u{7}\u{202e}\nnonsense = \"\u{202e}\" # \u{feff}\r\n";
    let place = Place::new(&[("vsdlint.toml", toml), ("\u{1b}[31m.vsd", WARNING)]);
    assert_snapshot!(place.run(&["check", ".", "\u{1b}[2J.vsd"]));
}

#[test]
fn flags_that_name_no_rule() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    assert_snapshot!(place.run(&["check", "-D", "nonsense", "-A", "unused-allow,unsued-allow"]));
}

#[test]
fn an_unknown_flag() {
    assert_snapshot!(Place::new(&[("a.vsd", CLEAN)]).run(&["check", "--fail-no", "warn"]));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_left_out() {
    let place = Place::new(&[("project/vsdlint.toml", ""), ("project/a.vsd", CLEAN), ("b.vsd", WARNING)]);
    std::os::unix::fs::symlink("../b.vsd", place.path("project/b.vsd")).unwrap();
    assert_snapshot!(place.run(&["check", "project"]));
}

#[test]
fn no_number_of_mistakes_and_no_length_of_a_line_is_too_much() {
    let mistakes: String = (0..50_000).map(|number| format!("nonsense{number} = 1\n")).collect();
    let place = Place::new(&[("vsdlint.toml", &mistakes), ("a.vsd", CLEAN)]);
    let text = place.run(&["check"]);
    let end: Vec<&str> = text.lines().rev().take(2).collect();
    assert_eq!(end, ["  × `vsdlint.toml` cannot be used", "  and 49980 more mistakes"]);
    place.write("vsdlint.toml", format!("{}nonsense = 1\n", "#".repeat(100_000) + "\n"));
    assert_snapshot!(place.run(&["check"]));
}
