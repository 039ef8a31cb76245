//! One mistake, one finding: what all rules together say of a model with a single mistake.

use crate::support::{findings, one, reported};

/// Everything that is reported of a text with one mistake.
fn said(text: &str) -> String {
    let sources = one(text);
    let mut found = findings(&sources);
    found.retain(|finding| finding.level > vsdlint::finding::Level::Info);
    assert_eq!(found.len(), 1, "one mistake:\n{}", reported(&sources, &found));
    reported(&sources, &found)
}

/// The rules that report something of a text.
fn rules(text: &str) -> Vec<String> {
    findings(&one(text)).iter().map(|finding| finding.rule.to_string()).collect()
}

macro_rules! one_mistake {
    ($($name:ident: $text:expr;)*) => {
        $(#[test]
        fn $name() {
            assert_snapshot!(said($text));
        })*
    };
}

one_mistake! {
    runs_an_unknown_stream: r#"
stakeholder supplier

stream "Pay an invoice" as payment {
  trigger "Approved invoice" from purchase

  step "Transfer the money" in obtain_build {
    input  "Approved invoice"
    output "Payment"
    output "Figures" to improve
  }

  outcome "Payment" to purchase
}

stream "Buy something" as purchase {
  trigger "Approved invoice" from supplier

  step "Pay the invoice" runs paymnt in obtain_build {
    input  "Approved invoice"
    output "Payment"
  }

  outcome "Payment" to supplier
}
"#;
    streams_that_run_each_other: r#"
stakeholder supplier

stream "Pay an invoice" as payment {
  trigger "Approved invoice" from purchase

  step "Transfer the money" runs purchase in obtain_build {
    input  "Approved invoice"
    output "Payment"
  }

  outcome "Payment" to purchase
}

stream "Buy something" as purchase {
  trigger "Approved invoice" from supplier

  step "Pay the invoice" runs payment in obtain_build {
    input  "Approved invoice"
    output "Payment"
  }

  outcome "Payment" to supplier
}
"#;
    a_step_is_missing: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Ticket"
    output "Priority"
  }
  step "Deliver" in deliver_and_support {
    input  "Approval"
    input  "Budget"
    output "Service"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    a_step_is_missing_that_takes_back_and_serves_others: r#"
stakeholder user
stream "Restore" as restore {
  trigger "Outage" from user
  step "Register" in engage {
    input  "Outage"
    output "Record"
  }
  step "Repair" in obtain_build {
    input  "Fix request"
    output "Restored service" or "Failed fix"
    output "Figures" to improve
  }
  outcome "Restored service" to user
}
stream "Buy" as buy {
  trigger "Order for a part" from restore
  step "Order" in obtain_build {
    input  "Order for a part"
    output "Ordered part"
    output "Figures" to improve
  }
  outcome "Ordered part" to user
}
"#;
    a_step_is_missing_and_named: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Ticket"
  }
  step "Deliver" in deliver_and_support {
    input  "Approval" from approve
    output "Refusal"
    output "Figures" to improve
  }
  step "Tell" in engage {
    input  "Note" from approve
    output "Answer" to user
  }
  outcome "Service" to user
}
"#;
    a_step_is_missing_that_another_stream_names: r#"
