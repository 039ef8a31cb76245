//! Sentences about flows in a stream and between streams.

use super::{expect, expect_in_stream};

#[test]
fn a_whole_stream_is_clean() {
    expect_in_stream("");
}

#[test]
fn order_never_matters_between_files_and_declarations() {
    expect(
        "stream main {
           step Only in improve {
             output Result
             input Start
           }
           outcome Result to user
           trigger Start from user
         }
         stakeholder user",
    );
}

#[test]
fn no_from_wants_a_trigger_another_step_or_a_step_elsewhere_that_names_this_step() {
    expect_in_stream("step Third in plan {\n input Nothing //~ unmatched-input\n output Result\n }");
    expect_in_stream("step Third in plan {\n input Start, Draft\n output Result\n }");
    expect_in_stream("step Third in plan {\n input News\n output Result\n }\n trigger News from all");
}

/// Two streams with a step each; the first gives and the second takes.
fn pair(gives: &str, takes: &str) -> String {
    format!(
        "stakeholder user
         stream one {{
           trigger Start from user
           outcome Result to user
           step Give in improve {{
             input Start
             output Result
             {gives}
           }}
         }}
         stream two {{
           trigger Start from user
           outcome Result to user
           step Take in improve {{
             input Start
             output Result
             {takes}
           }}
         }}"
    )
}

#[test]
fn a_step_of_another_stream_feeds_when_either_names_the_other_and_the_other_admits_it() {
    expect(&pair("output News to two.Take", "input News"));
    expect(&pair("output News", "input News from one.Give"));
    expect(&pair("output News to two.Take", "input News from one.Give"));
    expect(&pair("output News //~ orphaned-output", "input News //~ unmatched-input"));
}

#[test]
fn two_streams_feed_each_other_through_their_names() {
    expect(&pair("output News to two", "input News from one"));
    expect(&pair("output Result to user", "input Result from one"));
    expect(&pair("", "input News from one //~ unmatched-input"));
    expect(&pair("output News to two //~ orphaned-output", ""));
}

#[test]
fn a_stream_that_is_not_described_is_open() {
    expect_in_stream("step Third in plan {\n input News from other\n output News to open_stream\n }");
}

#[test]
fn a_trigger_from_a_described_stream_wants_an_outcome_of_it_or_a_step_that_sends_it_here() {
    let one = "stakeholder user\nstream one {\n trigger A from user\n outcome B to two\n step S in improve {\n input A\n output B\n}\n}\n";
    let two = |trigger: &str| {
        format!(
            "stream two {{\n{trigger}\n outcome C to user\n step T in improve {{\n input B\n output C\n}}\n}}"
        )
    };
    expect(&format!("{one}{}", two("trigger B from one")));
    expect(&one.replace("outcome B to two", "outcome B to two //~ orphaned-output").replace(
        "stakeholder user",
        "stakeholder user\nstream two {\n trigger Demand from user\n outcome Cure to user\n step T in improve {\n input Demand\n output Cure\n}\n}",
    ));
    let wrong = two("trigger Order from one //~ unmatched-input").replace("input B", "input Order");
    let one = one.replace("outcome B to two", "outcome B to user");
    expect(&format!("{one}{wrong}"));
}

#[test]
fn from_an_activity_with_steps_here_wants_one_of_those_steps() {
    expect_in_stream("step Third in obtain_build {\n input Draft from engage\n output Result\n }");
    expect_in_stream(
        "step Third in obtain_build {\n input News from engage //~ unmatched-input\n output Result\n }",
    );
    expect_in_stream("step Third in plan {\n input News from obtain_build\n output Result\n }");
}

