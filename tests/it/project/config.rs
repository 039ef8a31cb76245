//! What is said of a `vsdlint.toml` that cannot be used, and its JSON Schema.

use serde_json::{Value, json};

use crate::project::support::{RULES, Tree, rendered};
use vsdlint::project::config_schema;

/// What a person sees of this configuration.
fn said(toml: impl AsRef<[u8]>) -> String {
    let tree = Tree::new(&[("a.vsd", "")]);
    tree.write("vsdlint.toml", toml);
    let found = tree.discover(&["a.vsd"]);
    assert_eq!(found.projects.is_empty(), !found.problems.is_empty());
    rendered(&found.problems)
}

#[test]
fn all_mistakes_of_a_file_are_said_with_what_was_meant() {
    assert_snapshot!(said(
        "fail_on = 'warning'
fail-on = 'warning'
include = 'models'
exclude = ['a[', './b', '../c', '', '#d', 3]
unmatched-input = 'off'

[rules]
unmached-input = 'warn'
Empty_Step = 'warn'
completely-different = 'warn'
empty-step = 'allow'
unmatched-input = 1

[rules.stream-size]
level = 'loud'
maximum = 3
max = 'ten'
min = inf

[[overrides]]
file = ['x']
rules = { stream-size = { max = 3 }, empty-stepp = 'off' }

[[overrides]]
files = ['!x']
rules = {}
"
    ));
}

#[test]
fn what_is_no_toml_is_said() {
    assert_snapshot!(said("[rules\nempty-step = \n[rules]\nunmached-input = 'off'\n"));
    assert!(said("fail-on = 'warn'\nfail-on = 'info'\n").contains("duplicate key"));
}

#[test]
fn what_is_no_text_is_said() {
    let text = said(b"# caf\xe9\n");
    assert!(text.contains("`vsdlint.toml` is not UTF-8: byte 5 (line 1) is part of no character"), "{text}");
    let text = said(vec![b'#'; (1 << 20) + 1]);
    assert!(text.contains("`vsdlint.toml` is larger than 1048576 bytes"), "{text}");
}

#[test]
fn a_mark_at_the_beginning_and_windows_line_ends_are_accepted() {
    assert_eq!(said("\u{feff}fail-on = 'warn'\r\n[rules]\r\nempty-step = 'off'\r\n"), "");
}

#[test]
fn deep_nesting_ends_in_a_message() {
    let text = said(format!("x = {}", "[".repeat(200_000)));
    assert!(text.contains("this is no TOML"), "{text}");
}

#[test]
fn files_that_extend_each_other_are_said_in_their_order() {
    let tree = Tree::new(&[
        ("a.vsd", ""),
        ("vsdlint.toml", "extends = 'one.toml'"),
        ("one.toml", "extends = 'two.toml'\nodd = 1"),
        ("two.toml", "extends = 'one.toml'\n"),
    ]);
    assert_snapshot!(rendered(&tree.discover(&["a.vsd"]).problems));
    tree.write("vsdlint.toml", "extends = 'gone.toml'");
    let text = rendered(&tree.discover(&["a.vsd"]).problems);
    assert!(text.contains("nothing to extend: cannot read `gone.toml`"), "{text}");
}

#[test]
fn the_schema_allows_what_reading_allows() {
    let schema = config_schema(RULES);
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let good = [
        json!({}),
        json!({ "extends": "x.toml", "fail-on": "never", "include": ["a/"], "exclude": [] }),
        json!({ "rules": { "empty-step": "off", "stream-size": { "level": "info", "max": 20.5 } } }),
        json!({ "rules": { "stream-size": { "min": 1 } } }),
        json!({ "overrides": [{ "files": ["x"], "rules": { "stream-size": { "level": "warn" }, "empty-step": "info" } }] }),
    ];
    let bad = [
        json!({ "rule": {} }),
        json!({ "extends": ["x.toml"] }),
        json!({ "fail-on": "off" }),
        json!({ "include": "a" }),
        json!({ "include": [] }),
        json!({ "exclude": [1] }),
        json!({ "rules": { "no-such": "off" } }),
        json!({ "rules": { "empty-step": "never" } }),
        json!({ "rules": { "empty-step": { "max": 1 } } }),
        json!({ "rules": { "stream-size": { "max": "1" } } }),
        json!({ "rules": { "stream-size": { "max": -1 } } }),
        json!({ "overrides": [{ "rules": {} }] }),
        json!({ "overrides": [{ "files": ["x"], "rules": { "stream-size": { "max": 1 } } }] }),
        json!({ "overrides": { "files": ["x"], "rules": {} } }),
    ];
    for (instances, valid) in [(&good[..], true), (&bad[..], false)] {
        for instance in instances {
            assert_eq!(validator.is_valid(instance), valid, "schema, {instance}");
            let toml = toml::to_string(instance).unwrap();
            let text = said(&toml);
            let mistaken = text.replace("nothing to extend", "");
            let accepted =
                text.is_empty() || (mistaken.len() < text.len() && mistaken.matches("×").count() == 2);
            assert_eq!(accepted, valid, "reading, {toml}: {text}");
        }
    }
}

#[test]
fn the_schema_describes_every_rule() {
    let schema = config_schema(RULES);
    let size = &schema["properties"]["rules"]["properties"]["stream-size"];
    assert_eq!(size["description"], "Too long.");
    assert_eq!(size["default"], "off");
    let max = &size["anyOf"][1]["properties"]["max"];
    assert_eq!(
        *max,
        json!({ "description": "Most steps.", "type": "number", "minimum": 0, "default": 15.0 })
    );
    assert_eq!(
        schema["properties"]["rules"]["properties"].as_object().map(|rules| rules.len()),
        Some(RULES.len())
    );
    assert_eq!(schema["$schema"], Value::from("https://json-schema.org/draft/2020-12/schema"));
}
