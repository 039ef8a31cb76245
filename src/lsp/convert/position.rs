//! Lines and characters, as the protocol counts them.

use gen_lsp_types::{Position, PositionEncodingKind, Range, TextEdit};
use vsdlint::source::lines::splits_pair;
use vsdlint::source::{Counts, LineIndex, Span};

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
        self.len_of_bytes(text.as_bytes())
    }

    /// The length of the characters that begin in these bytes of a text.
    fn len_of_bytes(self, bytes: &[u8]) -> u32 {
        let begins = |byte: u8| byte & 0xc0 != 0x80;
        let count = match self {
            Encoding::Utf8 => bytes.len(),
            // What takes four bytes is a pair.
            Encoding::Utf16 => {
                bytes.iter().map(|&byte| usize::from(begins(byte)) + usize::from(byte >= 0xf0)).sum()
            }
            Encoding::Utf32 => bytes.iter().filter(|&&byte| begins(byte)).count(),
        };
        count as u32
    }

    /// How many bytes of `text` stand before the character at a position that is counted from its beginning: the end, if
    /// that is nearer.
    pub fn bytes_before(self, text: &str, character: u32) -> usize {
        let mut count = 0;
        for (at, letter) in text.char_indices() {
            count += self.len_of(letter);
            if count > character {
                return at;
            }
        }
        text.len()
    }

    /// Whether a character divides a pair of UTF-16 that stands behind the first bytes of `text`.
    pub fn divides(self, text: &str, bytes: usize, character: u32) -> bool {
        let (before, behind) = text.split_at(bytes);
        self == Encoding::Utf16
            && behind.chars().next().is_some_and(|next| next.len_utf16() == 2)
            && self.len(before) < character
    }

    fn len_of(self, letter: char) -> u32 {
        match self {
            Encoding::Utf8 => letter.len_utf8() as u32,
            Encoding::Utf16 => letter.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The client sent it: it counts whatever stands there.
    Client,
    /// It was read from a file. A client that opens it takes a byte-order mark away before it counts.
    Disk,
}

/// The byte-order mark.
const MARK: char = '\u{feff}';

/// Where the lines of a text begin, and how its characters are counted. The text is given again with each question.
#[derive(Clone, Debug)]
pub struct Lines {
    table: LineIndex,
    encoding: Encoding,
    counts: Counts,
    /// How many bytes at the beginning are not counted.
    uncounted: usize,
}

impl Lines {
    /// Finds the lines of `text`.
    pub fn new(text: &str, encoding: Encoding, origin: Origin) -> Lines {
        let counts = Counts::new(text, |bytes| encoding.len_of_bytes(bytes));
        let is_marked = origin == Origin::Disk && text.starts_with(MARK);
        let uncounted = if is_marked { MARK.len_utf8() } else { 0 };
        Lines { table: LineIndex::new(text), encoding, counts, uncounted }
    }

    /// How many lines there are.
    pub fn len(&self) -> u32 {
        self.table.len() as u32
    }

    /// The position of byte `offset` of `text`; of its end, where it lies behind that. Within a character it is the beginning
    /// of that, and between a CR and its LF, where no client can be, the end of their line.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.table.line_index(offset as u32);
        let content = self.content(text, line);
        let to = offset.clamp(content.start, content.end);
        Position { line: line as u32, character: self.count(text, to) - self.count(text, content.start) }
    }

    /// What a client sees of a line: neither its end nor a mark that is not counted.
    fn content(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let content = self.table.content_range(line, text);
        if line == 0 { self.uncounted..content.end } else { content }
    }

    /// The byte of `text` at a position. Behind the end of a line it is that end, and behind the last line the end of the
    /// text, as the protocol wants it; within a character it is the beginning of that.
    pub fn offset(&self, text: &str, position: Position) -> u32 {
        let line = position.line as usize;
        if line >= self.table.len() {
            return text.len() as u32;
        }
        let content = self.content(text, line);
        let wanted = self.count(text, content.start).saturating_add(position.character);
        // In a long line only the block that holds the place is looked through.
        let mut from = self.counts.last_block(wanted).clamp(content.start, content.end);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let rest = wanted - self.count(text, from);
        (from + self.encoding.bytes_before(&text[from..content.end], rest)) as u32
    }

    /// How much is counted of `text` before byte `offset`.
    fn count(&self, text: &str, offset: usize) -> u32 {
        self.counts.before(text, offset, |bytes| self.encoding.len_of_bytes(bytes))
    }

    /// The range of a span of `text`.
    pub fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The span of `text` that a range covers; an empty one where it ends before it begins.
    pub fn span(&self, text: &str, range: Range) -> Span {
        let start = self.offset(text, range.start);
        Span::new(start, self.offset(text, range.end).max(start))
    }
}

