//! Names and texts of a model as their authors wrote them, without quotes.

use crate::model::flows::Occurrence;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::words::unquote;

/// The name or text at a place.
pub(super) fn at(model: &Model<'_>, place: FileSpan) -> String {
    unquote(model.slice(place)).into_owned()
}

/// The name of what a statement declares.
pub(super) fn declared(model: &Model<'_>, statement: StatementRef) -> String {
    at(model, model.name_place(statement))
}

/// Its alias.
pub(super) fn alias(model: &Model<'_>, statement: StatementRef) -> Option<String> {
    let alias = model.tree(statement.file).alias(statement.id)?;
    Some(at(model, FileSpan { file: statement.file, span: alias.span }))
}

/// The name of a step.
pub(super) fn step(model: &Model<'_>, step: NodeId) -> String {
    declared(model, model.node(step).statement)
}

/// The name of a stream.
pub(super) fn stream(model: &Model<'_>, stream: ScopeId) -> String {
    model.scope(stream).statement.map(|statement| declared(model, statement)).unwrap_or_default()
}

/// The items of a flow, in the order in which it names them.
pub(super) fn items(model: &Model<'_>, scope: ScopeId, flow: &Occurrence) -> Vec<String> {
    let file = model.file_of(scope, flow);
    flow.terms().map(|term| at(model, model.term_place(file, term))).collect()
}
