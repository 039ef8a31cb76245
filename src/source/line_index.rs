//! Byte offsets to lines and columns.

use std::ops::Range;
use std::sync::OnceLock;

use super::counts::Counts;
use super::lines::{LINE_ENDS, starts};

/// A line and a column, both 1-based; the column counts characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// 1-based line. A line ends at LF, at CRLF, or at a CR that no LF follows.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// So many bytes of a line are counted anew each time.
const SHORT: usize = 256;

/// Where the lines of a text begin. Built once for a text, so that a look-up costs a binary search, in lines of any length.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The characters, counted when a long line is first asked for.
    characters: OnceLock<Counts>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> LineIndex {
        let behind = starts(text.as_bytes()).map(|start| start as u32);
        LineIndex { starts: std::iter::once(0).chain(behind).collect(), characters: OnceLock::new() }
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

    /// Byte at which the line with 0-based index `line` begins; none past the last line.
    pub fn line_start(&self, line: usize) -> Option<u32> {
        self.starts.get(line).copied()
    }

    /// Byte range of the line with 0-based index `line` in `text`, its line end included; empty past the last line.
    pub fn line_range(&self, line: usize, text: &str) -> Range<usize> {
        let end = text.len();
        let start = self.starts.get(line).map_or(end, |&start| start as usize);
        start..self.starts.get(line + 1).map_or(end, |&next| next as usize)
    }

    /// The same without its line end.
    pub fn content_range(&self, line: usize, text: &str) -> Range<usize> {
        let whole = self.line_range(line, text);
        let content = text.get(whole.clone()).unwrap_or_default().trim_end_matches(LINE_ENDS);
        whole.start..whole.start + content.len()
    }

    /// Line and column, 1-based, of byte `offset` in `text`. A byte-order mark counts as no column.
    pub fn line_column(&self, offset: u32, text: &str) -> LineColumn {
        let line = self.line_index(offset);
        let start = self.starts.get(line).copied().unwrap_or(0) as usize;
        let before = text.get(start..offset as usize).unwrap_or_default();
        let own = before.trim_start_matches('\u{feff}');
        let columns = self.characters_in(start + before.len() - own.len()..start + before.len(), text);
        LineColumn { line: line as u32 + 1, column: columns + 1 }
    }

    fn characters_in(&self, range: Range<usize>, text: &str) -> u32 {
        if range.len() <= SHORT {
            return text.as_bytes().get(range).map_or(0, count_characters);
        }
        let counts = self.characters.get_or_init(|| Counts::new(text, count_characters));
        counts.before(text, range.end, count_characters) - counts.before(text, range.start, count_characters)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}
