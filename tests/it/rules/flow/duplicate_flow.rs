//! What `duplicate-flow` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;

#[test]
fn duplicate_flow() {
    assert_snapshot!(said(
        "duplicate-flow",
        &[r#"
stakeholder user
stakeholder "Service owner" as owner
item "Incident record" as incident
activity engage {
  input  "Demand" from plan, improve
  input  "Demand" from improve, plan, obtain_build
  output "Orders" to all
  output "Orders" to plan
}
stream major
stream restore {
  trigger "Outage" from user
  trigger "Alert", "Outage" from user
  step register in engage {
    input  "Outage" or "Alert" from user
    input  "Alert" or "Outage" from user
    input  "Alert" from user
    output "Incident record" to fix, owner
    output incident to "Service owner", user
    output "Note", "Log"
    output "Log", "Note"
    output "Ticket" to user, user
    output "Letter" to major.one, major.two, nobody, nothing
    output "Yes" or "No" to user
    output "No" or "Yes" to user
    output "Yes" to user
  }
  step fix in obtain_build {
    input "Incident record" from register
    optional input "Incident record" from register
    rework input "Failed fix" from register
    input "Failed fix" from register
    output "Fix"
    @allow(orphaned-output, "not yet taken up")
    output "Fix"
  }
  outcome "Fix" to user within 4h
  outcome "Fix" to user within 4h
  outcome "Fix" to user within 8h
}
"#]
    ));
}

reports! {
    a_repeated_end: "duplicate-flow", r#"
stakeholder user
stakeholder owner
activity engage {
  input "Orders", "Letters" from user, user, owner
  input "Orders" from owner
  input "Orders" or "Letters" from user
  input "Letters" or "Orders" from owner
  input "Letters" or "Calls" from owner
  output "Files" to user
  output "Files", "Notes" to user, owner, owner
  optional input "Bills", "Calls" from user
  rework input "Bills" from user, owner
}
"#;
    alternatives_said_again: "duplicate-flow", r#"
item "Big order" as big
activity engage {
  output a or b to plan
  output b or a to plan
  output a or c to plan
  output a or b or c to plan
  output c or b or a to plan
  output "Big order" or e to plan
  output big or e to plan
  input big, a or b from plan
  input a, b from plan
  input "Big order" from plan, plan
  output a, a to improve
  output f to improve, all
  output f to all
}
activity plan { output a or b to engage }
"#;
    said_again_beside_a_guess: "duplicate-flow", r#"
activity engage {
  outptu a to plan
  output a to plan
  output b to plan, plan,, plan
  output c to plan
  output c to plan
  output d to plan
  output d to plan,}"Plan"
}
activity plan { input a, b, c, d from engage }
"#;
    said_again_as_one_that_may_not_come: "duplicate-flow", r#"
activity engage {
  output a to plan
  optional output a to plan
  optional output b or a to plan
}
activity plan { input a, b from engage }
"#;
    said_again_to_itself: "duplicate-flow", r#"
activity engage {
  output a to plan
  output a to plan, engage
}
activity plan { input a from engage }
"#;
}
