//! The tokens that pieces consist of.

use crate::syntax::flags::StatementFlags;
use crate::syntax::keyword::{Keyword, Preposition};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word that begins a statement.
    Keyword(Keyword),
    /// `optional`, `rework` or `reply`, as the mark that it sets.
    Modifier(StatementFlags),
    /// A word that begins a clause.
    Preposition(Preposition),
    /// `or`.
    Either,
    /// A word where a keyword belongs.
    Unknown,
    /// A name without quotes.
    Bare,
    /// A name or text in quotes.
    Quoted,
    /// A text in three quotes.
    Long,
    /// A text in three quotes that is never closed.
    UnclosedLong,
    /// Two quotes with nothing in between.
    Empty,
    /// A text whose line ends before it does.
    Unclosed,
    /// A number with what is attached to it.
    Quantity,
    /// Between the name of a stream and that of its step.
    Dot,
    /// A comma behind the last member of a list; those between two members are not kept.
    Comma,
    /// `{`
    Open,
    /// `}`
    Close,
    /// From `@` to the closing parenthesis; its parts follow as tokens of their own.
    Allow,
    /// The word behind `@`.
    AllowWord,
    /// `)` at the end of an `@allow`.
    EndParen,
    /// Nothing, where something belongs.
    Missing,
    /// What has no keyword before it; its parts follow as tokens of their own.
    Loose,
    /// What cannot be read.
    Junk,
    /// `// …`
    LineComment,
    /// `/* … */`
    BlockComment,
    /// `/* …`
    UnclosedComment,
}

/// One token: what it is, and 0-based byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
}

/// What a word is wherever it stands; none for one that may be a name.
pub(crate) fn reserved(word: &str) -> Option<Kind> {
    match word {
        "or" => Some(Kind::Either),
        "optional" => Some(Kind::Modifier(StatementFlags::OPTIONAL)),
        "organization" => Some(Kind::Keyword(Keyword::Organisation)),
        "reply" => Some(Kind::Modifier(StatementFlags::REPLY)),
        "rework" => Some(Kind::Modifier(StatementFlags::REWORK)),
        _ => {
            Keyword::read(word).map(Kind::Keyword).or_else(|| Preposition::read(word).map(Kind::Preposition))
        }
    }
}

/// Whether a word is one of the language and so no bare name.
pub(crate) fn is_reserved(word: &str) -> bool {
    reserved(word).is_some()
}
