//! `--fix`, `--fix-suggested`, `--diff` and `--add-allow`.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::cli::support::{CLEAN, Place, WARNING, status};

/// A file with one safe fix, which has nothing to do with that of [`WARNING`].
const OTHER: &str = "@allow(no-such-rule, \"just because\")\nstakeholder partner\n";

/// A stream in which a step waits for a misspelt item, and says one thing twice.
const MODEL: &str = r#"stakeholder user

stream "Restore a failed service" as restore {
  trigger "Outage report" from user

  step "Register" as register in engage {
    // what the user tells
    input  "Outage report" from user
    output "Incident record" // for the repair
    output "Lessons learned" to improve
    output "Lessons learned" to improve
  }

  step "Repair" as repair in deliver_and_support {
    input  "Incident recrod" from register
    output "Restored service"
  }

  outcome "Restored service" to user
}
"#;

fn place(text: &str) -> Place {
    Place::new(&[("vsdlint.toml", ""), ("restore.vsd", text)])
}

#[test]
fn safe_fixes_alone_keep_the_meaning() {
    let place = place(MODEL);
    assert_snapshot!("fix", place.run(&["check", "--fix"]));
    assert_eq!(
        place.text("restore.vsd"),
        MODEL.replacen("    output \"Lessons learned\" to improve\n", "", 1)
    );
    let fixed = place.text("restore.vsd");
    place.run(&["check", "--fix"]);
    assert_eq!(place.text("restore.vsd"), fixed, "the second time nothing is left to fix");
}

#[test]
fn suggested_fixes_come_besides() {
    let place = place(MODEL);
    assert_snapshot!("fix_suggested", place.run(&["check", "--fix-suggested"]));
    assert_eq!(
        place.text("restore.vsd"),
        MODEL.replacen("    output \"Lessons learned\" to improve\n", "", 1).replace("recrod", "record")
    );
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let place = place(MODEL);
    assert_snapshot!("diff", place.run(&["check", "--diff", "--fix-suggested"]));
    assert_eq!(place.text("restore.vsd"), MODEL);
    let output = place.output(&["check", "--diff", "--fix-suggested"]);
    place.write("it.diff", &output.stdout);
    place.git(&["init", "-q"]);
    place.git(&["apply", "it.diff"]);
    let applied = place.text("restore.vsd");
    place.write("restore.vsd", MODEL);
    place.run(&["check", "--fix-suggested"]);
    assert_eq!(place.text("restore.vsd"), applied);
    assert_eq!(place.run(&["check", "--diff"]), "status: 0\n");
}

#[test]
fn a_diff_of_a_file_without_a_last_line_end_can_be_applied() {
    let place = Place::new(&[("a.vsd", WARNING.trim_end())]);
    let output = place.output(&["check", "--diff"]);
    assert_eq!(status(&output), 1);
    place.write("it.diff", &output.stdout);
    place.git(&["apply", "it.diff"]);
    assert_eq!(place.text("a.vsd"), "stakeholder supplier");
}

#[test]
fn colours_tell_what_goes_and_what_comes() {
    let place = Place::new(&[("a.vsd", WARNING)]);
    let output = place.output(&["--color=always", "check", "--diff"]);
    assert_snapshot!("diff_colours", String::from_utf8(output.stdout).unwrap().replace('\u{1b}', "␛"));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let place = place(&format!("\u{feff}{}", MODEL.replace('\n', "\r\n")));
    place.run(&["check", "--fix-suggested"]);
    let fixed =
        MODEL.replacen("    output \"Lessons learned\" to improve\n", "", 1).replace("recrod", "record");
    assert_eq!(place.text("restore.vsd"), format!("\u{feff}{}", fixed.replace('\n', "\r\n")));
}

