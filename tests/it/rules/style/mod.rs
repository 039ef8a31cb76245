//! Tests of the rules in `src/rules/style`.

mod inconsistent_wording;
mod name_case;
mod step_name_verb;
mod vague_verb;
