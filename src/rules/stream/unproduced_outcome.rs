//! `unproduced-outcome`: an outcome that no step produces.

use crate::model::matching::Direction;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{self, Between};

pub(crate) const RULE: Rule = rule!("unproduced-outcome", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    unmet_flow::findings(context.model, Direction::In, Between::StreamAndSteps, |unmet| {
        let missing = unmet.at_gap();
        missing.unwrap_or_else(|| {
            unmet.at_border("produces the outcome", "nothing leads to it", unmet.partner())
        })
    })
}
