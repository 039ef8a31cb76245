//! Critical paths: how long it takes at the least until a step is done, after Knuth's generalisation of Dijkstra (1977).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::OrNode;
use crate::model::flows::NodeId;
use crate::model::matching::{Expectation, FAST_PATH_LIMIT};
use crate::syntax::quantity::{Duration, read_duration};
use crate::syntax::{Keyword, StatementFlags, StatementId, TermId};

/// When each step is done, counted from the triggers.
#[derive(Debug)]
pub struct Paths {
    /// Seconds until each point of the net is there; [`NEVER`] where it never is, or not in 64 bits.
    done: Vec<u64>,
    /// The point that each one waited for last, or [`NOTHING`].
    before: Vec<u32>,
}

// StatementFlags instead of options: there are some millions of these, and an option doubles them.
/// The time of what never is there, or not in 64 bits of seconds.
pub const NEVER: u64 = u64::MAX;
const NOTHING: u32 = u32::MAX;

impl Paths {
    /// Walks the net of `model`. A step starts when the last of what it waits for is there, and that is there with
    /// the first that gives it; every trigger is there at once, even one that never comes. A step without a lead time
    /// takes none.
    pub fn find(model: &Model<'_>) -> Paths {
        let net = model.dependency_graph();
        let len = net.needs.len();
        let mut needs = net.needs.clone();
        let mut paths = Paths { done: vec![NEVER; len], before: vec![NOTHING; len] };
        // In the order of the text: the walk would meet the steps in that of time, all over the files.
        let leads: Vec<u64> =
            (0..net.nodes).into_par_iter().map(|node| lead_time(model, NodeId::new(node))).collect();
        let mut heap = BinaryHeap::new();
        let push = |heap: &mut Heap, point: u32, time: u64, before: u32| {
            // A step that never runs has no time. A trigger that never comes has: what keeps it away is told elsewhere.
            if point < net.nodes && !model.dependency_graph().reached[point as usize] {
                return;
            }
            let lead = leads.get(point as usize).copied().unwrap_or(0);
            if let Some(done) = time.checked_add(lead) {
                heap.push(Reverse((done, point, before)));
            }
        };
        for point in 0..len as u32 {
            let trigger = matches!(net.junction(point), Some(OrNode::Trigger(..)));
            if trigger || needs[point as usize] == 0 {
                needs[point as usize] = 0;
                push(&mut heap, point, 0, NOTHING);
            }
        }
        while let Some(Reverse((time, point, before))) = heap.pop() {
            if paths.done[point as usize] != NEVER {
                continue;
            }
            paths.done[point as usize] = time;
            paths.before[point as usize] = before;
            for head in net.gives(point) {
                let need = &mut needs[head as usize];
                if *need > 0 {
                    *need -= 1;
                    if *need == 0 {
                        push(&mut heap, head, time, point);
                    }
                }
            }
        }
        paths
    }

    /// Seconds until `step` is done.
    pub fn done(&self, step: NodeId) -> Option<u64> {
        Some(self.done[step.index()]).filter(|&done| done != NEVER)
    }

    /// The steps of the critical path that ends with `step`, in their order.
    pub fn path(&self, model: &Model<'_>, step: NodeId) -> Vec<NodeId> {
        let mut path = Vec::new();
        let mut at = step.number();
        while at != NOTHING {
            if at < model.dependency_graph().nodes {
                path.push(NodeId::new(at));
            }
            at = self.before[at as usize];
        }
        path.reverse();
        path
    }
}

/// When each step of a stream is done at the latest, in the order of the text, where its triggers are there as
/// `trigger` says and its steps take as long as `takes` says; [`NEVER`] if it cannot be told.
///
/// A quick look, which knows only what stands above a step and the first few of those: what others give can make a
/// step start earlier, and never later. None for a stream that does not [run down](crate::model::matching::InOrder).
pub fn at_the_latest(
    model: &Model<'_>,
    id: ScopeId,
    trigger: impl Fn(u32) -> u64,
    takes: impl Fn(NodeId) -> u64,
) -> Option<Vec<u64>> {
    if !model.matching.in_order[id.index()].runs_down {
        return None;
    }
    let scope = model.scope(id);
    let mut done = Vec::with_capacity(scope.nodes.len());
    let mut inputs = scope.inputs.iter().peekable();
    for node in scope.nodes.clone().map(NodeId::new) {
        let mut start = 0;
        while let Some(input) = inputs.next_if(|input| input.node == Some(node)) {
            if !model.is_waited_for(node, input) {
                continue;
            }
            for expectation in model.certain_expectations(id, input) {
                let mut first = None;
                model.each_feeding(id, input, expectation, |entries| {
                    let there = entries.iter().take(FAST_PATH_LIMIT).filter_map(|entry| match entry.node {
                        Some(giver) if scope.nodes.contains(&giver.number()) => {
                            done.get((giver.number() - scope.nodes.start) as usize).copied()
                        }
                        None if !matches!(expectation, Expectation::Stream(_)) => {
                            Some(trigger(entry.occurrence))
                        }
                        _ => None,
                    });
                    first = there.chain(first).min();
                });
                // What nothing gives is met by a description, or reported.
                start = start.max(first.unwrap_or(0));
            }
        }
        done.push(start.saturating_add(takes(node)));
    }
    Some(done)
}

type Heap = BinaryHeap<Reverse<(u64, u32, u32)>>;

/// A step's lead time in seconds; 0 for an activity, and for a step that states none that can be counted.
pub fn lead_time(model: &Model<'_>, step: NodeId) -> u64 {
    if model.node(step).scope == ScopeId::CHAIN {
        return 0;
    }
    model.duration(step, Keyword::LeadTime).and_then(|(duration, _)| duration.seconds).unwrap_or(0)
}

impl Model<'_> {
    /// A duration that a step states, with its term.
    pub fn duration(&self, step: NodeId, field: Keyword) -> Option<(Duration, TermId)> {
        let statement = self.node(step).statement;
        let tree = self.tree(statement.file);
        let is_field = |&child: &StatementId| {
            let field_statement = &tree[child];
            field_statement.keyword == field && !field_statement.flags.has(StatementFlags::HAS_ERROR)
        };
        let term = tree.subjects(tree.children(statement.id).find(is_field)?).next()?;
        let text = self.sources.slice(self.term_place(statement.file, term));
        Some((read_duration(text, self.declared.working_day).ok()?, term))
    }
}
