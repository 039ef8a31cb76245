//! What `unwritten-record` says where the examples of its page do not reach.

use crate::rules::one_rule::said;

/// A stream that reads these items from its records, in two steps, and writes these.
fn stream(reads: &str, writes: &str) -> String {
    format!(
        "stakeholder user\nrepository Records\nitem \"Major incident\" is Incident\nstream S {{\n  trigger Start from user\n  \
         step A in engage {{\n    input Start\n    input {reads} from Records\n    output Draft\n    {writes}\n  }}\n  \
         step B in plan {{\n    input Draft\n    optional input {reads} from Records, user\n    output Result\n  }}\n  outcome Result to user\n}}\n"
    )
}

#[test]
fn what_is_only_sent_elsewhere_is_told_once() {
    assert_snapshot!(said(
        "unwritten-record",
        &[&stream("Notes or Log", "output Diary to Records\n    output Log, Notes to user")]
    ));
}

#[test]
fn what_may_be_written_is_not() {
    for writes in [
        "",
        "output Incident to user",
        "output Diary to Records",
        "output Incident to user, Records\n    output Diary to Records",
        "output \"Major incident\" to Records\n    output Diary to Records\n    output Incident to user",
        "output Diary to Records\n    output Incident",
        "output Diary to Records\n    output Incident to Nobody",
        "output Diary to Records\n    output Incident to to",
    ] {
        assert_eq!(said("unwritten-record", &[&stream("Incident", writes)]), "", "{writes}");
    }
}

#[test]
fn an_item_that_is_named_twice_is_one() {
    let twice = stream("Notes", "output Diary to Records\n    output Notes to user").replacen(
        "input Notes from Records",
        "input Notes or Notes from Records",
        1,
    );
    assert_eq!(said("unwritten-record", &[&twice]).matches("unwritten-record").count(), 1);
}
