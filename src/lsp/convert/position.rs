//! Lines and characters, as the protocol counts them.

use gen_lsp_types::{Position, PositionEncodingKind, Range};
use vsdlint::source::{LineIndex, Span};

/// What a character is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, which every client knows.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first of those that a client knows which is known here, too; UTF-16 if it names none.
    pub fn choose<'k>(known: impl IntoIterator<Item = &'k str>) -> Encoding {
        let mut known = known.into_iter();
        let found = known.find_map(|kind| match kind {
            "utf-8" => Some(Encoding::Utf8),
            "utf-16" => Some(Encoding::Utf16),
            "utf-32" => Some(Encoding::Utf32),
            _ => None,
        });
        found.unwrap_or(Encoding::Utf16)
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The length of a text.
    pub fn len(self, text: &str) -> u32 {
        match self {
            Encoding::Utf8 => text.len() as u32,
            Encoding::Utf16 => text.encode_utf16().count() as u32,
            Encoding::Utf32 => text.chars().count() as u32,
        }
    }

    fn len_of(self, letter: char) -> u32 {
        match self {
            Encoding::Utf8 => letter.len_utf8() as u32,
            Encoding::Utf16 => letter.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

/// The byte-order mark, which no client counts.
const MARK: char = '\u{feff}';

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct Lines(LineIndex);

impl Lines {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Lines {
        Lines(LineIndex::new(text))
    }

    /// How many lines there are.
    pub fn len(&self) -> u32 {
        self.0.len() as u32
    }

    /// Where the line of byte `offset` begins, as 0-based line and byte.
    pub fn line_of(&self, offset: u32) -> (u32, u32) {
        let line = self.0.line_index(offset);
        (line as u32, self.0.line_start(line).unwrap_or_default())
    }

    /// The position of byte `offset` of `text`; of its end, where it lies behind that.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let offset = offset.min(text.len() as u32);
        let (line, start) = self.line_of(offset);
        let before = text.get(start as usize..offset as usize).unwrap_or_default();
        let before = if start == 0 { before.trim_start_matches(MARK) } else { before };
        Position { line, character: encoding.len(before) }
    }

    /// The byte of `text` at a position. Behind the end of a line it is that end, and behind the last line the end of the
    /// text, as the protocol wants it; within a character it is the beginning of that.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let line = position.line as usize;
        let Some(start) = self.0.line_start(line) else { return text.len() as u32 };
        let line = &text[self.0.content_range(line, text)];
        let (mut at, mut count) = (0, 0);
        for letter in line.chars() {
            let width = encoding.len_of(letter);
            let is_mark = start == 0 && at == 0 && letter == MARK;
            if !is_mark && count + width > position.character {
                break;
            }
            at += letter.len_utf8() as u32;
            count += if is_mark { 0 } else { width };
        }
        start + at
    }

    /// The range of a span of `text`.
    pub fn range(&self, text: &str, span: Span, encoding: Encoding) -> Range {
        Range {
            start: self.position(text, span.start, encoding),
            end: self.position(text, span.end, encoding),
        }
    }

    /// The span of `text` that a range covers; an empty one where it ends before it begins.
    pub fn span(&self, text: &str, range: Range, encoding: Encoding) -> Span {
        let start = self.offset(text, range.start, encoding);
        Span::new(start, self.offset(text, range.end, encoding).max(start))
    }
}

/// The parts of two texts that differ, in bytes of each.
pub fn changed(old: &str, new: &str) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let same = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    let start =
        (0..=same).rev().find(|&at| old.is_char_boundary(at) && new.is_char_boundary(at)).unwrap_or(0);
    let (rest, other) = (&old[start..], &new[start..]);
    let same = rest.bytes().rev().zip(other.bytes().rev()).take_while(|(one, other)| one == other).count();
    let is_border = |&back: &usize| {
        rest.is_char_boundary(rest.len() - back) && other.is_char_boundary(other.len() - back)
    };
    let end = (0..=same).rev().find(is_border).unwrap_or(0);
    (start..old.len() - end, start..new.len() - end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_position_and_every_position_a_byte() {
        let text = "\u{feff}ab\r\n\u{1f600}x\rß\n";
        let lines = Lines::new(text);
        assert_eq!(lines.len(), 4);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (offset, letter) in text.char_indices() {
                if !matches!(letter, '\n' | '\r' | MARK) {
                    let position = lines.position(text, offset as u32, encoding);
                    assert_eq!(
                        lines.offset(text, position, encoding),
                        offset as u32,
                        "{encoding:?} {letter:?}"
                    );
                }
            }
        }
        let at = |line, character| lines.offset(text, Position { line, character }, Encoding::Utf16);
        assert_eq!(&text[at(1, 2) as usize..][..1], "x");
        assert_eq!(at(1, 1), at(1, 0), "within a pair");
        assert_eq!(&text[at(0, 99) as usize..][..2], "\r\n");
        assert_eq!(at(99, 0), text.len() as u32);
    }
}
