//! Tokens to pieces: where one statement ends and the next begins.

use crate::source::lines::{LINE_ENDS, has_line_end};
use crate::syntax::token::{Kind, Token};

/// Receives the tokens of a text, piece by piece.
pub(crate) trait Pieces {
    /// A comment. Comments come in their order, but between the tokens around them in none.
    fn comment(&mut self, token: Token);
    /// A piece: a statement, a closing brace, an `@allow` or what cannot be read.
    fn piece(&mut self, tokens: &[Token]);
}

/// Cuts the row of tokens into pieces.
pub(super) struct Splitter<'a> {
    source: &'a str,
    /// The tokens of the piece that is being read.
    piece: Vec<Token>,
    /// The comments since that piece began.
    comments: Vec<Token>,
    /// Whether the piece is complete, so that whatever follows begins another.
    ended: bool,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Splitter { source, piece: Vec::with_capacity(16), comments: Vec::new(), ended: true }
    }

    /// Forgets the piece that is being read, and says where it begins.
    pub(super) fn restart(&mut self) -> Option<u32> {
        let start = self.piece.first().map(|first| first.start);
        self.piece.clear();
        self.comments.clear();
        self.ended = true;
        start
    }

    /// Takes a comment.
    pub(super) fn comment(&mut self, comment: Token) {
        self.comments.push(comment);
    }

    /// Takes a token.
    pub(super) fn token(&mut self, token: Token, pieces: &mut impl Pieces) {
        if self.begins_piece(token) {
            self.flush(pieces);
            self.ended = false;
        }
        self.ended |= matches!(token.kind, Kind::Open | Kind::Close);
        self.piece.push(token);
    }

    /// Notes that something is missing at byte `at`.
    pub(super) fn missing(&mut self, at: u32) {
        self.piece.push(Token { kind: Kind::Missing, start: at, end: at });
    }

    /// Notes that the comma at byte `at` was the last.
    pub(super) fn last_comma(&mut self, at: u32) {
        self.piece.push(Token { kind: Kind::Comma, start: at, end: at + 1 });
    }

    /// How many tokens the piece has so far.
    pub(super) fn len(&self) -> usize {
        self.piece.len()
    }

    /// Whether the piece begins with a token of this kind.
    pub(super) fn begins_with(&self, kind: Kind) -> bool {
        self.piece.first().is_some_and(|first| first.kind == kind)
    }

    /// Where the last token ends.
    pub(super) fn end(&self) -> u32 {
        self.piece.last().map_or(0, |last| last.end)
    }

    /// Lets the last token end at byte `end`.
    pub(super) fn stretch(&mut self, end: u32) {
        self.end_at(self.piece.len().saturating_sub(1), end);
    }

    /// Lets the token with this index in the piece end at byte `end`.
    pub(super) fn end_at(&mut self, index: usize, end: u32) {
        if let Some(token) = self.piece.get_mut(index) {
            token.end = end;
        }
    }

    /// Whether a token begins another piece. Line ends do not decide it: a statement may go over several lines, and several
    /// may share one. So a keyword begins one unless something before it still lacks its name.
    fn begins_piece(&self, token: Token) -> bool {
        let Some(last) = self.piece.last() else { return true };
        match token.kind {
            _ if self.ended => true,
            Kind::Close | Kind::Allow | Kind::Modifier(_) => true,
            Kind::Keyword(_) => match last.kind {
                // `optional input`.
                Kind::Modifier(_) => false,
                // `input output`: a keyword where a name belongs, not the next statement.
                Kind::Missing => self.begins_with(Kind::Allow) || !self.is_on_line_of_piece(token),
                _ => true,
            },
            // Probably a misspelt keyword. Within a line it is more likely a stray word of the statement.
            Kind::Unknown => begins_line(self.source, token.start),
            _ => false,
        }
    }

    /// Whether the last word of the piece stands on the token's line.
    fn is_on_line_of_piece(&self, token: Token) -> bool {
        let word = self.piece.iter().rev().find(|token| token.kind != Kind::Missing);
        word.is_some_and(|word| !has_line_end(&self.source[word.end as usize..token.start as usize]))
    }

    /// Hands on what was read.
    pub(super) fn flush(&mut self, pieces: &mut impl Pieces) {
        for comment in self.comments.drain(..) {
            pieces.comment(comment);
        }
        if !self.piece.is_empty() {
            pieces.piece(&self.piece);
            self.piece.clear();
        }
    }
}

/// Whether only blanks stand between the start of the line and byte `at`.
pub(crate) fn begins_line(source: &str, at: u32) -> bool {
    // Backwards from there, so that a long line is not read again for every word in it.
    let before = source[..at as usize].trim_end_matches([' ', '\t']).trim_end_matches('\u{feff}');
    before.is_empty() || before.ends_with(LINE_ENDS)
}
