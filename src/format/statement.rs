//! The words of one statement, on one line.

use std::borrow::Cow;

use crate::syntax::bare::bare;
use crate::syntax::keyword::{Context, Keyword, Subject};
use crate::syntax::pasted::with_plain_quotes;
use crate::syntax::token::{Kind, Token};

/// A statement that can be read: its words, and the comments between them.
#[derive(Clone, Copy)]
pub(super) struct Statement<'s> {
    pub source: &'s str,
    pub tokens: &'s [Token],
    pub comments: &'s [Token],
    pub keyword: Option<Keyword>,
}

/// What stands between two words that share a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    Nothing,
    Blank,
    Comma,
}

impl Separator {
    pub fn between(before: Kind, kind: Kind) -> Separator {
        match (before, kind) {
            (Kind::Dot, _) | (_, Kind::Dot) => Separator::Nothing,
            // The parts of a duration.
            (Kind::Quantity, Kind::Quantity) => Separator::Blank,
            _ if is_member(before) && is_member(kind) => Separator::Comma,
            _ => Separator::Blank,
        }
    }
}

/// Whether it is a member of a list, or a part of one.
pub(super) fn is_member(kind: Kind) -> bool {
    matches!(kind, Kind::Bare | Kind::Quoted | Kind::Long | Kind::Empty | Kind::Quantity)
}

/// Whether it is to be written, and not just noted.
pub(super) fn is_word(token: &Token) -> bool {
    !matches!(token.kind, Kind::Missing | Kind::Comma)
}

impl<'s> Statement<'s> {
    pub fn new(source: &'s str, tokens: &'s [Token], comments: &'s [Token]) -> Statement<'s> {
        let keyword = tokens.iter().find_map(|token| match token.kind {
            Kind::Keyword(keyword) => Some(keyword),
            _ => None,
        });
        Statement { source, tokens, comments, keyword }
    }

    /// Whether it is a time or the quality of a step.
    pub fn is_metric(&self) -> bool {
        use Keyword::{CompleteAndAccurate, LeadTime, ProcessTime};
        matches!(self.keyword, Some(LeadTime | ProcessTime | CompleteAndAccurate))
    }

    /// Whether it says what comes or goes.
    pub fn is_flow(&self) -> bool {
        use Keyword::{Input, Outcome, Output, Trigger};
        matches!(self.keyword, Some(Input | Output | Trigger | Outcome))
    }

    /// Appends all of it to `line`, whatever comments stand in it. Gives the byte in `line` at which clauses and brace
    /// begin, behind a blank; none if there are none.
    pub fn flat(&self, line: &mut String) -> Option<usize> {
        let mut rest = None;
        let mut comments = self.comments;
        let mut before: Option<Kind> = None;
        for token in self.tokens.iter().filter(|token| is_word(token)) {
            let separator =
                before.map_or(Separator::Nothing, |before| Separator::between(before, token.kind));
            if separator == Separator::Comma {
                line.push(',');
            }
            while let [comment, later @ ..] = comments
                && comment.start < token.start
            {
                line.push(' ');
                line.push_str(self.text(comment));
                comments = later;
            }
            if separator != Separator::Nothing {
                line.push(' ');
            }
            if rest.is_none() && matches!(token.kind, Kind::Preposition(_) | Kind::Open) {
                rest = Some(line.len());
            }
            line.push_str(&self.written(token));
            if self.is_padded(token) {
                line.push(' ');
            }
            before = Some(token.kind);
        }
        rest
    }

    pub fn text(&self, token: &Token) -> &'s str {
        &self.source[token.start as usize..token.end as usize]
    }

    /// A word as it is written best.
    pub fn written(&self, token: &Token) -> Cow<'s, str> {
        let text = self.text(token);
        if token.kind != Kind::Quoted {
            return Cow::Borrowed(text);
        }
        // Outside a block `practice` has a name too, so the place does not matter here.
        let subject = |keyword: Keyword| keyword.subject(Context::File);
        let is_text = self.keyword.is_some_and(|it| matches!(subject(it), Subject::Text | Subject::LongText));
        match with_plain_quotes(text) {
            text if is_text => text,
            Cow::Borrowed(text) => Cow::Borrowed(bare(text)),
            Cow::Owned(text) => Cow::Owned(bare(&text).to_owned()),
        }
    }

    /// Whether it is an `input` with nothing before it. That is as wide as `output`, so that what follows them begins in
    /// one column.
    pub fn is_padded(&self, token: &Token) -> bool {
        token.kind == Kind::Keyword(Keyword::Input) && !matches!(self.tokens[0].kind, Kind::Modifier(_))
    }
}
