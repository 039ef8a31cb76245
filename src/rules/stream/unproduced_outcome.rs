//! `unproduced-outcome`: an outcome that no step produces.

use std::rc::Rc;

use crate::model::matching::Direction;
use crate::model::matching::Kind;
use crate::model::pairing::Disposition;
use crate::rules::support::unmet_flow::{Case, Others};
use crate::rules::{Context, FindingBuilder, Rule};

pub(crate) const RULE: Rule =
    Rule { name: "unproduced-outcome", page: include_str!("../../../rules/unproduced-outcome.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut drafts = Vec::new();
    let others = Rc::new(Others::default());
    for (at, failure) in model.matching.failures.iter().enumerate() {
        let is_unproduced = failure.direction == Direction::In && failure.occurrence.kind == Kind::Outcome;
        if is_unproduced && model.diagnosis.dispositions[at] == Disposition::Reported {
            let case = Case::new(model, at, &others);
            let message = format!(
                "no step of {} produces the outcome {}",
                model.said_stream(failure.occurrence.scope),
                case.item()
            );
            let draft = FindingBuilder::new(case.place(), message).label("nothing leads to it");
            let partner = model.diagnosis.partners[at].first().copied();
            drafts.push(case.explain_border(draft, partner).names(case.words()));
        }
    }
    drafts
}
