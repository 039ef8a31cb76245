//! Tests of the rules in `src/rules/ownership`.

mod missing_practice;
mod several_accountable;
