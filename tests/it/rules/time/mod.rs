//! Tests of the rules in `src/rules/time`.

mod impossible_metric;
mod missed_promise;
mod promise_at_risk;
