//! What could be written at the cursor.

use super::fixture::{Fixture, fields, stream};

fn labels(fixture: &Fixture) -> Vec<String> {
    fields(&fixture.ask("textDocument/completion")["items"], "label")
}

#[test]
fn who_takes_the_item_comes_before_all_other_ends() {
    let found = labels(&stream("to repair", "to $0"));
    // The step, and the activity that it is in.
    assert_eq!(found[..2], ["obtain_build", "repair"], "{found:?}");
}

#[test]
fn an_item_that_waits_is_the_first() {
    let found = labels(&stream("input \"Fix request\" from diagnose", "input $0"));
    assert_eq!(found.first().map(String::as_str), Some("Fix request"), "{found:?}");
}

#[test]
fn a_step_is_in_one_of_the_six_activities() {
    let found = labels(&stream("in obtain_build", "in $0"));
    assert!(found.iter().any(|label| label == "obtain_build"), "{found:?}");
    assert!(!found.iter().any(|label| label == "user"), "{found:?}");
}

#[test]
fn a_file_begins_with_a_declaration() {
    let found = labels(&Fixture::new("$0\n"));
    assert!(found.iter().any(|label| label == "stream"), "{found:?}");
    assert!(!found.iter().any(|label| label == "input"), "{found:?}");
}

#[test]
fn a_trigger_recurs_after_a_period() {
    let found = labels(&Fixture::new("stream s {\n  trigger A from user $0\n}\n"));
    assert_eq!(found, ["every"]);
    let found = labels(&Fixture::new("stream s {\n  trigger A every $0\n}\n"));
    assert_eq!(found, ["day", "week", "month", "quarter", "year"]);
}

#[test]
fn what_a_step_does_again_may_come_from_itself() {
    let own = |written: &str| {
        let text =
            format!("stream s {{\nstep A in plan {{\n{written}\noutput X\n}}\nstep B in plan {{}}\n}}");
        labels(&Fixture::new(&text))
    };
    assert!(own("rework input $0").contains(&"X".to_owned()));
    assert!(!own("input $0").contains(&"X".to_owned()));
    assert!(own("rework input X from $0").contains(&"A".to_owned()));
    assert!(!own("optional input X from $0").contains(&"A".to_owned()));
}

#[test]
fn what_is_being_typed_is_not_offered_for_itself() {
    let model = |input: &str, role: &str| {
        Fixture::new(&format!(
            "stakeholder u\nstream S {{\n  trigger \"Order\" from u\n  step x in engage {{ {input} output \"P\" {role} output \"L\" to improve }}\n  outcome \"P\" to u\n}}\n"
        ))
    };
    for typed in ["input Ord$0", "input \"Ord$0", "input \"Ord$0\""] {
        let found = labels(&model(typed, ""));
        assert!(found.iter().any(|label| label == "Order"), "{typed}: {found:?}");
        assert!(!found.iter().any(|label| label.contains("Ord") && label != "Order"), "{typed}: {found:?}");
    }
    let found = labels(&model("input \"Order\"", "responsible Own$0"));
    assert!(!found.iter().any(|label| label == "Own"), "{found:?}");
    for typed in ["input \"Order\" from Us$0", "input \"Order\" from \"Us$0"] {
        let found = labels(&model(typed, ""));
        assert!(found.iter().any(|label| label == "u"), "{typed}: {found:?}");
        assert!(!found.iter().any(|label| label.contains("Us")), "{typed}: {found:?}");
    }
    let found = labels(&Fixture::new("item \"Major incident\" is Maj$0\nitem Incident\n"));
    assert_eq!(found, ["Incident"]);
}

/// A step that asks, with `written` in it.
fn asking(written: &str) -> Fixture {
    let text = "stakeholder user\nstakeholder supplier\nstream s {\n  trigger Request from user\n\
                step Buy in obtain_build {\n    input Request\n    output Question to supplier\n    WRITTEN\n    output Laptop\n  }\n\
                step Set in engage {\n    input Laptop\n    output Ready to user\n  }\n  outcome Ready to user\n}\n";
    Fixture::new(&text.replace("WRITTEN", written))
}

#[test]
fn a_reply_is_an_item_and_comes_from_whom_the_step_asks() {
    let found = labels(&asking("reply input $0"));
    assert!(found.iter().any(|label| label == "Ready"), "{found:?}");
    let found = labels(&asking("reply input Offer from $0"));
    // Who is asked by name, and who takes what goes to nobody by name.
    assert_eq!(found[..2], ["Set", "supplier"], "{found:?}");
}
