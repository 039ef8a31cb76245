//! `unmatched-input`: nothing feeds an input.

use std::rc::Rc;

use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{Counterparts, UnmetFlow, group_of};

pub(crate) const RULE: Rule = rule!("unmatched-input", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let counterparts = Rc::new(Counterparts::default());
    for (id, failure) in model.failures() {
        let is_input = failure.direction == Direction::In && failure.occurrence.kind != Kind::Outcome;
        if !is_input || model.diagnosis().disposition(id) != Disposition::Reported {
            continue;
        }
        let group = group_of(model, id);
        if group[0] != id {
            continue;
        }
        let unmet = UnmetFlow::of_group(model, &group, &counterparts);
        let item = unmet.items();
        let ends = unmet.ends("or");
        let it = if group.len() > 1 { "them" } else { "it" };
        let message = if ends.is_empty() {
            format!("nothing provides {item}, which {} needs", unmet.owner())
        } else {
            let verb = if group.len() > 1 { "do" } else { "does" };
            format!("{item} {verb} not come from {ends}")
        };
        let finding =
            FindingBuilder::new(unmet.place(), message).label(format!("{} expects {it} here", unmet.owner()));
        let partner = model.diagnosis().partners(id).first().copied();
        findings.push(unmet.explain(finding, partner).fingerprint(unmet.fingerprint()));
    }
    findings
}
