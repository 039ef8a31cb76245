//! `unused-trigger`: a trigger that no step uses.

use std::rc::Rc;

use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_stream;
use crate::rules::support::unmet_flow::{Counterparts, UnmetFlow};

pub(crate) const RULE: Rule = rule!("unused-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let counterparts = Rc::new(Counterparts::default());
    for (id, failure) in model.failures() {
        let is_unused = failure.direction == Direction::Out && failure.occurrence.kind == Kind::Trigger;
        if !is_unused || model.diagnosis().disposition(id) != Disposition::Reported {
            continue;
        }
        let unmet = UnmetFlow::new(model, id, &counterparts);
        let message = format!(
            "no step of {} uses the trigger {}",
            quoted_stream(model, failure.occurrence.scope),
            unmet.items()
        );
        let finding = FindingBuilder::new(unmet.place(), message).label("it starts nothing");
        findings.push(unmet.explain_at_border(finding, None).fingerprint(unmet.fingerprint()));
    }
    findings
}
