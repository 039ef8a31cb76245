//! What whoever writes a first policy gets wrong, and what is said of it: what to write, in the right line and column.

use super::MODEL;
use crate::cli::support::Place;

/// A policy that is right, in which each mistake is an edit.
const RIGHT: &str = r#"package vsdlint.NAME

findings contains {
	"msg": sprintf("step `%s` has no practice", [step.name]),
	"at": step.place,
} if {
	some stream in input.streams
	some step in stream.steps
	count(step.practices) == 0
}
"#;

/// The condition in it.
const LAST: &str = "count(step.practices) == 0";

/// The name of a policy, what it says at first, and what a beginner makes of it.
type Mistake<'a> = (&'a str, &'a str, &'a str);

/// What cannot be read.
const UNREADABLE: &[Mistake<'_>] = &[
    ("a-hyphen-in-the-package", "a_hyphen_in_the_package", "a-hyphen-in-the-package"),
    ("no-package", "package vsdlint.no_package\n", ""),
    ("no-if", "} if {", "} {"),
    ("no-contains", "findings contains {", "findings {"),
    ("an-old-set", "findings contains {", "findings[finding] { finding := {"),
    ("an-old-function", "\nfindings", "\nis_bare(step) { step.purpose == null }\n\nfindings"),
    ("assigned-to-a-call", "== 0", ":= 0"),
    ("and", LAST, "step.purpose == null and step.alias == null"),
    ("two-ampersands", LAST, "step.purpose == null && step.alias == null"),
    ("or", LAST, "step.purpose == null or step.alias == null"),
    ("two-bars", LAST, "step.purpose == null || step.alias == null"),
    ("three-equals", "==", "==="),
    ("for", "some step in", "for step in"),
    ("a-second-if", "\tcount", "\tif count"),
    ("return", "\tcount", "\treturn count"),
    ("let", LAST, "let number = count(step.practices)"),
    ("a-comment-of-another-language", LAST, "count(step.practices) == 0 // none"),
    ("not-some", LAST, "not some practice in step.practices"),
    ("a-missing-comma", "[step.name]),", "[step.name])"),
    ("a-missing-brace", "== 0\n}", "== 0"),
    ("a-missing-bracket", "[step.name]),", "[step.name],"),
    ("a-missing-quotation-mark", "practice\"", "practice"),
    ("a-brace-too-many", "== 0\n}", "== 0\n}\n}"),
    ("single-quotation-marks", "\"at\"", "'at'"),
    ("typographic-quotation-marks", "\"at\"", "“at”"),
    ("else", "== 0\n}", "== 0\n} else contains 1 if {\n\ttrue\n}"),
    ("a-double-import", "\nfindings", "\nimport rego.v1\nimport future.keywords\n\nfindings"),
];

/// What can be read and does not fit.
const UNFIT: &[Mistake<'_>] = &[
    ("another-package", "another_package", "something_else"),
    ("another-name", "findings", "deny"),
    ("a-truth", "findings contains {", "findings := true if { x := {"),
    (
        "neither-true-nor-a-set",
        "findings contains {\n\t\"msg\": sprintf(\"step `%s` has no practice\", [step.name]),\n\t\"at\": step.place,\n} if",
        "findings if",
    ),
    ("no-some", "some step in", "step in"),
    ("a-misspelt-variable", LAST, "stpe.purpose == null"),
    ("none", LAST, "step.purpose == None"),
    ("a-misspelt-member", LAST, "count(step.practises) == 0"),
    ("a-member-in-a-function", LAST, "is_bare(step)\n}\n\nis_bare(thing) if {\n\tthing.purpos == null"),
    (
        "steps-of-the-input",
        "some stream in input.streams\n\tsome step in stream.steps",
        "some step in input.steps",
    ),
    ("a-member-of-a-list", LAST, "step.practices.name == \"Service desk\""),
    ("the-length-of-a-list", LAST, "step.practices.length == 0"),
    ("a-function-behind-a-dot", LAST, "step.name.startswith(\"A\")"),
    ("a-function-of-another-language", LAST, "len(step.practices) == 0"),
    ("a-misspelt-function", LAST, "startwith(step.name, \"A\")"),
    ("a-forgotten-import", LAST, "lib.steps.is_bare(step)"),
    ("an-import-of-nothing", "\nfindings", "\nimport data.lib.nothing\n\nfindings"),
    ("a-rule-that-is-not-shared", "\nfindings", "\nimport data.lib.steps\n\nbare := steps.bare\n\nfindings"),
    ("a-setting-that-is-not-there", "== 0", "< data.settings.max"),
    ("a-list-and-a-text", LAST, "step.practices == \"Service desk\""),
    ("a-list-and-null", LAST, "step.practices == null"),
    ("a-text-among-objects", LAST, "not \"Service desk\" in step.practices"),
    ("a-time-and-a-number", LAST, "step.lead_time > 100"),
    ("an-activity-that-is-not-there", LAST, "step.activity == \"design-and-transition\""),
    ("one-of-a-text", LAST, "some letter in step.name"),
    ("at-a-step", "step.place", "step"),
    ("at-a-name", "step.place", "step.name"),
    ("at-a-line", "step.place", "step.place.start.line"),
    ("no-place", "\t\"at\": step.place,\n", ""),
    ("no-message", "\t\"msg\": sprintf(\"step `%s` has no practice\", [step.name]),\n", ""),
    ("another-key", "\"msg\"", "\"message\""),
    ("a-level", "step.place,", "step.place,\n\t\"level\": \"error\","),
    (
        "a-label-with-a-place",
        "step.place,",
        "step.place,\n\t\"label\": {\"at\": stream.place, \"msg\": \"here\"},",
    ),
    ("a-label-that-is-a-place", "step.place,", "step.place,\n\t\"labels\": [stream.place],"),
    (
        "a-text-for-a-finding",
        "{\n\t\"msg\": sprintf(\"step `%s` has no practice\", [step.name]),\n\t\"at\": step.place,\n}",
        "sprintf(\"step `%s` has no practice\", [step.name])",
    ),
];

