//! `unmapped-step`: a step in no value chain activity.

use crate::model::{ActivityOf, NodeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::quoted_node;
use crate::rules::support::name_words::node_words;

pub(crate) const RULE: Rule =
    Rule { name: "unmapped-step", page: include_str!("../../../rules/unmapped-step.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let steps = model.steps();
    // Nothing is missing from what cannot be read as a whole.
    let unmapped =
        steps.filter(|&step| model.node(step).activity_of == ActivityOf::Nowhere && !model.node(step).open);
    let finding = |step: NodeId| {
        let statement = model.node(step).statement;
        FindingBuilder::new(model.name_place(statement), format!("{} is in no activity of the value chain", quoted_node(model, step)))
            .label("expected `in` and an activity")
            .help("the activities are `plan`, `engage`, `design_and_transition`, `obtain_build`, `deliver_and_support` and `improve`")
            .fingerprint(node_words(model, step))
    };
    unmapped.map(finding).collect()
}
