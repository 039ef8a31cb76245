//! Who gives what an occurrence takes, and who takes what it gives.

use super::flows::NodeId;
use super::index::{Entry, Reach};
use super::matching::{Direction, Expectation, Kind, OccurrenceRef};
use super::{Activity, Model, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

/// Those at the other side of `flow`, in the order of the text: what feeds an input, who takes an output, which inputs
/// use a trigger and which outcomes give it, which outputs produce an outcome and which triggers take it.
pub fn partners(model: &Model<'_>, flow: OccurrenceRef) -> Vec<OccurrenceRef> {
    let mut found = match flow.kind {
        Kind::Input => meeting(model, flow, Direction::In),
        Kind::Output => meeting(model, flow, Direction::Out),
        Kind::Trigger => {
            let mut found = meeting(model, flow, Direction::In);
            found.extend(inside(model, flow, Kind::Input));
            found
        }
        Kind::Outcome => {
            let mut found = meeting(model, flow, Direction::Out);
            found.extend(inside(model, flow, Kind::Output));
            found
        }
    };
    // Outputs produce the outcomes of their stream, and inputs use its triggers, whether they name an end or not.
    match flow.kind {
        Kind::Input => found.extend(border(model, flow, Kind::Trigger)),
        Kind::Output => found.extend(border(model, flow, Kind::Outcome)),
        Kind::Trigger | Kind::Outcome => {}
    }
    found.extend(across_runs(model, flow));
    found.sort_unstable_by_key(|&other| (place(model, other), other));
    found.dedup();
    found
}

/// Where the item of an occurrence stands; that of its first alternative.
pub fn place(model: &Model<'_>, flow: OccurrenceRef) -> FileSpan {
    let occurrence = model.occurrence(flow);
    model.term_place(model.file_of(flow.scope, occurrence), occurrence.term)
}

/// The step or activity whose occurrence it is; none for a trigger or outcome.
pub fn node(model: &Model<'_>, flow: OccurrenceRef) -> Option<NodeId> {
    model.occurrence(flow).node
}

/// Whether nothing at the other side meets some end of the occurrence.
pub fn fails(model: &Model<'_>, flow: OccurrenceRef) -> bool {
    model.failures_in(flow.scope).any(|(_, failure)| failure.occurrence == flow)
}

/// What meets the expectations of `flow`.
fn meeting(model: &Model<'_>, flow: OccurrenceRef, direction: Direction) -> Vec<OccurrenceRef> {
    let occurrence = model.occurrence(flow);
    let mut found = Vec::new();
    for expectation in model.expectations(model.scope(flow.scope), occurrence) {
        found.extend(met_by(model, flow, direction, expectation));
        if let Expectation::Activity(activity) = expectation
            && flow.scope != ScopeId::CHAIN
        {
            found.extend(described(model, flow, direction, activity));
        }
    }
    found
}

/// What meets one expectation of `flow`, as the matching finds it: with [`Direction::Out`] those who take it there.
pub fn met_by(
    model: &Model<'_>,
    flow: OccurrenceRef,
    direction: Direction,
    expectation: Expectation,
) -> impl Iterator<Item = OccurrenceRef> {
    let occurrence = model.occurrence(flow);
    let viewpoint = model.viewpoint(flow.scope, occurrence);
    let entries = model.partners(viewpoint, occurrence, direction, expectation);
    entries.map(move |entry| entered(model, entry, flow.scope, direction, expectation))
}

/// The occurrence that an entry of an index stands for, which meets this expectation of somebody in `own`.
fn entered(
    model: &Model<'_>,
    entry: &Entry,
    own: ScopeId,
    direction: Direction,
    expectation: Expectation,
) -> OccurrenceRef {
    let is_inside = entry.reach == Reach::Inside;
    let kind = match (entry.node, direction) {
        // A step gives what it takes to the stream that it runs, and puts out what that ends with.
        (Some(_), Direction::In) if matches!(entry.reach, Reach::Run(_)) => Kind::Input,
        (Some(_), Direction::Out) if matches!(entry.reach, Reach::Run(_)) => Kind::Output,
        (Some(_), Direction::In) => Kind::Output,
        (Some(_), Direction::Out) => Kind::Input,
        // A trigger offers to the steps of its stream, and an outcome to other streams.
        (None, Direction::In) if is_inside => Kind::Trigger,
        (None, Direction::In) => Kind::Outcome,
        (None, Direction::Out) if is_inside => Kind::Outcome,
        (None, Direction::Out) => Kind::Trigger,
    };
    let scope = match (entry.node, expectation) {
        (Some(node), _) => model.node(node).scope,
        (None, Expectation::Stream(stream)) => stream,
        (None, _) => own,
    };
    OccurrenceRef { scope, kind, index: entry.occurrence }
}

/// The flows of an activity's description that list the item of a step's flow.
fn described(
    model: &Model<'_>,
    flow: OccurrenceRef,
    direction: Direction,
    activity: Activity,
) -> Vec<OccurrenceRef> {
    let items: Vec<Symbol> = model.items(flow.scope, model.occurrence(flow)).collect();
    let chain = model.scope(ScopeId::CHAIN);
    let (kind, list) = match direction {
        Direction::In => (Kind::Output, &chain.outputs),
        Direction::Out => (Kind::Input, &chain.inputs),
    };
    let nodes = model.descriptions_of(activity);
    let agrees = |other: Symbol| {
        items.iter().any(|&item| model.declared().agree(item, other) || model.declared().agree(other, item))
    };
    (0..)
        .zip(list)
        .filter(|(_, other)| other.node.is_some_and(|node| nodes.contains(&node)))
        .filter(|(_, other)| model.items(ScopeId::CHAIN, other).any(agrees))
        .map(|(index, _)| OccurrenceRef { scope: ScopeId::CHAIN, kind, index })
        .collect()
}

/// What stands for a flow of a step that runs a stream there, and for a trigger or outcome of a stream at the steps that
/// run it.
fn across_runs(model: &Model<'_>, flow: OccurrenceRef) -> Vec<OccurrenceRef> {
    let own = model.occurrence(flow);
    let theirs = match flow.kind {
        Kind::Input => Kind::Trigger,
        Kind::Output => Kind::Outcome,
        Kind::Trigger => Kind::Input,
        Kind::Outcome => Kind::Output,
    };
    let mut candidates = Vec::new();
    match own.node {
        Some(step) => {
            let Some(run) = model.run_of(step) else { return candidates };
            let count = model.scope(run.stream).list(theirs).len() as u32;
            candidates.extend((0..count).map(|index| OccurrenceRef {
                scope: run.stream,
                kind: theirs,
                index,
            }));
        }
        None => {
            for run in model.runs() {
                if run.stream != flow.scope || model.run_of(run.step).is_none() {
                    continue;
                }
                let scope = model.node(run.step).scope;
                let flows = model.scope(scope).of_node(theirs, run.step);
                candidates.extend(flows.map(|index| OccurrenceRef { scope, kind: theirs, index }));
            }
        }
    }
    candidates.retain(|&other| {
        // From a step to a trigger, or from an outcome to a step.
        let goes_out = matches!(flow.kind, Kind::Input | Kind::Outcome);
        let (giver, taker) = if goes_out { (flow, other) } else { (other, flow) };
        let mut given = model.items(giver.scope, model.occurrence(giver));
        given.any(|one| {
            let mut taken = model.items(taker.scope, model.occurrence(taker));
            taken.any(|other| model.declared().agree(one, other))
        })
    });
    candidates
}

/// The flows of this kind in a stream that meet its trigger or outcome.
fn inside(model: &Model<'_>, border: OccurrenceRef, kind: Kind) -> Vec<OccurrenceRef> {
    let scope = model.scope(border.scope);
    let list = scope.list(kind);
    let meets =
        |index: &u32| shares(model, border, OccurrenceRef { scope: border.scope, kind, index: *index });
    (0..list.len() as u32)
        .filter(meets)
        .map(|index| OccurrenceRef { scope: border.scope, kind, index })
        .collect()
}

/// The triggers or outcomes of its stream that a step's flow meets.
fn border(model: &Model<'_>, flow: OccurrenceRef, kind: Kind) -> Vec<OccurrenceRef> {
    let scope = model.scope(flow.scope);
    let list = scope.list(kind);
    (0..list.len() as u32)
        .map(|index| OccurrenceRef { scope: flow.scope, kind, index })
        .filter(|&border| shares(model, border, flow))
        .collect()
}

/// Whether a trigger or outcome and a flow of a step in its stream meet.
fn shares(model: &Model<'_>, border: OccurrenceRef, flow: OccurrenceRef) -> bool {
    let (edge, inner) = (model.occurrence(border), model.occurrence(flow));
    let agrees = |one: Symbol, other: Symbol| match border.kind {
        Kind::Trigger => model.declared().agree(one, other),
        _ => model.declared().agree(other, one),
    };
    let agree = model
        .items(border.scope, edge)
        .any(|one| model.items(flow.scope, inner).any(|other| agrees(one, other)));
    let meets = match border.kind {
        Kind::Outcome => model.may_produce(border.scope, edge, inner),
        _ => model.shares_end(border.scope, edge, inner),
    };
    agree && meets
}

/// The inputs, outputs, triggers and outcomes of a statement's block: their statements.
pub fn flows_in(model: &Model<'_>, statement: StatementRef) -> impl Iterator<Item = StatementRef> {
    let tree = model.tree(statement.file);
    let is_flow =
        |keyword| matches!(keyword, Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome);
    tree.children(statement.id)
        .filter(move |&child| is_flow(tree[child].keyword))
        .map(move |index| StatementRef { file: statement.file, id: index })
}
