//! `unproduced-outcome`: an outcome that no step produces.

use std::rc::Rc;

use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_stream;
use crate::rules::support::unmet_flow::{Counterparts, UnmetFlow};

pub(crate) const RULE: Rule = rule!("unproduced-outcome", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let counterparts = Rc::new(Counterparts::default());
    for (id, failure) in model.failures() {
        let is_unproduced = failure.direction == Direction::In && failure.occurrence.kind == Kind::Outcome;
        if !is_unproduced || model.diagnosis().disposition(id) != Disposition::Reported {
            continue;
        }
        let unmet = UnmetFlow::new(model, id, &counterparts);
        let message = format!(
            "no step of {} produces the outcome {}",
            quoted_stream(model, failure.occurrence.scope),
            unmet.items()
        );
        let finding = FindingBuilder::new(unmet.place(), message).label("nothing leads to it");
        let partner = model.diagnosis().partners(id).first().copied();
        findings.push(unmet.explain_at_border(finding, partner).fingerprint(unmet.fingerprint()));
    }
    findings
}
