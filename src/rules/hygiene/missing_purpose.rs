//! `missing-purpose`: an activity, stream or step without a purpose.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::missing_field::{missing, things};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("missing-purpose", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    missing(model, things(model), Keyword::Purpose, "what it is for", "Get a user working again")
}
