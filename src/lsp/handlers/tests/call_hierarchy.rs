//! Who feeds whom.

use serde_json::json;

use super::fixture::{list, stream};

#[test]
fn a_step_is_fed_by_one_and_feeds_another() {
    let fixture = stream("step \"Repair\"", "step \"Rep$0air\"");
    let found = fixture.ask("textDocument/prepareCallHierarchy");
    let item = list(&found)[0].clone();
    assert_eq!(item["name"], "Repair");
    assert_eq!(item["detail"], "Restore a service");
    let incoming = list(&fixture.ask_with("callHierarchy/incomingCalls", json!({ "item": item })));
    assert_eq!(incoming.len(), 1);
    assert_eq!(incoming[0]["from"]["name"], "Diagnose");
    let ranges: Vec<String> = list(&incoming[0]["fromRanges"]).iter().map(|one| fixture.range(one)).collect();
    assert_eq!(ranges, [r#"output «"Fix request"» to repair"#]);
    let outgoing = fixture.ask_with("callHierarchy/outgoingCalls", json!({ "item": incoming[0]["from"] }));
    assert_eq!(list(&outgoing)[0]["to"]["name"], "Repair");
}
