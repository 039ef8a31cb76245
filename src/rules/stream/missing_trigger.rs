//! `missing-trigger`: a described stream that nothing starts.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::missing_border::{Side, missing};

pub(crate) const RULE: Rule = rule!("missing-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let streams = model.diagnosis().missing_triggers().iter();
    streams.filter_map(|&stream| missing(model, stream, Side::Trigger)).collect()
}
