//! Words to tokens: follows the sentences that the grammar describes, word by word.
//!
//! Every row of words has a reading. What a sentence needs and does not have becomes a token too (`Missing`), and so
//! does what no sentence begins with (`Unknown`, `Loose`, `Junk`).

use crate::syntax::splitter::{Pieces, Splitter};
use crate::syntax::token::{Kind, Token};

/// What a word of the text is, as far as the word alone shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A token, whatever stands before it. A bare name may yet turn out to be unknown.
    Plain(Kind),
    /// `,`
    Comma,
    /// `.`, with a name directly behind it.
    Dot,
    /// `(`, behind the word of an `@allow`.
    Paren,
    /// `)`
    EndParen,
}

/// What may stand next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A piece.
    Piece,
    /// A member of a list, or else a clause or brace.
    Member,
    /// The same behind the comma at this byte.
    AnotherMember(u32),
    /// The same, and it is missed.
    Wanted,
    /// The same behind `or`: the list may go on all the same.
    Alternative,
    /// A comma, `or`, clause or brace.
    Joined,
    /// The same, or the step of the stream that was named.
    JoinedOrStep,
    /// The same, or another part of a duration.
    JoinedOrQuantity,
    /// The second name in `stream.step`.
    Step,
    /// A clause or brace.
    Rest,
    /// The parenthesis of an `@allow`.
    Paren,
}

/// Takes words and makes tokens of them.
pub(super) struct Classifier<'a> {
    pub pieces: Splitter<'a>,
    next: Next,
    /// The `Allow` or `Loose` that is being read, in its piece: it ends where the next token begins that is no part.
    whole: Option<usize>,
    /// The last word is a sign out of place: what adheres to it is junk as well.
    sticky: bool,
}

