//! Who feeds whom.

use serde_json::json;

use super::fixture::{Fixture, list, stream};

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

/// A step that runs a stream, and the stream.
fn run(mark: &str, marked: &str) -> Fixture {
    let text = r#"
//- main.vsd
stream "Buy" as buy {
  trigger "Invoice" from supplier
  step "Pay" runs payment in obtain_build { input "Invoice" output "Receipt" }
  outcome "Receipt" to supplier
}
//- payment.vsd
stakeholder supplier
stream "Pay an invoice" as payment {
  trigger "Invoice"
  step "Transfer" in obtain_build { input "Invoice" output "Receipt" }
  outcome "Receipt"
}
"#;
    Fixture::new(&text.replacen(mark, marked, 1))
}

#[test]
fn a_step_that_runs_a_stream_leads_into_it() {
    let fixture = run("step \"Pay\"", "step \"P$0ay\"");
    let item = list(&fixture.ask("textDocument/prepareCallHierarchy"))[0].clone();
    let outgoing = list(&fixture.ask_with("callHierarchy/outgoingCalls", json!({ "item": item })));
    assert_eq!(outgoing[0]["to"]["name"], "Transfer");
    let item = outgoing[0]["to"].clone();
    let incoming = list(&fixture.ask_with("callHierarchy/incomingCalls", json!({ "item": item })));
    assert_eq!(incoming[0]["from"]["name"], "Pay");
}

#[test]
fn the_stream_that_a_step_runs_is_found_and_its_uses_too() {
    let fixture = run("runs payment", "runs pay$0ment");
    let found = fixture.ask("textDocument/definition");
    assert_eq!(fixture.places(&found), ["payment.vsd: stream «\"Pay an invoice\"» as payment {"]);
    let found =
        fixture.ask_with("textDocument/references", json!({ "context": { "includeDeclaration": false } }));
    assert_eq!(list(&found).len(), 1, "{found}");
    let fixture = run("runs payment", "runs $0");
    let labels = super::fixture::fields(&fixture.ask("textDocument/completion")["items"], "label");
    assert_eq!(labels, ["payment"]);
    let fixture = run("step \"Pay\" runs", "step \"P$0ay\" runs");
    let found = fixture.ask("textDocument/hover").to_string();
    assert!(found.contains("runs Pay an invoice"), "{found}");
}
