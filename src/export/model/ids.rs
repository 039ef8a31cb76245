//! Ids, by which things of one document refer to each other.

use crate::model::{NodeId, ScopeId};

/// The id of the thing of a kind with this index, 0-based. Ids count from 1.
pub(super) fn id(kind: &str, index: usize) -> String {
    format!("{kind}{}", index + 1)
}

/// The id of a stream.
pub(super) fn stream_id(stream: ScopeId) -> String {
    format!("stream{}", stream.index())
}

/// The id of a step.
pub(super) fn step_id(step: NodeId) -> String {
    id("step", step.index())
}
