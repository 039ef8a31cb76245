//! What `unproduced-outcome` says where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};
use crate::support::announces;

#[test]
fn one_output_may_be_two_outcomes() {
    announces(
        r#"
stakeholder user
stakeholder boss
item "Letter"
item "Claim" is "Letter"
stream s {
  trigger t from user
  step one in engage { input t output "Claim" output a to improve }
  outcome "Letter" to user
  outcome "Claim" to boss
  outcome a to improve
}
stream r {
  trigger a from s
  step two in improve { input a output b }
  outcome b to user
}
"#,
    );
}

#[test]
fn the_step_that_gives_nothing_yet_is_named() {
    let text = r#"
stakeholder customer
stream "Settle a claim" {
  trigger "Claim" from customer
  step "Check" in engage { input "Claim" output "Covered claim" or "Declined claim" }
  step "Explain the refusal" in engage { input "Declined claim" }
  step "Close the claim" in engage { input "Covered claim" output "Settled claim" }
  outcome "Settled claim"     to customer
  outcome "Letter of refusal" to customer
}
"#;
    let found = findings("unproduced-outcome", &sources(&[text]));
    assert_eq!(found.len(), 1);
    let help = "write `output \"Letter of refusal\"` in step `Explain the refusal`, or leave out the outcome";
    assert_eq!(found[0].help, [help]);
}
