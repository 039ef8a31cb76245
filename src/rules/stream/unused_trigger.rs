//! `unused-trigger`: a trigger that no step uses.

use crate::model::matching::Direction;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{self, Between};

pub(crate) const RULE: Rule = rule!("unused-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    unmet_flow::findings(context.model, Direction::Out, Between::StreamAndSteps, |unmet| {
        unmet.at_border("uses the trigger", "it starts nothing", None)
    })
}
