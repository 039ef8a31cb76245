//! What cannot be read, and how it is worded.

use memchr::memchr;

use crate::source::Span;
use crate::source::lines::line_end;
use crate::syntax::words::read_escape;

/// A statement that cannot be read, or a misspelt keyword that can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong: one sentence in the parser's terms.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A few words at that place.
    pub label: String,
    /// Another place that it has to do with, and what that is.
    pub related: Option<(Span, String)>,
    /// What to write instead.
    pub help: Option<String>,
    /// Text that fixes it: what is read then is read as if it stood there.
    pub fix: Option<(Span, String)>,
    /// Whether it is read as if it were fixed.
    pub is_read: bool,
}

impl SyntaxError {
    /// An error with a message and a place only.
    pub fn new(span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError {
            message: message.into(),
            span,
            label: String::new(),
            related: None,
            help: None,
            fix: None,
            is_read: false,
        }
    }

    /// The same with words at its place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> SyntaxError {
        self.label = label.into();
        self
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> SyntaxError {
        self.help = Some(help.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> SyntaxError {
        self.related = Some((span, text.into()));
        self
    }

    /// The same with a text that fixes it, as which it is read already.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> SyntaxError {
        self.is_read = true;
        self.may_fix(span, text)
    }

    /// The same with a text that may fix it.
    #[must_use]
    pub fn may_fix(mut self, span: Span, text: impl Into<String>) -> SyntaxError {
        self.fix = Some((span, text.into()));
        self
    }
}

/// A piece of the source for a message: on one line, and not too long.
pub fn excerpt(text: &str) -> String {
    const MAX_BYTES_SHOWN: usize = 40;
    let line = &text[..line_end(text, 0)];
    match line.char_indices().nth(MAX_BYTES_SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// The first escape that is none in the text in quotes at `place`.
pub(super) fn escape_error(source: &str, place: Span) -> Option<SyntaxError> {
    let text = &source[place.range()];
    let mut at = 0;
    loop {
        at += memchr(b'\\', &text.as_bytes()[at..])?;
        if let Some((_, length)) = read_escape(&text[at..]) {
            at += length;
            continue;
        }
        let start = place.start + at as u32;
        let letter = text[at + 1..].chars().next().map_or(0, |letter| letter.len_utf8() as u32);
        let place = Span::new(start, start + 1 + letter);
        let error = SyntaxError::new(place, format!("`{}` is no escape", &source[place.range()]));
        return Some(error.help(
            "the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is `\\\\`",
        ));
    }
}

/// What an unexpected character most probably was meant to be.
pub(super) fn junk_error(span: Span, text: &str) -> SyntaxError {
    let error = SyntaxError::new(span, format!("`{text}` cannot be read here"));
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '\'' | '\u{2018}' | '\u{2019}' => error.help("names are quoted with `\"`, as in `\"…\"`"),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => {
            error.help("these are a text processor's quotation marks; write plain ones: `\"…\"`")
        }
        '-' | '=' if text.contains('>') => {
            error.help("there are no arrows; write `to` behind an output, `from` behind an input")
        }
        ';' => error.help("leave it out: a statement ends where the next one begins"),
        '/' | '&' | '+' | '|' => error.help(
            "names are separated by `,`, and alternatives by `or`; a sign of a name stands in its quotes",
        ),
        '-' | '*' | '•' | '–' | '—' => {
            error.help("leave it out; a sign that is part of a name stands in its quotes")
        }
        ':' | '=' => error.help("no sign stands between a keyword and what follows; a blank is enough"),
        '#' => error.help("a comment begins with `//`"),
        '.' => {
            error.help("only the name of a stream and that of its step are joined by `.`, and without blanks")
        }
        ',' => error.help("a comma stands between two names; one may follow the last"),
        '[' | ']' | '(' | ')' => error.help("lists need no brackets; write `\"A\", \"B\"`"),
        _ if first.is_whitespace() || first == '\u{feff}' => {
            SyntaxError::new(span, format!("an invisible character (U+{:04X}) stands here", first as u32))
                .help("write a plain blank instead")
        }
        _ if first.is_ascii_digit() => error.help("a bare name begins with a letter; put this one in quotes"),
        _ => error,
    }
}
