//! What a document declares.

use super::fixture::{Fixture, fields, list, stream};

#[test]
fn a_stream_holds_its_steps() {
    let found = stream("stakeholder user", "stakeholder user").ask("textDocument/documentSymbol");
    assert_eq!(fields(&found, "name"), ["user", "Restore a service"]);
    let stream = &list(&found)[1];
    assert_eq!(
        fields(&stream["children"], "name"),
        ["Outage report", "Diagnose", "Repair", "Restored service"]
    );
    assert_eq!(list(&stream["children"])[1]["detail"], "deliver_and_support");
}

#[test]
fn a_statement_that_cannot_be_read_is_left_out() {
    let found = Fixture::new("stakeholder user\nrole\n").ask("textDocument/documentSymbol");
    assert_eq!(fields(&found, "name"), ["user"]);
}
