//! What `unused-allow` says and fixes where the examples of its page do not reach.

reports! {
    an_allow_of_several_rules: "unused-allow", r#"
@allow(late-input, unmached-input, self-flow, "why")
stream s {
  trigger "Request"
  @allow(unmatched-input, "why")
  step note in engage {
    @allow(self-flow, "why")
    input "Request", "Order"
    output "Done"
  }
  @allow(orphand-output, orphaned-output, "why")
  step check in engage {
    input "Nothing"
    output "More"
  }
  outcome "Done"
}
@allow(late-inpt, "why") @allow(unused-allow, "why") @allow(none-such, late-input, "why")
stakeholder user
@allow(orphand-output, "why")
stream t
@allow(orphand-output, "why")
stream u {
  trigger "Request"
  step one in engage { input "Request" output "Done" output "Rest" }
  outcome "Done"
}
"#;
    allows_that_are_incomplete_or_of_rules_that_are_off: "unused-allow", r#"
@allow(late-input)
stakeholder user
@allow(stream-size, "why")
stakeholder owner
@allow(stream-siz, "why")
stream s {
  trigger t
  step one in plan { input t output a, b }
  @allow(orphand-output, "why")
  step two in plan { input t output c }
  step three in plan { input t output d }
  @allow(orphand-output, "why") step four in plan { input t }
  step five in plan { input t @allow(orphand-output, "why") output f output g }
  outcome a, c
}
"#;
    an_allow_of_what_cannot_be_read: "unused-allow", r#"
@allow(unmatched-input, "the till is described later")
stream s {
  step one in plan { inp "Till data" from improve output a to improve }
}
@allow(unmatched-input, "why")
stream t {
  step one in plan { output a to improve }
}
activity improve { input a from plan }
"#;
    an_allow_of_what_another_finding_tells: "unused-allow", r#"
stream a {
  trigger "Order"
  step "Take the order" as take in engage {
    input  "Order"
    @allow(orphaned-output, "the data warehouse picks this up, ticket 12")
    output "Waste"
    output "Goods"
    output "Figures" to warehouse
  }
  outcome "Goods"
}
"#;
}
