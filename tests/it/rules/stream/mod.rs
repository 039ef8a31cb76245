//! Tests of the rules in `src/rules/stream`.

mod blocked_branch;
mod circular_run;
mod circular_wait;
mod dead_end_step;
mod empty_step;
mod excess_handoffs;
mod exclusive_inputs;
mod indirect_outcome;
mod late_input;
mod low_accuracy;
mod mismatched_run;
mod misplaced_step;
mod missing_outcome;
mod missing_trigger;
mod no_alternative;
mod stalled_trigger;
mod stream_size;
mod unasked_reply;
mod unimproved_stream;
mod unproduced_outcome;
