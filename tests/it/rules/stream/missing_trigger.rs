//! What `missing-trigger` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::first_fixed;

#[test]
fn a_trigger_goes_above_what_belongs_to_the_first_step() {
    let text = r#"stakeholder user
stream "Answer a question" as answering {
  purpose "Help"
  /// Done by whoever is free.
  @allow(unmapped-step, "Anybody does it")
  step "Find the answer" {
    optional input "Reminder" from user
    input  "Question" from user
    output "Answer", "Frequent questions" to user, improve
  }
  outcome "Answer" to user
}
"#;
    assert_snapshot!(first_fixed("missing-trigger", text));
}

#[test]
fn a_trigger_goes_on_the_line_on_which_everything_stands() {
    let text = r#"stakeholder user
stream S { step A in engage { input I from user output O output P to improve } outcome O to user }
"#;
    let line = first_fixed("missing-trigger", text).lines().nth(1).unwrap().to_owned();
    assert!(line.starts_with("stream S { trigger I from user step A in engage {"), "{line}");
}
