//! Rules about what cannot be read.

pub(super) mod syntax_error;
