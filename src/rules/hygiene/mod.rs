//! Rules about what is left over or forgotten.

pub(super) mod forgotten_field;
pub(super) mod missing_purpose;
pub(super) mod required_field;
pub(super) mod unused_allow;
pub(super) mod unused_declaration;
