//! The kinds of faults, and every place where each fits.

mod ends;
mod flows;
mod meanings;
mod names;
mod steps;
mod text;
mod words;

use vsdlint::source::Span;
use vsdlint::syntax::ids::IdRange;
use vsdlint::syntax::{Keyword, StatementFlags, StatementId, TermId, Tree};

use crate::fault::Fault;
use crate::links::Links;
use crate::project::Project;

/// A kind of fault: a row of the table.
pub struct Kind {
    pub name: &'static str,
    /// Whether it is a misspelling, so that its fix should give back the clean text.
    pub misspelling: bool,
    /// Whether it is a changed end, for the same reason.
    pub changed_end: bool,
}

const fn kind(name: &'static str) -> Kind {
    Kind { name, misspelling: false, changed_end: false }
}

const fn misspelling(name: &'static str) -> Kind {
    Kind { name, misspelling: true, changed_end: false }
}

pub const ITEM: &str = "letters swapped in an item";
pub const END: &str = "letters swapped in an end";
pub const IN: &str = "letters swapped in the activity after `in`";
pub const LISTED: &str = "letters swapped in a practice or role";
pub const DECLARED: &str = "letters swapped in a declared name or alias";
pub const KEYWORD: &str = "letters swapped in a keyword";
pub const OUTPUT: &str = "output dropped";
pub const INPUT: &str = "input dropped";
pub const TRIGGER: &str = "trigger dropped";
pub const OUTCOME: &str = "outcome dropped";
pub const CHANGED: &str = "end changed";
pub const DROPPED: &str = "end dropped";
pub const IMPROVE: &str = "improve link dropped";
pub const STEP: &str = "step dropped";
pub const WAIT: &str = "two steps made to wait for each other";
pub const FORGETS: &str = "a branch forgets what a later step needs";
pub const COMMA_FOR_OR: &str = "a comma for an `or`";
pub const REPLY: &str = "a reply where nothing is asked";
pub const RUN: &str = "letters swapped in a stream after `runs`";
pub const EVERY: &str = "`every` dropped";
pub const OPENING: &str = "opening brace dropped";
pub const CLOSING: &str = "closing brace dropped";
pub const QUOTE: &str = "one quotation mark dropped";
pub const QUOTES: &str = "both quotation marks dropped";
pub const COMMA: &str = "comma dropped";
pub const UNIT: &str = "unit or `%` dropped";

/// All kinds, in the order of the table.
pub const KINDS: &[Kind] = &[
    misspelling(ITEM),
    misspelling(END),
    misspelling(IN),
    misspelling(RUN),
    misspelling(LISTED),
    misspelling(DECLARED),
    misspelling(KEYWORD),
    kind(OUTPUT),
    kind(INPUT),
    kind(TRIGGER),
    kind(OUTCOME),
    Kind { name: CHANGED, misspelling: false, changed_end: true },
    kind(DROPPED),
    kind(IMPROVE),
    kind(STEP),
    kind(FORGETS),
    kind(COMMA_FOR_OR),
    kind(REPLY),
    kind(EVERY),
    kind(WAIT),
    kind(OPENING),
    kind(CLOSING),
    kind(QUOTE),
    kind(QUOTES),
    kind(COMMA),
    kind(UNIT),
];

/// Every fault of every kind that fits into `project`.
pub fn faults(project: &Project) -> Vec<Fault> {
    let links = Links::of(project);
    let mut faults = Vec::new();
    for file in 0..project.files.len() {
        let site = Site { project, links: &links, file, tree: &project.trees[file] };
        names::seed(&site, &mut faults);
        words::seed(&site, &mut faults);
        flows::seed(&site, &mut faults);
        ends::seed(&site, &mut faults);
        meanings::seed(&site, &mut faults);
        steps::seed(&site, &mut faults);
        text::seed(&site, &mut faults);
    }
    faults
}

/// A file of a clean model, into which faults go.
pub struct Site<'p> {
    pub project: &'p Project,
    pub links: &'p Links,
    pub file: usize,
    pub tree: &'p Tree,
}

impl<'p> Site<'p> {
    pub fn text(&self) -> &'p str {
        &self.project.files[self.file].1
    }

    pub fn slice(&self, span: Span) -> &'p str {
        &self.text()[span.range()]
    }

    pub fn term(&self, term: TermId) -> Span {
        self.tree[term].span
    }

    pub fn keyword(&self, statement: StatementId) -> Keyword {
        self.tree[statement].keyword
    }

    pub fn flags(&self, statement: StatementId) -> StatementFlags {
        self.tree[statement].flags
    }

    pub fn statements(&self) -> IdRange<StatementId> {
        self.tree.ids()
    }

    /// Statements that are inputs, outputs, triggers or outcomes.
    pub fn flows(&self) -> impl Iterator<Item = StatementId> + '_ {
        let is_flow = |keyword| {
            matches!(keyword, Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome)
        };
        self.statements().filter(move |&at| is_flow(self.keyword(at)))
    }

    /// The innermost block around a statement.
    pub fn parent(&self, statement: StatementId) -> Option<StatementId> {
        StatementId::FIRST.to(statement).rev().find(|&at| self.tree[at].next > statement)
    }

    /// The name of what a statement declares or describes.
    pub fn name_of(&self, statement: StatementId) -> Option<Span> {
        self.tree.subjects(statement).next().map(|term| self.term(term))
    }

    /// From a statement's first word to its last, its block left out.
    pub fn head(&self, statement: StatementId) -> Span {
        let span = self.tree[statement].span;
        let last = self.tree.terms_of(statement).next_back().map_or(span.start, |term| self.term(term).end);
        Span::new(span.start, last)
    }

    /// The heads of the statements that depend on this one.
    pub fn dependent(&self, statement: StatementId) -> Vec<(usize, std::ops::Range<usize>)> {
        let of = self.links.of.get(&(self.file, statement)).into_iter().flatten();
        of.map(|&(file, at)| {
            let site = Site { file, tree: &self.project.trees[file], ..*self };
            (file, site.head(at).range())
        })
        .collect()
    }

    /// What to cut so that these bytes are gone: with the whole lines, if nothing else stands on them.
    pub fn lines(&self, span: Span) -> std::ops::Range<usize> {
        let text = self.text();
        let (start, end) = (span.start as usize, span.end as usize);
        let line = text[..start].rfind('\n').map_or(0, |feed| feed + 1);
        let rest = text[end..].find('\n').map_or(text.len(), |feed| end + feed + 1);
        let alone = text[line..start].trim().is_empty() && text[end..rest].trim().is_empty();
        if alone { line..rest } else { start..end }
    }

    /// What to cut so that the member with this index is gone from a list, with one comma or `or`. None for the only one.
    pub fn member(&self, members: &[Span], at: usize) -> Option<std::ops::Range<usize>> {
        match (at.checked_sub(1).map(|before| members[before]), members.get(at + 1)) {
            (_, Some(next)) => Some(members[at].start as usize..next.start as usize),
            (Some(before), None) => Some(before.end as usize..members[at].end as usize),
            (None, None) => None,
        }
    }

    /// The ends of a flow; `stream.step` is one.
    pub fn ends(&self, statement: StatementId) -> Vec<Span> {
        let mut ends = Vec::new();
        let mut terms = self.tree.clause(statement);
        while let Some(at) = terms.next() {
            let first = self.term(at);
            let joined = self.tree[at].is_joined();
            let last = if joined { terms.next().map_or(first, |step| self.term(step)) } else { first };
            ends.push(Span::new(first.start, last.end));
        }
        ends
    }
}
