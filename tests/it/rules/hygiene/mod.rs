//! Tests of the rules in `src/rules/hygiene`.

mod forgotten_field;
mod unused_allow;
