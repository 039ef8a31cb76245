//! What cannot be read, and how it is worded.

use crate::source::Span;

/// A statement that cannot be read, or a misspelt keyword that can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong: one sentence in the reader's terms.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A few words at that place.
    pub label: String,
    /// Another place that it has to do with, and what that is.
    pub related: Option<(Span, String)>,
    /// What to write instead.
    pub help: Option<String>,
    /// Text that mends it, where that is certain: a misspelt keyword.
    pub fix: Option<(Span, String)>,
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

    /// The same with a text that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> SyntaxError {
        self.fix = Some((span, text.into()));
        self
    }
}

/// A piece of the source for a message: on one line, and not too long.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}
