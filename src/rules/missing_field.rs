//! What the opt-in `missing-…` rules share: a field that some thing does not state.

use crate::model::{Model, NodeId, StatementRef};
use crate::rules::Draft;
use crate::syntax::{Keyword, Marks};

/// Every described activity, described stream and step, with the word for it.
pub(super) fn things<'m>(model: &'m Model<'_>) -> impl Iterator<Item = (&'static str, StatementRef)> + 'm {
    let activities = model.declared.descriptions.iter().map(|&(_, statement)| ("activity", statement));
    let described = model.streams().filter(|&id| model.scope(id).described);
    let streams = described.filter_map(|id| model.scope(id).statement).map(|statement| ("stream", statement));
    activities.chain(streams).chain(steps(model))
}

/// Every step, with the word for it.
pub(super) fn steps<'m>(model: &'m Model<'_>) -> impl Iterator<Item = (&'static str, StatementRef)> + 'm {
    let nodes = model.streams().flat_map(|id| model.scope(id).nodes.clone());
    nodes.map(|node| ("step", model.node(NodeId(node)).statement))
}

/// A finding for each of `things` whose block has no `field`. `lacks` says what then is unknown.
pub(super) fn missing<'m>(
    model: &Model<'_>,
    things: impl Iterator<Item = (&'static str, StatementRef)> + 'm,
    field: Keyword,
    lacks: &str,
    example: &str,
) -> Vec<Draft> {
    let lacking = things.filter(|&(_, statement)| {
        let is_open = model.tree(statement.file).statements[statement.index as usize].marks.has(Marks::OPEN);
        !is_open && model.fields(statement, field).next().is_none()
    });
    let draft = |(kind, statement): (&str, StatementRef)| {
        Draft::new(
            model.name_place(statement),
            format!("{kind} {} does not say {lacks}", model.said_name(statement)),
        )
        .label(format!("expected `{}`", field.word()))
        .help(format!("write for example `{example}`"))
        .names([kind.to_owned(), model.words_of(statement)])
    };
    lacking.map(draft).collect()
}
