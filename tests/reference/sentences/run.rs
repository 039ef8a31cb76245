//! Sentences of "Can it run?".

use super::expect;
use super::expect_in_stream;

#[test]
fn steps_that_wait_for_each_other_are_one_circular_wait() {
    expect_in_stream(
        "step Third in plan { //~ circular-wait
           input Answer
           output Question, Result
         }
         step Fourth in plan {
           input Question
           output Answer, Gossip
         }
         step Fifth in plan {
           input Gossip
           output Result
         }",
    );
}

#[test]
fn rework_and_optional_inputs_never_hold_a_step_back() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           rework input Answer
           output Question, Result
         }
         step Fourth in plan {
           input Question
           output Answer
         }",
    );
}

#[test]
fn either_of_two_is_enough() {
    expect_in_stream(
        "step Third in plan {
           input Draft or Answer
           output Question, Result
         }
         step Fourth in plan {
           input Question
           output Answer
         }",
    );
}

#[test]
fn every_named_end_is_needed() {
    expect_in_stream(
        "step Third in plan { //~ circular-wait
           input Draft from First, Fourth
           output Question, Result
         }
         step Fourth in plan {
           input Question
           output Draft to Third
         }",
    );
}

#[test]
fn an_input_already_reported_counts_as_satisfied() {
    expect_in_stream(
        "step Third in plan {
           input Answer from Fourth, First //~ unmatched-input
           output Question, Result
         }
         step Fourth in plan {
           input Question
           output Answer
         }",
    );
}

/// Two streams that start each other.
#[test]
fn streams_that_start_each_other_wait_in_a_circle() {
    let text = |also: &str| {
        format!(
            "stakeholder user
             stream one {{
               trigger A from two{also}
               outcome B to two
               step S in improve {{ {}
                 input A
                 output B
               }}
             }}
             stream two {{
               trigger B from one
               outcome A to one
               step T in improve {{
                 input B
                 output A
               }}
             }}",
            if also.is_empty() { "//~ circular-wait" } else { "" }
        )
    };
    expect(&text(""));
    // A trigger is a fact unless all its ends are described streams.
    expect(&text(", user"));
}

#[test]
fn a_trigger_already_reported_counts_as_there() {
    let text = |trigger: &str, input: &str, unused: &str| {
        format!(
            "stakeholder user
             stream other {{
               trigger Order from user
               outcome Goods to user
               step Only in plan {{
                 input Order
                 output Goods
                 output Lessons to improve
               }}
             }}
             stream main {{
               trigger {trigger} from other //~ unmatched-input
               outcome Result to user
               step First in engage {{ //~ circular-wait
                 input {input}
                 input Answer
                 output Question, Result
               }}
               step Second in plan {{
                 input Question
                 {unused}
                 output Answer
               }}
             }}"
        )
    };
    expect(&text("Call", "Call", ""));
    expect(&text("Call or Ring", "Call", "optional input Ring"));
    expect(&text("Call or Ring", "Ring", "optional input Call"));
}

#[test]
fn an_input_is_late_when_all_that_feeds_it_stands_below() {
    expect_in_stream(
        "step Third in plan {
           input Answer //~ late-input
           output Result
         }
         step Fourth in plan {
           input Draft
           output Answer
         }",
    );
    expect_in_stream(
        "trigger Answer from user
         step Third in plan {
           input Answer
           output Result
         }
         step Fourth in plan {
           input Draft
           output Answer
         }",
    );
}

#[test]
fn steps_that_feed_only_each_other_are_one_dead_end() {
    expect_in_stream(
        "step Third in plan { //~ dead-end-step
           input Draft
           optional input Answer
           output Question
         }
         step Fourth in plan {
           input Question
           output Answer
         }
         step Before in plan {
           input Draft
           output Answer
         }",
    );
}

#[test]
fn whoever_looks_for_somebody_unknown_may_use_what_would_reach_nobody() {
    let text = |mark: &str, answer: &str, taken: &str, listener: &str| {
        format!(
            "stakeholder user
             stream main {{
               trigger Start from user
               outcome Result to user
               step First in engage {{
                 input Start
                 output Draft
                 output Lessons to improve
               }}
               step Last in engage {{
                 input Draft
                 output Result
               }}
               step Ask in plan {{ {mark}
                 input Draft
                 optional input Answer
                 output Question
               }}
               step Reply in improve {{
                 input Question
                 output Answer {answer}
               }}
             }}
             stream other {{
               trigger Start from user
               outcome Result to user
               step Listen in {listener} {{
                 input Start
                 optional input {taken} from nobody //~ unknown-name
                 output Result
                 output Lessons to improve
               }}
             }}"
        )
    };
    let dead = "//~ dead-end-step";
    for listener in ["engage", "plan", "obtain_build"] {
        expect(&text(dead, "", "Gossip", listener));
        expect(&text("", "", "Answer", listener));
        expect(&text(dead, "to Ask", "Answer", listener));
    }
}

