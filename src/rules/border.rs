//! What `missing-trigger` and `missing-outcome` share: the flow that was most probably meant to cross the border.

use crate::model::flows::{End, NamedEnd, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Kind, Way};
use crate::model::pairing::Fate;
use crate::model::{Model, ScopeId, StatementRef};
use crate::rules::Draft;
use crate::source::{FileId, Place, Span};
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
    let item = items_place(model, file, &found);
    let written = model.sources.slice(item);
    let end = stakeholder(model, stream, &found).map(|end| model.term_place(file, end.term));
    let (line, label) = match (side, end) {
        (Side::Trigger, Some(end)) => (
            format!("trigger {written} from {}", model.sources.slice(end)),
            format!("{} gives this", model.said(end)),
        ),
        (Side::Trigger, None) => (format!("trigger {written}"), "a step waits for this".to_owned()),
        (Side::Outcome, end) => {
            let end = end?;
            (
                format!("outcome {written} to {}", model.sources.slice(end)),
                format!("{} gets this", model.said(end)),
            )
        }
    };
    let draft = draft.also(item, label).help(format!("write `{line}`, if that is it"));
    match insertion(model, statement, side, &line) {
        Some(edit) => Some(draft.suggest(format!("write `{line}`"), vec![edit])),
        None => Some(draft),
    }
}

/// The first input that a step takes from a stakeholder, or the last output that one sends to a stakeholder; or else
/// the one input that lacks nothing but a trigger.
fn candidate(model: &Model<'_>, stream: ScopeId, side: Side) -> Option<Occurrence> {
    let scope = model.scope(stream);
    let crosses = |flow: &&Occurrence| stakeholder(model, stream, flow).is_some();
    if side == Side::Outcome {
        // A trigger needs no end, an outcome does; so only a trigger can be guessed from a flow without.
        return scope.outputs.iter().rev().find(crosses).copied();
    }
    // No stream starts with what comes back, or with what a step may do without.
    let starts = |flow: &&Occurrence| {
        let marks = model.tree(model.file_of(stream, flow)).statements[flow.statement as usize].marks;
        !marks.has(Marks::OPTIONAL) && !marks.has(Marks::REWORK)
    };
    if let Some(found) = scope.inputs.iter().filter(starts).find(crosses) {
        return Some(*found);
    }
    let failures = &model.matching.failures;
    let first = failures.partition_point(|failure| failure.occurrence.scope < stream);
    let here = failures[first..].iter().take_while(|failure| failure.occurrence.scope == stream);
    let silent = here.zip(&model.diagnosis.fates[first..]).filter(|(failure, fate)| {
        failure.occurrence.kind == Kind::Input && failure.way == Way::Takes && **fate == Fate::Silent
    });
    let mut unfed = silent.map(|(failure, _)| failure.part(model)).filter(|flow| starts(&flow));
    let found = unfed.next()?;
    // With several, a trigger for one would not do.
    let items: Vec<_> = model.items(stream, &found).collect();
    unfed.all(|other| model.items(stream, &other).eq(items.iter().copied())).then_some(found)
}

/// The stakeholder that a flow names.
fn stakeholder(model: &Model<'_>, stream: ScopeId, flow: &Occurrence) -> Option<NamedEnd> {
    let is_stakeholder = |named: &&NamedEnd| match named.end {
        End::Outside(index) => {
            let statement = model.declared.outside[index as usize];
            model.tree(statement.file).statements[statement.index as usize].keyword == Keyword::Stakeholder
        }
        _ => false,
    };
    ends_of(model.scope(stream), flow).iter().find(is_stakeholder).copied()
}

/// The item of a flow, or its alternatives, which hold together.
fn items_place(model: &Model<'_>, file: FileId, flow: &Occurrence) -> Place {
    let tree = model.tree(file);
    let terms = match tree.statements[flow.statement as usize].marks.has(Marks::EITHER) {
        true => tree.subjects(flow.statement),
        false => flow.term..flow.term + 1,
    };
    let (first, last) = (tree.terms[terms.start as usize].span, tree.terms[terms.end as usize - 1].span);
    Place { file, span: Span::new(first.start, last.end) }
}

/// An edit that adds a line to the stream's block: a trigger before its first step, an outcome behind the last. None
/// where that step does not begin its line.
fn insertion(model: &Model<'_>, stream: StatementRef, side: Side, line: &str) -> Option<(Place, String)> {
    let tree = model.tree(stream.file);
    let text = &model.sources.get(stream.file).text;
    let mut steps = tree.children(stream.index).filter(|&child| {
        let child = &tree.statements[child as usize];
        child.keyword == Keyword::Step && !child.marks.has(Marks::BROKEN)
    });
    let step = if side == Side::Trigger { steps.next() } else { steps.last() }?;
    let span = tree.statements[step as usize].span;
    // What stands above the step and belongs to it stays there.
    let before = tree.allows.partition_point(|allow| allow.span.start < span.start);
    let allows = tree.allows[..before].iter().rev().take_while(|allow| allow.target == Some(step));
    let top = allows.last().map_or(span.start, |allow| allow.span.start);
    let mut start = text[..top as usize].rfind('\n').map_or(0, |end| end + 1);
    let indent = &text[start..top as usize];
    if !indent.chars().all(|letter| matches!(letter, ' ' | '\t')) {
        return None;
    }
    let line_end = if text[..start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let (at, added) = match side {
        Side::Trigger => {
            while let Some(above) = doc_line_above(text, start) {
                start = above;
            }
            (start, format!("{indent}{line}{line_end}{line_end}"))
        }
        Side::Outcome => {
            // Behind a comment on the step's last line, but before whatever else stands there.
            let rest = text[span.end as usize..].split(['\r', '\n']).next().unwrap_or_default();
            let comment = rest.trim_start().starts_with("//");
            let end = span.end as usize + if comment { rest.len() } else { 0 };
            (end, format!("{line_end}{line_end}{indent}{line}"))
        }
    };
    Some((Place { file: stream.file, span: Span::new(at as u32, at as u32) }, added))
}

/// Where the line above the one at `start` begins, if it documents what follows.
fn doc_line_above(text: &str, start: usize) -> Option<usize> {
    let above = text[..start].strip_suffix('\n')?;
    let begin = above.rfind('\n').map_or(0, |end| end + 1);
    above[begin..].trim_start().starts_with("///").then_some(begin)
}
