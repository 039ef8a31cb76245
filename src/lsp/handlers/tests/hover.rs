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
fn a_step_shows_when_it_is_done_in_the_units_of_its_author() {
    for (first, second, taken) in [
        ("4wd", "2wd", "Done after at least 6wd: Ask → Answer"),
        ("10min", "5d", "Done after at least 5d 10min: Ask → Answer"),
        ("90min", "1h", "Done after at least 2h 30min: Ask → Answer"),
    ] {
        let text = format!(
            "stakeholder user
             stream s {{
               trigger Call from user
               step Ask in engage {{ lead_time {first} input Call output Question }}
               step An$0swer in plan {{ lead_time {second} input Question output Reply }}
               outcome Reply to user
             }}"
        );
        let shown = shown(&Fixture::new(&text));
        assert!(shown.contains(taken), "{shown}");
    }
}

#[test]
fn nothing_is_shown_where_nothing_stands() {
    assert!(Fixture::new("$0\nstakeholder user\n").ask("textDocument/hover").is_null());
}

#[test]
fn a_reply_shows_what_is_asked_of_whom_and_when_the_step_starts() {
    let text = "stakeholder user
        stakeholder supplier
        stream s {
          trigger Request from user
          step Buy in obtain_build {
            input Request
            output Question to supplier
            re$0ply input Offer from supplier
            output Laptop
          }
          outcome Laptop to user
        }";
    let shown = shown(&Fixture::new(text));
    assert!(shown.contains("asks with Question → supplier"), "{shown}");
    assert!(
        shown.contains("Buy starts with Request. What else it gives comes once the reply is there."),
        "{shown}"
    );
}
