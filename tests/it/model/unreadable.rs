//! What cannot be read, and what is not known because of it: a block that holds an unreadable statement is open, and
//! nothing is reported against a name that such a statement mentions.

use crate::support::announces;

/// A stream with a step for the rest of the text to look for.
fn stream(first: &str, others: &str) -> String {
    format!(
        "stakeholder user
         stream s {{
           trigger Order from user
           outcome Goods to user
           step First in engage {{
             input Order
             output Draft, Goods
             output Lessons to improve
             {first}
           }}
           step Second in plan {{
             input Draft
             output Goods
           }}
           {others}
         }}"
    )
}

#[test]
fn an_open_step_may_give_and_take_what_others_look_for() {
    for (name, reported) in [
        ("", false),
        ("from First", false),
        ("from engage", false),
        ("from plan", true),
        ("from Second", true),
    ] {
        let reported = if reported { "//~ unmatched-input" } else { "" };
        let third =
            format!("step Third in obtain_build {{\n input Advice {name} {reported}\n output Goods\n }}");
        announces(&stream("output 5% //~ syntax-error", &third));
        let reported = reported.replace("unmatched-input", "orphaned-output");
        let third = format!(
            "step Third in obtain_build {{\n input Draft\n output Goods\n output Advice {} {reported}\n }}",
            name.replace("from", "to")
        );
        announces(&stream("input 5% //~ syntax-error", &third));
    }
}

#[test]
fn an_open_step_does_not_feed_itself() {
    announces(&stream("output 5% //~ syntax-error\n input Advice //~ unmatched-input", ""));
    announces(&stream("output 5% //~ syntax-error\n output Advice to engage", ""));
}

#[test]
fn an_open_stream_may_start_and_end_as_it_likes() {
    announces(&stream("input Advice", "trigger 5% //~ syntax-error"));
    announces(&stream("output Advice", "outcome 5% //~ syntax-error"));
    announces(&stream("", "trigger Advice from user\n outcome 5% //~ syntax-error"));
    announces(&stream("", "outcome Advice to user\n outcome 5% //~ syntax-error"));
    announces(&stream("input 5% //~ syntax-error", "trigger Advice from user"));
    announces(&stream("output 5% //~ syntax-error", "outcome Advice to user"));
    // Of one step in it nobody knows the same.
    announces(&stream("input Advice from plan //~ unmatched-input", "trigger 5% //~ syntax-error"));
    announces("stakeholder user\nstream s {\n trigger 5% //~ syntax-error\n}");
}

#[test]
fn an_open_stream_may_be_what_another_looks_for() {
    let other = |statement: &str| {
        format!(
            "\nstream other {{
               trigger Call from user
               outcome Reply to user
               step Only in plan {{
                 input Call
                 output Reply
                 output Hints to improve
                 {statement}
               }}
             }}"
        )
    };
    let asks = "input Advice from s";
    announces(&(stream("", "") + &other("input Advice from s //~ unmatched-input")));
    announces(&(stream("", "outcome 5% //~ syntax-error") + &other(asks)));
    announces(&(stream("output 5% //~ syntax-error", "") + &other(asks)));
    announces(&(stream("output 5% //~ syntax-error", "") + &other("input Advice from s.First")));
    announces(
        &(stream("output 5% //~ syntax-error", "")
            + &other("input Advice from s.Second //~ unmatched-input")),
    );
}

#[test]
fn nothing_is_reported_against_what_an_unreadable_statement_mentions() {
    let mention = "\nstream elsewhere {\n trigger 5% Advice //~ syntax-error\n}";
    let unused = "stakeholder user
         stream s {
           trigger Advice from user
           outcome Goods to user
           step Only in plan { //~ empty-step
             output Goods
             output Lessons to improve
           }
         }";
    announces(&(unused.to_owned() + mention));
    announces(&(stream("", "outcome Advice to user") + mention));
    announces(&(stream("input Advice from Second", "") + mention));
    announces(&(stream("output Advice to Second", "") + mention));
    announces(&(stream("input Advice or Counsel from Second", "") + mention));
    announces(&(stream("input Counsel from Second //~ unmatched-input", "") + mention));
    announces(&(stream("", "trigger Counsel from user //~ unused-trigger") + mention));
    announces(&(stream("", "outcome Counsel to user //~ unproduced-outcome") + mention));
}

#[test]
fn nothing_is_late_or_stalled_that_an_unreadable_statement_mentions() {
    let late = |mark: &str| {
        let third = "step Third in obtain_build {\n input Order\n output Advice\n }";
        stream(&format!("input Advice {mark}"), third)
    };
    let stalled = |mark: &str| {
        format!(
            "stakeholder user
             stream s {{
               trigger Order from user {mark}
               trigger Advice from user {mark}
               outcome Goods to user
               step Only in improve {{
                 input Order
                 input Advice
                 output Goods
               }}
             }}"
        )
    };
    announces(&late("//~ late-input"));
    announces(&stalled("//~ stalled-trigger"));
    let mention = "\nstream elsewhere {\n trigger 5% Advice //~ syntax-error\n}";
    announces(&(late("") + mention));
    announces(&(stalled("") + mention));
}

#[test]
fn an_open_description_may_give_and_take_what_others_look_for() {
    let chain = |plan: &str, engage: &str| {
        format!(
            "activity plan {{
               input Lessons from improve
               output Ideas to improve
               {plan}
             }}
             activity engage {{
               input Lessons from improve
               output Ideas to improve
               {engage}
             }}"
        )
    };
    let open = "output 5% //~ syntax-error";
    announces(&chain("input News from engage //~ unmatched-input", ""));
    announces(&chain("input News from engage", open));
    announces(&chain("output News to engage", open));
    announces(&chain(&format!("input News from engage //~ unmatched-input\n{open}"), ""));
}
