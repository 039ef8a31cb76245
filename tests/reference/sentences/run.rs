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
    let text = |list: &str, mark: &str| {
        format!(
            "stakeholder user
             stream s {{
               trigger Call from user {mark}
               trigger Alert {mark}
               outcome Cure to user
               step S in improve {{
                 input Call {list} Alert
                 output Cure
               }}
             }}"
        )
    };
    expect(&text(",", "//~ stalled-trigger"));
    expect(&text("or", ""));
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
                 input Order, Closing
                 output Invoice
                 output Figures to improve
               }}
             }}"
        )
    };
    expect(&text("every month", ""));
    expect(&text("every 2w", ""));
    // What it waits for may come in between, so it is not stalled itself.
    let once = text("//~ stalled-trigger", "//~ stalled-trigger");
    expect(&once);
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

#[test]
fn a_promise_is_missed_on_the_critical_path() {
    let text = |within: &str, mark: &str| {
        format!(
            "stakeholder user
             stream other {{
               trigger Call from user
               outcome Part to user
               step P in improve {{
                 lead_time 3h
                 input Call
                 output Part
               }}
             }}
             stream s {{
               trigger Call from user
               outcome Cure to user within {within} {mark}
               step S in improve {{
                 lead_time 1h 30min
                 input Call
                 output Clue
               }}
               step T in improve {{
                 lead_time 1h
                 input Clue
                 input Part from other
                 output Cure
               }}
             }}"
        )
    };
    expect(&text("3h 59min", "//~ missed-promise"));
    expect(&text("4h", ""));
}

#[test]
fn what_never_runs_takes_no_time() {
    expect(
        "stakeholder user
         stream one {
           trigger A from two
           outcome B to two within 1h
           step S in improve { //~ circular-wait
             lead_time 2h
             input A
             output B
           }
         }
         stream two {
           trigger B from one
           outcome A to one
           step T in improve {
             input B
             output A
           }
         }",
    );
}

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

#[test]
fn a_step_asks_and_waits_for_the_answer() {
    for (to, from) in [("", "Fourth"), ("to Fourth", "improve"), ("to improve", "Fourth")] {
        expect_in_stream(&format!(
            "step Third in plan {{
               input Draft
               output Question {to}
               reply input Answer from {from}
               output Result
             }}
             step Fourth in improve {{
               input Question
               output Answer
             }}"
        ));
    }
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Question to user
           reply input Answer from user
           output Result
         }",
    );
}

#[test]
fn what_is_no_request_comes_once_the_answer_is_there() {
    expect_in_stream(
        "step Third in plan { //~ circular-wait
           input Draft
           output Question to Fourth
           reply input Answer from Fourth
           output Remark to Fifth
           output Result
         }
         step Fourth in improve {
           input Question
           input Second
           output Answer
         }
         step Fifth in engage {
           input Remark
           output Second
         }",
    );
}

#[test]
fn a_reply_comes_from_whom_the_step_asks() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Question to other
           reply input Answer //~ unasked-reply
           reply input Second from user //~ unasked-reply
           reply input Third from other.one, user //~ unasked-reply
           reply input Fourth from other.one
           output Result
         }
         step Fourth in improve {
           optional input Result
           output Answer to improve, Third
         }",
    );
}

#[test]
fn a_step_works_while_it_waits() {
    for (own, within, found) in
        [(4, 5, ""), (4, 4, "//~ missed-promise"), (6, 6, ""), (6, 5, "//~ missed-promise")]
    {
        expect(&format!(
            "stakeholder user
             stream main {{
               trigger Start from user
               outcome Result to user within {within}h {found}
               step First in engage {{
                 lead_time {own}h
                 input Start
                 output Question
                 reply input Answer from Last
                 output Result
                 output Lessons to improve
               }}
               step Last in plan {{
                 lead_time 5h
                 input Question
                 output Answer
               }}
             }}"
        ));
    }
}

#[test]
fn a_reply_is_no_second_attempt() {
    expect_in_stream(
        "step Third in plan {
           input Draft
           output Small or Large //~ blocked-branch
           reply input Answer from Fifth
           output Result
         }
         step Fourth in engage {
           input Large
           output Price
         }
         step Fifth in improve {
           input Small or Large
           input Price
           output Answer
         }",
    );
}

/// A stream whose step runs another one, written as given; the other one has a trigger and an outcome.
fn with_a_run(running: &str, stream: &str) -> String {
    format!(
        "stakeholder user
         stream main {{
           trigger Start from user
           outcome Result to user within 5h
           step First in plan {{
             lead_time 1h
             input Start
             output Order
           }}
           {running}
           step Last in improve {{
             input Receipt
             output Result
           }}
         }}
         stream pay {{
           {stream}
         }}"
    )
}

const RUNNING: &str = "step Middle runs pay in engage {
                         input Order
                         output Receipt
                       }";

const PAY: &str = "trigger Order from main
                   step Transfer in engage {
                     lead_time 2h
                     input Order
                     output Receipt
                     output Figures to improve
                   }
                   outcome Receipt to main";

#[test]
fn a_step_that_runs_a_stream_agrees_with_it() {
    expect(&with_a_run(RUNNING, PAY));
    // What it gives and takes counts as met, with no end as well as with its stream.
    expect(&with_a_run(RUNNING, &PAY.replace(" from main", "").replace(" to main", "")));
    expect(&with_a_run(&RUNNING.replace("pay", "other"), PAY).replace("stream pay", "stream other"));
}