stakeholder user
stakeholder supplier
stream "Fulfil a request" as fulfil {
  trigger "Request" from user
  step "Take the request" as take in engage {
    input  "Request"
    output "Order" to supplier
    output "Granted request"
  }
  step "Set it up" in deliver_and_support {
    input  "Granted request"
    input  "Equipment"
    output "Working equipment"
    output "Figures" to improve
  }
  outcome "Working equipment" to user
}
stream "Agree on prices" {
  trigger "Offer" from supplier
  step "Agree" in obtain_build {
    input  "Offer"
    output "Agreement" to supplier
    output "Price list" to fulfil.obtain
    output "Figures" to improve
  }
  outcome "Agreement" to supplier
}
"#;
    a_step_is_missing_that_its_neighbour_names: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Ticket" to check
    output "Accepted request"
    output "Attachments"
  }
  step "Deliver" in deliver_and_support {
    input  "Accepted request"
    output "Service"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    the_trigger_that_breaks_a_loop_is_missing: r#"
stakeholder user
stream "Restore a service" {
  step "Register" in engage {
    input  "Failed fix"
    output "Incident record"
  }
  step "Repair" in obtain_build {
    input  "Incident record"
    output "Restored service" or "Failed fix"
    output "Figures" to improve
  }
  outcome "Restored service" to user
}
"#;
    one_of_several_alternatives_misspelt: r#"
stakeholder user
item "Request for a change" as request
stream "Serve" {
  trigger request from user
  trigger "Order" from user
  step "Deliver" in deliver_and_support {
    input  "Order" or reqeust
    output "Service"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    two_alternatives_that_nobody_gives_and_one_is_nearly_there: r#"
stakeholder user
stream "Serve" {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Weekly report"
  }
  step "Check" in engage {
    input  "Weekly report"
    output "Checked report"
  }
  step "Deliver" in deliver_and_support {
    input  "Checked report"
    input  "Alpha plan" or "Weekly reprot"
    output "Service"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    outcomes_of_one_statement_that_go_to_nobody: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Deliver" in deliver_and_support {
    input  "Request"
    output "Service", "Report"
    output "Figures" to improve
  }
  outcome "Service", "Report"
}
"#;
    items_of_one_statement_that_the_chain_does_not_expect: r#"
stakeholder user
activity engage {
  output "Feedback" to improve
}
activity obtain_build {
  input  "Plan", "Status report" from improve
  output "Feedback" to improve
}
activity improve {
  input  "Feedback" from engage, obtain_build
  output "Plan", "Status report" to engage, obtain_build
}
stream "Review" as review {
  trigger "Month end" every month
  step "Look back" in improve {
    input  "Month end"
    output "Status report" to engage
    output "Findings"
  }
  step "Tell" in engage {
    input  "Findings"
    output "Review" to user
  }
  outcome "Review" to user
}
"#;
    an_item_that_several_activities_lack: r#"
stakeholder user
activity engage {
  input  "Plan", "Status report" from improve
  output "Feedback" to improve
}
activity obtain_build {
  input  "Plan", "Status report" from improve
  output "Feedback" to improve
}
activity improve {
  input  "Feedback" from engage, obtain_build
  output "Status report" to engage, obtain_build
}
"#;
    an_item_that_several_activities_send_in_vain: r#"
stakeholder user
activity engage {
  input  "Plan", "Status report" from improve
  output "Feedback" to improve
}
activity obtain_build {
  input  "Plan", "Status report" from improve
  output "Feedback" to improve
}
activity improve {
  input  "Feedback" from user
  output "Plan", "Status report" to engage, obtain_build
}
"#;
    an_item_that_a_step_and_an_outcome_lack: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Deliver" in deliver_and_support {
    input  "Request"
    output "Note"
  }
  step "Ask how it went" in engage {
    input  "Note", "Live service"
    output "Figures" to improve
  }
  outcome "Live service" to user
}
"#;
    a_step_that_should_rework: r#"
stakeholder user
stream "Write" as writing {
  trigger "Order" from user
  step "Write" as write in plan {
    input  "Order"
    input  "Draft with gaps" from write
    output "Report" or "Draft with gaps"
    output "Figures" to improve
  }
  outcome "Report" to user
}
"#;
    an_output_to_itself_in_place_of_another: r#"
stakeholder user
activity engage {
  input  "Plan", "Status report" from improve
  output "Feedback" to engage, user
}
activity obtain_build {
  input  "Plan", "Status report" from improve
  output "Feedback" to improve
}
activity improve {
  input  "Feedback" from engage, obtain_build
  output "Plan", "Status report" to engage, obtain_build
}
"#;
    a_branch_that_waits_for_what_stands_below: r#"
stakeholder patient
stream "Discharge a patient" as discharge {
  trigger "Admission" from patient
  step "Assess" in engage {
    input  "Admission"
    output "Goes home" or "Needs care"
  }
  step "Arrange help" as arrange in engage {
    input  "Goes home" or "Needs care"
    input  "Care plan" from plan_care
    output "Help at home"
    output "Figures" to improve
  }
  step "Plan the care" as plan_care in engage {
    input  "Needs care"
    output "Care plan"
  }
  outcome "Help at home" to patient
}
"#;
    what_waits_for_a_ring_in_another_stream: r#"
stakeholder user
stream "Change" as change {
  trigger "Idea" from user
  trigger "Fault" from user
  step "Rehearse" in obtain_build {
    input  "Idea" or "Fault"
    input  "Test ship" from lend
    output "Change"
    output "Figures" to improve
  }
  outcome "Change" to user
}
stream "Lend a ship" as lend {
  trigger "Season" every year
  step "Reserve" as reserve in plan {
    input  "Season"
    input  "Count" from count
    output "Reserved ship"
  }
  step "Count" as count in plan {
    input  "Reserved ship" from reserve
    output "Count" to reserve
    output "Test ship" to change
    output "Figures" to improve
  }
  outcome "Test ship" to change
}
"#;
    an_activity_in_the_spelling_of_the_project: r#"