#[cfg(unix)]
#[test]
fn mode_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new(&[("vsdlint.toml", ""), ("real/a.vsd.txt", WARNING)]);
    symlink("real/a.vsd.txt", place.path("a.vsd")).unwrap();
    fs::set_permissions(place.path("real/a.vsd.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(place.status(&["check", "--fix"]), 0);
    assert_eq!(place.text("real/a.vsd.txt"), "stakeholder supplier\n");
    assert!(place.path("a.vsd").symlink_metadata().unwrap().is_symlink());
    let mode = place.path("real/a.vsd.txt").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn what_is_read_only_is_left_and_the_rest_is_fixed() {
    let place = Place::new(&[("a.vsd", WARNING), ("b.vsd", OTHER)]);
    let mut permissions = place.path("a.vsd").metadata().unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(place.path("a.vsd"), permissions).unwrap();
    assert_snapshot!("read_only", place.run(&["check", "--fix", "--output", "concise"]));
    assert_eq!(place.text("a.vsd"), WARNING);
    assert_eq!(place.text("b.vsd"), "stakeholder partner\n");
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_project_is_written() {
    let place =
        Place::new(&[("elsewhere/a.txt", WARNING), ("project/vsdlint.toml", ""), ("project/b.vsd", OTHER)]);
    std::os::unix::fs::symlink("../elsewhere/a.txt", place.path("project/a.vsd")).unwrap();
    let arguments = ["check", "--fix", "--output", "concise", "project/a.vsd", "project/b.vsd"];
    assert_snapshot!("outside", place.run(&arguments));
    assert_eq!(place.text("elsewhere/a.txt"), WARNING);
    assert_eq!(place.text("project/b.vsd"), "stakeholder partner\n");
}

#[test]
fn nothing_is_fixed_where_a_file_cannot_be_read() {
    let place = Place::new(&[("a.vsd", MODEL)]);
    place.write("b.vsd", b"stakeholder \xff");
    assert_snapshot!("unfixed", place.run(&["check", "--fix-suggested", "--output", "concise"]));
    assert_eq!(place.text("a.vsd"), MODEL);
}

#[test]
fn a_selection_limits_what_is_fixed() {
    let place = Place::new(&[("vsdlint.toml", ""), ("a.vsd", WARNING), ("b.vsd", OTHER)]);
    assert_eq!(place.status(&["check", "--fix", "b.vsd"]), 0);
    assert_eq!(place.text("a.vsd"), WARNING);
    assert_eq!(place.text("b.vsd"), "stakeholder partner\n");
}

#[test]
fn everything_can_be_allowed_for_a_reason() {
    let place = place(MODEL);
    assert_snapshot!("add_allow", place.run(&["check", "--add-allow", "known \"since\" 2019"]));
    assert_snapshot!("add_allow_text", place.text("restore.vsd"));
    assert_eq!(place.status(&["check", "--fail-on", "info"]), 0);
    assert_snapshot!("no_reason", place.run(&["check", "--add-allow", " "]));
    assert_eq!(place.status(&["check", "--add-allow", "\u{200b}"]), 2, "nothing of it can be seen");
}

#[test]
fn an_allow_for_the_same_reason_takes_more_rules() {
    let place = place(&MODEL.replace("in deliver_and_support ", ""));
    place.run(&["check", "--add-allow", "later", "-W", "missing-practice"]);
    let text = place.text("restore.vsd");
    assert!(text.contains("@allow(missing-practice, unmapped-step, \"later\")\n  step \"Repair\""), "{text}");
    assert_eq!(place.status(&["check", "--fail-on", "info", "-W", "missing-practice"]), 0);
}

#[test]
fn what_no_allow_can_stand_before_is_named() {
    let place = place("role a\n}\n@allow(late-input, \"none is\")\nrole b\n");
    assert_snapshot!("add_allow_outside", place.run(&["check", "--add-allow", "r"]));
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    let place = place(CLEAN);
    for arguments in [
        &["check", "--diff", "--output", "json"][..],
        &["check", "--fix", "--add-allow", "x"],
        &["check", "--fix", "--watch"],
        &["check", "--write-baseline"],
        &["check", "--fix", "--stdin-filename", "a.vsd"],
    ] {
        assert_eq!(place.status(arguments), 2, "{arguments:?}");
    }
}

/// A process that is killed at any moment leaves the old text or the new one.
#[test]
fn whoever_is_killed_leaves_whole_files() {
    let steps: String = (0..1500)
        .map(|number| {
            MODEL
                .replace("restore", &format!("restore{number}"))
                .replace("Restore a failed service", &format!("Stream {number}"))
        })
        .collect();
    let old = format!("{}{}", CLEAN, steps.replace("stakeholder user\n", "").replace("recrod", "record"))
        + "stakeholder user\n";
    let place = place(&old);
    let begin = Instant::now();
    place.run(&["check", "--fix", "--quiet"]);
    let whole = begin.elapsed();
    let new = place.text("restore.vsd");
    assert_ne!(old, new);
    let mut ends = [0, 0];
    for moment in 0..24 {
        place.write("restore.vsd", &old);
        let mut child = place.command(&["check", "--fix", "--quiet"]).stderr(Stdio::null()).spawn().unwrap();
        // Mostly towards the end, when files are written.
        std::thread::sleep(whole.mul_f64(f64::from(moment) / 20.0).max(Duration::from_millis(1)));
        let _ = child.kill();
        child.wait().unwrap();
        let text = place.text("restore.vsd");
        assert!(text == old || text == new, "after {moment} parts of {whole:?}: {} bytes", text.len());
        ends[usize::from(text == new)] += 1;
    }
    assert!(ends[0] > 0, "every process was through before it was killed: {ends:?}");
}
