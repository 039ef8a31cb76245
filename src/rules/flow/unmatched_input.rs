//! `unmatched-input`: nothing feeds an input.

use crate::model::matching::Direction;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{self, Between, UnmetFlow};

pub(crate) const RULE: Rule = rule!("unmatched-input", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    unmet_flow::findings(context.model, Direction::In, Between::Parties, finding)
}

fn finding(unmet: &UnmetFlow<'_>) -> FindingBuilder {
    if let Some(finding) = unmet.at_gap() {
        return finding;
    }
    let (item, ends) = (unmet.items(), unmet.ends("or"));
    let (it, verb) = if unmet.is_several() { ("them", "do") } else { ("it", "does") };
    let message = if ends.is_empty() {
        format!("nothing provides {item}, which {} needs", unmet.owner())
    } else {
        format!("{item} {verb} not come from {ends}")
    };
    let finding =
        FindingBuilder::new(unmet.place(), message).label(format!("{} expects {it} here", unmet.owner()));
    unmet.explain(finding).fingerprint(unmet.fingerprint())
}
