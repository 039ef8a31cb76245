//! Rules about the course of a stream.

pub(super) mod blocked_branch;
pub(super) mod circular_run;
pub(super) mod circular_wait;
pub(super) mod dead_end_step;
pub(super) mod empty_step;
pub(super) mod excess_handoffs;
pub(super) mod exclusive_inputs;
pub(super) mod indirect_outcome;
pub(super) mod late_input;
pub(super) mod low_accuracy;
pub(super) mod mismatched_run;
pub(super) mod misplaced_step;
pub(super) mod missing_outcome;
pub(super) mod missing_trigger;
pub(super) mod no_alternative;
pub(super) mod outcome_without_beneficiary;
pub(super) mod stalled_trigger;
pub(super) mod stream_size;
pub(super) mod unasked_reply;
pub(super) mod unimproved_stream;
pub(super) mod unmapped_step;
pub(super) mod unproduced_outcome;
pub(super) mod unused_trigger;
