//! Words for what a model holds, the same in every rule's messages.

use crate::model::flows::{Node, Occurrence};
use crate::model::matching::Expectation;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::words::{normalize, unquote};
use crate::syntax::{Keyword, Symbol};

impl Model<'_> {
    /// The name at `place` as its author wrote it, without quotes, in backticks.
    pub(in crate::rules) fn said(&self, place: FileSpan) -> String {
        format!("`{}`", unquote(self.sources.slice(place)))
    }

    /// The name of what a statement declares, in backticks.
    pub(in crate::rules) fn said_name(&self, statement: StatementRef) -> String {
        self.said(self.name_place(statement))
    }

    /// The item of an occurrence, in backticks; alternatives with `or` between them.
    pub(in crate::rules) fn said_items(&self, scope: ScopeId, part: &Occurrence) -> String {
        let file = self.file_of(scope, part);
        let said = |term| self.said(self.term_place(file, term));
        let names: Vec<String> = (part.term..part.term + part.choices).map(said).collect();
        listed(&names, "or")
    }

    /// The item of an occurrence as written; alternatives with `or` between them.
    pub(in crate::rules) fn written_items(&self, file: FileId, part: &Occurrence) -> String {
        let written = |term| self.sources.slice(self.term_place(file, term));
        (part.term..part.term + part.choices).map(written).collect::<Vec<_>>().join(" or ")
    }

    /// A node: `engage`, or step `register`.
    pub(in crate::rules) fn said_node(&self, node: NodeId) -> String {
        let Node { scope, statement, .. } = *self.node(node);
        let name = self.said_name(statement);
        if scope == ScopeId::CHAIN { name } else { format!("step {name}") }
    }

    /// A stream: stream `Restore a failed service`.
    pub(in crate::rules) fn said_stream(&self, stream: ScopeId) -> String {
        let name = self.scope(stream).statement.map(|statement| self.said_name(statement));
        format!("stream {}", name.unwrap_or_default())
    }

    /// Whom an expectation is of.
    pub(in crate::rules) fn said_expectation(&self, expectation: Expectation) -> String {
        match expectation {
            Expectation::Anyone => "anybody".to_owned(),
            Expectation::Activity(activity) => format!("`{}`", activity.name()),
            Expectation::Step(step) => self.said_node(step),
            Expectation::Stream(stream) => self.said_stream(stream),
        }
    }

    /// The words of a name: the same however it is spelled; for fingerprints.
    pub(in crate::rules) fn words(&self, name: Symbol) -> String {
        self.names.words(self.sources, name)
    }

    /// The words of what a statement declares.
    pub(in crate::rules) fn words_of(&self, statement: StatementRef) -> String {
        let tree = self.tree(statement.file);
        let name = tree.subjects(statement.index).next().and_then(|at| tree.terms[at as usize].symbol());
        name.map(|name| self.words(name)).unwrap_or_default()
    }

    /// The words that tell a node: its stream and its own name.
    pub(in crate::rules) fn words_of_node(&self, node: NodeId) -> Vec<String> {
        let stream = self.scope(self.node(node).scope).statement;
        stream
            .into_iter()
            .chain([self.node(node).statement])
            .map(|statement| self.words_of(statement))
            .collect()
    }

    /// The words that tell an occurrence: stream, node and items.
    pub(in crate::rules) fn words_of_flow(&self, scope: ScopeId, part: &Occurrence) -> Vec<String> {
        let mut words: Vec<String> =
            self.scope(scope).statement.map(|stream| self.words_of(stream)).into_iter().collect();
        words.extend(part.node.map(|node| self.words_of(self.node(node).statement)));
        words.extend(self.items(scope, part).map(|item| self.words(item)));
        words
    }

    /// How to write the name of what a statement declares: the alias if it has one, else the name as declared.
    pub(in crate::rules) fn written(&self, statement: StatementRef) -> String {
        let tree = self.tree(statement.file);
        let name = tree.subjects(statement.index).next().map(|at| &tree.terms[at as usize]);
        let term = tree.alias(statement.index).or(name);
        term.map(|term| self.sources.get(statement.file).slice(term.span).to_owned()).unwrap_or_default()
    }

    /// The statement's keyword, as a place.
    pub(in crate::rules) fn keyword_place(&self, statement: StatementRef) -> FileSpan {
        let this = &self.tree(statement.file).statements[statement.index as usize];
        let text = self.sources.get(statement.file).slice(this.span);
        let length = text
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
            .unwrap_or(text.len());
        let mut span = this.span;
        span.end = span.start + length as u32;
        FileSpan { file: statement.file, span }
    }

    /// The fields with `keyword` directly in a statement's block, as their indices.
    pub(in crate::rules) fn fields(
        &self,
        statement: StatementRef,
        keyword: Keyword,
    ) -> impl Iterator<Item = u32> + '_ {
        let tree = self.tree(statement.file);
        tree.children(statement.index).filter(move |&child| {
            let field = &tree.statements[child as usize];
            field.keyword == keyword && !field.flags.has(crate::syntax::StatementFlags::HAS_ERROR)
        })
    }

    /// Places of the subjects of a statement.
    pub(in crate::rules) fn subject_places(
        &self,
        file: FileId,
        index: u32,
    ) -> impl Iterator<Item = FileSpan> + '_ {
        self.tree(file).subjects(index).map(move |term| self.term_place(file, term))
    }
}

/// `a, b and c`, with this word before the last.
pub(in crate::rules) fn listed(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// The words of a name as written: the same however it is spelled.
pub(in crate::rules) fn words_of_name(written: &str) -> String {
    let mut words = String::new();
    normalize(&unquote(written), &mut words);
    words
}

/// Whether two names as written are one.
pub(in crate::rules) fn same_name(one: &str, other: &str) -> bool {
    words_of_name(one) == words_of_name(other)
}
