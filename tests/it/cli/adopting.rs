//! `--baseline` and `--write-baseline`.

use std::fs;

use crate::cli::support::{CLEAN, Place, WARNING};

/// A stream with two findings: an input that nothing gives, and a step in no activity.
const MODEL: &str = r#"stream "Order to cash" as order {
  trigger "Order" from customer

  step "Take the order" as take {
    input  "Order" from customer
    input  "Credit rating" from ship
    output "Confirmed order"
  }

  step "Ship it" as ship in deliver_and_support {
    input  "Confirmed order" from take
    output "Goods"
  }

  outcome "Goods" to customer
}
"#;

fn place() -> Place {
    Place::new(&[("vsdlint.toml", ""), ("who.vsd", CLEAN), ("order.vsd", MODEL)])
}

const KNOWN: [&str; 3] = ["check", "--baseline", "known.toml"];
const WRITE: [&str; 4] = ["check", "--baseline", "known.toml", "--write-baseline"];

#[test]
fn what_is_known_is_left_out() {
    let place = place();
    assert_snapshot!("before", place.run(&["check", "--output", "concise"]));
    assert_snapshot!("written", place.run(&WRITE));
    assert_snapshot!("baseline", place.text("known.toml"));
    assert_snapshot!("known", place.run(&KNOWN));
    let text = place.text("known.toml");
    place.run(&WRITE);
    assert_eq!(place.text("known.toml"), text, "written again it is the same");
}

#[test]
fn what_is_new_is_reported() {
    let place = place();
    place.run(&WRITE);
    place.write("order.vsd", MODEL.replace("output \"Goods\"", "output \"Goods\"\n    output \"Invoice\""));
    assert_snapshot!("new", place.run(&["check", "--baseline", "known.toml", "--output", "concise"]));
}

#[test]
fn moving_code_and_renaming_files_makes_nothing_new() {
    let place = place();
    place.run(&WRITE);
    fs::remove_file(place.path("order.vsd")).unwrap();
    place.write("streams/o2c.vsd", format!("\n\n// moved\n{MODEL}"));
    assert_eq!(place.status(&["check", "--baseline", "known.toml", "--fail-on", "info"]), 0);
    assert_snapshot!("renamed", place.run(&KNOWN));
}

#[test]
fn the_same_once_more_is_new() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    place.run(&WRITE);
    place.write("b.vsd", WARNING.replace("supplier", "partner"));
    let text = place.run(&["check", "--baseline", "known.toml", "--output", "concise"]);
    assert!(text.contains("b.vsd:1:8") && !text.contains("a.vsd"), "{text}");
}

#[test]
fn what_is_gone_is_reported_and_then_dropped() {
    let place = place();
    place.run(&WRITE);
    place.write("order.vsd", MODEL.replace("    input  \"Credit rating\" from ship\n", ""));
    assert_snapshot!("stale", place.run(&KNOWN));
    place.run(&WRITE);
    assert!(!place.text("known.toml").contains("Credit"));
    assert_snapshot!("known_less", place.run(&KNOWN));
}

#[test]
fn a_baseline_can_lie_anywhere_and_be_used_from_anywhere() {
    let place =
        Place::new(&[("one/vsdlint.toml", ""), ("one/a.vsd", WARNING), ("two/b.vsd", WARNING), ("x/y", "")]);
    let write = ["check", "--baseline", "x/known.toml", "--write-baseline", "one", "two"];
    assert_eq!(place.status(&write), 0);
    let text = place.text("x/known.toml");
    assert!(text.contains("[files.\"../one/a.vsd\"]") && text.contains("[files.\"../two/b.vsd\"]"), "{text}");
    let mut command = place.command(&["check", "--baseline", "../x/known.toml", "--fail-on", "info"]);
    let output = command.current_dir(place.path("one")).output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "what is known of another project is not stale");
    let mut command = place.command(&["check", "--baseline", "../x/known.toml", "--write-baseline"]);
    command.current_dir(place.path("one")).output().unwrap();
    assert_eq!(place.text("x/known.toml"), text, "and writing it keeps that");
}

