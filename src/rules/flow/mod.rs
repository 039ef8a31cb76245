//! Rules about what passes between activities and steps.

pub(super) mod duplicate_flow;
pub(super) mod misnamed_flow;
pub(super) mod orphaned_output;
pub(super) mod overwritten_output;
pub(super) mod self_flow;
pub(super) mod unmatched_input;
pub(super) mod unwritten_record;
