//! The line in which an error stands, as edits look at it.

use super::{Repair, Wording, comment};
use crate::source::Span;
use crate::source::lines::{line_end, line_start};
use crate::syntax::keyword::Keyword;

/// A line without its comment, and where it begins in the text.
pub(super) struct Line<'s> {
    pub source: &'s str,
    pub code: &'s str,
    pub start: usize,
}

impl<'s> Line<'s> {
    /// The line of `source` around byte `at`.
    pub fn around(source: &'s str, at: usize) -> Line<'s> {
        let start = line_start(source, at);
        let line = &source[start..line_end(source, start)];
        Line { source, code: &line[..comment(line)], start }
    }

    /// The keyword of the statement that begins it.
    pub fn keyword(&self) -> Option<Keyword> {
        let mut words = self.code.split_whitespace();
        words.find(|word| !is_modifier(word)).and_then(Keyword::read)
    }

    /// An edit of the bytes from `from` up to `to` of the line.
    pub fn repair(&self, (from, to): (usize, usize), text: impl Into<String>, wording: Wording) -> Repair {
        let span = Span::new((self.start + from) as u32, (self.start + to) as u32);
        Repair { span, text: text.into(), wording }
    }
}

/// Whether a word may stand before the keyword of a flow.
pub(super) fn is_modifier(word: &str) -> bool {
    matches!(word, "optional" | "rework" | "reply")
}
