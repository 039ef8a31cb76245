//! What the text does not say and the model knows.

use serde_json::json;

use super::fixture::{fields, list, stream};

#[test]
fn an_input_without_an_end_shows_who_feeds_it() {
    let fixture = stream("input \"Fix request\" from diagnose", "$0input \"Fix request\"$0");
    let found = fixture.ask("textDocument/inlayHint");
    assert_eq!(fields(&found, "label"), ["from diagnose"]);
}

#[test]
fn a_step_shows_how_many_flows_meet() {
    let fixture = stream("input \"Fix request\"", "input \"Fix papers\"");
    let found = list(&fixture.ask_with("textDocument/codeLens", json!({})));
    let titles: Vec<&str> = found.iter().filter_map(|lens| lens["command"]["title"].as_str()).collect();
    assert!(titles.iter().any(|title| title.contains("unmatched")), "{titles:?}");
}
