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
fn misdirected_is_one_finding_where_one_of_them_leads_to_the_other() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to First //~ orphaned-output
         }
         step Fourth in obtain_build {
           input Fix
           output Result
         }",
    );
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to Fourth
         }
         step Fourth in obtain_build {
           input Fix from First //~ unmatched-input
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
fn misdirected_flows_fail_at_one_end() {
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
    // It reaches the user, and fails to reach the step.
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to Fourth, user
         }
         step Fourth in obtain_build {
           input Fix from user, First //~ unmatched-input
           output Result
         }",
    );
}

#[test]
fn an_output_that_names_others_may_lack_an_end_besides() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to First, user //~ orphaned-output
         }
         step Fourth in obtain_build {
           input Fix from Third //~ unmatched-input
           output Result
         }",
    );
}

#[test]
fn who_leads_to_a_flow_with_itself_is_reported_by_that() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to Third //~ self-flow
         }
         step Fourth in obtain_build {
           input Fix from Third
           output Result
         }",
    );
}

#[test]
fn a_misspelt_declaration_is_reported_once() {
    expect(
        "stakeholder suplpier //~ unknown-name
         activity plan {
           input A from supplier, improve
           output B to improve, supplier
         }",
    );
    // One use is as likely to be wrong as the declaration.
    expect(
        "stakeholder suplpier
         activity plan {
           input A from improve, supplier //~ unknown-name
           output B to improve
         }",
    );
    // Somebody uses the spelling of the declaration.
    expect(
        "stakeholder suplpier
         activity plan {
           input A from improve, supplier //~ unknown-name
           output B to improve, supplier
           output C to suplpier
         }",
    );
}

#[test]
fn one_name_that_several_ends_use_is_one_finding() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Fix to Gone //~ unknown-name
           output Plan to Missing //~ unknown-name
         }
         step Fourth in obtain_build {
           input Report from Gone
           output Result
         }",
    );
    // A step of another stream is named with it; an end of that stream itself is another one.
    expect(
        "stakeholder user
         stream one {
           trigger A from user
           step S in plan {
             input A
             input B from Gone //~ unknown-name
             output C
           }
           outcome C to user
         }
         stream two {
           trigger D from user
           step T in plan {
             input D
             input E from one.Gone
             input F from Gone //~ unknown-name
             output G
           }
           outcome G to user
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

#[test]
fn two_steps_that_name_each_other_give_one_flow_two_names() {
    let stream = |given: &str, taken: &str| {
        format!(
            "stakeholder user
             stream Invoice {{
               trigger Order from user
               step Ship as ship in deliver_and_support {{
                 input Order
                 {given}
               }}
               step Bill as bill in deliver_and_support {{
                 {taken}
                 output Invoice
                 output Figures to improve
               }}
               outcome Invoice to user
             }}"
        )
    };
    let ask = |given: &str, taken: &str| expect(&stream(given, taken));
    ask("output \"Dispatch note\" to bill", "input \"Shipping confirmation\" from ship //~ misnamed-flow");
    // One of them does not name the other.
    ask(
        "output \"Dispatch note\" //~ orphaned-output",
        "input \"Shipping confirmation\" from ship //~ unmatched-input",
    );
    ask(
        "output \"Dispatch note\" to bill //~ orphaned-output",
        "input \"Shipping confirmation\" //~ unmatched-input",
    );
    // Which of several is meant, nobody knows.
    ask(
        "output \"Dispatch note\", \"Waybill\" to bill //~ orphaned-output",
        "input \"Shipping confirmation\" from ship //~ unmatched-input",
    );
    ask(
        "output \"Dispatch note\" to bill //~ orphaned-output",
        "input \"Shipping confirmation\" or \"Receipt\" from ship //~ unmatched-input",
    );
}

#[test]
fn a_name_at_the_border_that_nobody_knows_is_one_finding() {
    let streams = |outcome: &str, trigger: &str| {
        format!(
            "stakeholder user
             stream Gather as gather {{
               trigger Ideas from user
               step Sort in plan {{
                 input Ideas
                 output \"Improvement plan\"
                 output Lessons to improve
               }}
               {outcome}
             }}
             stream Change as change {{
               {trigger}
               step Act in obtain_build {{
                 input \"Improvement plan\"
                 output Result
                 output Figures to improve
               }}
               outcome Result to user
             }}"
        )
    };
    let outcome = "outcome \"Improvement plan\" to change";
    let trigger = "trigger \"Improvement plan\" from gather";
    expect(&streams(outcome, trigger));
    expect(&streams(outcome, "trigger \"Imporvement plan\" from gather //~ misnamed-flow"));
    expect(&streams("outcome \"Imporvement plan\" to change //~ misnamed-flow", trigger));
}
