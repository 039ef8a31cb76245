//! What the opt-in `missing-…` rules share: a field that some thing does not state.

use crate::model::{Model, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::quoted_name;
use crate::rules::support::name_words::statement_words;
use crate::syntax::{Keyword, StatementFlags};

/// The word for a thing, the stream that a step is in, and its statement.
type Thing = (&'static str, Option<StatementRef>, StatementRef);

/// Every described activity, described stream and step, with the word for it.
pub(in crate::rules) fn things<'m>(model: &'m Model<'_>) -> impl Iterator<Item = Thing> + 'm {
    let activities =
        model.declared().descriptions().iter().map(|&(_, statement)| ("activity", None, statement));
    let described = model.streams().filter(|&id| model.scope(id).described);
    let streams =
        described.filter_map(|id| model.scope(id).statement).map(|statement| ("stream", None, statement));
    activities.chain(streams).chain(steps(model))
}

/// Every step, with the word for it.
pub(in crate::rules) fn steps<'m>(model: &'m Model<'_>) -> impl Iterator<Item = Thing> + 'm {
    let nodes = model.steps();
    nodes.map(|node| {
        let node = model.node(node);
        ("step", model.scope(node.scope).statement, node.statement)
    })
}

/// A finding for each of `things` whose block has no `field`. `lacks` says what then is unknown,
/// `example` is a name that could stand there.
pub(in crate::rules) fn missing<'m>(
    model: &Model<'_>,
    things: impl Iterator<Item = Thing> + 'm,
    field: Keyword,
    lacks: &str,
    example: &str,
) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    for (kind, stream, statement) in things {
        let is_open = model.statement(statement).flags.has(StatementFlags::INCOMPLETE);
        if is_open || model.fields(statement, field).next().is_some() {
            continue;
        }
        let message = format!("{kind} {} does not say {lacks}", quoted_name(model, statement));
        let finding = FindingBuilder::new(model.name_place(statement), message)
            .label(format!("expected `{}`", field.word()))
            .help(format!("write for example `{} \"{example}\"`", field.word()))
            .fingerprint([kind.to_owned()])
            .fingerprint(stream.map(|stream| statement_words(model, stream)))
            .fingerprint([statement_words(model, statement)]);
        findings.push(finding);
    }
    findings
}
