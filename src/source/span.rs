//! A range of one text, and of one text among several.

use std::ops::Range;

use super::FileId;

/// A range of a source text: 0-based UTF-8 byte offsets, the end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte; never less than `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The span of a range of a text, in bytes. A text has less than 4 GiB, so both bounds fit.
    pub fn of(range: Range<usize>) -> Span {
        Span { start: range.start as u32, end: range.end as u32 }
    }

    /// The span as a range for slicing a text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span, its borders included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A span of a certain source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpan {
    /// The text.
    pub file: FileId,
    /// The range in it.
    pub span: Span,
}

impl FileSpan {
    /// Whether the first byte of `other` lies in this one, of the same text.
    pub fn holds_start_of(self, other: FileSpan) -> bool {
        self.file == other.file && self.span.start <= other.span.start && other.span.start < self.span.end
    }
}