#[test]
fn or_wants_its_description_to_list_an_item_that_agrees_in_either_direction_whatever_its_ends() {
    let activity = "item Incident is Record\nactivity engage {\n input B from improve\n output A to improve\n output Record to obtain_build\n}\n";
    let stream = |item: &str| {
        format!(
            "stream s {{\n trigger X from improve\n outcome Y to improve\n step S in engage {{\n input X\n output Y\n}}\n
             step T in plan {{\n input {item} from engage\n output Y\n}}\n}}"
        )
    };
    expect(&format!("{activity}{}", stream("Record")));
    expect(&format!("{activity}{}", stream("Incident")));
    expect(&format!(
        "{activity}{}",
        stream("Invoice").replace("from engage", "from engage //~ unmatched-input")
    ));
}

#[test]
fn to_improve_is_always_taken() {
    expect_in_stream("step Third in improve {\n input Draft\n output News, Result to improve\n }");
}

#[test]
fn to_an_activity_with_steps_here_wants_one_of_them_to_take_it() {
    expect_in_stream("step Third in improve {\n input Draft\n output News to engage //~ orphaned-output\n }");
    expect_in_stream("step Third in improve {\n input Draft\n output News to obtain_build\n }");
}

#[test]
fn steps_hide_other_names() {
    // `user` is here the step, which does not take it.
    expect_in_stream(
        "step user in obtain_build {
           input Draft
           output Result
         }
         step Third in obtain_build {
           input Draft
           output News to user //~ orphaned-output
         }",
    );
}

#[test]
fn a_step_named_like_an_activity_captures_its_name() {
    expect_in_stream("step Engage in plan { //~ duplicate-name\n input Draft\n output Result\n }");
    expect_in_stream("step Third as first in plan { //~ duplicate-name\n input Draft\n output Result\n }");
}

#[test]
fn two_steps_of_one_name_are_reported_even_alone() {
    expect(
        "stakeholder user
         stream s {
           trigger Order from user
           outcome Goods to user
           step Pack in plan {
             input Order
             output Goods
             output Lessons to improve
           }
           step Pack in engage { //~ duplicate-name
             input Order
             output Goods
           }
         }",
    );
}

#[test]
fn of_many_triggers_each_wants_a_use() {
    let lines = |line: fn(usize) -> String| (0..20).map(line).collect::<String>();
    expect(&format!(
        "stakeholder user
         stream s {{
           trigger Last from user //~ unused-trigger
           {}
           outcome Goods to user
           step Pack in plan {{
             {}
             output Goods
           }}
         }}",
        lines(|number| format!("trigger Order{number} from user\n")),
        lines(|number| format!("optional input Order{number}\n")),
    ));
}

#[test]
fn a_trigger_is_reported_beside_a_missing_outcome_and_an_outcome_beside_a_missing_trigger() {
    expect(
        "stakeholder user
         stream s { //~ missing-outcome
           trigger Order from user //~ unused-trigger
         }
         stream t { //~ missing-trigger
           outcome Goods to user //~ unproduced-outcome
         }",
    );
}

#[test]
fn a_trigger_is_used_by_an_input_without_ends_or_with_a_shared_end() {
    expect_in_stream("trigger News from user //~ unused-trigger");
    expect_in_stream(
        "trigger News from user
         step Third in plan {
           input News from user
           output Result
         }",
    );
    expect_in_stream(
        "trigger News from user //~ unused-trigger
         step Third in plan {
           input News from obtain_build
           output Result
         }",
    );
}

#[test]
fn a_trigger_without_ends_is_used_by_any_input_but_one_from_a_step_here() {
    expect_in_stream("trigger News\n step Third in plan {\n input News from user\n output Result\n }");
    expect_in_stream(
        "trigger Memo //~ unused-trigger
         step Third in plan {
           input Draft
           output Memo
         }
         step Fourth in plan {
           input Memo from Third
           output Result
         }",
    );
}

#[test]
fn an_outcome_is_produced_by_an_output_without_ends_or_with_a_shared_end() {
    expect_in_stream("outcome News to user //~ unproduced-outcome");
    expect_in_stream("outcome News to user\n step Third in plan {\n input Draft\n output News to user\n }");
    expect_in_stream(
        "outcome News to user //~ unproduced-outcome
         step Third in plan {
           input Draft
           output News to obtain_build
         }",
    );
}

