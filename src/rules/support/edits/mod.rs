//! Edits, and what they keep: every comment, the line ends of the file, and the look of the lines around them.

pub(in crate::rules) mod alternatives;
pub(in crate::rules) mod flow_edit;
pub(in crate::rules) mod insertion;
pub(in crate::rules) mod removal;
mod source_editor;

use crate::source::FileSpan;

pub(in crate::rules) use flow_edit::FlowEdit;
pub(in crate::rules) use source_editor::SourceEditor;

/// Replacements of text, as a finding takes them.
pub(in crate::rules) type Edits = Vec<(FileSpan, String)>;
