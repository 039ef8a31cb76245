//! Rules about durations and promises.

pub(super) mod impossible_metric;
pub(super) mod low_flow_efficiency;
pub(super) mod missed_promise;
mod promise;
pub(super) mod promise_at_risk;