#[test]
fn what_has_no_counterpart_is_told_once_at_the_first() {
    let stream =
        PAY.replace("Receipt to main", "Payment to main").replace("output Receipt", "output Payment");
    expect(&with_a_run(&RUNNING.replace("output Receipt", "output Receipt //~ mismatched-run"), &stream));
    let stream = stream.replace("Order", "Bill");
    expect(&with_a_run(&RUNNING.replace("input Order", "input Order //~ mismatched-run"), &stream));
}

#[test]
fn a_broad_output_comes_of_a_narrow_outcome_and_a_narrow_input_starts_a_broad_trigger() {
    let items = "item Receipt is Paper
         item Order is Wish
         stream pay {";
    let broad = PAY.replace("Order", "Wish");
    let text = with_a_run(RUNNING, &broad).replace("stream pay {", items);
    expect(&text);
    let running = RUNNING.replace("output Receipt", "output Paper");
    expect(&with_a_run(&running, PAY).replace("input Receipt", "input Paper").replace("stream pay {", items));
}

#[test]
fn a_stream_that_runs_itself_is_one_finding() {
    expect(
        "stakeholder user
         stream one {
           trigger A from user
           outcome B to user
           step S runs two in improve { //~ circular-run
             input A
             output B
           }
         }
         stream two {
           trigger A from one
           outcome B to one //~
           step T runs one in improve {
             input A
             output B
           }
         }"
        .replace("from one", "from user")
        .replace("to one", "to user")
        .as_str(),
    );
    let running = RUNNING.replace("runs pay in engage {", "runs main in engage { //~ circular-run");
    expect(&with_a_run(&running, &PAY.replace("from main", "from user").replace("to main", "to user")));
}

#[test]
fn what_a_run_puts_out_is_there_once_the_stream_ends() {
    // The stream waits for what only comes of its own end.
    let stream = PAY.replace(
        "input Order",
        "input Order
                     input Result from main //~ circular-wait",
    );
    let stream = stream.replace(" //~ circular-wait", "");
    let text = with_a_run(RUNNING, &stream);
    let text = text.replace("step Last in improve {", "step Last in improve { //~ circular-wait");
    expect(&text);
}

#[test]
fn a_run_takes_as_long_as_its_stream() {
    let promise = |hours: &str, running: &str, mark: &str| {
        let within = format!("within {hours} {mark}");
        expect(&with_a_run(running, PAY).replace("within 5h", &within));
    };
    promise("3h", RUNNING, "");
    promise("2h", RUNNING, "//~ missed-promise");
    // Unless it states its own time.
    let own = RUNNING.replace(
        "input Order",
        "lead_time 1h
                         input Order",
    );
    promise("2h", &own, "");
    promise("1h", &own, "//~ missed-promise");
}

#[test]
fn what_a_run_gives_together_is_not_stalled() {
    let running = RUNNING.replace("input Order", "input Order, Start");
    let stream = PAY.replace("trigger Order from main", "trigger Order, Start from main");
    let stream = stream.replace("input Order", "input Order, Start");
    expect(&with_a_run(&running, &stream));
}

#[test]
fn a_choice_in_a_stream_blocks_who_waits_for_its_other_end() {
    let stream = PAY.replace("output Receipt", "output Receipt or Refusal //~ blocked-branch").replace(
        "outcome Receipt to main",
        "outcome Receipt to main
                   outcome Refusal to main",
    );
    let running = RUNNING.replace(
        "output Receipt",
        "output Receipt
                         output Refusal",
    );
    let text = with_a_run(&running, &stream).replace("input Receipt", "input Receipt, Refusal");
    expect(&text);
}

#[test]
fn a_step_that_runs_a_stream_waits_for_answers_too() {
    // What is asked for comes once the stream ends, whatever the answer; what is not, once the answer is there, too.
    let asking = |reply: &str, within: u64, found: &str| {
        format!(
            "stakeholder user
             stakeholder expert
             stream main {{
               trigger Start from user
               outcome Result to user within {within}h {found}
               step First runs pay in plan {{
                 input Start
                 output Question to Second
                 {reply}
                 output Result
                 output Lessons to improve
               }}
               step Second in engage {{
                 lead_time 3h
                 input Question
                 output Answer to First
               }}
             }}
             stream pay {{
               trigger Start, Answer from main
               outcome Question, Result, Lessons to main
               step Transfer in engage {{
                 lead_time 2h
                 input Start
                 optional input Answer
                 output Question, Result, Lessons
                 output Figures to improve
               }}
             }}"
        )
    };
    expect(&asking("reply input Answer from Second", 5, ""));
    expect(&asking("reply input Answer from Second", 4, "//~ missed-promise"));
    expect(&asking("optional input Answer from Second", 2, ""));
    expect(&asking("optional input Answer from Second", 1, "//~ missed-promise"));
}

#[test]
fn what_a_stream_asks_by_the_step_that_runs_it_comes_before_the_answer() {
    expect(
        "stakeholder user
         stream main {
           trigger Start from user
           outcome Result to user
           step First runs pay in plan {
             input Start
             output Question to Second
             reply input Answer from Second
             output Result
             output Lessons to improve
           }
           step Second in engage {
             input Question
             output Answer to First
           }
         }
         stream pay {
           trigger Start, Answer from main
           outcome Question, Result, Lessons to main
           step Ask in engage {
             input Start
             output Question
             output Figures to improve
           }
           step Close in engage {
             input Answer
             output Result, Lessons
           }
         }",
    );
}
