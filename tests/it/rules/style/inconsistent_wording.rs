//! What `inconsistent-wording` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, said, sources};

#[test]
fn inconsistent_wording() {
    let one = "item \"Incident record\" as known-errors\nitem \"Users' guide\"\nstream s {\n  step a {\n    input \"Incident Record\", known_errors, \"Known errors\", \"Users\u{2019} Guide\"\n";
    let two = "    output \"Incident Record\", known-errors, \"users guide\", \"users guide\"\n    responsible \"Service Desk\", \"Service desk\"\n  }\n}\n";
    assert_snapshot!(said("inconsistent-wording", &[&format!("{one}{two}")]));
}

#[test]
fn the_order_of_the_files_does_not_decide_a_spelling() {
    let one = "stream s { responsible \"Service Desk\" }\n";
    let two = "stream t { responsible \"Service desk\" }\n";
    for texts in [[one, two], [two, one]] {
        let sources = sources(&texts);
        let found = findings("inconsistent-wording", &sources);
        assert_eq!(found.len(), 1);
        assert_eq!(sources.slice(found[0].primary.place), "\"Service desk\"");
    }
}
