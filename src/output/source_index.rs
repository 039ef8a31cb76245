//! Looks up lines, columns and paths of one project's texts. A file's tables are built once, when first asked for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::path::Path;

use crate::source::{FileId, FileSpan, LineColumn, LineIndex, Sources};

/// Bytes between two entries of [`Lines::characters`].
const BLOCK: usize = 256;

/// The texts of one project.
pub(super) struct SourceIndex<'a> {
    sources: &'a Sources,
    lines: Vec<OnceCell<Lines>>,
}

/// The tables of one text.
struct Lines {
    table: LineIndex,
    /// How many characters begin before each block. A column then costs the same in a line of any length.
    characters: Vec<u32>,
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
        self.lines(file).table.line_index(offset as u32)
    }

    /// Byte range of a line, given by its 0-based index, without its line end and without the
    /// byte-order mark that a text may begin with.
    pub fn line_range(&self, file: FileId, line: usize) -> Range<usize> {
        let text = self.text(file);
        let content = self.lines(file).table.content_range(line, text);
        let mark = if line == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        content.start + mark..content.end
    }

    /// Line and column of byte `offset`, the same as [`LineIndex::line_column`] gives, but quick in any line.
    pub fn line_column(&self, file: FileId, offset: usize) -> LineColumn {
        let text = self.text(file);
        let lines = self.lines(file);
        let line = lines.table.line_index(offset as u32);
        let start = lines.table.line_range(line, text).start;
        let before = text.get(start..offset).unwrap_or_default();
        let marks = (before.len() - before.trim_start_matches('\u{feff}').len()) / '\u{feff}'.len_utf8();
        let characters = lines.characters_before(text, offset) - lines.characters_before(text, start);
        LineColumn { line: line as u32 + 1, column: characters.saturating_sub(marks) as u32 + 1 }
    }

    fn lines(&self, file: FileId) -> &Lines {
        self.lines[file.index()].get_or_init(|| Lines::new(self.text(file)))
    }
}

impl Lines {
    fn new(text: &str) -> Lines {
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += count_characters(block) as u32;
            here
        });
        Lines { characters: blocks.collect(), table: LineIndex::new(text) }
    }

    /// How many characters of `text` begin before byte `offset`.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = (offset / BLOCK).min(self.characters.len().saturating_sub(1));
        let known = self.characters.get(block).map_or(0, |&known| known as usize);
        known + text.as_bytes().get(block * BLOCK..offset).map_or(0, count_characters)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// The last border of a character at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
