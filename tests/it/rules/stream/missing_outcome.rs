//! What `missing-outcome` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{first_fixed, of};
use crate::support::one;

#[test]
fn an_outcome_is_the_last_thing_that_a_stakeholder_gets() {
    let text = r#"stakeholder user
stream "Answer a question" as answering {
  trigger "Question" from user
  step "Note the question" as note in engage {
    input  "Question" from user
    output "Receipt" to user
    output "Noted question"
  }
  step "Find the answer" in deliver_and_support {
    input  "Noted question" from note
    output "Answer" or "Apology" to user
    output "Frequent questions" to improve
  } // done
}
"#;
    assert_snapshot!(first_fixed("missing-outcome", text));
}

#[test]
fn which_of_several_things_was_promised_is_for_the_owner_to_say() {
    let text = r#"stakeholder user
stream S {
  trigger Question from user
  step A in engage { input Question output Receipt to user output Note output Figures to improve }
  step B in engage { input Note output Answer to user output Draft }
  step C in engage { input Draft output Bill to user }
}
"#;
    // Only the bill comes of the last step.
    assert!(first_fixed("missing-outcome", text).contains("outcome Bill to user"));
    let found = of(
        "missing-outcome",
        &one(&text.replace(" output Draft }", " }").replace("input Draft", "input Note")),
    );
    assert_eq!(found[0].fix, None);
}

#[test]
fn a_border_is_not_guessed_where_that_would_not_do() {
    let two_unfed = r#"stakeholder user
stream S {
  step A in engage { input I, J output O output P to improve }
  outcome O to user
}
"#;
    let found = of("missing-trigger", &one(two_unfed));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, None);
    // Nothing says who benefits.
    let for_nobody = r#"stakeholder user
stream S {
  trigger I from user
  step A in engage { input I output O output P to improve }
}
"#;
    let found = of("missing-outcome", &one(for_nobody));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, None);
    assert!(found[0].help[0].contains("`outcome O to …`"), "{:?}", found[0].help);
}
