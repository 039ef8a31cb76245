//! `missing-responsible`: an activity, stream or step for which nobody is responsible.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::missing_field::{missing, things};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("missing-responsible", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    missing(model, things(model), Keyword::Responsible, "who is responsible", "…")
}
