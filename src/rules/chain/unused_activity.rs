//! `unused-activity`: a described activity that no stream visits.

use crate::model::Activity;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_name;

pub(crate) const RULE: Rule = rule!("unused-activity", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // Where nothing is said of streams, nothing is missing from them.
    if !model.streams().any(|id| model.scope(id).described) {
        return Vec::new();
    }
    // A stream that holds something unreadable may hold the step.
    if model.streams().any(|id| model.scope(id).open) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for activity in Activity::ALL {
        let Some(&node) = model.descriptions_of(activity).first() else { continue };
        if model.streams().any(|id| model.scope(id).steps_in(activity) > 0) {
            continue;
        }
        let statement = model.node(node).statement;
        let message = format!("no stream has a step in {}", quoted_name(model, statement));
        let finding = FindingBuilder::new(model.name_place(statement), message)
            .label("described, but never visited")
            .help("put a step of some stream in it, or leave the description out")
            .fingerprint([activity.words()]);
        findings.push(finding);
    }
    findings
}
