//! Items of one statement that fail for the same reason: then its end is the mistake, and one finding is about them all.

use crate::model::matching::{Failure, FailureId};
use crate::model::pairing::Disposition;
use crate::model::{Model, NodeId};

/// The failures of a statement that fail like the one at `at`, for the same reason: that one alone, or several, in the
/// order of the text.
pub(in crate::rules) fn group_of(model: &Model<'_>, at: FailureId) -> Vec<FailureId> {
    // The failures of one statement stand together.
    let mut first = at;
    while first > FailureId::FIRST && fail_alike(model, at, first.before(1)) {
        first = first.before(1);
    }
    let mut group = Vec::new();
    let mut partners: Vec<NodeId> = Vec::new();
    for other in first.to(model.failure_ids().end) {
        if !fail_alike(model, at, other) {
            break;
        }
        // What pairs with nothing is a mistake of its own.
        let Some(partner) = partner(model, other) else { continue };
        group.push(other);
        partners.push(partner);
    }
    partners.sort_unstable();
    partners.dedup();
    if partners.len() == 1 && group.contains(&at) { group } else { vec![at] }
}

fn fail_alike(model: &Model<'_>, one: FailureId, other: FailureId) -> bool {
    let diagnosis = model.diagnosis();
    is_of_same_statement(model, model.failure(one), model.failure(other))
        && diagnosis.disposition(other) == Disposition::Reported
        && diagnosis.remaining(other) == diagnosis.remaining(one)
}

fn is_of_same_statement(model: &Model<'_>, one: &Failure, other: &Failure) -> bool {
    let (flow, other_flow) = (one.part(model), other.part(model));
    other.direction == one.direction
        && other.occurrence.scope == one.occurrence.scope
        && other.occurrence.kind == one.occurrence.kind
        && other_flow.statement == flow.statement
        && other_flow.node == flow.node
}

/// The node on the other side of the same mistake.
fn partner(model: &Model<'_>, at: FailureId) -> Option<NodeId> {
    let partner = *model.diagnosis().partners(at).first()?;
    model.occurrence(model.failure(partner).occurrence).node
}