#[test]
fn a_baseline_that_cannot_be_used_is_reported() {
    let place = place();
    place.run(&WRITE);
    let good = place.text("known.toml");
    let line = good.lines().find(|line| line.contains("unmatched")).unwrap();
    let marked = format!("<<<<<<< ours\n{line}\n=======\n{line}\n>>>>>>> theirs");
    for (name, text) in [
        ("conflict", good.replace(line, &marked)),
        ("another_version", good.replace("version = 1", "version = 2")),
        ("no_version", good.replace("version = 1", "")),
        ("no_count", good.replace("count = 1", "count = \"one\"")),
        ("no_fingerprint", good.replace(line, &line.replacen(" = ", "x = ", 1))),
        ("no_toml", "stakeholder customer\n".to_owned()),
    ] {
        place.write("known.toml", &text);
        assert_snapshot!(name, place.run(&KNOWN));
        // What was a baseline is written anew; anything else is not written over.
        let was_one = name != "no_toml";
        assert_eq!(place.status(&WRITE), if was_one { 0 } else { 2 }, "{name}");
        assert_eq!(place.text("known.toml"), if was_one { good.clone() } else { text }, "{name}");
    }
    fs::remove_file(place.path("known.toml")).unwrap();
    assert_snapshot!("missing", place.run(&KNOWN));
}

#[test]
fn a_file_of_the_project_is_never_a_baseline() {
    let place = place();
    assert_eq!(place.status(&["check", "--baseline", "order.vsd", "--write-baseline"]), 2);
    assert_eq!(place.text("order.vsd"), MODEL);
}

#[test]
fn a_report_is_never_written_over_the_baseline() {
    let place = place();
    place.run(&WRITE);
    let text = place.text("known.toml");
    assert_snapshot!(
        "report_over_baseline",
        place.run(&["check", "--baseline", "known.toml", "-o", "json=./known.toml"])
    );
    assert_eq!(place.text("known.toml"), text);
}

/// An empty file is somebody's: an empty `vsdlint.toml` says where a project begins.
#[test]
fn nothing_is_overwritten_that_is_no_baseline() {
    let place = place();
    for (name, text) in
        [("vsdlint.toml", ""), ("empty.toml", ""), ("blank.vsd", "\n"), ("notes.txt", "notes\n")]
    {
        place.write(name, text);
        assert_eq!(place.status(&["check", "--baseline", name, "--write-baseline"]), 2, "{name}");
        assert_eq!(place.text(name), text, "{name}");
    }
}

/// What is left of a conflict about a count, or about a new file, when the lines of both sides are kept.
#[test]
fn of_both_sides_of_a_conflict_the_higher_count_holds() {
    let place = place();
    place.run(&WRITE);
    let good = place.text("known.toml");
    let line = good.lines().find(|line| line.contains("unmatched")).unwrap();
    let table = good.lines().find(|line| line.starts_with("[files")).unwrap();
    let more = line.replace("count = 1", "count = 2");
    for both in [
        format!("{line}\n{more}"),
        format!("{more}\n{line}"),
        format!("{line}\n\n{table}\n{more}"),
        format!("{more}\n{table}\n{line}"),
    ] {
        place.write("known.toml", good.replace(line, &both));
        let text = place.run(&KNOWN);
        assert!(
            text.starts_with("status: 0") && text.contains("is gone"),
            "two are known, one is there: {text}"
        );
        assert_eq!(place.status(&WRITE), 0);
        assert_eq!(place.text("known.toml"), good);
    }
    // A mistake beside it is still one.
    place.write("known.toml", good.replace(line, &format!("{line}\n{more}\nx = 1")));
    assert_eq!(place.status(&KNOWN), 2);
}

#[test]
fn branches_merge() {
    let place = place();
    let run = |arguments: &[&str]| assert!(place.git(arguments).status.success(), "{arguments:?}");
    run(&["init", "-q"]);
    place.run(&WRITE);
    let both = |extra: &str| {
        place.write(&format!("{extra}.vsd"), WARNING.replace("supplier", extra));
        place.run(&WRITE);
        run(&["add", "-A"]);
        run(&["commit", "-qm", extra]);
    };
    run(&["add", "-A"]);
    run(&["commit", "-qm", "begin"]);
    run(&["checkout", "-qb", "other"]);
    both("aaa");
    run(&["checkout", "-q", "main"]);
    both("zzz");
    run(&["merge", "-q", "other", "-m", "merge"]);
    assert_eq!(place.status(&["check", "--baseline", "known.toml", "--fail-on", "info"]), 0);
}

#[test]
fn a_field_that_is_known_to_stand_twice_does_not_hide_one_in_another_step() {
    let twice = "lead_time 1h lead_time 2h";
    let text = |one: &str, two: &str| {
        format!(
            "stakeholder user\nstream s {{\n  trigger t from user\n  step one in plan {{ {one} input t output v }}\n  \
             step two in improve {{ {two} input v output w }}\n  outcome w to user\n}}\n"
        )
    };
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", &text(twice, ""))]);
    place.run(&WRITE);
    assert_eq!(place.status(&KNOWN), 0);
    place.write("a.vsd", text("", twice));
    let found = place.run(&["check", "--baseline", "known.toml", "--output", "concise"]);
    assert!(found.contains("[duplicate-name] `lead_time` stands twice in step `two`"), "{found}");
}

