//! `incomplete-chain`: some of the six activities are described, and others are not.

use crate::model::Activity;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::listed;

pub(crate) const RULE: Rule = rule!("incomplete-chain", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // A description whose name is unknown may be the one that is missing.
    if !model.declared().unknown_activities().is_empty() {
        return Vec::new();
    }
    let mentioned: Vec<Activity> =
        model.declared().mentioned().iter().filter_map(|&name| model.declared().activity(name)).collect();
    let mut missing = Vec::new();
    for activity in Activity::ALL {
        if model.descriptions_of(activity).is_empty() && !mentioned.contains(&activity) {
            missing.push(activity);
        }
    }
    let (Some(&(_, first)), Some(example)) = (model.declared().descriptions().first(), missing.first())
    else {
        return Vec::new();
    };
    let names: Vec<String> = missing.iter().map(|activity| format!("`{}`", activity.name())).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message =
        format!("the value chain is described in part only: {} {verb} missing", listed(&names, "and"));
    let finding = FindingBuilder::new(model.name_place(first), message)
        .label("the first one described")
        .help(format!(
            "write `activity {} {{ … }}`, if only with what it gets from `improve` and what it sends there",
            example.name()
        ))
        .fingerprint(missing.iter().map(|activity| activity.words()));
    vec![finding]
}
