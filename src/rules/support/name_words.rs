//! The words of names: the same however a name is spelled. Fingerprints are made of them.

use crate::model::flows::Occurrence;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::syntax::Symbol;
use crate::syntax::words::normalize_written;

/// The words of a name.
pub(in crate::rules) fn symbol_words(model: &Model<'_>, name: Symbol) -> String {
    model.words(name)
}

/// The words of the name that a statement declares; empty where it declares none.
pub(in crate::rules) fn statement_words(model: &Model<'_>, statement: StatementRef) -> String {
    let tree = model.tree(statement.file);
    let Some(first) = tree.subjects(statement.id).next() else { return String::new() };
    match tree[first].symbol() {
        Some(name) => symbol_words(model, name),
        None => String::new(),
    }
}

/// The words that identify a node: of its stream and of its own name.
pub(in crate::rules) fn node_words(model: &Model<'_>, node: NodeId) -> Vec<String> {
    let node = model.node(node);
    let stream = model.scope(node.scope).statement;
    let statements = stream.into_iter().chain([node.statement]);
    statements.map(|statement| statement_words(model, statement)).collect()
}

/// The words that identify several steps of one finding, wherever they stand: of their names.
pub(in crate::rules) fn steps_words(model: &Model<'_>, steps: &[NodeId]) -> Vec<String> {
    let mut words: Vec<String> =
        steps.iter().map(|&step| statement_words(model, model.node(step).statement)).collect();
    words.sort();
    words
}

/// The words that identify a flow: of its stream, its node and its items.
pub(in crate::rules) fn flow_words(model: &Model<'_>, scope: ScopeId, flow: &Occurrence) -> Vec<String> {
    let stream = model.scope(scope).statement;
    let node = flow.node.map(|node| model.node(node).statement);
    let statements = stream.into_iter().chain(node);
    let mut words: Vec<String> = statements.map(|statement| statement_words(model, statement)).collect();
    words.extend(model.items(scope, flow).map(|item| symbol_words(model, item)));
    words
}

/// The words of a name as it is written in a text.
pub(in crate::rules) fn written_words(written: &str) -> String {
    let mut words = String::new();
    normalize_written(written, &mut words);
    words
}

/// Whether two names as written are one name.
pub(in crate::rules) fn same_name(one: &str, other: &str) -> bool {
    written_words(one) == written_words(other)
}
