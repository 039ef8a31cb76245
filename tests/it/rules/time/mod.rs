//! Tests of the rules in `src/rules/time`.

mod impossible_metric;
mod low_flow_efficiency;
mod missed_promise;
mod promise_at_risk;
