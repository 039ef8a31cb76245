//! Critical paths: how long it takes at the least until a step is done, after Knuth's generalisation of Dijkstra (1977).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::flows::{NodeId, Occurrence};
use crate::model::matching::{Expectation, FAST_PATH_LIMIT};
use crate::syntax::quantity::{Duration, read_duration};
use crate::syntax::{Keyword, StatementFlags, StatementId, TermId};

/// When each step is done, counted from the triggers.
#[derive(Debug)]
pub struct Paths {
    /// Seconds until each point of the dependency graph is there; [`NEVER`] where it never is, or not in 64 bits.
    done: Vec<u64>,
    /// The point that each one waited for last; of an output that takes as long as a stream, the step that runs it.
    before: Vec<Option<PointId>>,
    /// For an output of a step that runs a stream the end of that.
    ends: FxHashMap<PointId, PointId>,
}

// A value instead of an option: there are some millions of these, and an option doubles them.
/// The time of what never is there, or not in 64 bits of seconds.
pub const NEVER: u64 = u64::MAX;

impl Paths {
    /// Walks the dependency graph of `model`. A step starts when the last of what it waits for is there, and that is
    /// there with the first that gives it; every trigger is there at once, even one that never comes. A step without a
    /// lead time takes none.
    ///
    /// Points are met in the order of time, as Dijkstra's algorithm meets them, but for one thing: a step is only met
    /// once all that it waits for is done, the last of which then says when.
    pub fn find(model: &Model<'_>) -> Paths {
        let graph = model.dependency_graph();
        let mut needs = graph.needs().to_vec();
        let mut paths = Paths {
            done: vec![NEVER; graph.len()],
            before: vec![None; graph.len()],
            ends: FxHashMap::default(),
        };
        let mut agenda = Agenda::new(model);
        for point in graph.points() {
            let is_trigger = matches!(graph.or_node(point), Some(OrNode::Trigger(..)));
            if is_trigger || needs[point.index()] == 0 {
                needs[point.index()] = 0;
                agenda.add(point, 0, None);
            }
        }
        while let Some((time, point, before)) = agenda.next() {
            if paths.done[point.index()] != NEVER {
                continue;
            }
            paths.done[point.index()] = time;
            paths.before[point.index()] = before;
            for &head in graph.gives(point) {
                if let Some(OrNode::Run(scope, output)) = graph.or_node(head) {
                    paths.meet_run(model, (scope, output), head, point, &mut agenda);
                    continue;
                }
                let need = &mut needs[head.index()];
                if *need == 0 {
                    continue;
                }
                *need -= 1;
                if *need > 0 {
                    continue;
                }
                // Work and waiting for replies go on side by side.
                let worked = agenda.worked(head, &paths.done);
                if worked > time {
                    let step = graph.step(head).map(PointId::of);
                    agenda.add(head, worked, step);
                } else {
                    agenda.add(head, time, Some(point));
                }
            }
        }
        paths
    }

    /// Looks at an output of a step that runs a stream, at `head`, once `point` before it is there. It is there as long
    /// after the step has begun as the stream takes; or else after the lead time that the step states, if the stream
    /// ever ends.
    fn meet_run(
        &mut self,
        model: &Model<'_>,
        (scope, output): (ScopeId, u32),
        head: PointId,
        point: PointId,
        agenda: &mut Agenda<'_>,
    ) {
        let graph = model.dependency_graph();
        let Some(step) = model.scope(scope).output(output).node else { return };
        if !graph.is_reached(head) {
            return;
        }
        let is_begin = matches!(graph.or_node(point), None | Some(OrNode::Alternative(..) | OrNode::End(_)));
        let takes_path = model.duration(step, Keyword::LeadTime).is_none();
        if !takes_path || graph.needs()[head.index()] == 1 {
            if is_begin {
                agenda.heap.push(Reverse((self.done[point.index()], head, Some(point))));
            }
            return;
        }
        if is_begin {
            self.before[head.index()] = Some(point);
        } else {
            self.ends.insert(head, point);
        }
        let (Some(begun), Some(end)) = (self.before[head.index()], self.ends.get(&head)) else { return };
        let step = PointId::of(step);
        let run = self.done[step.index()].saturating_add(self.done[end.index()]);
        // The stream and the waiting for replies go on side by side.
        let (time, before) =
            if run < self.done[begun.index()] { (self.done[begun.index()], begun) } else { (run, step) };
        if time != NEVER {
            agenda.heap.push(Reverse((time, head, Some(before))));
        }
    }

    /// Seconds until `step` is done, its replies included.
    pub fn done(&self, model: &Model<'_>, step: NodeId) -> Option<u64> {
        self.there(model.dependency_graph().end_of(step))
    }

    /// Seconds until an output of a stream is there.
    pub fn given(&self, model: &Model<'_>, scope: ScopeId, output: u32) -> Option<u64> {
        self.there(model.dependency_graph().giver(model, scope, output)?)
    }

    /// Seconds until a point of the dependency graph is there.
    fn there(&self, point: PointId) -> Option<u64> {
        match self.done[point.index()] {
            NEVER => None,
            done => Some(done),
        }
    }

    /// The steps of the critical path that ends with `step`, in their order.
    pub fn path(&self, model: &Model<'_>, step: NodeId) -> Vec<NodeId> {
        let path = self.path_to(model, model.dependency_graph().end_of(step));
        path.into_iter().map(|(step, _)| step).collect()
    }