/// What is known of a file that cannot be read is not gone, and what misses it is not to be known.
#[test]
fn nothing_is_gone_and_nothing_written_where_not_all_could_be_read() {
    let place = place();
    place.write("notes.vsd", WARNING);
    place.run(&WRITE);
    let good = place.text("known.toml");
    assert!(good.contains("notes.vsd") && good.contains("order.vsd"), "{good}");
    let model = MODEL.replace("    input  \"Credit rating\" from ship\n", "");
    place.write("order.vsd", &model);
    let conflict = format!("<<<<<<< ours\n{WARNING}=======\n>>>>>>> theirs\n");
    for text in [&b"\xff\n"[..], conflict.as_bytes()] {
        place.write("notes.vsd", text);
        let known = place.run(&KNOWN);
        assert!(known.starts_with("status: 2") && !known.contains("gone"), "{known}");
        let written = place.run(&WRITE);
        assert!(written.starts_with("status: 2"), "{written}");
        assert!(written.contains("is not written, since `notes.vsd` could not be read"), "{written}");
        assert_eq!(place.text("known.toml"), good);
    }
    assert_snapshot!("not_written", place.run(&WRITE));
    place.write("notes.vsd", WARNING);
    assert_eq!(place.status(&WRITE), 0);
    assert!(place.text("known.toml").contains("notes.vsd"));
    assert!(!place.text("known.toml").contains("Credit"));
}

/// The same of a project below whose settings are broken, and of a policy that cannot be run.
#[test]
fn nothing_is_gone_where_not_all_could_be_looked_at() {
    let place = place();
    place.write("below/vsdlint.toml", "");
    place.write("below/a.vsd", WARNING);
    place.run(&WRITE);
    let good = place.text("known.toml");
    place.write("below/vsdlint.toml", "levels = 1\n");
    let known = place.run(&KNOWN);
    assert!(known.starts_with("status: 2") && !known.contains("gone"), "{known}");
    let written = place.run(&WRITE);
    assert!(written.contains("is not written, since not all of the model could be looked at"), "{written}");
    assert_eq!(place.text("known.toml"), good);
}

/// Nobody is told to give the flag that they gave.
#[test]
fn what_helps_against_a_baseline_that_is_not_written_is_no_flag() {
    let place = place();
    fs::create_dir(place.path("ci")).unwrap();
    place.run(&WRITE);
    let good = place.text("known.toml");
    for (name, text) in [
        ("conflict", format!("<<<<<<< ours\n{good}=======\n{good}>>>>>>> theirs\n")),
        ("version", "version = 2\n".to_owned()),
        ("foreign", "notes\n".to_owned()),
        ("broken", "version = \"one\"\n".to_owned()),
    ] {
        place.write("known.toml", &text);
        let written = place.run(&WRITE);
        assert!(written.starts_with("status: 2") && !written.contains("--write-baseline"), "{written}");
        assert_snapshot!(format!("unwritten_{name}"), written);
        assert_eq!(place.text("known.toml"), text);
    }
    for name in ["ci", "/dev/null"] {
        for more in [&[][..], &["--write-baseline"]] {
            let text = place.run(&[&["check", "--baseline", name], more].concat());
            assert!(text.contains("help: name a file: `--baseline baseline.toml`"), "{text}");
            assert!(!text.contains("--write-baseline"), "{text}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_baseline_is_one_by_whatever_link_it_is_named() {
    let place = place();
    fs::create_dir_all(place.path("ci/links")).unwrap();
    assert_eq!(place.status(&["check", "--baseline", "ci/known.toml", "--write-baseline"]), 0);
    let good = place.text("ci/known.toml");
    std::os::unix::fs::symlink("ci/known.toml", place.path("link.toml")).unwrap();
    std::os::unix::fs::symlink("../../link.toml", place.path("ci/links/again.toml")).unwrap();
    for name in ["link.toml", "ci/links/again.toml"] {
        assert_eq!(place.status(&["check", "--baseline", name, "--write-baseline"]), 0);
        assert_eq!(place.text("ci/known.toml"), good, "{name}");
        let text = place.run(&["check", "--baseline", name, "--fail-on", "info"]);
        assert!(text.starts_with("status: 0") && !text.contains("gone"), "{name} {text}");
    }
}
