//! What findings advise and what their fixes write, where flows are laid out in other ways than on the pages of the rules.

// Clippy lets test functions unwrap, but not what they share.
#![allow(clippy::unwrap_used)]

mod support;

use support::{lint, one};
use vsdlint::finding::Level;
use vsdlint::project::Setting;

/// What a rule says of a text.
fn told(rule: &'static str, text: &str) -> String {
    let sources = one(text);
    let mut found = lint(&sources, &[(rule, Setting::Level(Level::Warn))]);
    found.retain(|finding| finding.rule == rule);
    support::told(&sources, &found)
}

macro_rules! tells {
    ($($name:ident: $rule:literal, $text:expr;)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(told($rule, &$text));
        })*
    };
}

tells! {
    a_link_takes_what_improve_gives_to_most: "missing-improve-link", r#"
activity improve {
  output "Reports" to plan
  output "Initiatives" to plan, engage
  output "Methods" or "Tools" to plan, engage, obtain_build
  output "Plans", "Advice" to plan, engage, obtain_build
  input "Proposals" from plan, engage
  input "Figures" from plan, engage, obtain_build
}
activity plan {
  input "Reports", "Initiatives", "Plans", "Advice" from improve
  output "Proposals", "Figures" to improve
}
activity engage {
  input "Orders" from plan
}
activity design_and_transition {
  output "Designs" to obtain_build
}
"#;
    a_link_takes_what_has_no_ends: "missing-improve-link", r#"
item "Better tools" is Tools
activity improve {
  output "Reports" to plan, engage
  output Tools
  output "Better tools" to engage
  input Waste
}
activity engage {
  input Tools from plan
  output Waste
}
activity plan {
  input Tools
  output Waste to engage
}
activity deliver_and_support {
	input   "Orders"
}
"#;
    a_link_uses_the_flow_that_is_there: "missing-improve-link", r#"
activity improve { input "Improvement opportunities" from plan  output "Improvement initiatives" to plan }
activity engage { output "Improvement opportunities" input "Improvement initiatives" from plan }
activity plan { output "improvement opportunities" to improve input Orders }
activity obtain_build { }
activity design_and_transition {
}
"#;
    a_link_where_improve_is_not_described: "missing-improve-link", r#"
activity engage {
  input "Improvement initiatives" from plan   // every month
  output "Improvement opportunities"
  optional input
    "Orders"
}
activity plan { output "Improvement initiatives" }
"#;
    several_items_look_past_one_step: "unmatched-input", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order", "Price" output "Date" output "Place", "Time" }
  step check in plan { input "Order", "Price" from ship  output "Check" }
  step pack in plan { input "Check", "Date" from ship output "Parcel" }
  step ask in engage { output "Place" }
  step ship in deliver_and_support {
    input "Place", "Time" from pack
    input "Parcel"
    output "Delivery"
  }
  outcome "Delivery"
}
"#;
    several_items_of_two_steps: "unmatched-input", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" output "Size" }
  step ask in engage { output "Price" output "Colour" }
  step check in plan {
    input "Order", "Price" from ship
    input "Size", "Colour", "Weight" from ship
    output "Check" to nobody
  }
  step ship in deliver_and_support { input "Check" output "Delivery" }
  outcome "Delivery"
}
stream t {
  trigger "Request"
  step note in engage { input "Request" output "Order", "Price" to check }
  step check in plan { input "Order", "Price" output "Check", "Bill" to note }
  step ship in deliver_and_support { input "Check", "Bill" output "Delivery" }
  outcome "Delivery"
}
"#;
    an_allow_of_several_rules: "unused-allow", r#"
