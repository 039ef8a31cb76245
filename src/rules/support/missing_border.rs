//! What `missing-trigger` and `missing-outcome` share: the flow that was most probably meant to cross the border.

use crate::finding::Fix;
use crate::model::dependency_graph::PointId;
use crate::model::flows::{End, NamedEnd, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{quoted, quoted_stream, written_items};
use crate::rules::support::edits::insertion;
use crate::rules::support::name_words::statement_words;
use crate::source::FileId;
use crate::syntax::{Keyword, StatementFlags};

/// Which border of a stream is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Side {
    /// Nothing starts it.
    Trigger,
    /// Nothing comes of it.
    Outcome,
}

/// The finding that a stream has no trigger, or no outcome.
pub(in crate::rules) fn missing(model: &Model<'_>, stream: ScopeId, side: Side) -> Option<FindingBuilder> {
    let statement = model.scope(stream).statement?;
    let name = quoted_stream(model, stream);
    let (message, label, example) = match side {
        Side::Trigger => ("nothing starts", "expected a `trigger`", "trigger \"…\" from …"),
        Side::Outcome => ("nothing comes of", "expected an `outcome`", "outcome \"…\" to …"),
    };
    let finding = FindingBuilder::new(model.name_place(statement), format!("{message} {name}"))
        .label(label)
        .fingerprint([statement_words(model, statement)]);
    let lacking = lacking(model, stream, side);
    let found =
        if lacking.is_empty() { crossing(model, stream, side) } else { lone(model, stream, side, &lacking) };
    let Some(found) = found else {
        return Some(finding.help(format!("write for example `{example}`")));
    };
    let file = statement.file;
    let whole = whole(model, file, &found);
    let mut item = model.term_place(file, whole.term);
    item.span.end = model.term_place(file, whole.term.after(whole.choices - 1)).span.end;
    let written = written_items(model, file, &whole);
    let end = stakeholder(model, stream, &found).map(|end| model.term_place(file, end.term));
    let (keyword, added, label) = match (side, end) {
        (Side::Trigger, Some(end)) => (
            Keyword::Trigger,
            format!("trigger {written} from {}", model.slice(end)),
            format!("{} gives this", quoted(model, end)),
        ),
        (Side::Trigger, None) => {
            (Keyword::Trigger, format!("trigger {written}"), "a step waits for this".to_owned())
        }
        (Side::Outcome, Some(end)) => (
            Keyword::Outcome,
            format!("outcome {written} to {}", model.slice(end)),
            format!("{} gets this", quoted(model, end)),
        ),
        // A trigger needs no end, but an outcome does, and nothing says who benefits.
        (Side::Outcome, None) => {
            let finding = finding.secondary(item, "no step uses this");
            return Some(
                finding.help(format!("write `outcome {written} to …` with whoever gets it, if that is it")),
            );
        }
    };
    let edit = insertion::border(model, statement, keyword, &added);
    let finding = finding.secondary(item, label).help(format!("write `{added}`, if that is it"));
    Some(finding.fix(edit.map(|edit| Fix::suggested(format!("write `{added}`"), vec![edit]))))
}

/// The first input that a step takes from a stakeholder. Of the outputs that steps send to stakeholders the only one, or the
/// only one of a step whose work no other step takes: what else is sent may be a notice on the way.
fn crossing(model: &Model<'_>, stream: ScopeId, side: Side) -> Option<Occurrence> {
    let scope = model.scope(stream);
    if side == Side::Trigger {
        let mut inputs = scope.inputs.iter();
        return inputs
            .find(|flow| starts(model, stream, flow) && stakeholder(model, stream, flow).is_some())
            .copied();
    }
    let (mut all, mut last) = (Vec::new(), Vec::new());
    for output in &scope.outputs {
        if stakeholder(model, stream, output).is_none() {
            continue;
        }
        all.push(*output);
        if output.node.is_some_and(|step| is_last(model, step)) {
            last.push(*output);
        }
    }
    only(model, stream, &all).or_else(|| only(model, stream, &last))
}

/// The first of these flows, if all are of one item, or alternatives of one statement.
fn only(model: &Model<'_>, stream: ScopeId, flows: &[Occurrence]) -> Option<Occurrence> {
    let first = flows.first()?;
    let file = model.file_of(stream, first);
    let is_choice = model.tree(file)[first.statement].flags.has(StatementFlags::EITHER);
    for flow in flows {
        let is_alternative = is_choice && flow.statement == first.statement;
        if !is_alternative && !model.items(stream, flow).eq(model.items(stream, first)) {
            return None;
        }
    }
    Some(*first)
}

/// Whether no step takes what this one makes.
fn is_last(model: &Model<'_>, step: NodeId) -> bool {
    let graph = model.dependency_graph();
    graph.gives(PointId::of(step)).is_empty() && graph.gives(graph.end_of(step)).is_empty()
}

/// Whether a stream may start with this: it does not with what comes back, nor with what a step may do without.
fn starts(model: &Model<'_>, stream: ScopeId, flow: &Occurrence) -> bool {
    let flags = model.tree(model.file_of(stream, flow))[flow.statement].flags;
    let not_first = [StatementFlags::OPTIONAL, StatementFlags::REWORK, StatementFlags::REPLY];
    !not_first.into_iter().any(|flag| flags.has(flag))
}

/// The flows that lack nothing but a trigger or an outcome. Where there are any, nothing else is what was forgotten.
fn lacking(model: &Model<'_>, stream: ScopeId, side: Side) -> Vec<Occurrence> {
    let (kind, direction) = match side {
        Side::Trigger => (Kind::Input, Direction::In),
        Side::Outcome => (Kind::Output, Direction::Out),
    };
    let mut lacking = Vec::new();
    for (id, failure) in model.failures_in(stream) {
        let lacks_border = failure.occurrence.kind == kind
            && failure.direction == direction
            && model.diagnosis().disposition(id) == Disposition::Silent;
        if lacks_border {
            lacking.push(failure.part(model));
        }
    }
    lacking
}

/// The first of the flows that lack it, if all are of one item. With several, one for one of them would not do.
fn lone(model: &Model<'_>, stream: ScopeId, side: Side, lacking: &[Occurrence]) -> Option<Occurrence> {
    let first = lacking.first()?;
    for flow in lacking {
        let is_same = model.items(stream, flow).eq(model.items(stream, first));
        if !is_same || side == Side::Trigger && !starts(model, stream, flow) {
            return None;
        }
    }
    Some(*first)
}

/// The stakeholder that a flow names.
fn stakeholder(model: &Model<'_>, stream: ScopeId, flow: &Occurrence) -> Option<NamedEnd> {
    for &named in ends_of(model.scope(stream), flow) {
        let End::External(external) = named.end else { continue };
        if model.statement(model.declared().external(external)).keyword == Keyword::Stakeholder {
            return Some(named);
        }
    }
    None
}

/// The flow with all its alternatives, which hold together.
fn whole(model: &Model<'_>, file: FileId, flow: &Occurrence) -> Occurrence {
    let tree = model.tree(file);
    if !tree[flow.statement].flags.has(StatementFlags::EITHER) {
        return Occurrence { choices: 1, ..*flow };
    }
    let terms = tree.subjects(flow.statement);
    Occurrence { term: terms.start, choices: terms.count_u32(), ..*flow }
}