#[test]
fn an_outcome_that_goes_to_nobody() {
    expect_in_stream("outcome Draft //~ outcome-without-beneficiary");
}

#[test]
fn a_described_stream_has_a_trigger_and_an_outcome() {
    expect("stream s\nstream t { //~ missing-trigger, missing-outcome\n}");
}

#[test]
fn a_step_stands_in_an_activity_and_has_inputs_and_outputs() {
    expect_in_stream("step Third { //~ unmapped-step\n input Draft\n output Result\n }");
    expect_in_stream("step Third in plan { //~ empty-step\n input Draft\n }");
    expect_in_stream("step Third in plan { //~ empty-step\n output Result\n }");
}

#[test]
fn a_stream_feeds_improve() {
    expect(
        "stakeholder user
         stream s { //~ unimproved-stream
           trigger A from user
           outcome B to user
           step S in plan {
             input A
             output B
           }
         }",
    );
}

#[test]
fn an_unknown_end_of_a_step_is_the_only_finding() {
    expect_in_stream(
        "step Third in plan {\n input News from frist //~ unknown-name\n output News to nobody //~ unknown-name\n }",
    );
    expect(&pair("output News to two.Tkae //~ unknown-name", "input News"));
}

#[test]
fn a_step_that_names_itself_is_self_flow() {
    expect_in_stream(
        "step Third in plan {\n input Draft\n output Result\n optional input News from third //~ self-flow\n }",
    );
    expect_in_stream("trigger Draft from main //~ self-flow");
}

#[test]
fn somebody_outside_hands_an_outcome_over() {
    expect(
        "stakeholder customer
         stakeholder carrier
         repository \"Status page\" as page
         stream ship {
           trigger Order from customer
           step Send in deliver_and_support {
             input Order
             output Parcel to carrier
             output News to page
             output Bill to Post
             output Figures to improve
           }
           step Post in engage {
             input Bill
             output Stamp to carrier
           }
           outcome Parcel to customer
           outcome News to customer
           outcome Bill to customer //~ unproduced-outcome
         }",
    );
}

/// A stream in which `Second` has something from `First` and gives something to `Third`, all with these ends.
fn misplaced(second: &str, given: &str, taken: &str) -> String {
    format!(
        "stakeholder user
         stream fault {{
           trigger Call from user
           outcome Repair to user
           step First in engage {{
             input Call
             output Incident to {given}
           }}
           {second}
           step Third in obtain_build {{
             input Report from {taken}
             output Repair
             output Figures to improve
           }}
         }}"
    )
}

fn second(activity: &str, mark: &str, flows: &str) -> String {
    format!("step Second in {activity} {{ {mark}\n {}\n }}", flows.replace("; ", "\n"))
}

#[test]
fn a_step_in_the_wrong_activity_is_one_mistake() {
    let flows = "input Incident; output Report";
    let there = "deliver_and_support";
    expect(&misplaced(&second("plan", "//~ misplaced-step", flows), there, there));
    expect(&misplaced(
        &second("plan", "//~ misplaced-step", "input Incident from engage; output Report to Third"),
        there,
        there,
    ));
    expect(&misplaced(&second(there, "", flows), there, there));
    // Somebody else may be meant: it is one end that is wrong.
    let spread =
        misplaced(&second("plan", "", "input Incident //~ unmatched-input; output Report"), there, "Second");
    expect(&spread);
    // The two do not agree about where it is.
    let apart = misplaced(
        &second("plan", "", "input Incident //~ unmatched-input; output Report //~ orphaned-output"),
        there,
        "design_and_transition",
    );
    expect(&apart);
    // What it produces besides nobody takes wherever it stands.
    let more = second(
        "plan",
        "",
        "input Incident //~ unmatched-input; output Report //~ orphaned-output; output Waste //~ orphaned-output",
    );
    expect(&misplaced(&more, there, there));
}
