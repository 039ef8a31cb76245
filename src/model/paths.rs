//! Critical paths: how long it takes at the least until a step is done, after Knuth's generalisation of Dijkstra (1977).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::NodeId;
use crate::model::net::Junction;
use crate::syntax::quantity::{Duration, read_duration};
use crate::syntax::{Keyword, Marks};

/// When each step is done, counted from the triggers.
#[derive(Debug)]
pub struct Paths {
    /// Seconds until each point of the net is there; none where it never is, or not in 64 bits.
    done: Vec<Option<u64>>,
    /// The point that each one waited for last.
    before: Vec<Option<u32>>,
}

impl Paths {
    /// Walks the net of `model`. A step starts when the last of what it waits for is there, and that is there with
    /// the first that gives it; every trigger is there at once, even one that never comes. A step without a lead time
    /// takes none.
    pub fn find(model: &Model<'_>) -> Paths {
        let net = &model.net;
        let len = net.needs.len();
        let mut needs = net.needs.clone();
        let mut paths = Paths { done: vec![None; len], before: vec![None; len] };
        let mut heap = BinaryHeap::new();
        for point in 0..len as u32 {
            let trigger = matches!(net.junction(point), Some(Junction::Trigger(..)));
            if trigger || needs[point as usize] == 0 {
                needs[point as usize] = 0;
                push(model, &mut heap, point, 0, None);
            }
        }
        while let Some(Reverse((time, point, before))) = heap.pop() {
            if paths.done[point as usize].is_some() {
                continue;
            }
            paths.done[point as usize] = Some(time);
            paths.before[point as usize] = before;
            for head in net.gives(point) {
                let need = &mut needs[head as usize];
                if *need > 0 {
                    *need -= 1;
                    if *need == 0 {
                        push(model, &mut heap, head, time, Some(point));
                    }
                }
            }
        }
        paths
    }

    /// Seconds until `step` is done.
    pub fn done(&self, step: NodeId) -> Option<u64> {
        self.done[step.index()]
    }

    /// The steps of the critical path that ends with `step`, in their order.
    pub fn path(&self, model: &Model<'_>, step: NodeId) -> Vec<NodeId> {
        let mut path = Vec::new();
        let mut point = Some(step.0);
        while let Some(at) = point {
            if at < model.net.nodes {
                path.push(NodeId(at));
            }
            point = self.before[at as usize];
        }
        path.reverse();
        path
    }
}

type Heap = BinaryHeap<Reverse<(u64, u32, Option<u32>)>>;

fn push(model: &Model<'_>, heap: &mut Heap, point: u32, time: u64, before: Option<u32>) {
    let is_node = point < model.net.nodes;
    // A step that never runs has no time. A trigger that never comes has: what keeps it away is told elsewhere.
    if is_node && !model.running.reached[point as usize] {
        return;
    }
    let is_step = is_node && model.node(NodeId(point)).scope != ScopeId::CHAIN;
    let lead = if is_step { lead_time(model, NodeId(point)) } else { 0 };
    if let Some(done) = time.checked_add(lead) {
        heap.push(Reverse((done, point, before)));
    }
}

/// A step's lead time in seconds; 0 if it states none that can be counted.
fn lead_time(model: &Model<'_>, step: NodeId) -> u64 {
    model.duration(step, Keyword::LeadTime).and_then(|(duration, _)| duration.seconds).unwrap_or(0)
}

impl Model<'_> {
    /// A duration that a step states, with the index of its term.
    pub fn duration(&self, step: NodeId, field: Keyword) -> Option<(Duration, u32)> {
        let statement = self.node(step).statement;
        let tree = self.tree(statement.file);
        let is_field = |&child: &u32| {
            let field_statement = &tree.statements[child as usize];
            field_statement.keyword == field && !field_statement.marks.has(Marks::BROKEN)
        };
        let term = tree.subjects(tree.children(statement.index).find(is_field)?).next()?;
        let text = self.sources.slice(self.term_place(statement.file, term));
        Some((read_duration(text, self.declared.working_day).ok()?, term))
    }
}
