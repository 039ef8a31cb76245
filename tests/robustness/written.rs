//! Where something is written, and what is not: what the shell has opened, links out of a repository, the sides of a merge.

use std::fs;
use std::os::unix::fs::symlink;

use crate::running::run;
use crate::support::{CLEAN, Place, WARNING};

/// What `fmt` has something to do in.
const LOOSE: &str = "stakeholder   customer\n";

/// A file that the shell appends to keeps what stands in it, and what others write there comes in its order.
#[test]
fn what_the_shell_has_opened_is_written_where_it_left_off() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    let command = place.command(&["check", "-o", "concise=/dev/stdout"]);
    let script =
        "{ echo head; \"$@\"; echo tail; } > log; \"$@\" >> log; \"$@\" -q -o json=/dev/null >> log; true";
    assert_eq!(run(place.through(script, &command)).status, 0);
    let text = place.text("log");
    assert!(text.starts_with("head\na.vsd:"), "{text}");
    assert_eq!(text.matches("\ntail\n").count(), 1, "{text}");
    assert_eq!(text.matches("warn[unused-allow]").count(), 3, "{text}");
    // Two reports into one file: the one comes behind the other.
    let command = place.command(&["check", "-o", "concise", "-o", "junit=/dev/stdout"]);
    assert_eq!(run(place.through("\"$@\" > both; true", &command)).status, 0);
    let text = place.text("both");
    assert!(text.contains("a.vsd:1:8: warn[unused-allow]") && text.contains("<testsuites"), "{text}");
    for (path, script) in [
        ("/dev/stderr", "echo old > log; \"$@\" 2>> log; true"),
        ("/dev/fd/7", "echo old > log; \"$@\" 7>> log; true"),
        ("/proc/self/fd/7", "echo old > log; \"$@\" 7>> log; true"),
    ] {
        let command = place.command(&["check", "-q", "-o", &format!("concise={path}")]);
        assert_eq!(run(place.through(script, &command)).status, 0);
        let text = place.text("log");
        assert!(text.starts_with("old\na.vsd:1:8: warn"), "{path}: {text}");
    }
}

/// Anybody who sends a change can bring a link: nothing outside the repository is written over for it.
#[test]
fn a_link_out_of_the_repository_is_not_written_through() {
    let place =
        Place::new(&[("p/vsdlint.toml", ""), ("p/a.vsd", WARNING), ("precious", "mine"), ("out/x", "")]);
    place.git(&["init", "-q", "p"]);
    symlink("../precious", place.path("p/report")).unwrap();
    symlink("../out", place.path("p/pictures")).unwrap();
    fs::create_dir(place.path("p/tables")).unwrap();
    symlink("../../precious", place.path("p/tables/flows.csv")).unwrap();
    fs::create_dir(place.path("p/inside")).unwrap();
    symlink("inside", place.path("p/link")).unwrap();
    let said = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        command.current_dir(place.path("p"));
        run(command)
    };
    place.write("p/steps.csv", "Step,Input,Output\nShip,Order,Parcel\n");
    symlink("../out", place.path("p/policies")).unwrap();
    if cfg!(feature = "policy") {
        said(&["policy", "new", "four-eyes"]).fails_saying("leads out of its repository");
    }
    fs::remove_file(place.path("p/policies")).unwrap();
    for arguments in [
        &["check", "-q", "-o", "sarif=report"][..],
        &["check", "-q", "-o", "sarif=pictures/new"],
        &["draw", "--all", "-o", "pictures"],
        &["export", "-f", "csv", "-o", "tables"],
        &["report", "-o", "pictures/page.html"],
        &["check", "-q", "--baseline", "report", "--write-baseline"],
        &["init", "pictures/model"],
        &["import", "steps.csv", "-o", "pictures"],
        &["import", "--template", "pictures/steps.csv"],
    ] {
        said(arguments).fails_saying("leads out of its repository");
    }
    assert_eq!(place.text("precious"), "mine");
    assert_eq!(crate::support::entries(&place.path("out")), ["x"]);
    // A link within it may be written through, and so may what is named outside.
    for arguments in [&["draw", "--all", "-o", "link"][..], &["draw", "--all", "-o", "../out"]] {
        assert_eq!(said(arguments).status, 0, "{arguments:?}");
    }
}

