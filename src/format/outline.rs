//! What begins a line of its own, in the order of the text and with its depth: statements, closing braces, comments, and
//! lines that stay as they are.

use std::ops::Range;

use crate::format::pieces::{Item, Items};
use crate::format::verbatim::verbatim_lines;
use crate::source::Span;
use crate::source::lines::{has_line_end, starts};
use crate::syntax::token::{Kind, Token};
use crate::syntax::{Statement, StatementFlags, Tree};

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub elements: Vec<Element>,
    /// The comments that stand inside of statements, in the order of the text.
    pub inner: Vec<Token>,
    /// The comments that stand behind an element on its line, in the order of the text.
    pub trailing: Vec<Span>,
}

/// A part of the outline.
#[derive(Debug)]
pub(super) struct Element {
    pub kind: ElementKind,
    /// From its first word to its last.
    pub span: Span,
    /// In how many blocks it stands.
    pub depth: usize,
    /// Its tokens, in those of the text.
    pub tokens: Range<u32>,
    /// The comments inside of it, in [`Outline::inner`].
    pub inner: Range<u32>,
    /// The comments behind it, in [`Outline::trailing`].
    pub trailing: Range<u32>,
    /// Whether an empty line stands before it.
    pub blank: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    Statement,
    /// A statement that opens a block.
    Opening,
    /// The brace that closes one.
    Close,
    Allow,
    Comment,
    /// Lines that stay as they are.
    Verbatim,
}

impl Outline {
    /// Of `source`, which consists of `items` and reads as `tree`.
    pub fn of(source: &str, items: &Items, tree: &Tree) -> Outline {
        let mut outline = Outline { elements: Vec::with_capacity(items.items.len()), ..Outline::default() };
        let mut depths = Depths { statements: &tree.statements, read: 0, open: Vec::new(), depth: 0 };
        let mut verbatim = verbatim_lines(source, items, tree).into_iter().peekable();
        let mut end = 0;
        for item in &items.items {
            while verbatim.next_if(|lines| lines.end < item.span.start).is_some() {}
            match verbatim.peek() {
                Some(&lines) if lines.start <= item.span.start => {
                    let is_next = outline.elements.last().is_none_or(|last| last.span != lines);
                    if is_next {
                        outline.add(ElementKind::Verbatim, lines, depths.at(item.span.start), 0..0);
                    }
                }
                _ => outline.item(source, item, items, &mut depths, end),
            }
            end = end.max(item.span.end);
        }
        outline.finish(source);
        outline
    }

    fn add(&mut self, kind: ElementKind, span: Span, depth: usize, tokens: Range<u32>) {
        let inner = self.inner.len() as u32;
        let trailing = self.trailing.len() as u32;
        self.elements.push(Element {
            kind,
            span,
            depth,
            tokens,
            inner: inner..inner,
            trailing: trailing..trailing,
            blank: false,
        });
    }

    /// Adds an item. The one before it ends at byte `end`.
    fn item(&mut self, source: &str, item: &Item, items: &Items, depths: &mut Depths<'_>, end: u32) {
        let tokens = items.of(item);
        let first = tokens[0];
        let (kind, depth) = match first.kind {
            Kind::LineComment | Kind::BlockComment | Kind::UnclosedComment => {
                return self.comment(source, first, end);
            }
            Kind::Close => (ElementKind::Close, depths.of_close(item.span.end)),
            Kind::Allow => (ElementKind::Allow, 0),
            _ if tokens.last().is_some_and(|last| last.kind == Kind::Open) => {
                (ElementKind::Opening, depths.at(item.span.start))
            }
            _ => (ElementKind::Statement, depths.at(item.span.start)),
        };
        self.add(kind, item.span, depth, item.tokens.clone());
    }

    /// Adds a comment: to the element that it stands in or behind, or as one of its own.
    fn comment(&mut self, source: &str, comment: Token, end: u32) {
        let text = source[comment.start as usize..comment.end as usize].trim_end();
        let span = Span::new(comment.start, comment.start + text.len() as u32);
        let takes =
            |element: &&mut Element| !matches!(element.kind, ElementKind::Comment | ElementKind::Verbatim);
        match self.elements.last_mut().filter(takes) {
            Some(last) if comment.start < last.span.end => {
                self.inner.push(Token { end: span.end, ..comment });
                last.inner.end += 1;
            }
            Some(last) if !has_line_end(&source[end as usize..comment.start as usize]) => {
                self.trailing.push(span);
                last.trailing.end += 1;
            }
            _ => self.add(ElementKind::Comment, span, 0, 0..0),
        }
    }

    /// Finds out where empty lines stand, and how deep comments and `@allow`s: as deep as what follows them.
    fn finish(&mut self, source: &str) {
        let mut end = 0;
        for element in &mut self.elements {
            let start = element.span.start as usize;
            let between = &source.as_bytes()[end.min(start)..start];
            element.blank = starts(between).nth(1).is_some();
            let last = self.trailing[element.trailing.start as usize..element.trailing.end as usize].last();
            end = last.unwrap_or(&element.span).end as usize;
        }
        let mut depth = 0;
        for element in self.elements.iter_mut().rev() {
            match element.kind {
                ElementKind::Comment | ElementKind::Allow => element.depth = depth,
                ElementKind::Close => depth = element.depth + 1,
                _ => depth = element.depth,
            }
        }
    }
}

/// In how many blocks each statement of a tree stands, asked for in the order of the text.
struct Depths<'t> {
    statements: &'t [Statement],
    /// How many of them have been read.
    read: usize,
    /// Those whose blocks have not ended, by index.
    open: Vec<usize>,
    /// How deep the last one stands.
    depth: usize,
}

impl Depths<'_> {
    /// The depth of the statement that begins at byte `start`, or else of the last one before it.
    fn at(&mut self, start: u32) -> usize {
        while let Some(statement) = self.statements.get(self.read).filter(|next| next.span.start <= start) {
            while self.open.pop_if(|&mut open| self.statements[open].next.index() <= self.read).is_some() {}
            self.depth = self.open.len();
            if statement.flags.has(StatementFlags::BLOCK) {
                self.open.push(self.read);
            }
            self.read += 1;
        }
        self.depth
    }

    /// The depth of the block whose closing brace ends at byte `end`.
    fn of_close(&mut self, end: u32) -> usize {
        self.at(end.saturating_sub(1));
        self.open.iter().rposition(|&open| self.statements[open].span.end == end).unwrap_or(0)
    }
}
