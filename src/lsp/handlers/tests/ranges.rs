//! What can be folded, and what a selection grows to.

use super::fixture::{list, stream};

#[test]
fn blocks_fold_and_their_closing_braces_stay() {
    let found = list(&stream("stakeholder user", "stakeholder user").ask("textDocument/foldingRange"));
    let lines: Vec<String> =
        found.iter().map(|one| format!("{}-{}", one["startLine"], one["endLine"])).collect();
    assert_eq!(lines, ["2-13", "4-6", "8-11"]);
}

#[test]
fn a_selection_grows_from_the_name_to_the_whole_text() {
    let fixture = stream("step \"Repair\"", "step \"Rep$0air\"");
    let found = fixture.ask("textDocument/selectionRange");
    let mut range = list(&found)[0].clone();
    let mut sizes = Vec::new();
    while !range.is_null() {
        sizes.push(fixture.text(&range["range"]).len());
        range = range["parent"].clone();
    }
    assert_eq!(sizes[..2], ["Repair".len(), "\"Repair\"".len()]);
    assert!(sizes.is_sorted(), "{sizes:?}");
}
