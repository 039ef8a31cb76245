//! Both readings against sentences of the language: small models whose lines say what is to be found in them.
//! `//~ rule, rule` ends a line on which these findings, and no others, are expected.

use std::collections::BTreeSet;

use super::meaning::{Finding, findings};
use super::read::project;
use crate::comparison::production;

mod branches;
mod chain;
mod names;
mod one_mistake;
mod repeat;
mod replies;
mod run;
mod runs;
mod stream;
mod time;

/// Fails unless exactly the findings are made that the text itself announces.
#[track_caller]
fn expect(text: &str) {
    let mut expected: BTreeSet<Finding> = BTreeSet::new();
    for (number, line) in text.lines().enumerate() {
        let rules = line.split_once("//~").map(|(_, rules)| rules).unwrap_or_default();
        for rule in rules.split(',').map(str::trim).filter(|rule| !rule.is_empty()) {
            expected.insert((rule.to_owned(), "a.vsd".to_owned(), number as u32 + 1));
        }
    }
    assert_eq!(findings(&project(text)), expected, "the reference: {text}");
    assert_eq!(production(&[("a.vsd".to_owned(), text.to_owned())]), expected, "the linter: {text}");
}

/// A stream that is whole by itself, with more statements and more steps in it.
#[track_caller]
fn expect_in_stream(statements: &str) {
    expect(&format!(
        "stakeholder user
         stream other as open_stream
         stream main {{
           trigger Start from user
           outcome Result to user
           step First in engage {{
             input Start
             output Draft
             output Lessons to improve
           }}
           step Last in plan {{
             input Draft
             output Result
           }}
           {statements}
         }}"
    ));
}
