//! `vsdlint policy`: a first policy, and its examples and tests.

use std::time::{Duration, Instant};

use super::{MODEL, PURPOSE, project};
use crate::cli::support::{Place, entries};

#[test]
fn help_of_its_commands() {
    let place = Place::new(&[]);
    assert_snapshot!("help_test", place.stdout(&["policy", "test", "--help"]));
    assert_snapshot!("help_new", place.stdout(&["policy", "new", "--help"]));
}

#[test]
fn a_new_policy_passes_at_once_and_overwrites_nothing() {
    let place = Place::new(&[("vsdlint.toml", "")]);
    assert_snapshot!("new", place.run(&["policy", "new", "four-eyes"]));
    assert_snapshot!("new_tested", place.run(&["policy", "test"]));
    assert_eq!(entries(&place.path("policies")), ["four-eyes.md", "four-eyes.rego", "four-eyes_test.rego"]);
    assert_snapshot!("new_again", place.run(&["policy", "new", "four-eyes"]));
    std::fs::remove_file(place.path("policies/four-eyes.rego")).unwrap();
    assert_snapshot!("new_in_the_way", place.run(&["policy", "new", "four-eyes"]));
    assert_snapshot!("new_misnamed", place.run(&["policy", "new", "Four Eyes"]));
    assert_snapshot!("new_device", place.run(&["policy", "new", "con"]));
    assert_snapshot!("new_built_in", place.run(&["policy", "new", "self-flow"]));
    place.write("sub/vsdlint.toml", "policies = [\"rules\"]\n");
    std::fs::create_dir(place.path("sub/rules")).unwrap();
    place.stdout(&["policy", "new", "four-eyes", "--project", "sub"]);
    assert_eq!(place.status(&["policy", "test", "--project", "sub"]), 0);
    assert_eq!(entries(&place.path("sub/rules")), ["four-eyes.md", "four-eyes.rego", "four-eyes_test.rego"]);
}

#[test]
fn what_does_not_hold_is_told() {
    let place = project();
    let example = |kind: &str, text: &str| format!("```vsd {kind}\n{text}```\n\n");
    let purposeful = MODEL.replace("    input", "    purpose \"It works again\"\n    input");
    let page = format!(
        "+++\nsummary = \"a\"\n+++\n\n{}{}{}{}{}",
        example("finding", MODEL),
        example("clean", &purposeful),
        example("finding", &purposeful),
        example("clean", MODEL),
        example("clean", "stream {\n"),
    );
    place.write("policies/step-purpose.md", page);
    place.write(
        "policies/step-purpose_test.rego",
        "package vsdlint.step_purpose\n\ntest_nothing_is_found_in_nothing if count(findings) == 0 with input as {\"streams\": []}\n\ntest_that_fails if {\n\tprint(\"here\", 1)\n\tcount(findings) == 1 with input as {\"streams\": []}\n}\n",
    );
    place.write("policies/silent.rego", PURPOSE.replace("step_purpose", "silent"));
    assert_snapshot!(place.run(&["policy", "test"]));
    place.write("policies/silent.rego", "package vsdlint.silent\n\nfindings contains x if { x := 1 / 0 }\n");
    place.write("policies/silent.md", format!("+++\nsummary = \"a\"\n+++\n\n{}", example("finding", MODEL)));
    assert_snapshot!("broken", place.run(&["policy", "test", "silent"]));
    assert_snapshot!("unknown", place.run(&["policy", "test", "silence"]));
}

#[test]
fn a_new_policy_lies_where_it_is_looked_for() {
    let place = Place::new(&[("vsdlint.toml", "policies = []\n")]);
    assert_snapshot!("new_turned_off", place.run(&["policy", "new", "four-eyes"]));
    assert_eq!(entries(&place.path("")), ["vsdlint.toml"]);
    place.write("vsdlint.toml", "policies = [\"a.rego\"]\n");
    let said = place.run(&["policy", "new", "four-eyes"]);
    assert!(said.contains("single files alone"), "{said}");
    place.write("vsdlint.toml", "policies = [\"a.rego\", \"rules\"]\n");
    place.write("a.rego", PURPOSE.replace("step_purpose", "a"));
    place.write("rules", "no folder\n");
    assert_snapshot!("new_in_no_folder", place.run(&["policy", "new", "four-eyes"]));
    std::fs::remove_file(place.path("rules")).unwrap();
    place.run(&["policy", "new", "four-eyes"]);
    assert_eq!(entries(&place.path("rules")), ["four-eyes.md", "four-eyes.rego", "four-eyes_test.rego"]);
}

#[test]
fn many_tests_take_no_longer_each() {
    let place = project();
    let mut tests = String::from("package vsdlint.step_purpose\n");
    for at in 0..2000 {
        tests += &format!("\ntest_{at} if count(findings) == 0 with input as {{\"streams\": []}}\n");
    }
    place.write("policies/step-purpose_test.rego", tests);
    let start = Instant::now();
    let said = place.run(&["policy", "test"]);
    assert!(said.contains("2000 passed, 0 failed"), "{said}");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn nothing_to_try() {
    assert_snapshot!(Place::new(&[("vsdlint.toml", "")]).run(&["policy", "test"]));
}
