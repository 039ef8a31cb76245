//! `unused-trigger`: a trigger that no step uses.

use crate::model::matching::Direction;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{self, Between, UnmetFlow};

pub(crate) const RULE: Rule = rule!("unused-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    unmet_flow::findings(context.model, Direction::Out, Between::StreamAndSteps, finding)
}

fn finding(unmet: &UnmetFlow<'_>) -> FindingBuilder {
    let message = format!("no step of {} uses the trigger {}", unmet.stream(), unmet.items());
    let finding = FindingBuilder::new(unmet.place(), message).label("it starts nothing");
    unmet.explain_at_border(finding, None).fingerprint(unmet.fingerprint())
}
