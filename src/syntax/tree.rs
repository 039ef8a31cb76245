//! The tree of one file: flat arrays in the order of the text.
//!
//! A block is not a list of children but a range: the statements of a block follow the one that opens it, up to
//! [`Statement::next`]. So a tree of any size is four vectors, and walking it touches memory in order.

use std::ops::{Index, IndexMut};

use crate::source::Span;
use crate::syntax::error::SyntaxError;
use crate::syntax::flags::StatementFlags;
use crate::syntax::ids::{IdRange, StatementId, TermId, TermRange};
use crate::syntax::keyword::Keyword;
use crate::syntax::pasted::Pasted;
use crate::syntax::symbols::{Symbol, Symbols};

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

    /// Marks it as the stream in `stream.step`.
    pub fn join(&mut self) {
        self.bits |= JOINED;
    }

    /// Replaces the symbol, keeping the flags.
    pub fn rename(&mut self, symbol: Symbol) {
        self.bits = (self.bits & (QUOTED | JOINED)) | symbol.0;
    }
}

/// One statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// From its first word to its last, the closing brace of its block included.
    pub span: Span,
    /// Its first term. Its own terms end where those of the next statement begin.
    pub terms: TermId,
    /// The first term of its clause: after the subjects and the alias.
    pub clause: TermId,
    /// The first statement behind it and its block.
    pub next: StatementId,
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
    /// The statement that it stands before; none at the end of a block or file.
    pub target: Option<StatementId>,
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
    /// Quotation marks and blanks of word processors, which are read as if they were plain.
    pub pasted: Pasted,
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

    /// All statements' ids, in the order of the text.
    pub fn ids(&self) -> IdRange<StatementId> {
        StatementId::FIRST.to(self.next_statement())
    }

    /// All statements with their ids, in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (StatementId, &Statement)> + ExactSizeIterator {
        self.ids().zip(&self.statements)
    }

    /// The id that the next statement would get.
    pub fn next_statement(&self) -> StatementId {
        StatementId::new(self.statements.len())
    }

    /// The id that the next term would get.
    pub fn next_term(&self) -> TermId {
        TermId::new(self.terms.len())
    }

    /// The statements that begin at or before a byte of the text.
    pub fn begun_by(&self, offset: u32) -> IdRange<StatementId> {
        let count = self.statements.partition_point(|statement| statement.span.start <= offset);
        StatementId::FIRST.to(StatementId::new(count))
    }

    /// The innermost statement that begins at or before a byte of the text: the one whose name or keyword stands there.
    pub fn statement_at(&self, offset: u32) -> Option<StatementId> {
        self.begun_by(offset).next_back()
    }

    /// The statement in whose block this one stands directly.
    pub fn parent(&self, statement: StatementId) -> Option<StatementId> {
        let mut before = StatementId::FIRST.to(statement).rev();
        before.find(|&earlier| self[earlier].next > statement)
    }

    /// The same for each statement, by its index: for whoever asks for many, in time proportional to the tree.
    pub fn parents(&self) -> Vec<Option<StatementId>> {
        let mut parents = Vec::with_capacity(self.statements.len());
        let mut open: Vec<StatementId> = Vec::new();
        for id in self.ids() {
            while open.pop_if(|around| self[*around].next <= id).is_some() {}
            parents.push(open.last().copied());
            open.push(id);
        }
        parents
    }

    /// The `@allow`s before a statement, the last first.
    pub fn allows_of(&self, statement: StatementId) -> impl Iterator<Item = &Allow> {
        let start = self[statement].span.start;
        let before = self.allows.partition_point(|allow| allow.span.start < start);
        self.allows[..before].iter().rev().take_while(move |allow| allow.target == Some(statement))
    }

    /// The statement whose term this is.
    pub fn statement_of(&self, term: TermId) -> Option<StatementId> {
        let behind = self.statements.partition_point(|statement| statement.terms <= term);
        behind.checked_sub(1).map(StatementId::new)
    }

    /// The last term that begins at or before a byte of the text.
    pub fn last_term_by(&self, offset: u32) -> Option<TermId> {
        let behind = self.terms.partition_point(|term| term.span.start <= offset);
        behind.checked_sub(1).map(TermId::new)
    }

    /// All terms of a statement.
    pub fn terms_of(&self, statement: StatementId) -> TermRange {
        let index = statement.index();
        let end = self.statements.get(index + 1).map_or(self.next_term(), |next| next.terms);
        self.statements[index].terms.to(end)
    }

    /// What a statement speaks of: its name, names, items, text or quantity.
    pub fn subjects(&self, statement: StatementId) -> TermRange {
        let Statement { terms, clause, flags, .. } = self[statement];
        terms.to(clause.before(u32::from(flags.has(StatementFlags::ALIAS))))
    }

    /// The first of a statement's [subjects](Tree::subjects), if there is one.
    pub fn subject(&self, statement: StatementId) -> Option<&Term> {
        self.subjects(statement).next().map(|id| &self[id])
    }

    /// The alias that a statement gives.
    pub fn alias(&self, statement: StatementId) -> Option<&Term> {
        let Statement { clause, flags, .. } = self[statement];
        flags.has(StatementFlags::ALIAS).then(|| &self[clause.before(1)])
    }

    /// A statement's clause: ends, broader items or the activity.
    pub fn clause(&self, statement: StatementId) -> TermRange {
        let Statement { clause, flags, .. } = self[statement];
        let start = clause.after(u32::from(flags.has(StatementFlags::RUNS)));
        start.to(self.terms_of(statement).end.before(u32::from(flags.has(StatementFlags::TIMED))))
    }

    /// The term that names the stream which a step runs.
    pub fn runs(&self, statement: StatementId) -> Option<TermId> {
        let Statement { clause, flags, .. } = self[statement];
        flags.has(StatementFlags::RUNS).then_some(clause)
    }

    /// The duration after the `within` of an outcome.
    pub fn within(&self, statement: StatementId) -> Option<&Term> {
        self.time(statement, Keyword::Outcome)
    }

    /// The period after the `every` of a trigger: a duration, or a word such as `month`.
    pub fn every(&self, statement: StatementId) -> Option<&Term> {
        self.time(statement, Keyword::Trigger)
    }

    /// The last term of a statement with this keyword, if it is a time.
    fn time(&self, statement: StatementId, keyword: Keyword) -> Option<&Term> {
        let Statement { keyword: own, flags, .. } = self[statement];
        let is_timed = own == keyword && flags.has(StatementFlags::TIMED);
        is_timed.then(|| &self[self.terms_of(statement).end.before(1)])
    }

    /// The statements directly in the block of this one.
    pub fn children(&self, statement: StatementId) -> impl Iterator<Item = StatementId> {
        self.siblings(statement.after(1), self[statement].next)
    }

    /// All statements in the block of this one and in the blocks in it.
    pub fn descendants(&self, statement: StatementId) -> IdRange<StatementId> {
        statement.after(1).to(self[statement].next)
    }

    /// The statements outside all blocks.
    pub fn top(&self) -> impl Iterator<Item = StatementId> {
        self.siblings(StatementId::FIRST, self.next_statement())
    }

    /// `first` and the statements beside it, up to `end`.
    fn siblings(&self, first: StatementId, end: StatementId) -> impl Iterator<Item = StatementId> {
        let start = (first < end).then_some(first);
        std::iter::successors(start, move |&at| {
            let next = self[at].next;
            (next < end).then_some(next)
        })
    }
}

impl Index<StatementId> for Tree {
    type Output = Statement;

    fn index(&self, id: StatementId) -> &Statement {
        &self.statements[id.index()]
    }
}

impl IndexMut<StatementId> for Tree {
    fn index_mut(&mut self, id: StatementId) -> &mut Statement {
        &mut self.statements[id.index()]
    }
}

impl Index<TermId> for Tree {
    type Output = Term;

    fn index(&self, id: TermId) -> &Term {
        &self.terms[id.index()]
    }
}

impl Index<TermRange> for Tree {
    type Output = [Term];

    fn index(&self, ids: TermRange) -> &[Term] {
        &self.terms[ids.indices()]
    }
}
