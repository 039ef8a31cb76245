//! Tests of the rules in `src/rules/style`.

mod inconsistent_wording;
