//! The names, texts or quantities that follow a keyword or a preposition.

use super::Operands;
use crate::syntax::token::{Kind, Token};

/// One member of a list: a name or text, with the second name of `stream.step`.
pub(super) struct Member {
    pub token: Token,
    pub step: Option<Token>,
}

/// A list: its members and how many `or`s stand between them. Most have one member, which costs no allocation.
#[derive(Default)]
pub(super) struct List {
    pub first: Option<Member>,
    pub others: Vec<Member>,
    /// The first `or`, and how many there are.
    pub either: Option<Token>,
    pub eithers: usize,
    /// An `or` without an item behind it.
    pub dangling: Option<Token>,
    /// A comma behind the last member.
    pub comma: Option<Token>,
}

impl List {
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.first.iter().chain(&self.others)
    }

    pub fn last_mut(&mut self) -> Option<&mut Member> {
        self.others.last_mut().or(self.first.as_mut())
    }

    pub fn push(&mut self, member: Member) {
        match self.first {
            Some(_) => self.others.push(member),
            None => self.first = Some(member),
        }
    }
}

impl Operands<'_> {
    /// Reads a list from the front of `rest`, which then begins behind it.
    pub(super) fn list(&mut self, rest: &mut &[Token]) -> List {
        let mut list = List::default();
        let mut last_either = None;
        while let [token, more @ ..] = *rest {
            match token.kind {
                Kind::Missing => list.dangling = list.dangling.or(last_either),
                Kind::Either => {
                    list.either.get_or_insert(*token);
                    list.eithers += 1;
                    last_either = Some(*token);
                }
                Kind::Comma => list.comma = Some(*token),
                Kind::Dot => {}
                Kind::Bare
                | Kind::Quoted
                | Kind::Long
                | Kind::Empty
                | Kind::Unclosed
                | Kind::UnclosedLong
                | Kind::Quantity => self.member(*token, &mut list),
                _ => break,
            }
            if !matches!(token.kind, Kind::Missing | Kind::Comma) {
                self.end = self.end.max(token.end);
            }
            *rest = more;
        }
        list
    }

    fn member(&self, token: Token, list: &mut List) {
        let joined = token.start > 0 && self.source.as_bytes()[token.start as usize - 1] == b'.';
        match list.last_mut() {
            Some(last) if joined && last.step.is_none() && last.token.end + 1 == token.start => {
                last.step = Some(token);
            }
            _ => list.push(Member { token, step: None }),
        }
    }
}
