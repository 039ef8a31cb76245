//! Who feeds whom, as a hierarchy of calls.

use gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
};
use vsdlint::ide::call_hierarchy::{Neighbour, feeds_me, i_feed, node_at};
use vsdlint::ide::{Subject, references};
use vsdlint::model::{NodeId, ScopeId};
use vsdlint::source::FileId;

use super::navigation::whole;
use super::{Answer, View, outline, place, told};

/// The step or activity that stands here, or is named here.
pub fn prepare(params: &CallHierarchyPrepareParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let named = references::at(view.model, file, offset).and_then(|mention| match mention.subject {
        Some(Subject::Step(step)) => Some(step),
        Some(Subject::Activity(activity)) => view.model.described[activity as usize].first().copied(),
        _ => None,
    });
    let node = named.or_else(|| node_at(view.model, file, offset));
    told(node.map(|node| vec![item(node, view)]))
}

/// Who feeds it.
pub fn incoming(params: &CallHierarchyIncomingCallsParams, view: &View<'_>) -> Answer {
    let Some((node, _)) = node(&params.item, view) else { return told(()) };
    let call = |neighbour: Neighbour| CallHierarchyIncomingCall {
        from: item(neighbour.node, view),
        from_ranges: ranges(&neighbour, view),
    };
    told(feeds_me(view.model, node).into_iter().map(call).collect::<Vec<_>>())
}

/// Whom it feeds.
pub fn outgoing(params: &CallHierarchyOutgoingCallsParams, view: &View<'_>) -> Answer {
    let Some((node, _)) = node(&params.item, view) else { return told(()) };
    let call = |neighbour: Neighbour| CallHierarchyOutgoingCall {
        to: item(neighbour.node, view),
        from_ranges: ranges(&neighbour, view),
    };
    told(i_feed(view.model, node).into_iter().map(call).collect::<Vec<_>>())
}

fn node(item: &CallHierarchyItem, view: &View<'_>) -> Option<(NodeId, FileId)> {
    let file = view.file(&item.uri)?;
    let offset = view.offset(file, item.selection_range.start)?;
    Some((node_at(view.model, file, offset)?, file))
}

fn ranges(neighbour: &Neighbour, view: &View<'_>) -> Vec<Range> {
    neighbour.outputs.iter().map(|&place| view.range(place)).collect()
}

fn item(node: NodeId, view: &View<'_>) -> CallHierarchyItem {
    let model = view.model;
    let described = model.node(node);
    let statement = described.statement;
    let keyword = model.tree(statement.file).statements[statement.index as usize].keyword;
    let name = model.name_place(statement);
    let subject = match described.activity_of.activity() {
        Some(activity) if described.scope == ScopeId::CHAIN => Subject::Activity(activity),
        _ => Subject::Step(node),
    };
    let detail = match subject {
        Subject::Step(_) => Subject::Stream(described.scope).name(model),
        _ => "value chain".to_owned(),
    };
    CallHierarchyItem {
        name: subject.name(model),
        kind: outline::kind(keyword),
        tags: None,
        detail: Some(detail),
        uri: view.files.uri(statement.file).clone(),
        range: view.range(whole(statement, view)),
        selection_range: view.range(name),
        data: None,
    }
}
