//! Tests of the rules in `src/rules/syntax`.

mod syntax_error;