/// Whoever decides between the sides of a merge finds both as git left them.
#[test]
fn the_sides_of_a_merge_are_left_alone() {
    let sides = format!("<<<<<<< HEAD\n{WARNING}=======\nstakeholder   a\nstakeholder   a\n>>>>>>> topic\n");
    let place = Place::new(&[("a.vsd", &sides), ("b.vsd", LOOSE)]);
    for arguments in [&["check"][..], &["check", "--fix-suggested"], &["fmt"], &["stats"]] {
        run(place.command(arguments)).fails_saying("`a.vsd` has conflict markers of a merge in line 1");
        assert_eq!(place.text("a.vsd"), sides, "{arguments:?}");
    }
    place.write("vsdlint.toml", "[rules]\n<<<<<<< HEAD\na = 1\n=======\n>>>>>>> topic\n");
    place.check(&[]).fails_saying("conflict markers of a merge");
}

/// What is no model is not changed as if it were one.
#[test]
fn pointers_and_settings_are_left_alone() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    let place = Place::new(&[("a.vsd", pointer), ("vsdlint.toml", "[rules]\n")]);
    for arguments in [&["check", "--fix-suggested"][..], &["check", "--add-allow=x"], &["fmt"]] {
        run(place.command(arguments)).fails_saying("`a.vsd` is a pointer of git-lfs");
        assert_eq!(place.text("a.vsd"), pointer, "{arguments:?}");
        let named = [arguments, &["vsdlint.toml"]].concat();
        run(place.command(&named)).fails_saying("`vsdlint.toml` is no model");
        assert_eq!(place.text("vsdlint.toml"), "[rules]\n", "{arguments:?}");
    }
}

/// A mistake at the very end is shown, whatever line end stands there.
#[test]
fn a_mistake_at_the_end_of_a_text_is_shown() {
    let place = Place::new(&[("a.vsd", CLEAN)]);
    for text in
        ["x = \"\"\"a\r\n", "fail-on = \"warn\"\r", "x\n\r", "x\r", "x\r\n", "include = [\r\n", "[rules\r\n"]
    {
        place.write("vsdlint.toml", text);
        place.check(&[]).fails_saying("vsdlint.toml:");
        assert_eq!(run(place.command(&["fmt"])).status, 2, "{text:?}");
    }
    place.write("vsdlint.toml", "");
    for text in ["version = 1\r\nx = \"\"\"a\r\n", "# Findings\nversion = 1\n[files]\nx\r"] {
        place.write("known.toml", text);
        place.check(&["--baseline", "known.toml"]).fails_saying("known.toml");
    }
    if cfg!(feature = "policy") {
        for text in ["package\r\n", "\r\n", "package x\r\n\r\ndeny contains {"] {
            place.write("policies/x.rego", text);
            place.check(&[]).fails_saying("x.rego");
        }
    }
}

/// Settings in another encoding, and a table that would be in the model twice.
#[test]
fn what_cannot_be_meant_is_said() {
    let place = Place::new(&[("a.vsd", CLEAN), ("table.csv", "Stream,Step,Output\nRepair,Look,Report\n")]);
    fs::hard_link(place.path("table.csv"), place.path("other.csv")).unwrap();
    for (text, encoding) in
        [(&b"\xff\xfe[\0r\0"[..], "UTF-16"), (b"[\0r\0u\0l\0e\0s\0]\0", "UTF-16 (little-endian)")]
    {
        place.write("vsdlint.toml", text);
        place.check(&[]).fails_saying(&format!("`vsdlint.toml` is {encoding}, not UTF-8"));
    }
    place.write("vsdlint.toml", "");
    let import = |names: &[&str]| run(place.command(&[&["import", "--stdout"], names].concat()));
    import(&["table.csv", "./table.csv"]).fails_saying("`./table.csv` is named before");
    assert_eq!(import(&["table.csv", "other.csv"]).status, 0);
}
