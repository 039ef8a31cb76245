//! How words are painted.

use super::fixture::{Fixture, list};
use crate::lsp::handlers::semantic_tokens::legend;

/// Each word with its kind and the bits of its modifiers.
fn painted(text: &str) -> Vec<String> {
    let fixture = Fixture::new(text);
    let found = fixture.ask("textDocument/semanticTokens/full");
    let numbers: Vec<usize> =
        list(&found["data"]).iter().filter_map(|one| one.as_u64()).map(|one| one as usize).collect();
    let types = list(&legend()["tokenTypes"]);
    let lines: Vec<&str> = text.trim_start_matches('\n').lines().collect();
    let (mut line, mut character) = (0, 0);
    let mut words = Vec::new();
    for word in numbers.chunks(5) {
        character = if word[0] == 0 { character + word[1] } else { word[1] };
        line += word[0];
        let kind = types[word[3]].as_str().unwrap_or_default();
        words.push(format!("{}: {kind} {}", &lines[line][character..character + word[2]], word[4]));
    }
    words
}

#[test]
fn words_are_painted_by_what_they_stand_for() {
    assert_eq!(
        painted("/// Who pays.\nstakeholder customer\nitem Order as order\n"),
        [
            "/// Who pays.: comment 2",
            "stakeholder: keyword 0",
            "customer: interface 1",
            "item: keyword 0",
            "Order: variable 1",
            "as: keyword 0",
            "order: variable 1",
        ]
    );
}
