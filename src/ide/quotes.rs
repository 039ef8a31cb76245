//! What stands between the quotation marks of a name, in bytes of the text.

use std::borrow::Cow;

use crate::source::Span;
use crate::syntax::pasted;
use crate::syntax::words::unquote;

/// The marks that begin a text, the longest first.
const PLAIN: [&str; 2] = ["\"\"\"", "\""];

/// Where the text without its marks lies in `span`, at which `written` stands: all of it, where it has none. One that was
/// never closed has none at its end, and typographic marks are of several bytes.
pub fn inside(written: &str, span: Span) -> Span {
    let inner = inner(written);
    let before = inner.as_ptr().addr() - written.as_ptr().addr();
    let start = span.start + before as u32;
    Span::new(start, start + inner.len() as u32)
}

/// The text itself, escapes resolved, whether it was closed or not.
pub fn text(written: &str) -> Cow<'_, str> {
    match unquote(written) {
        Cow::Borrowed(_) => Cow::Borrowed(inner(written)),
        resolved @ Cow::Owned(_) => resolved,
    }
}

/// The part of `written` without its marks.
fn inner(written: &str) -> &str {
    for mark in PLAIN {
        if let Some(open) = written.strip_prefix(mark) {
            return open.strip_suffix(mark).unwrap_or(open);
        }
    }
    pasted::inner(written).unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_that_are_there_are_cut() {
        for (written, expected) in [
            ("\"Größe\"", "Größe"),
            ("\"Größe ä", "Größe ä"),
            ("\"", ""),
            ("\"\"", ""),
            ("“Foo bar”", "Foo bar"),
            ("« ä »", "ä"),
            ("«", ""),
            ("\"\"\"a\nb\"\"\"", "a\nb"),
            ("\"\"\"a", "a"),
            ("user", "user"),
        ] {
            let span = inside(written, Span::new(10, 10 + written.len() as u32));
            assert_eq!(&written[span.start as usize - 10..span.end as usize - 10], expected, "{written}");
        }
    }
}
