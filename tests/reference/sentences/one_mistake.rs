//! Sentences of "One mistake, one finding".

use super::{expect, expect_in_stream};

#[test]
fn misnamed_is_one_finding_at_the_input() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"Fix request\"
         }
         step Fourth in obtain_build {
           input \"Fix requests\" //~ misnamed-flow
           output Result
         }",
    );
}

#[test]
fn the_output_keeps_only_the_ends_left_unpaired() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"Fix request\" to Fourth, First //~ orphaned-output
         }
         step Fourth in obtain_build {
           input \"Fix requests\" from Third //~ misnamed-flow
           output Result
         }",
    );
}

#[test]
fn one_output_may_be_misnamed_by_several_inputs() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"Fix request\"
         }
         step Fourth in obtain_build {
           input \"Fix requests\" //~ misnamed-flow
           optional input \"Fix reqest\" //~ misnamed-flow
           output Result
         }",
    );
}

#[test]
fn triggers_and_outcomes_can_be_misnamed_too() {
    expect_in_stream(
        "trigger \"Outage report\" from user
         step Third in plan {
           input \"Outage reports\" //~ misnamed-flow
           output \"Restored service\"
         }
         outcome \"Restored services\" to user //~ misnamed-flow",
    );
}

#[test]
fn a_misnamed_pair_would_have_to_feed_each_other() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output \"Fix request\" to First //~ orphaned-output
         }
         step Fourth in obtain_build {
           input \"Fix requests\" from Third //~ unmatched-input
           output Result
         }",
    );
}

#[test]
fn misdirected_is_one_finding_when_one_of_them_admits_the_other() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to First
         }
         step Fourth in obtain_build {
           input Fix //~ unmatched-input
           output Result
         }",
    );
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to First //~ orphaned-output
         }
         step Fourth in obtain_build {
           input Fix from Last //~ unmatched-input
           output Result
         }",
    );
}

#[test]
fn misdirected_each_names_at_most_one_end() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to First, Last //~ orphaned-output
         }
         step Fourth in obtain_build {
           input Fix //~ unmatched-input
           output Result
         }",
    );
}

#[test]
fn an_unused_trigger_and_an_unmatched_input_are_one_finding() {
    expect_in_stream(
        "trigger News from user
         step Third in plan {
           input News from First //~ unmatched-input
           output Result
         }",
    );
    expect_in_stream(
        "outcome News to user //~ unproduced-outcome
         step Third in plan {
           input Draft
           output News to First
         }",
    );
}

#[test]
fn inputs_without_from_are_not_reported_beside_a_missing_trigger() {
    expect(
        "stakeholder user
         stream s { //~ missing-trigger, missing-outcome
           step S in plan {
             input A
             input B from T //~ unmatched-input
             output C
             output D to T //~ orphaned-output
           }
           step T in engage {
             input Apple
             output Pear
           }
         }",
    );
}

#[test]
fn layers_hold_back_what_would_follow() {
    // The stream would be unimproved, and the step empty.
    expect(
        "stakeholder user
         stream s {
           trigger A from user
           outcome B to user
           step S in plan {
             input A, Missing //~ unmatched-input
             output B
           }
           step T in engage {
             input A
           }
         }",
    );
}
