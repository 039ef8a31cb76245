//! What `missing-trigger` and `missing-outcome` share: the flow that was most probably meant to cross the border.

use crate::model::flows::{End, NamedEnd, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Kind, Way};
use crate::model::pairing::Fate;
use crate::model::{Model, ScopeId};
use crate::rules::Draft;
use crate::source::{Place, Span};
use crate::syntax::{Keyword, Marks};

/// Which border of a stream is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing starts it.
    Trigger,
    /// Nothing comes of it.
    Outcome,
}

/// The finding that a stream has no trigger, or no outcome.
pub(super) fn missing(model: &Model<'_>, stream: ScopeId, side: Side) -> Option<Draft> {
    let statement = model.scope(stream).statement?;
    let name = model.said_stream(stream);
    let (message, label, example) = match side {
        Side::Trigger => ("nothing starts", "expected a `trigger`", "trigger \"Outage report\" from user"),
        Side::Outcome => {
            ("nothing comes of", "expected an `outcome`", "outcome \"Restored service\" to user")
        }
    };
    let draft = Draft::new(model.name_place(statement), format!("{message} {name}"))
        .label(label)
        .names([model.words_of(statement)]);
    let Some(found) = candidate(model, stream, side) else {
        return Some(draft.help(format!("write for example `{example}`")));
    };
    let file = statement.file;
    let item = model.term_place(file, found.term);
    let written = model.sources.slice(item);
    let joint = if side == Side::Trigger { "from" } else { "to" };
    let word = if side == Side::Trigger { "trigger" } else { "outcome" };
    let end =
        outside_end(model, stream, &found).map(|end| model.sources.slice(model.term_place(file, end.term)));
    let line = match end {
        Some(end) => format!("{word} {written} {joint} {end}"),
        None => format!("{word} {written}"),
    };
    let label = if side == Side::Trigger {
        "a step takes this from outside"
    } else {
        "a step gives this to the outside"
    };
    let draft = draft.also(item, label).help(format!("write `{line}`, if that is it"));
    match insertion(model, stream, &line) {
        Some(edit) => Some(draft.suggest(format!("write `{line}`"), vec![edit])),
        None => Some(draft),
    }
}

/// The first flow between a step and a stakeholder, or else the first input that lacks nothing but a trigger.
fn candidate(model: &Model<'_>, stream: ScopeId, side: Side) -> Option<Occurrence> {
    let scope = model.scope(stream);
    let list = if side == Side::Trigger { &scope.inputs } else { &scope.outputs };
    let crosses = |flow: &&Occurrence| flow.choices == 1 && outside_end(model, stream, flow).is_some();
    if let Some(found) = list.iter().find(crosses) {
        return Some(*found);
    }
    if side == Side::Outcome {
        return None;
    }
    // A trigger needs no end, an outcome does; so only a trigger can be guessed from an input nobody feeds.
    let failures = model.matching.failures.iter().enumerate();
    let silent = |at: usize| model.diagnosis.fates[at] == Fate::Silent;
    let mut unfed = failures.filter(|(at, failure)| {
        failure.occurrence.scope == stream
            && failure.occurrence.kind == Kind::Input
            && failure.way == Way::Takes
            && failure.choices == 1
            && silent(*at)
    });
    unfed.next().map(|(_, failure)| failure.part(model))
}

/// The stakeholder that a flow names.
fn outside_end(model: &Model<'_>, stream: ScopeId, flow: &Occurrence) -> Option<NamedEnd> {
    let is_stakeholder = |named: &&NamedEnd| match named.end {
        End::Outside(index) => {
            let statement = model.declared.outside[index as usize];
            model.tree(statement.file).statements[statement.index as usize].keyword == Keyword::Stakeholder
        }
        _ => false,
    };
    ends_of(model.scope(stream), flow).iter().find(is_stakeholder).copied()
}

/// An edit that adds a line to the stream's block: a trigger before its first step, an outcome behind the last.
fn insertion(model: &Model<'_>, stream: ScopeId, line: &str) -> Option<(Place, String)> {
    let statement = model.scope(stream).statement?;
    let tree = model.tree(statement.file);
    let text = &model.sources.get(statement.file).text;
    let steps = || {
        tree.children(statement.index).filter(|&child| {
            let child = &tree.statements[child as usize];
            child.keyword == Keyword::Step && !child.marks.has(Marks::BROKEN)
        })
    };
    let before = line.starts_with("trigger");
    let child = if before { steps().next() } else { steps().last() }?;
    let span = tree.statements[child as usize].span;
    let start = text[..span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let indent: String = text[start..].chars().take_while(|letter| matches!(letter, ' ' | '\t')).collect();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (at, added) = match before {
        true => (start as u32, format!("{indent}{line}{line_end}")),
        false => (span.end, format!("{line_end}{indent}{line}")),
    };
    Some((Place { file: statement.file, span: Span::new(at, at) }, added))
}