impl<'a> Classifier<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Classifier { pieces: Splitter::new(source), next: Next::Piece, whole: None, sticky: false }
    }

    /// Forgets the piece that is being read, and says where it begins.
    pub(super) fn restart(&mut self) -> Option<u32> {
        (self.next, self.whole, self.sticky) = (Next::Piece, None, false);
        self.pieces.restart()
    }

    /// The text ends at byte `end`.
    pub(super) fn finish(&mut self, end: u32) {
        self.begin(end);
    }

    /// Takes the next word of the text.
    pub(super) fn word(&mut self, word: Word, start: u32, end: u32, out: &mut impl Pieces) {
        if self.sticky {
            self.sticky = adheres(word) && self.pieces.end() == start;
            if self.sticky {
                return self.pieces.stretch(end);
            }
        }
        match word {
            Word::Plain(kind) => self.plain(Token { kind, start, end }, out),
            Word::Comma => {
                self.miss(start);
                if self.joins() { self.next = Next::AnotherMember(start) } else { self.junk(start, end, out) }
            }
            Word::Dot if self.next == Next::JoinedOrStep && self.pieces.end() == start => {
                self.put(Token { kind: Kind::Dot, start, end }, Next::Step, out);
            }
            Word::Paren => self.next = Next::Member,
            Word::EndParen if self.in_allow() && self.next != Next::Paren => {
                self.miss(start);
                self.put(Token { kind: Kind::EndParen, start, end }, Next::Piece, out);
                self.end_whole(end);
            }
            Word::Dot | Word::EndParen => {
                self.junk(start, end, out);
                self.sticky = true;
            }
        }
    }

    fn plain(&mut self, token: Token, out: &mut impl Pieces) {
        match token.kind {
            Kind::Bare | Kind::Quoted => self.member(token, Next::JoinedOrStep, out),
            // Behind the name of a stream every word is a name.
            Kind::Keyword(_) | Kind::Modifier(_) | Kind::Preposition(_) | Kind::Either
                if self.next == Next::Step =>
            {
                self.put(Token { kind: Kind::Bare, ..token }, Next::Joined, out);
            }
            Kind::Quantity => self.member(token, Next::JoinedOrQuantity, out),
            Kind::Keyword(_) => self.piece(token, Next::Wanted, out),
            Kind::Preposition(_) => {
                self.miss(token.start);
                if !self.in_statement() {
                    self.loose(token.start, out);
                }
                self.put(token, Next::Wanted, out);
            }
            Kind::Open => {
                self.miss(token.start);
                if !self.in_statement() {
                    self.begin(token.start);
                }
                self.put(token, Next::Piece, out);
            }
            Kind::Close => self.piece(token, Next::Piece, out),
            Kind::Modifier(_) => self.piece(token, Next::Member, out),
            Kind::Either => {
                self.miss(token.start);
                if self.joins() {
                    return self.put(token, Next::Alternative, out);
                }
                self.loose(token.start, out);
                self.put(token, Next::Piece, out);
                self.end_whole(token.end);
            }
            Kind::Allow => {
                self.piece(token, Next::Paren, out);
                self.whole = Some(0);
            }
            Kind::AllowWord => self.put(token, Next::Paren, out),
            Kind::Junk => self.piece(token, Next::Piece, out),
            _ => self.member(token, Next::Joined, out),
        }
    }

    /// A name, text or quantity, with `next` behind it.
    fn member(&mut self, token: Token, next: Next, out: &mut impl Pieces) {
        match self.next {
            Next::Member | Next::AnotherMember(_) | Next::Wanted | Next::Alternative => {
                self.put(token, next, out);
            }
            Next::Step => self.put(token, Next::Joined, out),
            Next::JoinedOrQuantity if token.kind == Kind::Quantity => self.put(token, next, out),
            _ if token.kind == Kind::Bare => {
                self.piece(Token { kind: Kind::Unknown, ..token }, Next::Member, out);
            }
            _ => {
                self.loose(token.start, out);
                self.put(token, next, out);
            }
        }
    }

    /// A token that begins another piece, or could.
    fn piece(&mut self, token: Token, next: Next, out: &mut impl Pieces) {
        self.begin(token.start);
        self.put(token, next, out);
    }

    fn junk(&mut self, start: u32, end: u32, out: &mut impl Pieces) {
        self.piece(Token { kind: Kind::Junk, start, end }, Next::Piece, out);
    }

    /// What stands at byte `start` has no keyword before it.
    fn loose(&mut self, start: u32, out: &mut impl Pieces) {
        self.piece(Token { kind: Kind::Loose, start, end: start }, Next::Piece, out);
        self.whole = Some(self.pieces.len() - 1);
    }

    fn put(&mut self, token: Token, next: Next, out: &mut impl Pieces) {
        self.pieces.token(token, out);
        self.next = next;
    }

    /// Whatever was being read ends before byte `at`.
    fn begin(&mut self, at: u32) {
        self.miss(at);
        if self.whole.is_some() {
            if self.in_allow() {
                self.pieces.missing(at);
            }
            self.end_whole(at);
        }
        self.next = Next::Piece;
    }

    /// No member stands at byte `at`: is one missed?
    fn miss(&mut self, at: u32) {
        self.next = match self.next {
            Next::AnotherMember(comma) => {
                self.pieces.last_comma(comma);
                self.next = Next::Rest;
                return;
            }
            Next::Wanted => Next::Rest,
            Next::Alternative => Next::Joined,
            _ => return,
        };
        self.pieces.missing(at);
    }

    fn end_whole(&mut self, at: u32) {
        if let Some(index) = self.whole.take() {
            self.pieces.end_at(index, at);
        }
    }

    /// Whether a comma or `or` may stand here.
    fn joins(&self) -> bool {
        matches!(self.next, Next::Joined | Next::JoinedOrStep | Next::JoinedOrQuantity)
    }

    /// Whether a clause or brace may stand here.
    fn in_statement(&self) -> bool {
        self.next != Next::Piece && !self.in_allow()
    }

    fn in_allow(&self) -> bool {
        self.whole == Some(0) && self.pieces.begins_with(Kind::Allow)
    }
}

/// Whether a word is junk behind a sign out of place, if no blank stands between them.
fn adheres(word: Word) -> bool {
    use Kind::{Bare, Either, Junk, Keyword, Modifier, Preposition, Quantity};
    match word {
        Word::Plain(kind) => {
            matches!(kind, Bare | Quantity | Junk | Keyword(_) | Modifier(_) | Preposition(_) | Either)
        }
        word => matches!(word, Word::Dot | Word::EndParen),
    }
}