@allow(late-input, unmached-input, self-flow, "why")
stream s {
  trigger "Request"
  @allow(unmatched-input, "why")
  step note in engage {
    @allow(self-flow, "why")
    input "Request", "Order"
    output "Done"
  }
  @allow(orphand-output, orphaned-output, "why")
  step check in engage {
    input "Nothing"
    output "More"
  }
  outcome "Done"
}
@allow(late-inpt, "why") @allow(unused-allow, "why") @allow(none-such, late-input, "why")
stakeholder user
@allow(orphand-output, "why")
stream t
@allow(orphand-output, "why")
stream u {
  trigger "Request"
  step one in engage { input "Request" output "Done" output "Rest" }
  outcome "Done"
}
"#;
    alternatives_of_one_statement: "exclusive-inputs", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" or "Refusal" or "Question" }
  step check in plan { input "Order", "Refusal" from note output "Check" }
  step ask in plan { input "Order" /* this */ , "Question" // or that
    , output "Asked" }
  step look in plan { input "Refusal", "Check", "Question" output "Look" }
  outcome "Look" or "Check" or "Asked"
}
"#;
    alternatives_of_several_statements: "exclusive-inputs", "stream s {\r\n  trigger \"Request\"\r\n  step note in engage {\r\n    input \"Request\"\r\n    output \"Order\" or \"Refusal\" or \"Question\"\r\n  }\r\n  step check in plan {\r\n    input \"Order\", \"Request\" from note // one\r\n    input \"Refusal\" from note\r\n    output \"Check\"\r\n  }\r\n  step look in plan {\r\n    input \"Order\", \"Check\"\r\n    input \"Refusal\",\r\n      \"Question\"\r\n    output \"Look\"\r\n  }\r\n  outcome \"Look\" or \"Check\"\r\n}\r\n";
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
    ends_are_left_out_of_a_file_of_windows: "self-flow", "activity engage {\r\n\tinput \"Orders\", \"Letters\" from engage, plan\r\n\toutput \"Notes\", \"Files\" to engage, plan // c\r\n\toutput \"Sums\" to engage\r\n}";
    a_repeated_end: "duplicate-flow", r#"
stakeholder user
stakeholder owner
activity engage {
  input "Orders", "Letters" from user, user, owner
  input "Orders" from owner
  input "Orders" or "Letters" from user
  input "Letters" or "Orders" from owner
  input "Letters" or "Calls" from owner
  output "Files" to user
  output "Files", "Notes" to user, owner, owner
  optional input "Bills", "Calls" from user
  rework input "Bills" from user, owner
}
"#;
    the_nearer_name_is_meant: "unknown-role", r#"
role "Service manager"
role "Service manager one"
role "Service manager one two"
role "Team leader A"
role "Team leader B"
stream s {
  responsible "Servce manager", "Service manager one tw", "Team leader C", "Sevice manager on", "Cook", "Cook"
  accountable "Team leader c", "Cook"
}
"#;
    a_stream_has_so_many_steps_and_no_more: "stream-size", {
        let stream = |name: &str, count: usize| {
            let steps: String = (0..count).map(|step| format!("  step a{step} {{ }}\n")).collect();
            format!("stream {name} {{\n{steps}}}\n")
        };
        let count = [1, 2, 3, 9, 10, 11, 12, 13, 15, 16, 20, 21];
        count.map(|count| stream(&format!("s{count}"), count)).concat() + "stream named\n"
    };
    a_share_at_its_bounds: "impossible-metric", r#"
stream s {
  trigger a
  step one in engage { complete_and_accurate 100% lead_time 1h process_time 1h input a output b }
  step two in engage { complete_and_accurate 0% input b output c }
  step three in engage { complete_and_accurate 100.5% process_time 2h lead_time 1h input c output d }
  step four in plan { process_time 1h input d output d }
  outcome d within 1h
  outcome d within 1wd
  outcome c within 0s
}
"#;
    waiting_in_a_circle: "circular-wait", r#"
stream s {
  trigger t
  step one in engage { input t, a from two output b }
  step two in plan { input b output a, c }
  step alone in plan { input d from alone output d }
  step three in plan { input e from four output f }
  step four in plan { input f from five output e }
  step five in plan { input e output f }
  step six in plan { input g from u output h to u }
  outcome c
}
stream u { trigger h from s step a in plan { input h output g } outcome g to s }
"#;
    work_that_leads_nowhere: "dead-end-step", r#"
stakeholder user
stream s {
  trigger t
  step one in engage { input t output a, b }
  step two in plan { input a output c }
  step three in plan { input c output d }
  step four in plan { input d output c }
  step five in plan { input b output e to user output f to six }
  step six in plan { input f }
  step seven in obtain_build { input t output g to eight output k to nine }
  step eight in obtain_build { input g }
  step nine in plan { input k output l }
  step ten in plan { input l, n output m }
  step eleven in plan { input m output n }
  outcome e to user
}
"#;
    what_comes_later_in_the_text: "late-input", r#"
