//! What is said of a `vsdlint.toml` that cannot be used, and its JSON Schema.

use serde_json::{Value, json};

use crate::project::support::{RULES, Tree, rendered, said};
use vsdlint::project::config_schema;
use vsdlint::rule::RuleTable;

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

[[overrides]]
files = ['y']
rules = { stream-size = { min = 20, say = 'all' } }
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
fn the_schema_describes_every_rule() {
    let schema = config_schema(&RuleTable::new(RULES));
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
