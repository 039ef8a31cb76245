//! All places that speak of the same thing.

use serde_json::json;

use super::fixture::{fields, list, stream};

#[test]
fn a_step_is_spoken_of_by_its_name_its_alias_and_ends() {
    let fixture = stream("to repair", "to rep$0air");
    let found = fixture.ask("textDocument/references");
    assert_eq!(
        fixture.places(&found),
        [
            r#"model.vsd: output "Fix request" to «repair»"#,
            r#"model.vsd: step «"Repair"» as repair in obtain_build {"#,
            r#"model.vsd: step "Repair" as «repair» in obtain_build {"#,
        ]
    );
    let found =
        fixture.ask_with("textDocument/references", json!({ "context": { "includeDeclaration": false } }));
    assert_eq!(fixture.places(&found), [r#"model.vsd: output "Fix request" to «repair»"#]);
}

#[test]
fn highlights_tell_who_gives_from_who_takes() {
    let fixture = stream("input \"Fix request\"", "input \"Fix $0request\"");
    let found = fixture.ask("textDocument/documentHighlight");
    let shown: Vec<String> =
        list(&found).iter().map(|one| format!("{} {}", one["kind"], fixture.range(&one["range"]))).collect();
    assert_eq!(shown, [r#"3 output «"Fix request"» to repair"#, r#"2 input «"Fix request"» from diagnose"#]);
    assert!(fields(&found, "text").iter().all(String::is_empty));
}
