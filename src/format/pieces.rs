//! What a text consists of, in its order: pieces and comments.

use std::ops::Range;

use crate::source::Span;
use crate::syntax::splitter::Pieces;
use crate::syntax::token::{Kind, Token};
use crate::syntax::{Tree, parse_beside};

/// A piece as the parser cuts it, or a comment.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub span: Span,
    /// Its tokens in [`Items::tokens`]; a comment is one.
    pub tokens: Range<u32>,
}

/// All items of a text, in the order in which they begin.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub items: Vec<Item>,
    pub tokens: Vec<Token>,
}

impl Items {
    /// Of `source`, with its tree.
    pub fn read(source: &str) -> (Items, Tree) {
        let mut items = Items {
            items: Vec::with_capacity(source.len() / 32),
            tokens: Vec::with_capacity(source.len() / 12),
        };
        let tree = parse_beside(source, &mut items);
        // A comment comes before the piece that it stands in.
        items.items.sort_by_key(|item| item.span.start);
        (items, tree)
    }

    /// The tokens of an item; there is at least one.
    pub fn of(&self, item: &Item) -> &[Token] {
        &self.tokens[item.tokens.start as usize..item.tokens.end as usize]
    }
}

impl Pieces for Items {
    fn comment(&mut self, token: Token) {
        self.piece(&[token]);
    }

    fn piece(&mut self, tokens: &[Token]) {
        let Some(first) = tokens.first() else { return };
        // What is missing is missing behind the piece, not in it.
        let words = tokens.iter().filter(|token| token.kind != Kind::Missing);
        let end = words.fold(first.start, |end, token| end.max(token.end));
        let start = self.tokens.len() as u32;
        self.tokens.extend_from_slice(tokens);
        let tokens = start..self.tokens.len() as u32;
        self.items.push(Item { span: Span::new(first.start, end), tokens });
    }
}
