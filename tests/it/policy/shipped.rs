//! The policies in `docs/policies`: their examples hold, and are checked as they stand there.

use super::MODEL;
use crate::cli::support::Place;

/// Runs the command in the folder of the documentation, which is a project with policies.
fn docs(arguments: &[&str]) -> String {
    inside("docs", arguments)
}

/// Runs the command in a folder of ours.
fn inside(folder: &str, arguments: &[&str]) -> String {
    let place = Place::new(&[]);
    let output = place.command(arguments).current_dir(folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    format!("status: {}\n{text}", output.status.code().unwrap_or(-1))
}

#[test]
fn their_examples_hold() {
    assert_snapshot!(docs(&["policy", "test"]));
}

#[test]
fn each_has_a_page_that_can_be_read() {
    for name in [
        "segregation-of-duties",
        "four-eyes-before-production",
        "tier-promises",
        "suppliers-through-engage",
        "house-names",
        "personal-data",
    ] {
        let page = docs(&["explain", name]);
        assert!(page.starts_with(&format!("status: 0\n{name}\n")), "{page}");
        assert!(page.contains("Why it matters"), "{page}");
    }
}

/// The blocks of the documentation in Rego that are no whole policies, each run on a model as the rules of one.
#[test]
fn what_the_documentation_says_can_be_said() {
    let text = std::fs::read_to_string("docs/policies.md").unwrap();
    let (_, said) = text.split_once("## How to say it\n").unwrap();
    let (_, block) = said.split_once("```rego\n").unwrap();
    let (block, _) = block.split_once("```\n").unwrap();
    let mut findings = String::new();
    for (what, condition) in [
        ("is outside", "is_outside(step)"),
        ("is done by nobody", "nobody_does(step)"),
        ("is in a stream that changes nothing", "changes_nothing(stream)"),
        ("is in a stream that is not explained", "not is_explained(stream)"),
        ("deals with the user", "\"user\" in dealt_with(step)"),
        ("takes long", "takes_long(step)"),
        ("is behind the outcome", "step.id in behind(stream.outcomes[0])"),
    ] {
        findings += &format!(
            "\nfindings contains {{\"msg\": sprintf(\"`%s` {what}\", [step.name]), \"at\": step.place}} if {{\n\tsome stream in input.streams\n\tsome step in stream.steps\n\t{condition}\n}}\n"
        );
    }
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("model.vsd", MODEL),
        ("policies/said.rego", &format!("package vsdlint.said\n\n{block}{findings}")),
    ]);
    assert_snapshot!(place.run(&["check", "--output", "concise"]));
}

#[test]
fn a_trade_keeps_to_its_own_rule() {
    const TRADE: &str = "fixtures/trades/software_release";
    assert_snapshot!("a_trade", inside(TRADE, &["check"]) + &inside(TRADE, &["policy", "test"]));
    let file = |path: &str| std::fs::read_to_string(format!("{TRADE}/{path}")).unwrap();
    let place = Place::new(&[("exception.vsd", &file("exception.vsd"))]);
    let freeze = "\"Release management\", \"Change enablement\"";
    assert!(file("release.vsd").contains(freeze));
    place.write("release.vsd", file("release.vsd").replace(freeze, "\"Release management\""));
    for path in [
        "policies/change-enablement-first.rego",
        "policies/change-enablement-first.md",
        "policies/lib/flows.rego",
    ] {
        place.write(path, file(path));
    }
    assert_snapshot!("a_trade_that_does_not", place.run(&["check"]));
}
