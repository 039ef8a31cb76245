//! Who feeds whom, as a hierarchy of calls.

use gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
};
use vsdlint::ide::call_hierarchy::{self as ide_calls, Neighbour, node_at};
use vsdlint::ide::{Subject, references};
use vsdlint::model::{NodeId, ScopeId};
use vsdlint::sanitise;
use vsdlint::source::{FileId, FileSpan};

use super::answer::{Answer, place_of, to_answer};
use super::symbol_kind::kind;
use crate::lsp::convert::snapshot::Snapshot;

/// The step or activity that stands here, or is named here.
pub fn prepare(params: &CallHierarchyPrepareParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let named = references::at(snapshot.model, file, offset).and_then(|mention| match mention.subject {
        Some(Subject::Step(step)) => Some(step),
        Some(Subject::Activity(activity)) => snapshot.model.descriptions_of(activity).first().copied(),
        _ => None,
    });
    let node = named.or_else(|| node_at(snapshot.model, file, offset));
    to_answer(node.map(|node| vec![item(node, snapshot)]))
}

/// Who feeds it.
pub fn incoming(params: &CallHierarchyIncomingCallsParams, snapshot: &Snapshot<'_>) -> Answer {
    let Some((node, _)) = node(&params.item, snapshot) else { return to_answer(()) };
    let neighbours = shown(ide_calls::incoming(snapshot.model, node), snapshot);
    let calls = neighbours.map(|(from, from_ranges)| CallHierarchyIncomingCall { from, from_ranges });
    to_answer(calls.collect::<Vec<_>>())
}

/// Whom it feeds.
pub fn outgoing(params: &CallHierarchyOutgoingCallsParams, snapshot: &Snapshot<'_>) -> Answer {
    let Some((node, _)) = node(&params.item, snapshot) else { return to_answer(()) };
    let neighbours = shown(ide_calls::outgoing(snapshot.model, node), snapshot);
    let calls = neighbours.map(|(to, from_ranges)| CallHierarchyOutgoingCall { to, from_ranges });
    to_answer(calls.collect::<Vec<_>>())
}

fn node(item: &CallHierarchyItem, snapshot: &Snapshot<'_>) -> Option<(NodeId, FileId)> {
    let file = snapshot.file(&item.uri)?;
    let offset = snapshot.offset(file, item.selection_range.start)?;
    Some((node_at(snapshot.model, file, offset)?, file))
}

/// Each neighbour as the client is shown it, with the ranges of what flows.
fn shown(
    neighbours: Vec<Neighbour>,
    snapshot: &Snapshot<'_>,
) -> impl Iterator<Item = (CallHierarchyItem, Vec<Range>)> {
    neighbours.into_iter().map(|neighbour| {
        let ranges = neighbour.outputs.iter().map(|&place| snapshot.range(place)).collect();
        (item(neighbour.node, snapshot), ranges)
    })
}

fn item(node: NodeId, snapshot: &Snapshot<'_>) -> CallHierarchyItem {
    let model = snapshot.model;
    let described = model.node(node);
    let statement = described.statement;
    let keyword = model.tree(statement.file)[statement.id].keyword;
    let name = model.name_place(statement);
    let span = model.tree(statement.file)[statement.id].span;
    let statement_place = FileSpan { file: statement.file, span };
    let subject = match described.activity_of.activity() {
        Some(activity) if described.scope == ScopeId::CHAIN => Subject::Activity(activity),
        _ => Subject::Step(node),
    };
    let detail = match subject {
        Subject::Step(_) => Subject::Stream(described.scope).name(model),
        _ => "value chain".to_owned(),
    };
    CallHierarchyItem {
        name: sanitise::shown(&subject.name(model)).into_owned(),
        kind: kind(keyword),
        tags: None,
        detail: Some(sanitise::shown(&detail).into_owned()),
        uri: snapshot.files.uri(statement.file).clone(),
        range: snapshot.range(statement_place),
        selection_range: snapshot.range(name),
        data: None,
    }
}