stream s {
  trigger t
  step one in engage { input t output b }
  step two in plan { input c output a }
  step three in plan { input b input d from four output c }
  step four in plan { input t output d }
  step five in improve { input e from u output f to u }
  step six in plan { input c, t, a output e }
  outcome e, c
}
stream u { trigger f step a in plan { input f output e to s } outcome e to s }
"#;
    a_trigger_that_leads_nowhere: "stalled-trigger", r#"
stream s {
  trigger t
  trigger u
  trigger v
  step one in engage { input t, u output a }
  step two in engage { input a or v output b }
  step three in engage { input t output c }
  step four in plan { input c input w from r output d }
  outcome b or d
}
stream r { trigger c step a in plan { input c output w to s } outcome w to s }
"#;
    flows_that_miss_the_chain: "off-chain-flow", r#"
stakeholder user
activity engage { input Orders from user, improve output Sales to plan, improve }
activity plan { input Sales from engage input Ideas from improve output Figures to improve, engage }
stream s {
  trigger Orders from user
  step one in engage { input Orders output Sales to plan output Goals to plan output Done }
  step two in obtain_build { input Figures from plan input Rules from plan, engage input Done output Cards }
  step three in improve { input Cards output Ideas to engage, plan output Sums to improve output Delivery }
  outcome Delivery to user
}
stream t {
  trigger Orders from user
  step one { input Orders output Sales to plan output Goals to engage, plan output Delivery }
  step two in plan { input Sales, Orders from engage output Goals to engage, improve }
  outcome Delivery to user
}
"#;
    a_stream_without_improvement: "unimproved-stream", r#"
activity improve { input Figures }
stream s { trigger a step one in engage { input a output b } outcome b }
stream t { trigger a step one in engage { input a output b output Figures to improve } outcome b }
stream u { trigger a step one in engage { input a output b output Figures to s.two } outcome b }
stream v { trigger a step one in engage { input a output b } step two in improve { input b } outcome b }
stream w { trigger a step one in engage { input a output b to major } outcome b }
stream major
"#;
    a_field_that_the_others_have: "forgotten-field", r#"
activity plan { purpose "a" accountable x }
activity engage { purpose "b" accountable x }
activity improve { purpose "c" accountable y }
activity obtain_build { purpose "d" }
stream a { accountable x purpose "x" step one { responsible x lead_time 1h } step two { responsible x } step three { responsible x lead_time 1h } step four { lead_time 1h } }
stream b { accountable x purpose "x" step one { } step two { responsible x } }
stream c { accountable x }
stream d { purpose "x" }
"#;
    flows_with_words_before_them: "unmatched-input", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" output "Size" output "Form" }
  step ask in engage { output "Price" output "Colour" output "Note" }
  step check in plan {
    optional /* at times */ input "Order", "Price" from ship
    rework
      input "Size", "Colour" from ship /* once */ , // or twice
    output "Check" }
  step look in plan { input "Form", "Note" from ship}
  step ship in deliver_and_support { input "Check" output "Delivery" }
  outcome "Delivery"
}
"#;
    a_declaration_at_the_beginning_of_a_file_of_windows: "unknown-practice",
        "stream s {\r\n  step a { practice Caring }\r\n}\r\n";
    a_declaration_below_a_comment: "unknown-practice",
        "// What we do.\nstakeholder user\n// By whom.\n/// Often.\n@allow(missing-outcome, \"why\")\nstream s { step a { practice Caring, Sharing } }\n";
    a_declaration_above_the_first_comment: "unknown-practice", "/// Often.\nstream s { step a { practice Caring } }";
    blocks_and_lists_with_comments: "missing-improve-link", r#"
activity plan /* whose? */ /* ours */ { }
activity engage // ours
{ /* nothing yet */
}
activity obtain_build { input Orders from plan /* most */ , /* not all */ output Parts to plan /* c */ }
activity deliver_and_support { output Help to plan, // daily
}
"#;
    whom_a_stream_speaks_to: "unmatched-input", r#"
stakeholder user
stream "Answer questions" as answer { trigger a from repair trigger b from replace
  step one in engage { input a, b, k from replace output c }
  outcome c to user }
