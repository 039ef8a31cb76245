//! Critical paths: how long it takes at the least until a step is done, after Knuth's generalisation of Dijkstra (1977).

mod route;
mod totals;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::flows::{NodeId, Occurrence};
use crate::model::matching::{Expectation, FAST_PATH_LIMIT};
use crate::syntax::quantity::{Duration, read_duration};
use crate::syntax::{Keyword, StatementFlags, StatementId, TermId};

pub use route::{Part, Route, Station};
pub use totals::Totals;

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
        let mut walk = Walk::new(model, reading);
        walk.go(model.dependency_graph().points(), |_| true);
        walk.paths
    }

    /// The same for what leads to these points alone; no other point is ever there.
    pub fn find_to(model: &Model<'_>, reading: Reading, points: Vec<PointId>) -> Paths {
        let cone = model.dependency_graph().cone(points);
        let mut points: Vec<PointId> = cone.iter().copied().collect();
        points.sort_unstable();
        let mut walk = Walk::new(model, reading);
        walk.go(points.into_iter(), |point| cone.contains(&point));
        walk.paths
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

/// Walks the dependency graph of a model, or a part of it.
pub(super) struct Walk<'m, 's> {
    model: &'m Model<'s>,
    graph: &'m DependencyGraph,
    /// How many of its arcs each point still needs.
    needs: Vec<u32>,
    agenda: Agenda<'m>,
    /// Where the walk has been.
    pub(super) paths: Paths,
}

impl<'m, 's> Walk<'m, 's> {
    pub(super) fn new(model: &'m Model<'s>, reading: Reading) -> Walk<'m, 's> {
        Walk::with(model, Cow::Borrowed(model.lead_times(reading)))
    }

    /// A walk on which the nodes take so long, by their indices.
    fn with(model: &'m Model<'s>, lead_times: Cow<'m, [u64]>) -> Walk<'m, 's> {
        let graph = model.dependency_graph();
        let paths = Paths {
            done: vec![NEVER; graph.len()],
            before: vec![None; graph.len()],
            ends: FxHashMap::default(),
        };
        let mut timed = FxHashSet::default();
        for run in model.runs() {
            if model.duration(run.step, Keyword::LeadTime).is_some() {
                timed.insert(run.step);
            }
        }
        let agenda = Agenda { graph, lead_times, timed, heap: BinaryHeap::new() };
        Walk { model, graph, needs: graph.needs().to_vec(), agenda, paths }
    }

    /// Whether the steps take as long as in another walk.
    pub(super) fn takes_as_long_as(&self, other: &Walk<'_, '_>) -> bool {
        self.agenda.lead_times == other.agenda.lead_times
    }

    /// Walks from the triggers and the facts among these points to all that may be `entered`.
    pub(super) fn go(&mut self, points: impl Iterator<Item = PointId>, entered: impl Fn(PointId) -> bool) {
        let (graph, agenda, paths) = (self.graph, &mut self.agenda, &mut self.paths);
        for point in points {
            let is_trigger = matches!(graph.or_node(point), Some(OrNode::Trigger(..)));
            if is_trigger || self.needs[point.index()] == 0 {
                self.needs[point.index()] = 0;
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
                if !entered(head) {
                    continue;
                }
                if let Some(OrNode::Run(scope, output)) = graph.or_node(head) {
                    paths.meet_run(self.model, (scope, output), head, point, agenda);
                    continue;
                }
                let need = &mut self.needs[head.index()];
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
    }

    /// Forgets the walk to these points, so that another one can begin.
    pub(super) fn forget(&mut self, points: &[PointId]) {
        for &point in points {
            self.needs[point.index()] = self.graph.needs()[point.index()];
            self.paths.done[point.index()] = NEVER;
            self.paths.before[point.index()] = None;
            self.paths.ends.remove(&point);
        }
    }
}

impl Paths {
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
        if agenda.timed.contains(&step) || graph.needs()[head.index()] == 1 {
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
        let done = &self.done;
        let begin = PointId::of(step);
        // What a step with replies takes of its own is not yet in the time at which it has begun.
        let own = if graph.end_of(step) == begin { 0 } else { agenda.lead_times[step.index()] };
        let run = done[begin.index()].saturating_add(own).saturating_add(done[end.index()]);
        // The stream and the waiting for replies go on side by side.
        let (time, before) =
            if run < done[begun.index()] { (done[begun.index()], begun) } else { (run, begin) };
        if time != NEVER {
            agenda.heap.push(Reverse((time, head, Some(before))));
        }
    }
}

/// Points that are about to be there: the time, the point, and what it waited for last.
type Arrival = (u64, PointId, Option<PointId>);

/// What comes next, in the order of time.
struct Agenda<'m> {
    graph: &'m DependencyGraph,
    /// How long each node takes, by its index.
    lead_times: Cow<'m, [u64]>,
    /// The steps that run a stream and say themselves how long that takes.
    timed: FxHashSet<NodeId>,
    heap: BinaryHeap<Reverse<Arrival>>,
}

impl<'m> Agenda<'m> {
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
    // What nothing gives is met by a description, or reported.
    let start = |input: &Occurrence, expectation, done: &[u64]| {
        Some(first_given(model, id, input, expectation, done, &trigger).unwrap_or(0))
    };
    in_order(model, id, takes, |step, input| model.is_waited_for(step, input), start)
}

/// When each step of a stream is done, in the order of the text, where its steps take as long as `takes` says, and start
/// when the last expectation of each input that `waits` names is met, which `met` says from what is done above. None
/// where that is not known.
fn in_order(
    model: &Model<'_>,
    id: ScopeId,
    takes: impl Fn(NodeId) -> u64,
    waits: impl Fn(NodeId, &Occurrence) -> bool,
    met: impl Fn(&Occurrence, Expectation, &[u64]) -> Option<u64>,
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
            if !waits(node, input) {
                continue;
            }
            for expectation in model.certain_expectations(id, input) {
                start = start.max(met(input, expectation, &done)?);
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

/// When each step of a stream is done on its slowest way, in the order of the text, where its steps take as long as
/// `takes` says and each waits for the last of those that may give it something; none if it is not known.
///
/// A quick look like [`at_the_latest`]: none where anybody may give something who does not stand above, in the same
/// stream, or where very many may.
pub fn at_the_slowest(model: &Model<'_>, id: ScopeId, takes: impl Fn(NodeId) -> u64) -> Option<Vec<u64>> {
    let waits = |step, input: &Occurrence| model.is_waited_for(step, input) || model.is_reply(step, input);
    in_order(model, id, takes, waits, |input, expectation, done| {
        last_given(model, id, input, expectation, done)
    })
}

/// When the last of those that may feed an input for one of its ends is done; none if others than steps above it may.
fn last_given(
    model: &Model<'_>,
    id: ScopeId,
    input: &Occurrence,
    expectation: Expectation,
    done: &[u64],
) -> Option<u64> {
    let scope = model.scope(id);
    let mut last = Some(0);
    model.each_feeding(id, input, expectation, |entries| {
        if entries.len() > FAST_PATH_LIMIT {
            last = None;
        }
        for entry in entries.iter().take(FAST_PATH_LIMIT) {
            let given = match entry.node {
                // Its own work is no input of a step that waits for it.
                giver if giver == input.node => Some(0),
                Some(giver) => scope.position(giver).and_then(|at| done.get(at).copied()),
                None if matches!(expectation, Expectation::Stream(_)) => None,
                None => Some(0),
            };
            last = last.zip(given).map(|(last, given)| last.max(given));
        }
    });
    last
}

/// A step's lead time in seconds, where a working day has so many; 0 for an activity, and for a step that states none that
/// can be counted.
pub fn lead_time(model: &Model<'_>, step: NodeId, working_day: u64) -> u64 {
    stated_lead_time(model, step).and_then(|time| time.seconds(working_day)).unwrap_or(0)
}

/// The lead time that a step states.
fn stated_lead_time(model: &Model<'_>, step: NodeId) -> Option<Duration> {
    if model.node(step).scope == ScopeId::CHAIN {
        return None;
    }
    model.duration(step, Keyword::LeadTime).map(|(time, _)| time)
}

impl Model<'_> {
    /// The [lead times](lead_time) of all nodes, by their indices. They are read in the order of the text, since whoever walks
    /// the paths meets the steps in that of time, all over the files.
    pub fn lead_times(&self, reading: Reading) -> &[u64] {
        let [shortest, longest] = self.lead_times.get_or_init(|| {
            let days = Reading::BOTH.map(|reading| reading.working_day(self));
            let mut times = days.map(|_| Vec::with_capacity(self.nodes().len()));
            for node in (0..self.nodes().len()).map(NodeId::new) {
                let stated = stated_lead_time(self, node);
                for (times, day) in times.iter_mut().zip(days) {
                    times.push(stated.and_then(|time| time.seconds(day)).unwrap_or(0));
                }
            }
            times
        });
        match reading {
            Reading::Shortest => shortest,
            Reading::Longest => longest,
        }
    }

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