    /// The steps of the critical path to `point`, in their order, each with the seconds until it is done. One that only asks
    /// is not among them: that takes no time. Where a step runs a stream, those of that stream follow it.
    pub fn path_to(&self, model: &Model<'_>, point: PointId) -> Vec<(NodeId, u64)> {
        let graph = model.dependency_graph();
        let mut path = Vec::new();
        // Each with the time at which its stream has begun where a step runs that, and whether it is such a step.
        let mut waiting = vec![(point, 0_u64, false)];
        while let Some((point, begun, runs)) = waiting.pop() {
            let done = begun.saturating_add(self.done[point.index()]);
            if let Some(step) = graph.step(point)
                && (runs || graph.end_of(step) == point)
            {
                path.push((step, done));
            }
            let Some(before) = self.before[point.index()] else { continue };
            let end = if graph.node(before).is_some() { self.ends.get(&point) } else { None };
            waiting.push((before, begun, end.is_some()));
            if let Some(&end) = end {
                // Backwards, the way through the stream comes first.
                waiting.push((end, begun.saturating_add(self.done[before.index()]), false));
            }
        }
        path.reverse();
        path
    }
}

/// Points that are about to be there: the time, the point, and what it waited for last.
type Arrival = (u64, PointId, Option<PointId>);

/// What comes next, in the order of time.
struct Agenda<'m> {
    graph: &'m DependencyGraph,
    /// How long each node takes, by its index.
    lead_times: Vec<u64>,
    heap: BinaryHeap<Reverse<Arrival>>,
}

impl<'m> Agenda<'m> {
    fn new(model: &'m Model<'_>) -> Agenda<'m> {
        // In the order of the text: the walk would meet the steps in that of time, all over the files.
        let lead_times = model.par_nodes().map(|node| lead_time(model, node)).collect();
        Agenda { graph: model.dependency_graph(), lead_times, heap: BinaryHeap::new() }
    }

    /// Adds a point that starts at `time`.
    fn add(&mut self, point: PointId, time: u64, before: Option<PointId>) {
        let lead_time = match self.graph.step(point) {
            // A step that never runs has no time. A trigger that never comes has: what keeps it away is reported
            // elsewhere.
            Some(_) if !self.graph.is_reached(point) => return,
            // What has replies takes its time between its beginning and its end: see `worked`.
            Some(node) if self.graph.end_of(node) != PointId::of(node) => 0,
            Some(node) => self.lead_times[node.index()],
            None => 0,
        };
        if let Some(done) = time.checked_add(lead_time) {
            self.heap.push(Reverse((done, point, before)));
        }
    }

    /// When the work of a step is done whose end this is; 0 for any other point.
    fn worked(&self, end: PointId, done: &[u64]) -> u64 {
        match self.graph.step(end) {
            Some(step) if PointId::of(step) != end => {
                done[step.index()].saturating_add(self.lead_times[step.index()])
            }
            _ => 0,
        }
    }

    fn next(&mut self) -> Option<Arrival> {
        self.heap.pop().map(|Reverse(arrival)| arrival)
    }
}

/// When each step of a stream is done at the latest, in the order of the text, where its triggers are there as
/// `trigger` says and its steps take as long as `takes` says; [`NEVER`] if it is not known.
///
/// A quick look, which knows only what stands above a step and the first few of those: what others give can make a
/// step start earlier, and never later. None for a stream whose steps run others, or that does not
/// [run down](crate::model::matching::InOrder).
pub fn at_the_latest(
    model: &Model<'_>,
    id: ScopeId,
    trigger: impl Fn(u32) -> u64,
    takes: impl Fn(NodeId) -> u64,
) -> Option<Vec<u64>> {
    if !model.matching.in_order[id.index()].runs_down || model.has_run(id) {
        return None;
    }
    let scope = model.scope(id);
    let mut done = Vec::with_capacity(scope.nodes.len());
    let mut inputs = scope.inputs.iter().peekable();
    for node in model.steps_of(id) {
        let mut start = 0;
        while let Some(input) = inputs.next_if(|input| input.node == Some(node)) {
            if !model.is_waited_for(node, input) {
                continue;
            }
            for expectation in model.certain_expectations(id, input) {
                // What nothing gives is met by a description, or reported.
                start = start.max(first_given(model, id, input, expectation, &done, &trigger).unwrap_or(0));
            }
        }
        done.push(start.saturating_add(takes(node)));
    }
    Some(done)
}

/// When the first of those that feed an input for one of its ends is done, of those that stand above it.
fn first_given(
    model: &Model<'_>,
    id: ScopeId,
    input: &Occurrence,
    expectation: Expectation,
    done: &[u64],
    trigger: &impl Fn(u32) -> u64,
) -> Option<u64> {
    let scope = model.scope(id);
    let mut first = None;
    model.each_feeding(id, input, expectation, |entries| {
        for entry in entries.iter().take(FAST_PATH_LIMIT) {
            let given = match entry.node {
                Some(giver) => scope.position(giver).and_then(|at| done.get(at).copied()),
                None if matches!(expectation, Expectation::Stream(_)) => None,
                None => Some(trigger(entry.occurrence)),
            };
            first = given.into_iter().chain(first).min();
        }
    });
    first
}

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
