//! Rules about how things are written.

pub(super) mod inconsistent_wording;
pub(super) mod name_case;
pub(super) mod name_pattern;
pub(super) mod step_name_verb;
pub(super) mod vague_verb;
