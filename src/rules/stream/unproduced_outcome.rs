//! `unproduced-outcome`: an outcome that no step produces.

use crate::model::matching::Direction;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{self, Between, UnmetFlow};

pub(crate) const RULE: Rule = rule!("unproduced-outcome", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    unmet_flow::findings(context.model, Direction::In, Between::StreamAndSteps, finding)
}

fn finding(unmet: &UnmetFlow<'_>) -> FindingBuilder {
    let message = format!("no step of {} produces the outcome {}", unmet.stream(), unmet.items());
    let finding = FindingBuilder::new(unmet.place(), message).label("nothing leads to it");
    unmet.explain_at_border(finding, unmet.partner()).fingerprint(unmet.fingerprint())
}
