//! Which steps and activities hand on what to which: the hierarchy of calls, in the words of a model.

use std::collections::BTreeMap;

use crate::ide::references::{flows, step};
use crate::model::flows::NodeId;
use crate::model::links::{first_partners, flows_in, node, place};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, StatementRef};
use crate::source::{FileId, FileSpan};

/// So many others are looked for on the other side of a flow, or a few times as many: where many give an item that many
/// take, all would be their product.
pub const MOST_PARTNERS: usize = 250;

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
        for (trigger, input) in of_triggers(model, flow, |_| true) {
            if input.scope != trigger.scope
                && let Some(step) = node(model, input)
            {
                found.entry(step).or_default().push(place(model, input));
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
        let is_run = |trigger: OccurrenceRef| {
            trigger.scope != flow.scope && model.run_of(me).is_some_and(|run| run.stream == trigger.scope)
        };
        for (trigger, input) in of_triggers(model, flow, is_run) {
            if input.scope == trigger.scope
                && let Some(step) = node(model, input)
            {
                found.entry(step).or_default().push(place(model, flow));
            }
        }
    }
    sorted(found)
}

/// The triggers at the other side of a flow that are meant, each with the inputs at the other side of it.
fn of_triggers(
    model: &Model<'_>,
    flow: OccurrenceRef,
    is_meant: impl Fn(OccurrenceRef) -> bool,
) -> Vec<(OccurrenceRef, OccurrenceRef)> {
    let mut found = Vec::new();
    for trigger in first_partners(model, flow, MOST_PARTNERS) {
        if trigger.kind != Kind::Trigger || !is_meant(trigger) {
            continue;
        }
        let others = first_partners(model, trigger, MOST_PARTNERS);
        found.extend(
            others.into_iter().filter(|other| other.kind == Kind::Input).map(|input| (trigger, input)),
        );
        if found.len() >= MOST_PARTNERS {
            break;
        }
    }
    found
}

/// Those at the other side of what `me` takes or gives.
fn neighbours(model: &Model<'_>, me: NodeId, own: Kind, theirs: Kind) -> Found {
    let mut found = Found::new();
    for flow in of_node(model, me, own) {
        for other in first_partners(model, flow, MOST_PARTNERS) {
            let output = if own == Kind::Output { flow } else { other };
            if other.kind == theirs
                && let Some(neighbour) = node(model, other)
                && neighbour != me
            {
                found.entry(neighbour).or_default().push(place(model, output));
            }
        }
    }
    found
}

/// The inputs or outputs of a step or activity.
pub fn of_node(model: &Model<'_>, node: NodeId, kind: Kind) -> Vec<OccurrenceRef> {
    let statements = flows_in(model, model.node(node).statement);
    statements.flat_map(|statement| flows(model, statement)).filter(|flow| flow.kind == kind).collect()
}

/// Neighbours with what is handed on, which may be there several times.
type Found = BTreeMap<NodeId, Vec<FileSpan>>;

fn sorted(found: Found) -> Vec<Neighbour> {
    let mut sorted = Vec::with_capacity(found.len());
    for (node, mut outputs) in found {
        outputs.sort_unstable();
        outputs.dedup();
        sorted.push(Neighbour { node, outputs });
    }
    sorted
}
