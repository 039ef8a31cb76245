//! `missing-practice`: a step without a practice.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::missing_field::{missing, steps};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("missing-practice", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    missing(model, steps(model), Keyword::Practice, "which practice it belongs to", "Incident management")
}