/// What goes wrong while it runs.
const FAILING: &[Mistake<'_>] = &[
    ("no-list-of-values", "[step.name]", "step.name"),
    ("too-few-values", "`%s` has", "`%s` in `%s` has"),
    ("too-many-values", "[step.name]", "[step.name, stream.name]"),
    ("a-number-that-is-a-text", "`%s`", "`%d`"),
    ("texts-that-are-added", "sprintf(\"step `%s` has no practice\", [step.name])", "\"step \" + step.name"),
    ("lists-that-are-united", LAST, "some flow in step.inputs | step.outputs"),
    ("a-text-in-a-list", LAST, "contains(step.practices, \"Service desk\")"),
    ("the-beginning-of-nothing", LAST, "startswith(step.purpose, \"A\")"),
    ("a-division-by-none", LAST, "1 / count(step.practices) == 1"),
];

/// Functions that other languages have and Rego has not, or not under this name.
const FOREIGN: [&str; 16] = [
    "len",
    "str",
    "parseint",
    "any",
    "all",
    "map",
    "join",
    "matches",
    "includes",
    "startsWith",
    "ends_with",
    "to_lower",
    "toUpperCase",
    "time.now",
    "rand.choice",
    "http.send",
];

/// What is said of policies with these mistakes, all in one project.
fn said(mistakes: &[Mistake<'_>]) -> String {
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("model.vsd", MODEL),
        ("policies/lib/steps.rego", "package lib.steps\n\nis_bare(step) if count(step.practices) == 0\n"),
    ]);
    for &(name, old, new) in mistakes {
        let right = RIGHT.replace("NAME", &name.replace('-', "_"));
        assert!(right.contains(old), "{name}");
        place.write(&format!("policies/{name}.rego"), right.replace(old, new));
    }
    let said = place.run(&["check", "--output", "concise"]);
    let (_, said) = said.split_once("---- stderr\n").unwrap();
    for &(name, _, _) in mistakes {
        assert!(said.contains(&format!("policies/{name}.rego")), "nothing is said of {name}");
    }
    said.to_owned()
}

#[test]
fn what_cannot_be_read() {
    assert_snapshot!(said(UNREADABLE));
}

#[test]
fn what_does_not_fit() {
    assert_snapshot!(said(UNFIT));
}

#[test]
fn functions_of_other_languages() {
    let calls =
        FOREIGN.map(|name| (name.replace(['.', '_'], "-").to_lowercase(), format!("{name}(step.name) == 1")));
    let mistakes: Vec<Mistake<'_>> =
        calls.iter().map(|(name, call)| (name.as_str(), LAST, call.as_str())).collect();
    assert_snapshot!(said(&mistakes));
}

#[test]
fn what_goes_wrong_while_it_runs() {
    assert_snapshot!(said(FAILING));
}

#[test]
fn the_policy_itself_is_right() {
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("model.vsd", MODEL),
        ("policies/right.rego", &RIGHT.replace("NAME", "right")),
    ]);
    let said = place.run(&["check", "--output", "concise"]);
    assert!(said.contains("warn[right] step `Resolve the incident` has no practice"), "{said}");
}
