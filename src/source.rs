//! Source texts, and places in them. Everything that points into a text does it with these types.

use std::ops::Range;
use std::path::PathBuf;

/// One source text of a project, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The index as a `usize`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

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
pub struct Place {
    /// The text.
    pub file: FileId,
    /// The range in it.
    pub span: Span,
}

/// A line and a column, both 1-based; the column counts characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// 1-based line. A line ends at LF or CRLF; a lone CR ends none.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// One source text with the path that findings show for it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it was read from, as findings show it: relative to the working directory where possible.
    pub path: PathBuf,
    /// The whole text, byte-order mark and line ends kept. At most [`Source::MAX_BYTES`] long.
    pub text: String,
}

impl Source {
    /// The longest text that spans can address: one byte under 4 GiB.
    pub const MAX_BYTES: u64 = u32::MAX as u64 - 1;

    /// The text at `span`; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// All source texts of one project, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes the texts; each one's position is its [`FileId`].
    pub fn new(sources: Vec<Source>) -> Sources {
        Sources(sources)
    }

    /// The text with this id.
    ///
    /// # Panics
    /// Only for an id that did not come from this collection.
    pub fn get(&self, file: FileId) -> &Source {
        &self.0[file.index()]
    }

    /// Gives the text with this id another content; its path stays.
    pub fn replace(&mut self, file: FileId, text: String) {
        if let Some(source) = self.0.get_mut(file.index()) {
            source.text = text;
        }
    }

    /// All texts with their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &Source)> {
        self.0.iter().enumerate().map(|(index, source)| (FileId(index as u32), source))
    }

    /// All texts.
    pub fn as_slice(&self) -> &[Source] {
        &self.0
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is written at `place`.
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.file).slice(place.span)
    }
}

/// Where the lines of a text begin. Built once for a text, so that a look-up costs a binary search.
#[derive(Clone, Debug)]
pub struct LineTable {
    starts: Vec<u32>,
}

impl LineTable {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> LineTable {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        LineTable { starts: std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect() }
    }

    /// How many lines there are; at least one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// 0-based index of the line that holds byte `offset`.
    pub fn line_index(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Byte range of the line with 0-based index `line` in `text`, its line end included; empty past the last line.
    pub fn line_range(&self, line: usize, text: &str) -> Range<usize> {
        let end = text.len();
        let start = self.starts.get(line).map_or(end, |&start| start as usize);
        start..self.starts.get(line + 1).map_or(end, |&next| next as usize)
    }

    /// Line and column, 1-based, of byte `offset` in `text`. A byte-order mark counts as no column.
    pub fn line_column(&self, offset: u32, text: &str) -> LineColumn {
        let line = self.line_index(offset);
        let start = self.starts.get(line).copied().unwrap_or(0) as usize;
        let before = text.get(start..offset as usize).unwrap_or_default();
        let columns = before.trim_start_matches('\u{feff}').chars().count();
        LineColumn { line: line as u32 + 1, column: columns as u32 + 1 }
    }
}
