//! What a text brings along from a word processor or a web page: texts in typographic quotation marks (`“…”`, `„…“`, `«…»`)
//! and blanks that are none of the plain ones. They are read as if they were plain.
//!
//! The text is read from a copy in which everything stands where it stood: a mark of three bytes is a plain one and two
//! blanks, inside the quotes, where they change no name, and a blank of two bytes is two.

use std::borrow::Cow;

use memchr::memchr3;

use crate::source::Span;
use crate::source::lines::{LINE_ENDS, line_end};

/// Where a text holds such signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The texts in typographic quotation marks, their marks included, in the order of the text.
    pub quotes: Vec<Span>,
    /// The blanks that are none of the plain ones, between words.
    pub blanks: Vec<Span>,
}

impl Pasted {
    /// Whether the text holds none of them.
    pub fn is_empty(&self) -> bool {
        self.quotes.is_empty() && self.blanks.is_empty()
    }
}

/// A mark that opens a text, and those that close it: English, Swedish, German, French and Danish ones.
const PAIRS: [(char, &[char]); 5] =
    [('“', &['”']), ('”', &['”']), ('„', &['“', '”']), ('«', &['»']), ('»', &['«'])];

/// Where `source` holds such signs, and a copy with plain ones; none if it holds none. Takes time in proportion to the text.
pub(super) fn find(source: &str) -> Option<(String, Pasted)> {
    // The first byte that all of these signs begin with is rare enough to look for it first.
    memchr3(0xc2, 0xe2, 0xe3, source.as_bytes())?;
    if !source.contains(|letter| is_mark(letter) || is_odd_blank(letter)) {
        return None;
    }
    let mut pasted = Pasted::default();
    let mut copy = String::with_capacity(source.len());
    // For each pair: up to which byte no mark closes it.
    let mut none_before = [0; PAIRS.len()];
    let mut at = 0;
    while let Some(letter) = source[at..].chars().next() {
        let length = skipped(&source[at..]).unwrap_or_else(|| quoted(source, at, letter, &mut none_before));
        let span = at..at + length.max(letter.len_utf8());
        at = span.end;
        let text = &source[span.clone()];
        if is_odd_blank(letter) {
            copy.extend(std::iter::repeat_n(' ', text.len()));
            pasted.blanks.push(Span::of(span));
        } else if is_mark(letter) && length > 0 {
            push_padded(&mut copy, text);
            pasted.quotes.push(Span::of(span));
        } else {
            copy.push_str(text);
        }
    }
    if pasted.is_empty() { None } else { Some((copy, pasted)) }
}

/// How many bytes the text takes, with its marks, that begins with the mark `letter` at byte `at`; 0 if none does.
fn quoted(source: &str, at: usize, letter: char, none_before: &mut [usize; PAIRS.len()]) -> usize {
    let Some(pair) = PAIRS.iter().position(|&(open, _)| open == letter) else { return 0 };
    if none_before[pair] > at {
        return 0;
    }
    let behind = at + letter.len_utf8();
    let Some((inner, mark)) = closing_any(&source[behind..], PAIRS[pair].1) else {
        none_before[pair] = line_end(source, at);
        return 0;
    };
    // Something has to stand between the marks.
    if trimmed(&source[behind..behind + inner]).is_empty() {
        return 0;
    }
    behind + inner + mark - at
}

/// How it is written with plain quotation marks; as it is if it stands in plain ones or in none.
pub fn with_plain_quotes(written: &str) -> Cow<'_, str> {
    match inner(written) {
        Some(inner) => Cow::Owned(format!("\"{}\"", escaped(inner))),
        None => Cow::Borrowed(written),
    }
}

/// What stands between such marks; none if `written` does not begin with one.
pub fn inner(written: &str) -> Option<&str> {
    let inner = written.strip_prefix(is_mark)?;
    Some(trimmed(inner.strip_suffix(|letter| letter == '"' || is_mark(letter)).unwrap_or(inner)))
}

/// Whether it is a typographic quotation mark.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '“' | '”' | '„' | '«' | '»')
}

/// Blanks of other widths than the plain one, or at which no line breaks: Unicode's category Zs but U+0020 and U+1680.
fn is_odd_blank(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// French sets blanks between such marks and the words.
fn trimmed(inner: &str) -> &str {
    inner.trim_matches([' ', '\u{a0}', '\u{202f}'])
}

/// Plain quotation marks in a text are escaped, but for those that are already.
fn escaped(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut is_escaped = false;
    for letter in inner.chars() {
        if letter == '"' && !is_escaped {
            text.push('\\');
        }
        is_escaped = letter == '\\' && !is_escaped;
        text.push(letter);
    }
    text
}

/// How many bytes at the beginning of `rest` hold no such marks, or marks that stand in a plain text or a comment.
fn skipped(rest: &str) -> Option<usize> {
    let through =
        |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return Some(line_end(rest, 0));
    }
    if rest.starts_with("/*") {
        return Some(through(2, "*/"));
    }
    if rest.starts_with("\"\"\"") {
        return Some(through(3, "\"\"\""));
    }
    rest.strip_prefix('"').map(|text| 1 + plain_text(text))
}

