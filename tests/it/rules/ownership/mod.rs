//! Tests of the rules in `src/rules/ownership`.

mod missing_practice;
mod self_authorised;
mod several_accountable;
