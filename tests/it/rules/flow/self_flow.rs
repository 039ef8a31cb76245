//! What `self-flow` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, said, sources};

#[test]
fn self_flow() {
    assert_snapshot!(said(
        "self-flow",
        &[r#"
stakeholder user
activity plan {
  input  "Portfolio" from engage, plan
  output "Plans", "Policies" to plan, improve
  output "Strategy" to plan
}
stream restore {
  trigger "Outage" from user, restore
  step "Find a fix" as fix in engage {
    input  "Outage" from restore.fix, user
    optional input "Failed fix" from fix
    output "Fix" or "Failed fix" to user, "Find a fix", engage
    output "Note" to /* whom? */ fix
  }
  outcome "Fix" to restore within 4h
}
"#]
    ));
}

#[test]
fn a_flow_with_itself_names_who_looks_for_it() {
    let reported = said(
        "self-flow",
        &["activity plan {\n  output Roadmap to plan\n}\nactivity engage {\n  input Roadmap from plan\n}\n"],
    );
    assert!(reported.contains("write `engage`"), "{reported}");
}

#[test]
fn each_of_two_flows_with_itself_names_who_looks_for_it() {
    let text = "activity engage {
  output Notes to engage
  output Files to engage
}
activity plan {
  input Notes from engage
}
activity improve {
  input Files from engage
}
";
    let mut helps = Vec::new();
    for finding in findings("self-flow", &sources(&[text])) {
        helps.extend(finding.help);
    }
    assert_eq!(helps, ["write `plan`", "write `improve`"]);
}

reports! {
    ends_are_left_out_of_statements_with_more: "self-flow", r#"
activity engage {
  optional /* at times */ input "Orders", "Letters" from engage, plan
  rework // once
    input "Calls", "Bills" from engage
  output "Offers" or "Answers" to engage, plan
  output "Notes", "Files" to engage, plan output "Cards" to engage
  output "Sums",
    "Parts", to engage,
}
activity plan { input Orders, Letters from plan output Plans, Goals to plan, engage }
"#;
    an_end_beside_a_guess: "self-flow", r#"
activity engage {
  outptu a to engage, plan
  output a to engage, improve
}
activity plan { input a from engage }
activity improve { input a from engage }
"#;
    ends_are_left_out_of_a_file_of_windows: "self-flow", "activity engage {\r\n\tinput \"Orders\", \"Letters\" from engage, plan\r\n\toutput \"Notes\", \"Files\" to engage, plan // c\r\n\toutput \"Sums\" to engage\r\n}";
}
