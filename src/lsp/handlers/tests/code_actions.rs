//! What can be done about a finding.

use super::fixture::{Fixture, fields, list, stream};

fn typo() -> Fixture {
    stream("input \"Fix request\"", "input \"Fix re$0quset\"")
}

#[test]
fn a_finding_is_fixed_allowed_or_explained() {
    let found = typo().ask("textDocument/codeAction");
    let titles = fields(&found, "title");
    assert!(titles.iter().any(|title| title == "Allow misnamed-flow here, with a reason…"), "{titles:?}");
    assert_eq!(titles.last().map(String::as_str), Some("Explain misnamed-flow"), "{titles:?}");
}

#[test]
fn the_preferred_action_clears_the_finding() {
    let fixture = typo();
    let found = list(&fixture.ask("textDocument/codeAction"));
    assert_eq!(found[0]["isPreferred"], true);
    let edited = fixture.edited(&found[0]["edit"]);
    assert!(edited.contains("input \"Fix request\" from diagnose"), "{edited}");
    let again = Fixture::new(&edited).ask("textDocument/diagnostic");
    assert!(list(&again["items"]).is_empty(), "{again}");
}

#[test]
fn where_nothing_is_wrong_nothing_is_offered() {
    assert!(list(&stream("to repair", "to rep$0air").ask("textDocument/codeAction")).is_empty());
}
