//! Rules about how things are written.

pub(super) mod inconsistent_wording;
pub(super) mod name_pattern;
