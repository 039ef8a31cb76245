//! `missing-trigger`: a described stream that nothing starts.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::missing_border::{Side, missing};

pub(crate) const RULE: Rule = rule!("missing-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for &stream in model.diagnosis().missing_triggers() {
        findings.extend(missing(model, stream, Side::Trigger));
    }
    findings
}