stream repair { trigger d from user
  step answer in engage { input d output a }
  outcome a to user }
stream replace { trigger d from user
  step all in engage { input d output b, k }
  outcome b outcome k to repair }
"#;
    whom_a_stream_promises: "unmatched-input", r#"
stakeholder user
stream "Answer questions" as answer { trigger a trigger b from user
  step one in engage { input a, b output c output k to replace }
  outcome c to repair outcome c to replace }
stream repair { trigger d from user trigger c from user
  step answer in engage { input c, d output e }
  outcome e to user }
stream replace { trigger d from user
  step all in engage { input c from repair input d, k output b }
  outcome b to user }
"#;
    steps_of_one_name_in_two_streams: "empty-step", r#"
stream s { trigger t step one in plan { input t } step two in plan { input t } step three in plan { output a } outcome a }
stream u { trigger t step one in plan { input t } step three in plan { output a } outcome a }
"#;
    allows_that_are_incomplete_or_of_rules_that_are_off: "unused-allow", r#"
@allow(late-input)
stakeholder user
@allow(stream-size, "why")
stakeholder owner
@allow(stream-siz, "why")
stream s {
  trigger t
  step one in plan { input t output a, b }
  @allow(orphand-output, "why")
  step two in plan { input t output c }
  step three in plan { input t output d }
  @allow(orphand-output, "why") step four in plan { input t }
  step five in plan { input t @allow(orphand-output, "why") output f output g }
  outcome a, c
}
"#;
    alternatives_said_again: "duplicate-flow", r#"
item "Big order" as big
activity engage {
  output a or b to plan
  output b or a to plan
  output a or c to plan
  output a or b or c to plan
  output c or b or a to plan
  output "Big order" or e to plan
  output big or e to plan
  input big, a or b from plan
  input a, b from plan
  input "Big order" from plan, plan
  output a, a to improve
  output f to improve, all
  output f to all
}
activity plan { output a or b to engage }
"#;
    a_field_that_most_have: "forgotten-field", r#"
stream a { purpose "x" accountable x step one { responsible x } step two { lead_time 1h } }
stream b { purpose "x" accountable x step one { responsible x lead_time 1h } step two { responsible x } step three { lead_time 1h } }
stream c { accountable x step one { responsible x } step two { responsible x } step three { responsible x } step four { responsible x } step five { } step six { } }
stream d { purpose "x" step one { responsible x } step two { responsible x } step three { responsible x } step four { responsible x } step five { } }
stream e { purpose "x" }
"#;
    a_description_that_cannot_be_read: "missing-improve-link", r#"
activity engage { output }
activity plan { input Orders }
"#;
    improve_that_cannot_be_read: "missing-improve-link", "activity improve { output }\nactivity plan { input Orders }\n";
    improve_that_cannot_be_read_and_streams: "unimproved-stream",
        "activity improve { output }\nstream s { trigger a step one in engage { input a output b } outcome b }\n";
    the_nearest_of_a_step_and_an_end_is_meant: "unknown-name", r#"
stakeholder "Release team"
stakeholder "Review boar"
stakeholder "Audit case"
stakeholder "Call centre" as "Call center"
stream S {
  trigger T
  step "Release tea" in plan { input T output O }
  step "Review board" in plan { input O output P }
  step "Audit cost" in plan { input P output Q }
  step Last in plan {
    input Q
    output A to "Release teamz"
    output B to "Review boards"
    output C to "Audit cast"
    output D to "Call centrr"
  }
  outcome Q to "Call centre"
}
"#;
    so_many_steps_may_be_meant: "unknown-name", [0, 1, 8, 9].map(|count| {
        let steps: String = (0..count).map(|number| format!("step S{number} in plan {{}}\n")).collect();
        format!("stream With{count} {{\n{steps}}}\nstream For{count} {{ step A in plan {{ input X from With{count}.Nowhere }} }}\n")
    }).concat();
    the_work_of_one_step_reaches_nobody: "dead-end-step", r#"
activity obtain_build {
  input Note, Memo, Advice from engage, improve
  output Feedback to improve
}
stream S {
  trigger T
  step A in engage { input T output O output Feedback to improve }
  step B in obtain_build { input T output O }
  step C in engage { input T output Note, Memo to obtain_build }
  outcome O to all
}
"#;
}
