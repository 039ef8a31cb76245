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

/// An output that goes to an activity is an outcome to all of them, and one to all is an outcome to each. Of a name that
/// is unknown it is not known whom it means.
#[test]
fn an_output_with_another_end_may_be_the_outcome() {
    announces(
        "
stakeholder user
stakeholder boss
stream s {
  trigger t from user
  step one in engage {
    input t
    output a to nobody //~ unknown-name
    output b to all
    output c to improve
  }
  step two in plan { input b from one output d to improve }
  step three in improve { input b from one input c, d output e }
  outcome a to boss
  outcome b to improve
  outcome c to all
  outcome e to user
}
",
    );
}
