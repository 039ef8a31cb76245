//! What is wrong with a policy, as an error that miette can render.

use std::path::PathBuf;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use super::PolicyText;
use crate::source::LineIndex;

/// A policy, or its page, cannot be used. The other rules run all the same.
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("{message}")]
pub struct PolicyError {
    /// The file at fault; absolute.
    pub path: PathBuf,
    /// One sentence that names the file, without a full stop.
    pub message: Box<str>,
    /// What is wrong in a few words, for whoever sees the place.
    pub reason: Box<str>,
    /// Its text, for showing the place, where it may be shown.
    #[source_code]
    pub source_code: Option<Arc<NamedSource<String>>>,
    /// The bytes at fault, where that is known.
    #[label("here")]
    pub span: Option<SourceSpan>,
    /// The line and column of their beginning, both from 1, the column in characters.
    pub at: Option<(u32, u32)>,
    /// What to write instead.
    #[help]
    pub help: Option<Box<str>>,
}

impl PolicyError {
    /// Says of the file `path`, which messages show as `shown`, that it cannot be used for this `reason`.
    pub fn of_file(path: impl Into<PathBuf>, shown: &str, reason: impl Into<String>) -> PolicyError {
        let reason: Box<str> = reason.into().into();
        PolicyError {
            path: path.into(),
            message: format!("`{shown}`: {reason}").into(),
            reason,
            source_code: None,
            span: None,
            at: None,
            help: None,
        }
    }

    /// Says that what stands in `text` at the bytes from `start` to `end` is wrong for this `reason`.
    pub fn in_text(text: &PolicyText, start: usize, end: usize, reason: impl Into<String>) -> PolicyError {
        let reason: Box<str> = reason.into().into();
        let start = boundary(&text.text, start);
        let end = boundary(&text.text, end).max(start);
        let position = LineIndex::new(&text.text).line_column(start as u32, &text.text);
        PolicyError {
            path: text.path.clone(),
            message: format!("`{}:{}:{}`: {reason}", text.shown, position.line, position.column).into(),
            reason,
            source_code: text.source().map(Arc::new),
            span: text.may_be_shown.then(|| (start..end).into()),
            at: Some((position.line, position.column)),
            help: None,
        }
    }

    /// The same of a policy as it was at a git revision.
    #[must_use]
    pub fn at_revision(mut self, revision: &str) -> PolicyError {
        self.message = format!("at `{revision}`, {}", self.message).into();
        self
    }

    /// The same with what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> PolicyError {
        self.help = Some(help.into().into());
        self
    }
}

/// The byte `at` of a text, or the last before it with which a character begins, or the end.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
