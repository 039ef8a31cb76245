//! `missing-trigger`: a described stream that nothing starts.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::missing_border::{Side, missing};

pub(crate) const RULE: Rule =
    Rule { name: "missing-trigger", page: include_str!("../../../rules/missing-trigger.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let streams = context.model.diagnosis.missing_triggers.iter();
    streams.filter_map(|&stream| missing(context.model, stream, Side::Trigger)).collect()
}
