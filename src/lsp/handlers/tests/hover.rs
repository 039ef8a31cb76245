//! What is shown beside a name.

use super::fixture::{Fixture, stream};

fn shown(fixture: &Fixture) -> String {
    let found = fixture.ask("textDocument/hover");
    found["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_step_shows_what_it_takes_and_gives() {
    let text = shown(&stream("from diagnose", "from dia$0gnose"));
    assert!(text.contains("takes Outage report"), "{text}");
    assert!(text.contains("gives Fix request → repair"), "{text}");
}

#[test]
fn an_item_shows_who_gives_and_who_takes_it() {
    let text = shown(&stream("input \"Fix request\"", "input \"Fix $0request\""));
    assert!(text.contains("Given by diagnose"), "{text}");
    assert!(text.contains("Taken by repair"), "{text}");
}

#[test]
fn nothing_is_shown_where_nothing_stands() {
    assert!(Fixture::new("$0\nstakeholder user\n").ask("textDocument/hover").is_null());
}