activity engage {
  output "Ticket" to plan
  output "Requirement" to "Design and Transition"
  output "Feedback" to improve
  input  "Lesson" from improve
}
activity "Design and Transition" {
  input  "Requirement", "Ticket" from engage
  output "Feedback" to improve
  input  "Lesson" from improve
}
activity plan {
  output "Feedback" to improve
  input  "Lesson" from improve
}
activity improve {
  input  "Feedback" from all
  output "Lesson" to all
}
"#;
    another_name_or_a_missing_step: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Ticket"
  }
  step "Deliver" in deliver_and_support {
    input  "Approval"
    output "Service"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    an_item_that_two_steps_lack: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Ticket"
  }
  step "Deliver" in deliver_and_support {
    input  "Ticket"
    input  "Budget"
    output "Service"
    output "Figures" to improve
  }
  step "Close" in deliver_and_support {
    input  "Budget"
    input  "Service"
    output "Closed service"
  }
  outcome "Closed service" to user
}
"#;
    what_a_run_hands_over_renamed: r#"
stakeholder supplier

stream "Pay an invoice" as payment {
  trigger "Approved invoice" from purchase

  step "Transfer the money" in obtain_build {
    input  "Approved invoice"
    output "Payment"
    output "Figures" to improve
  }

  outcome "Payment" to purchase
}

stream "Buy something" as purchase {
  trigger "Offer" from supplier
  step "Approve" in engage {
    input "Offer"
    output "Approved invoice"
  }

  step "Pay the invoice" runs payment in obtain_build {
    input  "Signed bill"
    output "Payment"
  }

  outcome "Payment" to supplier
}
"#;
    the_trigger_of_a_run_renamed: r#"
stakeholder supplier

stream "Pay an invoice" as payment {
  trigger "Signed bill" from purchase

  step "Transfer the money" in obtain_build {
    input  "Approved invoice"
    output "Payment"
    output "Figures" to improve
  }

  outcome "Payment" to purchase
}

stream "Buy something" as purchase {
  trigger "Offer" from supplier
  step "Approve" in engage {
    input "Offer"
    output "Approved invoice"
  }

  step "Pay the invoice" runs payment in obtain_build {
    input  "Approved invoice"
    output "Payment"
  }

  outcome "Payment" to supplier
}
"#;
    a_trigger_that_should_recur: r#"
stakeholder supplier
stream "Pay an invoice" as payment {
  trigger "Month end"
  step "A" in obtain_build {
    input  "Month end"
    output "Payment"
    output "Figures" to improve
  }
  outcome "Payment" to supplier
}
stream "Bill" as bill {
  trigger "Month end"
  trigger "Order" from supplier
  step "B" in engage {
    input  "Month end", "Order"
    output "Bill"
    output "Figures" to improve
  }
  outcome "Bill" to supplier
}
"#;
    two_letters_of_a_word_between_names_swapped: r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Small" ro "Large"
  }
  step "Deliver" in engage {
    input  "Small" or "Large"
    output "Service"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    the_outcome_of_a_run_renamed: r#"
stakeholder supplier

stream "Pay an invoice" as payment {
  trigger "Approved invoice" from purchase

  step "Transfer the money" in obtain_build {
    input  "Approved invoice"
    output "Payment" to supplier
    output "Figures" to improve
  }

  outcome "Money on its way" to purchase
}

stream "Buy something" as purchase {
  trigger "Approved invoice" from supplier

  step "Pay the invoice" runs payment in obtain_build {
    input  "Approved invoice"
    output "Payment"
  }

  outcome "Payment" to supplier
}
"#;
}

#[test]
fn a_name_with_a_typo_is_no_missing_step() {
    let text = r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" as register in engage {
    input  "Request"
    output "Ticket"
    output "Priority"
  }
  step "Deliver" in deliver_and_support {
    input  "Ticket" from registre
    output "Service"
    output "Figures" to improve
  }
  outcome "Delivered service" to user
}
"#;
    assert_eq!(rules(text), ["unknown-name", "unproduced-outcome"]);
}

#[test]
fn two_mistakes_beside_each_other_stay_two() {
    let text = r#"
stakeholder user
stream "Serve" as serve {
  trigger "Request" from user
  step "Register" in engage {
    input  "Request"
    output "Ticket"
    output "Copy" to archive
  }
  step "Deliver" in deliver_and_support {
    input  "Ticket"
    output "Service"
    output "Refusal"
    output "Figures" to improve
  }
  outcome "Service" to user
}
"#;
    assert_eq!(rules(text), ["unknown-name", "orphaned-output"]);
}