/// Where a text ends that one of the `marks` should close. Some programs replace only one of both marks, so a plain one closes
/// as well, unless the right one follows in the same name. Looks no further than where another name begins or the line ends.
fn closing_any(rest: &str, marks: &[char]) -> Option<(usize, usize)> {
    let mut plain = None;
    for (at, letter) in unescaped(rest) {
        match letter {
            _ if marks.contains(&letter) => return Some((at, letter.len_utf8())),
            '"' if plain.is_none() => plain = Some((at, 1)),
            _ if plain.is_some() && (letter == ',' || is_mark(letter)) => break,
            _ => {}
        }
    }
    plain
}

/// How many bytes belong to a text of which the first plain mark stands before `rest`: all up to the second, or the line's end.
fn plain_text(rest: &str) -> usize {
    let mut end = 0;
    for (at, letter) in unescaped(rest) {
        end = at + letter.len_utf8();
        if letter == '"' {
            break;
        }
    }
    end
}

/// The letters up to the end of the line with the byte at which each begins, without those behind a backslash.
fn unescaped(rest: &str) -> impl Iterator<Item = (usize, char)> {
    let mut is_escaped = false;
    let line = rest.char_indices().take_while(|(_, letter)| !LINE_ENDS.contains(letter));
    line.filter(move |&(_, letter)| {
        let is_kept = !is_escaped;
        is_escaped = is_kept && letter == '\\';
        is_kept
    })
}

/// Writes a text with plain marks, as long as it was.
fn push_padded(copy: &mut String, written: &str) {
    let open = written.chars().next().map_or(0, char::len_utf8);
    let close = written.chars().next_back().map_or(0, char::len_utf8);
    let blanks = ["", "", " ", "  "];
    copy.push('"');
    copy.push_str(blanks.get(open).copied().unwrap_or_default());
    let mut is_escaped = false;
    for letter in written[open..written.len() - close].chars() {
        // Within such marks a plain one is a sign like any other.
        copy.push(if letter == '"' && !is_escaped { ' ' } else { letter });
        is_escaped = letter == '\\' && !is_escaped;
    }
    copy.push_str(blanks.get(close).copied().unwrap_or_default());
    copy.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(source: &str) -> Vec<&str> {
        let Some((copy, pasted)) = find(source) else { return Vec::new() };
        assert_eq!(copy.len(), source.len());
        pasted.quotes.into_iter().map(|span| &source[span.range()]).collect()
    }

    #[test]
    fn all_kinds_of_pairs_are_found() {
        let all = ["“A”", "„B“", "”C”", "«D»", "»E«", "“F \"G\"”", "“F\"", "“H”"];
        assert_eq!(quotes(&format!("input {}", all.join(", "))), all);
        assert_eq!(find("x “Ä b” y").map(|(copy, _)| copy), Some("x \"  Ä b  \" y".to_owned()));
    }

    #[test]
    fn texts_and_comments_may_hold_any_signs() {
        let long = "\"\"\"\n“a”\u{a0}\n\"\"\"";
        for text in [
            "\"say\u{a0}“hi”\"",
            "//\u{a0}“a”",
            "/* “a”\n“b” */",
            long,
            "\"open “a”\n",
            "\"a\\\n“",
            "“”",
            "“a\nb”",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(quotes("\"a \\\" b\" “c”"), ["“c”"]);
    }

    #[test]
    fn odd_blanks_are_found_between_words() {
        let found = find("input\u{a0}“a\u{a0}b”\u{3000}to c");
        let blanks = vec![Span::new(5, 7), Span::new(17, 20)];
        let pasted = Pasted { quotes: vec![Span::new(7, 17)], blanks };
        assert_eq!(found, Some(("input  \"  a\u{a0}b  \"   to c".to_owned(), pasted)));
    }

    #[test]
    fn plain_quotes_say_the_same() {
        assert_eq!(with_plain_quotes("« Bon de commande »"), "\"Bon de commande\"");
        assert_eq!(with_plain_quotes("”a \\\" b”"), "\"a \\\" b\"");
        assert_eq!(with_plain_quotes("“a \"b c”"), "\"a \\\"b c\"");
        assert_eq!(with_plain_quotes("\"a\""), "\"a\"");
        assert_eq!(with_plain_quotes("a"), "a");
    }
}
