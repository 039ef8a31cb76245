//! Sentences about steps that run a stream.

use super::expect;

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
fn a_name_that_fails_on_one_side_of_a_run_is_told_there() {
    // The step's own: it fails beside the step.
    let running = RUNNING.replace("output Receipt", "output Receitp");
    expect(&with_a_run(&running, PAY).replace("input Receipt", "input Receipt //~ misnamed-flow"));
    let running = RUNNING.replace("input Order", "input Oredr //~ misnamed-flow");
    expect(&with_a_run(&running, PAY));
    // The stream's: it fails inside.
    let stream =
        PAY.replace("trigger Order", "trigger Oredr").replace("input Order", "input Order //~ misnamed-flow");
    expect(&with_a_run(RUNNING, &stream));
    let stream = PAY.replace("outcome Receipt to main", "outcome Receitp to main //~ misnamed-flow");
    expect(&with_a_run(RUNNING, &stream));
    // Nor does it matter how far the names are from each other.
    let stream = PAY
        .replace("outcome Receipt to main", "outcome Bill to main //~ unproduced-outcome")
        .replace("output Receipt", "output Receipt to user");
    expect(&with_a_run(RUNNING, &stream));
    let stream = PAY.replace("outcome Receipt to main", "outcome Bill to main //~ unproduced-outcome");
    expect(&with_a_run(RUNNING, &stream));
    let stream = PAY
        .replace("trigger Order", "trigger Bill")
        .replace("input Order", "input Order //~ unmatched-input");
    expect(&with_a_run(RUNNING, &stream));
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
