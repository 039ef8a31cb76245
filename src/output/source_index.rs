//! Looks up lines, columns and paths of one project's texts. A file's tables are built once, when first asked for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::path::Path;

use crate::source::{FileId, FileSpan, LineColumn, LineIndex, Sources};

/// The texts of one project.
pub(super) struct SourceIndex<'a> {
    sources: &'a Sources,
    lines: Vec<OnceCell<LineIndex>>,
}

impl<'a> SourceIndex<'a> {
    /// Looks at no text yet.
    pub fn new(sources: &'a Sources) -> SourceIndex<'a> {
        SourceIndex { sources, lines: sources.as_slice().iter().map(|_| OnceCell::new()).collect() }
    }

    /// The whole text.
    pub fn text(&self, file: FileId) -> &'a str {
        &self.sources.get(file).text
    }

    /// The path as it is.
    pub fn file(&self, file: FileId) -> &'a Path {
        &self.sources.get(file).path
    }

    /// The path as findings show it: separators are `/`, and what is not UTF-8 becomes U+FFFD.
    pub fn path(&self, file: FileId) -> Cow<'a, str> {
        let path = self.sources.get(file).path.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' {
            return path;
        }
        Cow::Owned(path.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// The place's range of bytes, brought inside the text and onto borders of characters.
    pub fn range(&self, place: FileSpan) -> Range<usize> {
        let text = self.text(place.file);
        let range = place.span.range();
        let start = floor(text, range.start);
        start..floor(text, range.end).max(start)
    }

    /// 0-based index of the line that holds byte `offset`.
    pub fn line_index(&self, file: FileId, offset: usize) -> usize {
        self.lines(file).line_index(offset as u32)
    }

    /// Byte range of a line, given by its 0-based index, without its line end and without the
    /// byte-order mark that a text may begin with.
    pub fn line_range(&self, file: FileId, line: usize) -> Range<usize> {
        let text = self.text(file);
        let content = self.lines(file).content_range(line, text);
        let mark = if line == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        content.start + mark..content.end
    }

    /// Line and column of byte `offset`.
    pub fn line_column(&self, file: FileId, offset: usize) -> LineColumn {
        self.lines(file).line_column(offset as u32, self.text(file))
    }

    fn lines(&self, file: FileId) -> &LineIndex {
        self.lines[file.index()].get_or_init(|| LineIndex::new(self.text(file)))
    }
}

/// The last border of a character at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
