//! The tree of one file: flat arrays in the order of the text.
//!
//! A block is not a list of children but a range: the statements of a block follow the one that opens it, up to
//! [`Statement::next`]. So a tree of any size is four vectors, and walking it touches memory in order.

use crate::source::Span;
use crate::syntax::error::SyntaxError;
use crate::syntax::keyword::Keyword;
use crate::syntax::symbols::Symbols;

/// A name in this tree: equal names have equal symbols. The model replaces them by ids of the whole project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// A word or text that a statement mentions: a name, a text in quotes, a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it stands, quotes included.
    pub span: Span,
    /// Symbol and flags, see the constants.
    bits: u32,
}

const QUOTED: u32 = 1 << 31;
const JOINED: u32 = 1 << 30;
const NO_SYMBOL: u32 = JOINED - 1;

impl Term {
    /// A name.
    pub fn name(span: Span, symbol: Symbol, quoted: bool) -> Term {
        Term { span, bits: symbol.0 | if quoted { QUOTED } else { 0 } }
    }

    /// A text or quantity, which is no name.
    pub fn text(span: Span) -> Term {
        Term { span, bits: NO_SYMBOL }
    }

    /// The name's symbol; none for a text or quantity.
    pub fn symbol(&self) -> Option<Symbol> {
        let symbol = self.bits & NO_SYMBOL;
        (symbol != NO_SYMBOL).then_some(Symbol(symbol))
    }

    /// Whether it stands in quotes.
    pub fn is_quoted(&self) -> bool {
        self.bits & QUOTED != 0
    }

    /// Whether the next term is a step of the stream that this one names (`stream.step`).
    pub fn is_joined(&self) -> bool {
        self.bits & JOINED != 0
    }

    /// StatementFlags it as the stream in `stream.step`.
    pub fn join(&mut self) {
        self.bits |= JOINED;
    }

    /// Replaces the symbol, keeping the flags.
    pub fn rename(&mut self, symbol: Symbol) {
        self.bits = (self.bits & (QUOTED | JOINED)) | symbol.0;
    }
}

/// StatementFlags of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementFlags(u8);

impl StatementFlags {
    /// `optional input`.
    pub const OPTIONAL: StatementFlags = StatementFlags(1);
    /// `rework input`.
    pub const REWORK: StatementFlags = StatementFlags(2);
    /// Its items are alternatives: `A or B`.
    pub const EITHER: StatementFlags = StatementFlags(4);
    /// It has a block.
    pub const BLOCK: StatementFlags = StatementFlags(8);
    /// It gives an alias: `as NAME`.
    pub const ALIAS: StatementFlags = StatementFlags(16);
    /// Its last term is the duration of `within`.
    pub const WITHIN: StatementFlags = StatementFlags(32);
    /// It cannot be read; its terms are only what it mentions.
    pub const HAS_ERROR: StatementFlags = StatementFlags(64);
    /// Its block holds a statement that cannot be read.
    pub const INCOMPLETE: StatementFlags = StatementFlags(128);

    /// Whether all of `flags` are set.
    pub fn has(self, flags: StatementFlags) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Sets `flags`.
    pub fn set(&mut self, flags: StatementFlags) {
        self.0 |= flags.0;
    }
}

/// One statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// From its first word to its last, the closing brace of its block included.
    pub span: Span,
    /// Index of its first term. Its own terms end where those of the next statement begin.
    pub terms: u32,
    /// Index of the first term of its clause: after the subjects and the alias.
    pub clause: u32,
    /// Index of the first statement behind it and its block.
    pub next: u32,
    /// What it is.
    pub keyword: Keyword,
    /// More about it.
    pub flags: StatementFlags,
}

/// What a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentKind {
    /// `// …`
    Line,
    /// `/* … */`
    Block,
    /// `/// …`, which documents the declaration after it.
    Doc,
}

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From its first slash to its last character, the line end excluded.
    pub span: Span,
    /// Which of the three it is.
    pub kind: CommentKind,
}

/// An `@allow(rule, …, "reason")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// From `@` to the closing parenthesis.
    pub span: Span,
    /// The rules that it names.
    pub rules: Vec<Span>,
    /// The reason, quotes included; empty for one that is reported as incomplete.
    pub reason: Span,
    /// Index of the statement that it stands before; none at the end of a block or file.
    pub target: Option<u32>,
}

/// One file, read.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// All statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// All terms, in the order of the text.
    pub terms: Vec<Term>,
    /// All comments, in the order of the text.
    pub comments: Vec<Comment>,
    /// All `@allow`s, in the order of the text.
    pub allows: Vec<Allow>,
    /// What cannot be read, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// The names that the terms' symbols stand for.
    pub symbols: Symbols,
}

impl Tree {
    /// An empty tree with room for what usually stands in a text with so many bytes.
    pub fn for_text(bytes: usize) -> Tree {
        Tree {
            statements: Vec::with_capacity(bytes / 40),
            terms: Vec::with_capacity(bytes / 24),
            symbols: Symbols::for_text(bytes),
            ..Tree::default()
        }
    }

    /// Range in [`Tree::terms`] of all terms of the statement with this index.
    pub fn terms_of(&self, statement: u32) -> std::ops::Range<u32> {
        let index = statement as usize;
        let end = self.statements.get(index + 1).map_or(self.terms.len() as u32, |next| next.terms);
        self.statements[index].terms..end
    }

    /// Range in [`Tree::terms`] of what the statement speaks of: its name, names, items, text or quantity.
    pub fn subjects(&self, statement: u32) -> std::ops::Range<u32> {
        let Statement { terms, clause, flags, .. } = self.statements[statement as usize];
        terms..clause - u32::from(flags.has(StatementFlags::ALIAS))
    }

    /// The alias that the statement gives.
    pub fn alias(&self, statement: u32) -> Option<&Term> {
        let Statement { clause, flags, .. } = self.statements[statement as usize];
        flags.has(StatementFlags::ALIAS).then(|| &self.terms[clause as usize - 1])
    }

    /// Range in [`Tree::terms`] of its clause: ends, broader items or the activity.
    pub fn clause(&self, statement: u32) -> std::ops::Range<u32> {
        let Statement { clause, flags, .. } = self.statements[statement as usize];
        clause..self.terms_of(statement).end - u32::from(flags.has(StatementFlags::WITHIN))
    }

    /// The duration after `within`.
    pub fn within(&self, statement: u32) -> Option<&Term> {
        let flags = self.statements[statement as usize].flags;
        let end = self.terms_of(statement).end as usize;
        flags.has(StatementFlags::WITHIN).then(|| &self.terms[end - 1])
    }

    /// Indices of the statements directly in the block of this one.
    pub fn children(&self, statement: u32) -> impl Iterator<Item = u32> {
        self.row(statement + 1, self.statements[statement as usize].next)
    }

    /// Indices of the statements outside all blocks.
    pub fn top(&self) -> impl Iterator<Item = u32> {
        self.row(0, self.statements.len() as u32)
    }

    fn row(&self, first: u32, end: u32) -> impl Iterator<Item = u32> {
        let start = (first < end).then_some(first);
        std::iter::successors(start, move |&at| {
            let next = self.statements[at as usize].next;
            (next < end).then_some(next)
        })
    }
}
