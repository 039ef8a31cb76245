//! `unmatched-input`: nothing feeds an input.

use std::rc::Rc;

use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::unmet_flow::{Counterparts, UnmetFlow, alike};

pub(crate) const RULE: Rule =
    Rule { name: "unmatched-input", page: include_str!("../../../rules/unmatched-input.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let others = Rc::new(Counterparts::default());
    for (at, failure) in model.matching.failures.iter().enumerate() {
        let is_input = failure.direction == Direction::In && failure.occurrence.kind != Kind::Outcome;
        if !is_input || model.diagnosis.dispositions[at] != Disposition::Reported {
            continue;
        }
        let alike = alike(model, at);
        if alike[0] != at {
            continue;
        }
        let case = UnmetFlow::of_alike(model, &alike, &others);
        let item = case.item();
        let ends = case.ends("or");
        let it = if alike.len() > 1 { "them" } else { "it" };
        let message = if ends.is_empty() {
            format!("nothing provides {item}, which {} needs", case.viewpoint())
        } else {
            let verb = if alike.len() > 1 { "do" } else { "does" };
            format!("{item} {verb} not come from {ends}")
        };
        let finding = FindingBuilder::new(case.place(), message)
            .label(format!("{} expects {it} here", case.viewpoint()));
        let partner = model.diagnosis.partners[at].first().copied();
        findings.push(case.explain(finding, partner).fingerprint(case.words()));
    }
    findings
}
