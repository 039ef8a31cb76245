//! Sentences of "Blocked branches".

use super::expect;

/// A stream with a choice, where `steps` stand behind it, a statement between two semicolons; `mark` stands at the
/// choice.
fn discharge(mark: &str, steps: &[&str]) -> String {
    let steps: Vec<String> = steps.iter().map(|step| step.replace("; ", "\n")).collect();
    format!(
        "stakeholder patient
         stream discharge {{
           trigger Admission from patient
           outcome Goodbye to patient
           step Assess in engage {{
             input Admission
             rework input Doubt
             output Simple or Complex {mark}
           }}
           step Arrange in engage {{
             input Complex
             output Care
           }}
           {}
         }}",
        steps.join("\n")
    )
}

fn leave(inputs: &str) -> String {
    format!("step Leave in deliver_and_support {{; {inputs}; output Goodbye; output Figures to improve; }}")
}

/// Somebody who doubts, whatever the choice.
const DOUBTING: &str = "step Doubting in plan {; input Admission; output Doubt; }";

#[test]
fn a_step_that_waits_for_what_only_the_other_branch_makes_is_blocked() {
    let both = |mark: &str, inputs: &str| expect(&discharge(mark, &[&leave(inputs), DOUBTING]));
    both("//~ blocked-branch", "input Simple or Complex; input Care");
    // That it needs one branch and the work of the other is one mistake.
    both("//~ blocked-branch", "input Simple; input Care");
    both("", "input Simple or Complex; optional input Care");
    both("", "input Simple or Care");
}

#[test]
fn a_branch_that_leads_back_may_end_otherwise() {
    let check = "step Check in plan {; input Simple; output Doubt; output Fact; }";
    expect(&discharge("", &[check, &leave("optional input Fact; input Simple or Complex; input Care")]));
    // The other branch does not lead back.
    expect(&discharge("//~ blocked-branch", &[check, &leave("input Fact; input Care")]));
    // What only a blocked step would send back never comes back.
    let leave = leave("input Simple or Complex; input Care; output Doubt");
    expect(&discharge("//~ blocked-branch", &[&leave]));
}

#[test]
fn what_only_waits_for_a_blocked_step_is_not_reported() {
    let pack = "step Pack in plan {; input Simple or Complex; input Care; output Bag; }";
    let leave = leave("input Bag; input Simple or Complex");
    expect(&discharge("//~ blocked-branch", &[pack, &leave, DOUBTING]));
}

#[test]
fn two_alternatives_at_one_step_are_exclusive_and_no_more() {
    let leave = leave("input Simple; input Complex //~ exclusive-inputs; optional input Care");
    expect(&discharge("", &[&leave, DOUBTING]));
}

#[test]
fn a_blocked_branch_reports_a_trigger_that_stalls() {
    let text = discharge("//~ blocked-branch", &[&leave("input Simple or Complex; input Care"), DOUBTING])
        .replace("trigger Admission from patient", "trigger Admission from patient\ntrigger Transfer")
        .replace("input Admission\n             rework", "input Admission or Transfer\n             rework");
    expect(&text);
}

#[test]
fn an_input_from_all_waits_for_each_activity() {
    expect(
        "stream restore {
           trigger Request
           outcome Record to user
           step Register in obtain_build {
             input Request
             output Small or Large //~ blocked-branch
           }
           step Diagnose in deliver_and_support {
             input Large
             output Small
           }
           step Repair in engage {
             input Small from all
             output Record
             output Figures to improve
           }
         }
         stakeholder user",
    );
}

#[test]
fn both_choices_of_a_step_with_a_reply_know_what_is_decided_before() {
    // Each way needs the request, and what that brings goes back to the step of the choices.
    expect(
        "stream change {
           trigger Feedback
           outcome Approval to user
           step Register in engage {
             input Feedback
             output Left or Right
             output Request or Record
             reply input Feedback from Diagnose
           }
           step Diagnose in obtain_build {
             input Request
             output Feedback
           }
           step Build in plan {
             input Record
             input Left
             output Feedback
           }
           step Test in design_and_transition {
             input Feedback from Build
             input Right
             output Approval
             output Figures to improve
           }
         }
         stakeholder user",
    );
}
