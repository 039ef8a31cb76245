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
