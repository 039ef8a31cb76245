//! Edits, and what they keep: every comment, the line ends of the file, and the look of the lines around them.

pub(super) mod change;
pub(super) mod insertion;
pub(super) mod joining;
pub(super) mod removal;
mod sheet;

use crate::source::FileSpan;

pub(super) use change::Change;
pub(super) use sheet::Sheet;

/// Replacements of text, as a draft takes them.
pub(super) type Edits = Vec<(FileSpan, String)>;
