//! Items of one statement that fail for the same reason: then its end is the mistake, and one finding is about them all.

use crate::model::matching::{Failure, FailureId};
use crate::model::pairing::Disposition;
use crate::model::{Model, NodeId};

/// The failures from `first` on that fail alike, in the order of the text. What pairs with one node, or with nothing, is
/// one mistake, if `is_alone` says of the latter that nothing else is known of it.
pub(in crate::rules) fn groups_from(
    model: &Model<'_>,
    first: FailureId,
    is_alone: impl Fn(FailureId) -> bool,
) -> Vec<Vec<FailureId>> {
    // The failures of one statement stand together.
    let mut run = Vec::new();
    for other in first.to(model.failure_ids().end) {
        if !fail_alike(model, first, other) {
            break;
        }
        run.push(other);
    }
    let (mut paired, mut alone, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    let mut partners: Vec<NodeId> = Vec::new();
    let is_one = run.len() == 1;
    for other in run {
        if let Some(partner) = partner(model, other) {
            paired.push(other);
            partners.push(partner);
        } else if is_one || !is_alone(other) {
            groups.push(vec![other]);
        } else {
            alone.push(other);
        }
    }
    partners.sort_unstable();
    partners.dedup();
    if partners.len() > 1 {
        groups.extend(paired.into_iter().map(|id| vec![id]));
    } else {
        groups.push(paired);
    }
    groups.push(alone);
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable();
    groups
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
