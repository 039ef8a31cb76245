//! `orphaned-output`: nobody uses an output.

use crate::model::matching::Direction;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{self, Between, UnmetFlow};

pub(crate) const RULE: Rule = rule!("orphaned-output", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    unmet_flow::findings(context.model, Direction::Out, Between::Parties, finding)
}

fn finding(unmet: &UnmetFlow<'_>) -> FindingBuilder {
    let (item, ends) = (unmet.items(), unmet.ends("and"));
    let (it, goes) = if unmet.is_several() { ("them", "go") } else { ("it", "goes") };
    let message = if ends.is_empty() {
        format!("nobody uses {item}, which {} produces", unmet.owner())
    } else {
        let verb = if unmet.has_one_end() { "does" } else { "do" };
        format!("{item} {goes} to {ends}, which {verb} not expect {it}")
    };
    let finding =
        FindingBuilder::new(unmet.place(), message).label(format!("{} produces {it} here", unmet.owner()));
    unmet.explain(finding).fingerprint(unmet.fingerprint())
}