/// Edits of one text, which do not overlap, as a client can make them: none begins or ends between a CR and its LF. One that
/// would takes in the other half, and leaves it there.
pub fn text_edits(lines: &Lines, text: &str, edits: Vec<(Span, String)>) -> Vec<TextEdit> {
    let splits = |at: u32| splits_pair(text.as_bytes(), at as usize);
    let mut whole: Vec<(Span, String)> = Vec::with_capacity(edits.len());
    for (span, new) in edits {
        match whole.last_mut() {
            // Two that meet there are one.
            Some((last, before)) if last.end == span.start && splits(span.start) => {
                last.end = span.end;
                before.push_str(&new);
            }
            _ => whole.push((span, new)),
        }
    }
    let edit = |(mut span, mut new): (Span, String)| {
        if splits(span.start) {
            span.start -= 1;
            new.insert(0, '\r');
        }
        if splits(span.end) {
            span.end += 1;
            new.push('\n');
        }
        TextEdit { range: lines.range(text, span), new_text: new }
    };
    whole.into_iter().map(edit).collect()
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
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for origin in [Origin::Client, Origin::Disk] {
                let lines = Lines::new(text, encoding, origin);
                assert_eq!(lines.len(), 4);
                for (offset, letter) in text.char_indices() {
                    let is_seen = letter != MARK || origin == Origin::Client;
                    if is_seen && letter != '\n' {
                        let position = lines.position(text, offset as u32);
                        assert_eq!(lines.offset(text, position), offset as u32, "{encoding:?} {letter:?}");
                    }
                }
                let first = lines.position(text, MARK.len_utf8() as u32).character;
                assert_eq!(first, if origin == Origin::Client { encoding.len_of(MARK) } else { 0 });
            }
        }
        let lines = Lines::new(text, Encoding::Utf16, Origin::Disk);
        assert_eq!(lines.position(text, 6), Position { line: 0, character: 2 }, "between CR and LF");
        assert_eq!(lines.position(text, 8), Position { line: 1, character: 0 }, "within a character");
        let at = |line, character| lines.offset(text, Position { line, character });
        assert_eq!(&text[at(1, 2) as usize..][..1], "x");
        assert_eq!(at(1, 1), at(1, 0), "within a pair");
        assert_eq!(&text[at(0, 99) as usize..][..2], "\r\n");
        assert_eq!(at(99, 0), text.len() as u32);
    }

    #[test]
    fn in_a_long_line_characters_are_counted_as_in_a_short_one() {
        let text = format!("\u{feff}{}\n{}", "aß\u{1f600}".repeat(200), "x\u{1f600}".repeat(300));
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(&text, encoding, Origin::Disk);
            let mut expected = Position { line: 0, character: 0 };
            for (offset, letter) in text.char_indices().skip(1) {
                assert_eq!(lines.position(&text, offset as u32), expected);
                let width = encoding.len_of(letter);
                for within in 0..width {
                    let within = Position { character: expected.character + within, ..expected };
                    assert_eq!(lines.offset(&text, within), offset as u32, "{encoding:?} {within:?}");
                }
                expected.character += width;
                if letter == '\n' {
                    expected = Position { line: 1, character: 0 };
                }
            }
            let behind = Position { line: 0, character: 9999 };
            assert_eq!(lines.offset(&text, behind) as usize, text.find('\n').unwrap());
        }
    }

    #[test]
    fn no_edit_parts_a_line_end() {
        let text = "a\r\nb\r\nc";
        let lines = Lines::new(text, Encoding::Utf8, Origin::Client);
        for cuts in [[0, 2, 2, 5], [1, 2, 5, 7], [2, 2, 4, 6], [2, 5, 5, 7], [2, 3, 6, 7]] {
            let edits = vec![
                (Span::new(cuts[0], cuts[1]), "x".to_owned()),
                (Span::new(cuts[2], cuts[3]), "y".to_owned()),
            ];
            let mut expected = text.to_owned();
            for (span, new) in edits.iter().rev() {
                expected.replace_range(span.range(), new);
            }
            let mut made = text.to_owned();
            for edit in text_edits(&lines, text, edits).iter().rev() {
                made.replace_range(lines.span(text, edit.range).range(), &edit.new_text);
            }
            assert_eq!(made, expected, "{cuts:?}");
        }
    }
}
