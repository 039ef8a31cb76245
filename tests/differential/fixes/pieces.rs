//! A text cut into its words and comments, so that they can be written in another layout.

use std::ops::Range;

/// A word, text or sign, or a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What the language reads; `stream.step` is one.
    Word(Range<usize>),
    /// `// …` without its line end, or `/* … */`.
    Comment(Range<usize>),
}

/// The pieces of `text`, a byte-order mark left out.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(next) = text[at..].chars().next() {
        let start = at;
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        if let Some(end) = comment(text, at) {
            at = end;
            pieces.push(Piece::Comment(start..at));
            continue;
        }
        at = word(text, at);
        while text[at..].starts_with('.') && at + 1 < text.len() {
            at = word(text, at + 1);
        }
        pieces.push(Piece::Word(start..at));
    }
    pieces
}

fn comment(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with("//") {
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        return Some(at + line.trim_end_matches('\r').len());
    }
    rest.starts_with("/*").then(|| at + rest[2..].find("*/").map_or(rest.len(), |end| end + 4))
}

/// Where the word, text or sign at `at` ends.
fn word(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if let Some(long) = rest.strip_prefix("\"\"\"") {
        return at + long.find("\"\"\"").map_or(rest.len(), |end| end + 6);
    }
    if rest.starts_with('"') {
        let mut escaped = false;
        for (index, letter) in rest.char_indices().skip(1) {
            match letter {
                '\n' => return at + rest[..index].trim_end().len(),
                '"' if !escaped => return at + index + 1,
                _ => escaped = letter == '\\' && !escaped,
            }
        }
        return text.len();
    }
    let is_sign = |letter: char| matches!(letter, '{' | '}' | ',' | '(' | ')');
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if rest.starts_with(is_sign) {
        return at + first;
    }
    let ends = |(index, letter): &(usize, char)| {
        let opens_comment = rest[*index..].starts_with("//") || rest[*index..].starts_with("/*");
        *index > 0
            && (letter.is_whitespace() || is_sign(*letter) || matches!(letter, '"' | '.') || opens_comment)
    };
    let end = rest.char_indices().find(ends).map_or(rest.len(), |(index, _)| index);
    // A percentage may have decimals, and a duration is no path.
    let digits = rest.starts_with(|letter: char| letter.is_ascii_digit());
    if digits && rest[end..].starts_with('.') { word(text, at + end + 1) } else { at + end }
}
