//! Failures of two steps that name each other: what one sends is what the other expects, under quite another name.

use rustc_hash::FxHashMap;

use super::{Diagnosis, Disposition};
use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, FailureId, Kind};

/// What fails between the step that gives and the one that takes.
#[derive(Default)]
struct Between {
    takers: Vec<FailureId>,
    givers: Vec<FailureId>,
}

/// The inputs, each with the output that is what it looks for: nothing else fails between their two steps.
pub(super) fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<(FailureId, FailureId)> {
    let mut between: FxHashMap<(NodeId, NodeId), Between> = FxHashMap::default();
    for (id, failure) in model.failures() {
        if failure.occurrence.scope == ScopeId::CHAIN
            || diagnosis.disposition(id) != Disposition::Reported
            || !diagnosis.partners(id).is_empty()
        {
            continue;
        }
        let Some(own) = failure.node(model) else { continue };
        for &expectation in diagnosis.remaining(id) {
            let Expectation::Step(other) = expectation else { continue };
            // What a step takes back has to be its own item.
            if other == own {
                continue;
            }
            match (failure.occurrence.kind, failure.direction) {
                (Kind::Input, Direction::In) => between.entry((other, own)).or_default().takers.push(id),
                (Kind::Output, Direction::Out) => between.entry((own, other)).or_default().givers.push(id),
                _ => {}
            }
        }
    }
    let mut pairs = Vec::new();
    for ((giving, taking), Between { takers, givers }) in between {
        if let ([taker], [giver]) = (&takers[..], &givers[..])
            && is_only_end(model, *taker, giving)
            && is_only_end(model, *giver, taking)
        {
            pairs.push((*taker, *giver));
        }
    }
    pairs
}

/// Whether a failing flow is of one item and names this step and nobody else.
fn is_only_end(model: &Model<'_>, id: FailureId, step: NodeId) -> bool {
    let failure = model.failure(id);
    let occurrence = model.occurrence(failure.occurrence);
    let [named] = ends_of(model.scope(failure.occurrence.scope), occurrence) else { return false };
    occurrence.choices == 1 && matches!(named.end, End::Step(other) if other == step)
}
