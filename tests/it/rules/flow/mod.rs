//! Tests of the rules in `src/rules/flow`.

mod duplicate_flow;
mod misnamed_flow;
mod orphaned_output;
mod overwritten_output;
mod self_flow;
mod unmatched_input;
mod unwritten_record;
