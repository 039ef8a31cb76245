//! `missing-outcome`: a described stream that yields nothing to anybody.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::missing_border::{Side, missing};

pub(crate) const RULE: Rule =
    Rule { name: "missing-outcome", page: include_str!("../../../rules/missing-outcome.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let streams = context.model.diagnosis.missing_outcomes.iter();
    streams.filter_map(|&stream| missing(context.model, stream, Side::Outcome)).collect()
}
