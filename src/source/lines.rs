//! Where lines end: at LF, at CRLF, and at a CR that no LF follows. Nobody else decides that.
//!
//! Offsets are bytes. One that stands between a CR and its LF belongs to the line that these end.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr2_iter, memrchr2};

/// The characters that end a line, CR and LF together or each by itself.
pub const LINE_ENDS: [char; 2] = ['\r', '\n'];

/// Offsets behind each line end of `text`, in their order.
pub fn starts(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    memchr2_iter(b'\n', b'\r', text).map(|at| at + 1).filter(|&behind| !splits_pair(text, behind))
}

/// Whether a line ends in `text`.
pub fn has_line_end(text: &str) -> bool {
    memchr2(b'\n', b'\r', text.as_bytes()).is_some()
}

/// Where the line of byte `at` begins.
pub fn line_start(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let at = if splits_pair(bytes, at) { at - 1 } else { at };
    memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |end| end + 1)
}

/// Where what stands on the line of byte `at` ends: before the line end, or with the text.
pub fn line_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let at = if splits_pair(bytes, at) { at - 1 } else { at };
    memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}

/// Where the line below that of byte `at` begins; none if that is the last.
pub fn next_line(text: &str, at: usize) -> Option<usize> {
    let end = line_end(text, at);
    let length = line_end_at(text, end).len();
    (length > 0).then_some(end + length)
}

/// The line end that begins at byte `at`; empty where none does.
pub fn line_end_at(text: &str, at: usize) -> &'static str {
    match text.as_bytes().get(at..) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        Some([b'\n', ..]) => "\n",
        _ => "",
    }
}

/// The line end that ends at byte `at`; empty where none does.
pub fn line_end_before(text: &str, at: usize) -> &'static str {
    match text.as_bytes().get(..at) {
        Some([.., b'\r', b'\n']) => "\r\n",
        Some([.., b'\r']) => "\r",
        Some([.., b'\n']) => "\n",
        _ => "",
    }
}

/// The last line end of `text`; none where it has one line.
pub fn last_line_end(text: &str) -> Option<&'static str> {
    let end = memrchr2(b'\n', b'\r', text.as_bytes())?;
    Some(line_end_before(text, end + 1))
}

/// The same text with an LF in place of each lone CR, so that whoever looks for LF finds all line ends. Every byte keeps
/// its offset. A text without a lone CR, which is nearly every one, is not copied.
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(length) = memchr(b'\r', &bytes[from..]) {
        let behind = from + length + 1;
        if !splits_pair(bytes, behind) {
            return Cow::Owned(replace_lone_returns(text, behind - 1));
        }
        from = behind;
    }
    Cow::Borrowed(text)
}

/// `text`, whose first lone CR is byte `first`, with an LF for each.
fn replace_lone_returns(text: &str, first: usize) -> String {
    let mut replaced = String::with_capacity(text.len());
    replaced.push_str(&text[..first]);
    let mut letters = text[first..].chars().peekable();
    while let Some(letter) = letters.next() {
        let is_lone = letter == '\r' && letters.peek() != Some(&'\n');
        replaced.push(if is_lone { '\n' } else { letter });
    }
    replaced
}

/// Whether `at` stands between a CR and its LF.
pub fn splits_pair(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'\n') && at > 0 && bytes[at - 1] == b'\r'
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\nbb\r\nc\rd\r\r\n";

    #[test]
    fn lf_crlf_and_a_lone_cr_end_a_line() {
        assert_eq!(starts(TEXT.as_bytes()).collect::<Vec<_>>(), [2, 6, 8, 10, 12]);
        let lines: Vec<&str> = [0, 2, 6, 8, 10, 12].map(|at| &TEXT[at..line_end(TEXT, at)]).to_vec();
        assert_eq!(lines, ["a", "bb", "c", "d", "", ""]);
        for at in 0..=TEXT.len() {
            let start = line_start(TEXT, at);
            assert!(start == 0 || starts(TEXT.as_bytes()).any(|other| other == start), "{at}");
            assert_eq!(next_line(TEXT, at), starts(TEXT.as_bytes()).find(|&other| other > at), "{at}");
        }
        assert_eq!(["", "\n", "\r\n", "\r"], [0, 1, 4, 7].map(|at| line_end_at(TEXT, at)));
        assert_eq!(["", "\n", "\r\n", "\r"], [0, 2, 6, 8].map(|at| line_end_before(TEXT, at)));
        assert_eq!(last_line_end(TEXT), Some("\r\n"));
        assert_eq!(last_line_end("a"), None);
    }

    #[test]
    fn a_lone_cr_is_read_as_lf() {
        assert_eq!(with_line_feeds(TEXT), "a\nbb\r\nc\nd\n\r\n");
        assert_eq!(with_line_feeds("ß\r"), "ß\n");
        assert!(matches!(with_line_feeds("a\r\nb\n"), Cow::Borrowed(_)));
    }
}
