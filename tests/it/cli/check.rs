//! `check`: reports, levels and exit statuses.

use std::process::Stdio;

use crate::cli::support::{CLEAN, Place, WARNING, status};

#[test]
fn nothing_found() {
    assert_snapshot!(Place::new(&[("a.vsd", CLEAN)]).run(&["check"]));
}

#[test]
fn a_warning_is_reported_and_does_not_fail() {
    assert_snapshot!(Place::new(&[("a.vsd", CLEAN), ("b.vsd", WARNING)]).run(&["check"]));
}

#[test]
fn an_error_fails() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_snapshot!(place.run(&["check", "-D", "unused-allow", "--output", "concise"]));
}

#[test]
fn fail_on_decides_what_fails() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    let fails = |word: &str| place.status(&["check", "--fail-on", word]);
    assert_eq!(["error", "warn", "info", "never"].map(fails), [0, 1, 1, 0]);
    place.write("vsdlint.toml", "fail-on = \"warn\"\n");
    assert_eq!(place.status(&["check"]), 1);
    assert_eq!(place.status(&["check", "--fail-on", "error"]), 0);
    assert_snapshot!(place.run(&["check", "--fail-on", "warning"]));
}

#[test]
fn the_last_flag_for_a_rule_wins() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    let check = |flags: &[&str]| {
        let output = place.output(&[&["check", "--output", "concise"], flags].concat());
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        let level = text.split_whitespace().nth(1).unwrap_or("nothing").to_owned();
        format!("{level} {}", status(&output))
    };
    assert_eq!(check(&["-D", "unused-allow"]), "error[unused-allow] 1");
    assert_eq!(check(&["-D", "unused-allow", "-I", "unused-allow"]), "info[unused-allow] 0");
    assert_eq!(check(&["-I", "unused-allow", "-D", "unused-allow"]), "error[unused-allow] 1");
    assert_eq!(check(&["-Aunused-allow", "--warn=unused-allow"]), "warn[unused-allow] 0");
    assert_eq!(check(&["-W", "unused-allow", "-A", "unused-allow,unused-allow"]), "nothing 0");
}

#[test]
fn a_suppressed_finding_never_fails() {
    let inner = "  @allow(no-such-rule, \"just because\")\n  purpose \"To sell\"\n";
    let text = format!("@allow(unused-allow, \"it will come\")\nstakeholder supplier {{\n{inner}}}\n");
    let place = Place::new(&[("b.vsd", &text)]);
    let printed = place.stdout(&["check"]);
    assert!(printed.contains("1 suppressed"), "{printed}");
    assert!(!printed.contains("no-such-rule"), "{printed}");
}

#[test]
fn statistics_follow_a_report_for_people() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    assert_snapshot!("statistics", place.run(&["check", "--statistics"]));
    assert_snapshot!("statistics_concise", place.run(&["check", "--statistics", "--output", "concise"]));
}

#[test]
fn statistics_keep_out_of_a_report_for_programs() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    let output = place.output(&["check", "--statistics", "--output", "json"]);
    let _: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "1  unused-allow\n\n0 of 0 input ends and 0 of 0 output ends meet\n"
    );
}

#[test]
fn each_project_is_checked_for_itself() {
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("a.vsd", WARNING),
        ("nested/vsdlint.toml", "[rules]\nunused-allow = \"error\"\n"),
        ("nested/b.vsd", WARNING),
    ]);
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
    assert_eq!(place.status(&["check", "a.vsd"]), 0);
}

#[test]
fn naming_paths_selects_what_is_reported() {
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("a.vsd", WARNING),
        ("sub/b.vsd", &WARNING.replace("supplier", "partner")),
        ("sub/c.vsd", CLEAN),
    ]);
    assert_snapshot!("selected_directory", place.run(&["check", "sub", "--output", "concise"]));
    assert_snapshot!("selected_file", place.run(&["check", "sub/b.vsd"]));
    assert_snapshot!("selected_clean", place.run(&["check", "sub/c.vsd"]));
}

#[test]
fn excluded_files_are_left_out_of_a_hook() {
    let place =
        Place::new(&[("vsdlint.toml", "exclude = [\"old.vsd\"]\n"), ("a.vsd", CLEAN), ("old.vsd", WARNING)]);
    assert_eq!(place.status(&["check", "old.vsd", "--fail-on", "warn"]), 1);
    assert_eq!(place.status(&["check", "old.vsd", "--fail-on", "warn", "--force-exclude"]), 0);
}

#[test]
fn colours_only_when_asked_for() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    let colours = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = place.command(&[&["check"], arguments].concat());
        command.envs(variables.iter().copied()).output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!colours(&[], &[]));
    assert!(colours(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colours(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!colours(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colours(&["--color=never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let files: Vec<(String, String)> = (0..60)
        .map(|number| (format!("{number}.vsd"), WARNING.replace("supplier", &format!("s{number}"))))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let place = Place::new(&files);
    let one = place.stdout(&["check", "--output", "json", "--threads", "1"]);
    assert_eq!(one, place.stdout(&["check", "--output", "json", "--threads", "4"]));
    assert_eq!(place.status(&["check", "--threads", "0"]), 2);
}

#[test]
fn quiet_says_nothing_but_errors() {
    let place = Place::new(&[("b.vsd", WARNING)]);
    place.write("drawing.vsd", [0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]);
    assert_eq!(place.run(&["check", "--quiet", "--fail-on", "warn"]), "status: 1\n");
    assert_snapshot!(place.run(&["check", "-q", "missing.vsd"]));
}

#[test]
fn whoever_closes_the_pipe_has_seen_enough() {
    let place = Place::new(&[("b.vsd", &many())]);
    let mut command = place.command(&["check", "-D", "unused-allow"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let place = Place::new(&[("b.vsd", &many())]);
    for command in [&["check"][..], &["rules"], &["explain", "unused-allow"], &["schema", "json"], &["man"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = place.command(command).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(status(&output), 2, "{command:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(text, "  × cannot write to standard output: No space left on device (os error 28)\n");
    }
}

/// More findings than fit into a pipe.
fn many() -> String {
    (0..2000).map(|number| WARNING.replace("supplier", &format!("s{number}"))).collect()
}
