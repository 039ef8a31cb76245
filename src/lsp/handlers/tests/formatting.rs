//! Formatting, whole and in part.

use serde_json::json;

use super::fixture::Fixture;

const UNTIDY: &str = "$0stakeholder   user\n$0\nstakeholder   customer\n";

#[test]
fn a_document_is_formatted_whole() {
    let fixture = Fixture::new(UNTIDY);
    let edits = fixture.ask("textDocument/formatting");
    assert_eq!(fixture.typed(&edits), "stakeholder user\n\nstakeholder customer\n");
}

#[test]
fn a_selection_is_formatted_and_no_more() {
    let fixture = Fixture::new(UNTIDY);
    let edits = fixture.ask("textDocument/rangeFormatting");
    assert_eq!(fixture.typed(&edits), "stakeholder user\n\nstakeholder   customer\n");
}

#[test]
fn a_closed_block_is_formatted_as_it_is_typed() {
    let fixture = Fixture::new("activity engage {\n    purpose   \"Talks\"\n}$0\n");
    let edits = fixture.ask_with("textDocument/onTypeFormatting", json!({ "ch": "}" }));
    assert_eq!(fixture.typed(&edits), "activity engage {\n  purpose \"Talks\"\n}\n");
}
