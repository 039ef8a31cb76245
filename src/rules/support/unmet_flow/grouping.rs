//! Items of one statement that fail alike: then its end is the mistake, and one finding tells of them all.

use crate::model::matching::Failure;
use crate::model::pairing::Disposition;
use crate::model::{Model, NodeId};

/// The failures of a statement that fail like the one at `at`, for the same reason: that one alone, or several, in the
/// order of the text.
pub(in crate::rules) fn alike(model: &Model<'_>, at: usize) -> Vec<usize> {
    let failures = &model.matching.failures;
    let failure = &failures[at];
    let is_alike =
        |&other: &usize| is_same_end(model, failure, &failures[other]) && is_left_alike(model, at, other);
    // The failures of one statement stand together.
    let before = (0..at).rev().take_while(is_alike).count();
    let alike: Vec<usize> = (at - before..failures.len()).take_while(is_alike).collect();
    let mut nodes: Vec<NodeId> = alike.iter().filter_map(|&at| partner(model, at)).collect();
    nodes.sort_unstable();
    nodes.dedup();
    if nodes.len() == 1 { alike } else { vec![at] }
}

fn is_same_end(model: &Model<'_>, one: &Failure, other: &Failure) -> bool {
    let (part, next) = (one.part(model), other.part(model));
    other.direction == one.direction
        && other.occurrence.scope == one.occurrence.scope
        && other.occurrence.kind == one.occurrence.kind
        && next.statement == part.statement
        && next.node == part.node
}

fn is_left_alike(model: &Model<'_>, one: usize, other: usize) -> bool {
    let diagnosis = &model.diagnosis;
    diagnosis.dispositions[other] == Disposition::Reported
        && diagnosis.remaining[other] == diagnosis.remaining[one]
}

/// The node of the other side of the same mistake.
fn partner(model: &Model<'_>, at: usize) -> Option<NodeId> {
    let partner = model.diagnosis.partners[at].first()?;
    model.occurrence(model.matching.failures[*partner as usize].occurrence).node
}
