//! How to write an end so that it means what it should where it stands.

use crate::model::declared::Thing;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::Symbol;

/// How to write an end that names this node from a flow of `scope`: by the alias if it has one, else by its name.
/// None where every name of it means something else.
pub(in crate::rules) fn path_to_node(model: &Model<'_>, node: NodeId, scope: ScopeId) -> Option<String> {
    let home = model.node(node).scope;
    if home == ScopeId::CHAIN {
        return model
            .node(node)
            .activity_of
            .activity()
            .map(|activity| model.spelling_of(activity).to_owned());
    }
    let step = name_that(model, model.node(node).statement, |place| {
        symbol_at(model, place).and_then(|name| model.scope(home).step(name)) == Some(node)
    })?;
    if home == scope {
        return Some(not_all(step));
    }
    let stream = name_of_stream(model, home, |_| true)?;
    Some(format!("{stream}.{step}"))
}

/// How to write an end that names this stream from a flow of `scope`. None where every name of it means something else.
pub(in crate::rules) fn path_to_stream(model: &Model<'_>, stream: ScopeId, scope: ScopeId) -> Option<String> {
    name_of_stream(model, stream, |place| !is_shadowed(model, place, scope)).map(not_all)
}

/// Whether a step of `scope` has the name at this place, so that no end of a step there can mean anything else.
pub(in crate::rules) fn is_shadowed(model: &Model<'_>, place: FileSpan, scope: ScopeId) -> bool {
    symbol_at(model, place).is_some_and(|name| model.scope(scope).step(name).is_some())
}

/// How to write the name of what a statement declares: the alias if it has one, else the name as declared.
pub(in crate::rules) fn written_name(model: &Model<'_>, statement: StatementRef) -> String {
    name_that(model, statement, |_| true).unwrap_or_default()
}

/// A lone name as an end. Bare, `all` would mean all activities.
fn not_all(name: String) -> String {
    if name.eq_ignore_ascii_case("all") { format!("\"{name}\"") } else { name }
}

/// The name or alias of a stream that means it and is admitted.
fn name_of_stream(model: &Model<'_>, stream: ScopeId, admits: impl Fn(FileSpan) -> bool) -> Option<String> {
    name_that(model, model.scope(stream).statement?, |place| {
        let meant = symbol_at(model, place).and_then(|name| model.declared().end(name));
        meant == Some(Thing::Stream(stream)) && admits(place)
    })
}

/// The alias or the name of what a statement declares, whichever is admitted first.
fn name_that(
    model: &Model<'_>,
    statement: StatementRef,
    admits: impl Fn(FileSpan) -> bool,
) -> Option<String> {
    let tree = model.tree(statement.file);
    let name = tree.subject(statement.id);
    for term in tree.alias(statement.id).into_iter().chain(name) {
        let place = FileSpan { file: statement.file, span: term.span };
        if admits(place) {
            return Some(model.slice(place).to_owned());
        }
    }
    None
}

fn symbol_at(model: &Model<'_>, place: FileSpan) -> Option<Symbol> {
    let terms = &model.tree(place.file).terms;
    let at = terms.partition_point(|term| term.span.start < place.span.start);
    terms.get(at)?.symbol()
}