#[test]
fn a_step_contributes_through_an_activity_that_has_no_other_step_here() {
    expect_in_stream("step Third in plan {\n input Draft\n output News to obtain_build\n }");
    expect_in_stream("step Third in plan {\n input Draft\n output News to other\n }");
}

#[test]
fn a_step_contributes_through_one_of_another_stream_that_looks_for_it_elsewhere() {
    expect(
        "stakeholder user
         stream taker {
           trigger Call from user
           outcome Answer to user
           step Reply in improve {
             input Call
             output Answer
           }
           step Note in engage {
             input Call
             optional input Gossip from plan
             output News to user
           }
         }
         stream giver {
           trigger Order from user
           outcome Goods to user
           step Make in improve {
             input Order
             output Goods
           }
           step Talk in plan {
             input Order
             output Gossip to taker.Note
           }
         }",
    );
}

#[test]
fn two_alternatives_of_one_output_are_exclusive() {
    let step = |kind: &str, mark: &str, list: &str| {
        format!(
            "step Third in plan {{
               input Draft
               output Pass {list} Fail
             }}
             step Fourth in plan {{
               input Pass
               {kind} Fail {mark}
               output Result
             }}"
        )
    };
    expect_in_stream(&step("input", "//~ exclusive-inputs", "or"));
    expect_in_stream(&step("optional input", "", "or"));
    expect_in_stream(&step("input", "", ","));
}

#[test]
fn a_trigger_from_which_no_outcome_is_reached_is_stalled() {
    let text = |list: &str, end: &str, first: &str, second: &str| {
        format!(
            "stakeholder user
             stream s {{
               trigger Call from user {first}
               trigger Alert {end} {second}
               outcome Cure to user
               step S in improve {{
                 input Call {list} Alert
                 output Cure
               }}
             }}"
        )
    };
    let mark = "//~ stalled-trigger";
    // A comma in one statement is one mistake; two statements stand for themselves.
    expect(&text(",", "from user", mark, ""));
    expect(&text("\n input", "from user", mark, mark));
    expect(&text("or", "", "", ""));
}

#[test]
fn a_trigger_that_recurs_is_always_there() {
    let text = |every: &str, found: &str| {
        format!(
            "stakeholder user
             stream billing {{
               trigger Order from user {found}
               trigger Closing {every}
               outcome Invoice to user
               step Bill in engage {{
                 input Order
                 input Closing
                 output Invoice
                 output Figures to improve
               }}
             }}"
        )
    };
    expect(&text("every month", ""));
    expect(&text("every 2w", ""));
    // What it waits for may come in between, so it is not stalled itself.
    expect(&text("from user //~ stalled-trigger", "//~ stalled-trigger"));
    // Where only one names no end, that is the one which may well recur.
    expect(&text("//~ stalled-trigger", ""));
}

#[test]
fn a_trigger_that_recurs_needs_no_stream_that_gives_it() {
    let text = |every: &str, found: &str| {
        format!(
            "stakeholder user
             stream one {{
               trigger A from two {every}
               outcome B to two
               step S in improve {{ {found}
                 input A
                 output B
               }}
             }}
             stream two {{
               trigger B from one
               outcome A to one
               step T in improve {{
                 input B
                 output A
               }}
             }}"
        )
    };
    expect(&text("", "//~ circular-wait"));
    expect(&text("every month", ""));
    // What it names all the same is looked up.
    expect(
        "stakeholder user
         stream one {
           trigger A from two every month //~ unmatched-input
           outcome B to user
           step S in improve {
             input A
             output B
           }
         }
         stream two {
           trigger C from user
           outcome D to user
           step T in improve {
             input C
             output D
           }
         }",
    );
}

#[test]
fn a_trigger_is_there_whichever_of_its_alternatives_comes() {
    let text = |draft: &str, mark: &str, stalled: &str| {
        format!(
            "stakeholder user
             stream giver {{
               trigger Call from user
               outcome Cure to taker
               step Only in improve {{
                 input Call
                 output Cure
               }}
             }}
             stream taker {{
               trigger Cure or Advice from giver {stalled}
               outcome Goods to user
               step First in engage {{ {mark}
                 optional input Cure
                 input Advice
                 {draft}
                 output Plan
               }}
               step Second in improve {{
                 input Plan
                 output Advice, Draft to First
                 output Goods
               }}
             }}"
        )
    };
    expect(&text("optional input Draft", "", "//~ stalled-trigger"));
    // A circular wait says already that the stream stops.
    expect(&text("input Draft", "//~ circular-wait", ""));
}
