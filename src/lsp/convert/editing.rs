//! A text that is changed many times at once.

use std::borrow::Cow;

use gen_lsp_types::{Position, Range};
use vsdlint::source::lines::{LINE_ENDS, starts};

use super::position::Encoding;

/// How many bytes a character takes that is a pair in UTF-16.
const PAIR: usize = 4;

/// What is left of a pair whose halves are parted.
const HALVES: &str = "\u{fffd}\u{fffd}";

/// A text that is changed many times at once. It is kept in lines, and cut where it was changed last, so that a change costs
/// what it touches and how far it stands from the one before: many that ascend or descend cost one walk through the text.
pub struct EditedText<'t> {
    /// The lines above the cut, with their ends.
    above: Vec<Cow<'t, str>>,
    /// Those below it, the nearest at the end. The last line of the text is always there, and is empty if the text ends with
    /// a line end.
    below: Vec<Cow<'t, str>>,
}

impl<'t> EditedText<'t> {
    /// A text that is not changed yet.
    pub fn new(text: &'t str) -> EditedText<'t> {
        let below = lines(text).into_iter().rev().map(Cow::Borrowed).collect();
        EditedText { above: Vec::new(), below }
    }

    /// Puts `new` in the place of a range. Behind the end of a line is that end, and behind the last line the end of the
    /// text; a range that ends before it begins is empty.
    pub fn change(&mut self, range: Range, new: &str, encoding: Encoding) {
        self.cut_above(range.start.line as usize);
        let first = self.above.len();
        let mut touched = self.below.pop().unwrap_or_default().into_owned();
        let start = offset(first, &mut touched, 0, range.start, encoding);
        let (mut last, mut begin) = (first, 0);
        while last < range.end.line as usize
            && let Some(line) = self.below.pop()
        {
            begin = touched.len();
            touched.push_str(&line);
            last += 1;
        }
        let is_backward = range.end < range.start;
        let end = if is_backward { start } else { offset(last, &mut touched, begin, range.end, encoding) };
        touched.replace_range(start..end.max(start), new);
        // Together they may be one line end.
        if touched.starts_with('\n')
            && let Some(line) = self.above.pop_if(|line| line.ends_with('\r'))
        {
            touched.insert_str(0, &line);
        }
        let mut changed = lines(&touched);
        if !self.below.is_empty() {
            // It ends where its last line does.
            changed.pop();
        }
        self.below.extend(changed.into_iter().rev().map(|line| Cow::Owned(line.to_owned())));
    }

    /// The whole text.
    pub fn into_text(self) -> String {
        let mut text = self.above.concat();
        for line in self.below.iter().rev() {
            text.push_str(line);
        }
        text
    }

    /// Cuts the text above this line, or above the last one.
    fn cut_above(&mut self, line: usize) {
        while self.above.len() > line
            && let Some(last) = self.above.pop()
        {
            self.below.push(last);
        }
        while self.above.len() < line
            && self.below.len() > 1
            && let Some(next) = self.below.pop()
        {
            self.above.push(next);
        }
    }
}

/// The byte of `text` at a position in its last line, which begins at `begin` and is number `number`; the end, if the
/// position is on a later line. A pair that the position divides becomes two characters of one unit each.
fn offset(number: usize, text: &mut String, begin: usize, position: Position, encoding: Encoding) -> usize {
    let line = &text[begin..];
    if number < position.line as usize {
        return text.len();
    }
    let content = line.trim_end_matches(LINE_ENDS);
    let before = encoding.bytes_before(content, position.character);
    let at = begin + before;
    if !encoding.divides(content, before, position.character) {
        return at;
    }
    text.replace_range(at..at + PAIR, HALVES);
    at + HALVES.len() / 2
}

/// The lines of a text with their ends. The last one has none, and may be empty.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut from = 0;
    for start in starts(text.as_bytes()) {
        lines.push(&text[from..start]);
        from = start;
    }
    lines.push(&text[from..]);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::convert::position::{Lines, Origin};

    /// Numbers that are the same in every run.
    struct Dice(u32);

    impl Dice {
        fn below(&mut self, bound: u32) -> u32 {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (self.0 >> 8) % bound
        }

        fn text(&mut self) -> String {
            let letters = ['a', '\n', '\r', 'ß', '\u{1f600}', '\u{feff}'];
            (0..self.below(6)).map(|_| letters[self.below(6) as usize]).collect()
        }
    }

    /// A text with a range replaced, as a client does that counts in UTF-16 and may part a pair.
    fn replaced(text: &str, range: Range, new: &str, encoding: Encoding) -> String {
        let lines = Lines::new(text, encoding, Origin::Client);
        let span = lines.span(text, range);
        if encoding != Encoding::Utf16 {
            return format!("{}{new}{}", &text[..span.start as usize], &text[span.end as usize..]);
        }
        let unit = |offset: u32, wanted: Position| {
            let (before, behind) = text.split_at(offset as usize);
            let line = lines.offset(text, Position { character: 0, ..wanted });
            let is_within = behind.chars().next().is_some_and(|next| next.len_utf16() == 2)
                && wanted.line < lines.len()
                && encoding.len(&before[line as usize..]) + 1 == wanted.character;
            before.encode_utf16().count() + usize::from(is_within)
        };
        let start = unit(span.start, range.start);
        let end = if range.end < range.start { start } else { unit(span.end, range.end) };
        let units: Vec<u16> = text.encode_utf16().collect();
        // What a client would join again is not known here, and as long.
        [&units[..start], &units[end..]].map(String::from_utf16_lossy).join(new)
    }

    #[test]
    fn changes_do_what_they_do_one_by_one() {
        let mut dice = Dice(1);
        for round in 0..3000 {
            let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][round % 3];
            let original: String = (0..3).map(|_| dice.text()).collect();
            let mut expected = original.clone();
            let mut edited = EditedText::new(&original);
            for _ in 0..5 {
                let mut position = || Position { line: dice.below(6), character: dice.below(6) };
                let range = Range { start: position(), end: position() };
                let new = dice.text();
                expected = replaced(&expected, range, &new, encoding);
                edited.change(range, &new, encoding);
            }
            assert_eq!(edited.into_text(), expected, "{original:?}");
        }
    }
}
