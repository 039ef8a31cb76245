//! Which steps and activities hand on what to which: the hierarchy of calls, in the words of a model.

use crate::ide::references::{flows, step};
use crate::model::flows::NodeId;
use crate::model::links::{flows_in, node, partners, place};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, StatementRef};
use crate::source::{FileId, FileSpan};

/// Another step or activity, and the items that are handed on: where they stand with the one that gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The other one.
    pub node: NodeId,
    /// The outputs by which the giver hands on.
    pub outputs: Vec<FileSpan>,
}

/// The step or the description of an activity around byte `offset` of `file`.
pub fn node_at(model: &Model<'_>, file: FileId, offset: u32) -> Option<NodeId> {
    let tree = model.tree(file);
    let mut around = tree.begun_by(offset).rev().filter(|&id| tree[id].span.end >= offset);
    around.find_map(|id| step(model, StatementRef { file, id }))
}

/// Who feeds a step or activity, in the order of the text.
pub fn incoming(model: &Model<'_>, me: NodeId) -> Vec<Neighbour> {
    let mut found = neighbours(model, me, Kind::Input, Kind::Output);
    // A step that runs this stream gives its triggers.
    for flow in of_node(model, me, Kind::Input) {
        for trigger in partners(model, flow).into_iter().filter(|other| other.kind == Kind::Trigger) {
            for input in partners(model, trigger) {
                if input.kind == Kind::Input
                    && input.scope != trigger.scope
                    && let Some(step) = node(model, input)
                {
                    note(&mut found, step, place(model, input));
                }
            }
        }
    }
    sorted(found)
}

/// Whom a step or activity feeds, in the order of the text.
pub fn outgoing(model: &Model<'_>, me: NodeId) -> Vec<Neighbour> {
    let mut found = neighbours(model, me, Kind::Output, Kind::Input);
    // A step that runs a stream begins with the steps that use its triggers.
    for flow in of_node(model, me, Kind::Input) {
        for trigger in partners(model, flow).into_iter().filter(|other| other.scope != flow.scope) {
            if trigger.kind != Kind::Trigger || model.run_of(me).is_none_or(|run| run.stream != trigger.scope)
            {
                continue;
            }
            for input in partners(model, trigger) {
                if input.kind == Kind::Input
                    && input.scope == trigger.scope
                    && let Some(step) = node(model, input)
                {
                    note(&mut found, step, place(model, flow));
                }
            }
        }
    }
    sorted(found)
}

/// Those at the other side of what `me` takes or gives.
fn neighbours(model: &Model<'_>, me: NodeId, own: Kind, theirs: Kind) -> Vec<Neighbour> {
    let mut found = Vec::new();
    for flow in of_node(model, me, own) {
        for other in partners(model, flow).into_iter().filter(|other| other.kind == theirs) {
            let output = if own == Kind::Output { flow } else { other };
            let neighbour = node(model, other).filter(|&neighbour| neighbour != me);
            neighbour.into_iter().for_each(|neighbour| note(&mut found, neighbour, place(model, output)));
        }
    }
    sorted(found)
}

/// The inputs or outputs of a step or activity.
pub fn of_node(model: &Model<'_>, node: NodeId, kind: Kind) -> Vec<OccurrenceRef> {
    let statements = flows_in(model, model.node(node).statement);
    statements.flat_map(|statement| flows(model, statement)).filter(|flow| flow.kind == kind).collect()
}

fn note(found: &mut Vec<Neighbour>, node: NodeId, output: FileSpan) {
    match found.iter_mut().find(|neighbour| neighbour.node == node) {
        Some(neighbour) => neighbour.outputs.push(output),
        None => found.push(Neighbour { node, outputs: vec![output] }),
    }
}

fn sorted(mut found: Vec<Neighbour>) -> Vec<Neighbour> {
    found.sort_by_key(|neighbour| neighbour.node);
    for neighbour in &mut found {
        neighbour.outputs.sort_unstable();
        neighbour.outputs.dedup();
    }
    found
}
