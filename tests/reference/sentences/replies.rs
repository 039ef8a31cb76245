//! Sentences about replies.

use super::{expect, expect_in_stream};

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
