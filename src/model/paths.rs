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

/// How long a working day is taken to be beside hours and calendar days, which differ from it from place to place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As long as its hours: nothing lies between two of them.
    Shortest,
    /// Three calendar days: nights and a weekend lie between two of them.
    Longest,
}

impl Reading {
    /// Both, the shorter one first.
    pub const BOTH: [Reading; 2] = [Reading::Shortest, Reading::Longest];

    /// How long a working day is, in seconds.
    pub fn working_day(self, model: &Model<'_>) -> u64 {
        match self {
            Reading::Shortest => model.declared.working_day(),
            Reading::Longest => model.declared.working_day().max(3 * 86_400),
        }
    }
}

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
    pub fn find(model: &Model<'_>, reading: Reading) -> Paths {
        let graph = model.dependency_graph();
        let mut needs = graph.needs().to_vec();
        let mut paths = Paths {
            done: vec![NEVER; graph.len()],
            before: vec![None; graph.len()],
            ends: FxHashMap::default(),
        };
        let mut agenda = Agenda::new(model, reading);
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

    /// The steps of the critical path that ends with `step`, in their order. One that only asks is not among them: that
    /// takes no time. Where a step runs a stream, those of that stream follow it.
    pub fn path(&self, model: &Model<'_>, step: NodeId) -> Vec<NodeId> {
        let graph = model.dependency_graph();
        let mut path = Vec::new();
        // Each with whether it is a step whose stream follows it.
        let mut waiting = vec![(graph.end_of(step), false)];
        while let Some((point, runs)) = waiting.pop() {
            if let Some(step) = graph.step(point)
                && (runs || graph.end_of(step) == point)
            {
                path.push(step);
            }
            let Some(before) = self.before[point.index()] else { continue };
            let end = self.end_of_run(graph, point);
            waiting.push((before, end.is_some()));
            // Backwards, the way through the stream comes first.
            waiting.extend(end.map(|end| (end, false)));
        }
        path.reverse();
        path
    }

    /// Where the stream ends whose time an output at `point` takes.
    fn end_of_run(&self, graph: &DependencyGraph, point: PointId) -> Option<PointId> {
        graph.node(self.before[point.index()]?)?;
        self.ends.get(&point).copied()
    }
}

/// How long it takes to points along their critical paths, in the units in which their steps state it.
#[derive(Debug)]
pub struct Totals<'p, 'm, 's> {
    paths: &'p Paths,
    model: &'m Model<'s>,
    /// What was asked for, and all before it: paths of many outcomes share most of their steps.
    known: FxHashMap<PointId, Total>,
}

/// How long it takes to a point.
#[derive(Clone, Copy, Debug)]
struct Total {
    taken: Duration,
    /// The last point of the path that takes time, this one included: a step, or an output of one that runs a stream.
    last: Option<PointId>,
}

/// More places than these of a path are not looked at to show its last steps.
const MOST_LOOKS: usize = 100;

impl<'p, 'm, 's> Totals<'p, 'm, 's> {
    /// Those of these paths, none of which is known yet.
    pub fn new(model: &'m Model<'s>, paths: &'p Paths) -> Totals<'p, 'm, 's> {
        Totals { paths, model, known: FxHashMap::default() }
    }

    /// The time until `step` is done, its replies included; none if it never is.
    pub fn of_step(&mut self, step: NodeId) -> Option<Duration> {
        let end = self.model.dependency_graph().end_of(step);
        self.paths.there(end)?;
        Some(self.total(end).taken)
    }

    /// The time until an output of a stream is there; nothing if it never is.
    pub fn of_output(&mut self, scope: ScopeId, output: u32) -> Duration {
        match self.model.dependency_graph().giver(self.model, scope, output) {
            Some(giver) => self.total(giver).taken,
            None => Duration::default(),
        }
    }

    /// The last `most` steps that state a lead time on the path to an output, in their order, each with the time until it
    /// is done.
    pub fn last_steps(&mut self, scope: ScopeId, output: u32, most: usize) -> Vec<(NodeId, Duration)> {
        let graph = self.model.dependency_graph();
        let mut steps = Vec::new();
        // Each with the time at which its stream has begun where a step runs that.
        let mut waiting = Vec::new();
        waiting.extend(graph.giver(self.model, scope, output).map(|giver| (giver, Duration::default())));
        for _ in 0..MOST_LOOKS {
            let Some((point, begun)) = waiting.pop() else { break };
            let Some(last) = self.total(point).last else { continue };
            if let Some(step) = graph.step(last) {
                steps.push((step, begun.then(self.total(last).taken)));
                if steps.len() == most {
                    break;
                }
            }
            let Some(before) = self.paths.before[last.index()] else { continue };
            waiting.push((before, begun));
            if let Some(end) = self.paths.end_of_run(graph, last) {
                waiting.push((end, begun.then(self.total(before).taken)));
            }
        }
        steps.reverse();
        steps
    }

    /// Adds up what lies before a point, each place once.
    fn total(&mut self, point: PointId) -> Total {
        let graph = self.model.dependency_graph();
        let mut waiting = vec![point];
        while let Some(&at) = waiting.last() {
            let before = self.paths.before[at.index()];
            let end = self.paths.end_of_run(graph, at);
            let parts: Vec<PointId> = before.into_iter().chain(end).collect();
            let unknown = parts.iter().copied().find(|part| !self.known.contains_key(part));
            if let Some(unknown) = unknown {
                waiting.push(unknown);
                continue;
            }
            waiting.pop();
            let mut total = Total { taken: Duration::default(), last: None };
            for part in parts {
                let Some(before) = self.known.get(&part) else { continue };
                total = Total { taken: total.taken.then(before.taken), last: before.last };
            }
            if let Some(lead_time) = self.worked(at, before) {
                total = Total { taken: total.taken.then(lead_time), last: Some(at) };
            } else if end.is_some() {
                total.last = Some(at);
            }
            self.known.insert(at, total);
        }
        self.known.get(&point).copied().unwrap_or(Total { taken: Duration::default(), last: None })
    }

    /// The lead time of a step that is done at this point, if the point waited for the step's work.
    fn worked(&self, point: PointId, before: Option<PointId>) -> Option<Duration> {
        let graph = self.model.dependency_graph();
        let step = graph.step(point)?;
        let begin = PointId::of(step);
        let waits_for_work = if graph.end_of(step) == begin { true } else { before == Some(begin) };
        if !waits_for_work || point != graph.end_of(step) || self.model.node(step).scope == ScopeId::CHAIN {
            return None;
        }
        self.model.duration(step, Keyword::LeadTime).map(|(duration, _)| duration)
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
    fn new(model: &'m Model<'_>, reading: Reading) -> Agenda<'m> {
        let day = reading.working_day(model);
        // In the order of the text: the walk would meet the steps in that of time, all over the files.
        let lead_times = model.par_nodes().map(|node| lead_time(model, node, day)).collect();
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

/// A step's lead time in seconds, where a working day has so many; 0 for an activity, and for a step that states none that
/// can be counted.
pub fn lead_time(model: &Model<'_>, step: NodeId, working_day: u64) -> u64 {
    if model.node(step).scope == ScopeId::CHAIN {
        return 0;
    }
    model
        .duration(step, Keyword::LeadTime)
        .and_then(|(duration, _)| duration.seconds(working_day))
        .unwrap_or(0)
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
        Some((read_duration(text).ok()?, term))
    }
}
