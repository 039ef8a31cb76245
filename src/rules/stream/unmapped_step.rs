//! `unmapped-step`: a step in no value chain activity.

use crate::model::{ActivityOf, Model, NodeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_step;
use crate::rules::support::name_words::node_words;

pub(crate) const RULE: Rule = rule!("unmapped-step", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    context.model.steps().filter_map(|step| finding(context.model, step)).collect()
}

fn finding(model: &Model<'_>, step: NodeId) -> Option<FindingBuilder> {
    let node = model.node(step);
    // Nothing is missing from what cannot be read as a whole.
    if node.activity_of != ActivityOf::Nowhere || node.open {
        return None;
    }
    let message = format!("{} is in no activity of the value chain", quoted_step(model, step));
    let finding = FindingBuilder::new(model.name_place(node.statement), message)
        .label("expected `in` and an activity")
        .help("write behind its name which activity it is part of, for example `in engage`; `vsdlint explain unmapped-step` names all six")
        .fingerprint(node_words(model, step));
    Some(finding)
}
