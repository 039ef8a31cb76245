//! A file's text as an edit sees it: lines, blanks and comments.

use std::ops::Range;

use crate::model::{Model, StatementRef};
use crate::source::lines::{
    LINE_ENDS, has_line_end, last_line_end, line_end_at, line_end_before, line_start,
};
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::tree::{Comment, CommentKind};
use crate::syntax::{StatementId, TermId, Tree};

/// One file.
#[derive(Clone, Copy)]
pub(in crate::rules) struct SourceEditor<'m> {
    pub file: FileId,
    pub text: &'m str,
    pub tree: &'m Tree,
}

impl<'m> SourceEditor<'m> {
    pub fn new(model: &'m Model<'_>, file: FileId) -> SourceEditor<'m> {
        SourceEditor { file, text: &model.source(file).text, tree: model.tree(file) }
    }

    /// The place from byte `start` up to byte `end`.
    pub fn place(&self, start: usize, end: usize) -> FileSpan {
        FileSpan { file: self.file, span: Span::of(start..end) }
    }

    /// The place between two bytes at `at`, where something is added.
    pub fn gap(&self, at: usize) -> FileSpan {
        self.place(at, at)
    }

    /// The bytes of a statement.
    pub fn range(&self, statement: StatementId) -> Range<usize> {
        self.tree[statement].span.range()
    }

    /// The bytes of a term.
    pub fn range_of_term(&self, term: TermId) -> Range<usize> {
        self.tree[term].span.range()
    }

    /// The statement with this id.
    pub fn statement(&self, id: StatementId) -> StatementRef {
        StatementRef { file: self.file, id }
    }

    // ── Lines ───────────────────────────────────────────────────────────────────────────────────

    /// Where the line begins, behind a byte-order mark, if nothing but blanks stands before byte `at` on it.
    pub fn line_start(&self, at: usize) -> Option<usize> {
        let before = self.text[..at].trim_end_matches([' ', '\t']);
        let begins = before.is_empty() || before.ends_with(LINE_ENDS) || before == "\u{feff}";
        begins.then_some(before.len())
    }

    /// Where the line ends, if nothing but blanks stands on it at and behind byte `at`.
    pub fn line_end(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..].trim_start_matches([' ', '\t']);
        let ends = rest.is_empty() || rest.starts_with(LINE_ENDS);
        ends.then_some(self.text.len() - rest.len())
    }

    /// How the line ends that ends at byte `at`; the last one as the one before it.
    pub fn line_break(&self, at: usize) -> &'static str {
        match line_end_at(self.text, at) {
            "" if at == self.text.len() => last_line_end(self.text).unwrap_or("\n"),
            "" => "\n",
            end => end,
        }
    }

    /// The line end directly before byte `at`; empty at the beginning of the text.
    pub fn break_before(&self, at: usize) -> &'static str {
        line_end_before(self.text, at)
    }

    // ── Comments ────────────────────────────────────────────────────────────────────────────────

    /// The comments that begin in a range of bytes.
    pub fn comments(&self, range: Range<usize>) -> &'m [Comment] {
        let comments = &self.tree.comments[..];
        let span = Span::of(range);
        let first = comments.partition_point(|comment| comment.span.start < span.start);
        let after = comments.partition_point(|comment| comment.span.start < span.end);
        &comments[first..after]
    }

    /// Where the next word or sign at or behind byte `at` stands, blanks and comments left out.
    pub fn next_word(&self, at: usize) -> usize {
        let mut at = at;
        for comment in self.comments(at..self.text.len()) {
            let comment = comment.span.range();
            let blank = self.text[at..].len() - self.text[at..].trim_start().len();
            if at + blank < comment.start {
                break;
            }
            at = comment.end;
        }
        at + self.text[at..].len() - self.text[at..].trim_start().len()
    }

    /// Where a statement ends: behind the comma that may follow its last list.
    pub fn end(&self, statement: StatementId) -> usize {
        let end = self.range(statement).end;
        let next = self.next_word(end);
        if self.text[next..].starts_with(',') { next + 1 } else { end }
    }

    /// Where what belongs to a statement begins: its first `@allow`, else itself.
    pub fn top(&self, statement: StatementId) -> usize {
        let first = self.tree.allows_of(statement).last();
        first.map_or(self.tree[statement].span, |allow| allow.span).range().start
    }

    /// Where the line ends behind byte `at`, if nothing but comments stands on it from there.
    pub fn line_end_behind_comments(&self, at: usize) -> Option<usize> {
        let mut at = at;
        loop {
            if let Some(end) = self.line_end(at) {
                return Some(end);
            }
            let next = self.text.len() - self.text[at..].trim_start_matches([' ', '\t']).len();
            let comment = self.comments(next..next + 1).first()?.span.range();
            if has_line_end(&self.text[comment.clone()]) {
                return None;
            }
            at = comment.end;
        }
    }

    /// Where the line above the one that begins at `start` begins, if it is all comment.
    pub fn comment_above(&self, start: usize) -> Option<usize> {
        if start == 0 {
            return None;
        }
        let line = line_start(self.text, start - 1);
        let comment = self.comments(line..start).first()?;
        if comment.kind == CommentKind::Block {
            return None;
        }
        self.line_start(comment.span.range().start)
    }
}
