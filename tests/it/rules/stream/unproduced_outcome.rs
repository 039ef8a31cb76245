//! What `unproduced-outcome` says where the examples of its page do not reach.

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
