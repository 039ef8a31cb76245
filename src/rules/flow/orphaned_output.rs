//! `orphaned-output`: nothing takes an output.

use std::rc::Rc;

use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::unmet_flow::{Counterparts, UnmetFlow, group_of};

pub(crate) const RULE: Rule = rule!("orphaned-output", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let counterparts = Rc::new(Counterparts::default());
    for (id, failure) in model.failures() {
        let is_output = failure.direction == Direction::Out && failure.occurrence.kind != Kind::Trigger;
        if !is_output || model.diagnosis().disposition(id) != Disposition::Reported {
            continue;
        }
        let group = group_of(model, id);
        if group[0] != id {
            continue;
        }
        let unmet = UnmetFlow::of_group(model, &group, &counterparts);
        let (item, ends) = (unmet.items(), unmet.ends("and"));
        let it = if group.len() > 1 { "them" } else { "it" };
        let message = if ends.is_empty() {
            format!("nobody takes {item}, which {} puts out", unmet.owner())
        } else {
            let verb = if model.diagnosis().remaining(id).len() == 1 { "does" } else { "do" };
            let goes = if group.len() > 1 { "go" } else { "goes" };
            format!("{item} {goes} to {ends}, which {verb} not expect {it}")
        };
        let finding = FindingBuilder::new(unmet.place(), message)
            .label(format!("{} puts {it} out here", unmet.owner()));
        let partner = model.diagnosis().partners(id).first().copied();
        findings.push(unmet.explain(finding, partner).fingerprint(unmet.fingerprint()));
    }
    findings
}
