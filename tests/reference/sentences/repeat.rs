//! Sentences about steps that repeat themselves, and about optional outputs.

use super::expect_in_stream;

#[test]
fn a_step_may_repeat_itself() {
    for (from, to) in [("", ""), ("from Third", ""), ("", "to Third"), ("from plan", "to Third, user")] {
        expect_in_stream(&format!(
            "step Third in plan {{
               input Draft
               rework input Failure {from}
               output Result
               output Failure {to}
             }}"
        ));
    }
    expect_in_stream(
        "step Third in plan {
           input Draft
           rework input Failure
           output Result or Failure
         }",
    );
}

#[test]
fn what_a_step_takes_back_has_to_be_rework_and_its_own_item() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           optional input Failure //~ unmatched-input
           rework input Defect from Third //~ unmatched-input
           rework input Fault, Flaw
           output Fault, Flaw, Success to Third //~ orphaned-output
           output Result, Failure //~ orphaned-output
           output Draft to Third //~ self-flow
         }",
    );
}

#[test]
fn a_slip_in_what_a_step_takes_back_is_one_finding() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           rework input \"Failed attempt\" //~ misnamed-flow
           output Result or \"Failed attemp\"
         }",
    );
}

#[test]
fn a_step_that_works_for_itself_alone_is_a_dead_end() {
    expect_in_stream(
        "step Third in plan { //~ dead-end-step
           input Draft
           rework input Failure
           output Failure
         }",
    );
}

#[test]
fn an_optional_output_is_an_output_like_any_other() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           optional output Result, Warning
           optional output Rumour //~ orphaned-output
           optional output Memo to Third //~ self-flow
         }
         step Fourth in plan {
           input Warning
           output Result
         }",
    );
}

#[test]
fn that_nothing_comes_blocks_no_step() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Order
           optional output Warning
           optional output Note or Letter
         }
         step Fourth in plan {
           input Order, Warning
           output Result
         }
         step Fifth in plan {
           input Note or Letter
           output Result
         }",
    );
}

#[test]
fn alternatives_of_an_optional_output_block_as_they_do_without() {
    for word in ["", "optional"] {
        expect_in_stream(&format!(
            "step Third in plan {{
               input Draft
               {word} output Note or Letter //~ blocked-branch
             }}
             step Fourth in plan {{
               input Letter
               output Stamp
             }}
             step Fifth in plan {{
               input Note or Letter
               input Stamp
               output Result
             }}"
        ));
        expect_in_stream(&format!(
            "step Third in plan {{
               input Draft
               {word} output Note or Letter
             }}
             step Fourth in plan {{
               input Letter
               input Note //~ exclusive-inputs
               output Result
             }}"
        ));
    }
}
