//! What `stalled-trigger` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};

reports! {
    where_the_stream_stops: "stalled-trigger", r#"
stakeholder user
repository Calendar
stream "S" {
  trigger "Month end" from Calendar
  trigger "Call" from user
  step "A" in engage { input "Call" output "X" }
  step "B" in plan { input "X" output "Y" }
  step "C" in plan { input "Y" input "Month end" output "Z" output "Figures" to improve }
  outcome "Z" to user
}
"#;
    a_comma_between_triggers: "stalled-trigger", r#"
stakeholder user
stream "S" {
  trigger "Call" from user
  trigger "Mail" from user
  trigger "Walk in" from user
  step "A" in engage { input "Call", "Mail" // a comma
    output "X" }
  step "B" in engage { input "Walk in" output "Y" }
  step "C" in plan { input "X" or "Y" output "Z" output "Figures" to improve }
  outcome "Z" to user
}
"#;
    a_trigger_that_leads_nowhere: "stalled-trigger", r#"
stream s {
  trigger t
  trigger u
  trigger v
  step one in engage { input t, u output a }
  step two in engage { input a or v output b }
  step three in engage { input t output c }
  step four in plan { input c input w from r output d }
  outcome b or d
}
stream r { trigger c step a in plan { input c output w to s } outcome w to s }
"#;
    another_step_that_waits_is_not_named: "stalled-trigger", r#"
stream s {
  trigger t
  trigger u
  trigger "Month end" every month
  step one in engage { input t output a to improve }
  step two in plan { input "Month end", u output b }
  step three in plan { input u output c to improve }
  outcome b
}
"#;
    the_step_of_this_trigger_is_named: "stalled-trigger", r#"
stream s {
  trigger t
  trigger u
  trigger v
  trigger "Month end" every month
  step one in engage { input "Month end", u output a }
  step two in plan { input t, v output b }
  step three in plan { input a or b output c output d to improve }
  outcome c
}
"#;
}

#[test]
fn a_name_that_speaks_of_a_period_may_recur() {
    let mut helps = String::new();
    for name in [
        "Daily count",
        "Days",
        "Weekly call",
        "Weekend",
        "Month end",
        "Monthly bill",
        "Quarterly review",
        "Annual audit",
        "Year",
    ] {
        let text = format!(
            "stakeholder supplier\nstream \"Bill\" {{\n  trigger \"{name}\"\n  trigger \"Order\" from supplier\n  step \"B\" in engage {{ input \"{name}\", \"Order\" output \"Bill\" output \"Figures\" to improve }}\n  outcome \"Bill\" to supplier\n}}\n"
        );
        for finding in findings("stalled-trigger", &sources(&[&text])) {
            helps += &format!("{}\n", finding.help.last().unwrap());
        }
    }
    assert_snapshot!(helps);
}
