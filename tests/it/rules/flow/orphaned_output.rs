//! What `orphaned-output` says and fixes where the examples of its page do not reach.

use crate::support::{findings, fixed, one};

/// A choice of three and a step that takes some of them.
const SERIES: &str = r#"
stakeholder customer
stream "Sort" {
  trigger "Request" from customer
  step "Classify" in engage { input "Request" output "P1 ticket" or "P2 ticket" or "P3 ticket" }
  step "Handle" in deliver_and_support { input "P1 ticket" or "P2 ticket" output "Answer" output "Figures" to improve }
  outcome "Answer" to customer
}
"#;

reports! {
    one_of_a_series: "orphaned-output", SERIES;
    one_of_a_series_that_nobody_takes_as_such: "orphaned-output",
        SERIES.replace(r#""P1 ticket" or "P2 ticket" output"#, r#""P1 ticket", "P2 ticket" output"#);
    another_alternative: "orphaned-output", SERIES.replace("P3 ticket", "Complaint");
}

#[test]
fn the_fix_of_a_series_leaves_no_finding() {
    let sources = one(SERIES);
    let found = findings(&sources);
    let fix = found[0].fix.as_ref().unwrap();
    assert_eq!(findings(&fixed(&sources, fix)).len(), 0);
}

/// A step with this name sends something to one that does not expect it; `indent` stands before what that one has.
fn unexpected(name: &str, indent: &str) -> String {
    format!(
        "stream s {{\n  trigger A\n  step \"{name}\" in engage {{ input A output M output O to b }}\n  \
         step b in plan {{\n{indent}input M\n{indent}output Z\n  }}\n  outcome Z\n}}\n"
    )
}

#[test]
fn of_a_long_name_the_beginning_is_shown() {
    let label = |letters: usize| {
        let found = findings(&one(&unexpected(&"x".repeat(letters), "    ")));
        let found = found.iter().find(|finding| finding.rule == "orphaned-output").unwrap();
        found.primary.text.clone()
    };
    let shown = "x".repeat(200);
    assert_eq!(label(200), format!("`{shown}` produces it here"));
    assert_eq!(label(201), format!("`{shown}…` produces it here"));
}

#[test]
fn a_line_far_to_the_right_gets_one_less_far_behind_it() {
    for (blanks, copied) in [(60, 60), (600, 64)] {
        let sources = one(&unexpected("a", &" ".repeat(blanks)));
        let found = findings(&sources);
        let fix = found.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
        assert_eq!(fix.edits[0].text, format!("\n{}input O from \"a\"", " ".repeat(copied)));
        let left = findings(&fixed(&sources, fix));
        assert!(left.iter().all(|finding| finding.rule != "orphaned-output"));
    }
}

#[test]
fn the_fixes_of_many_findings_write_at_one_place() {
    let text = unexpected("a", "    ").replace("output O to b", "output O to b output P to b");
    let sources = one(&text);
    let found = findings(&sources);
    let edits = found.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| &fix.edits[0]);
    let (places, texts): (Vec<_>, Vec<_>) = edits.map(|edit| (edit.place, edit.text.as_str())).unzip();
    assert_eq!(texts, ["\n    input O from \"a\"", "\n    input P from \"a\""]);
    assert_eq!(places[0], places[1]);
}
