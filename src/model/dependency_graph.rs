//! Who needs whom: the steps of all streams as one set of Horn clauses, after Dowling and Gallier (1984).
//!
//! A step is a conjunction: it starts when every expectation that it waits for is met. Everything else is a
//! disjunction, an [`OrNode`]: met as soon as one of those that lead to it is there.

use std::num::NonZeroU32;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::{Entry, Reach, ends_of};
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef, Viewpoint};
use crate::syntax::Symbol;
use crate::syntax::ids::Id;

/// A point of the graph that needs only one of those before it; an [`End`](OrNode::End) and a [`Run`](OrNode::Run) need
/// all.
#[derive(Clone, Copy, Debug)]
pub enum OrNode {
    /// What an input expects of one end.
    Expectation {
        /// The input.
        input: OccurrenceRef,
        /// The expectation.
        expectation: Expectation,
        /// Whether the step waits for it.
        waits: bool,
    },
    /// A trigger.
    Trigger(ScopeId, u32),
    /// An outcome.
    Outcome(ScopeId, u32),
    /// One alternative of an output, or an optional output, by its index among those of its stream: it comes only where it
    /// is chosen.
    Alternative(ScopeId, u32),
    /// The end of a step with replies: it needs the step and each reply.
    End(NodeId),
    /// An output of a step that runs a stream, by its index among those of its own stream: it needs both what it
    /// would come of otherwise, the step or its end, and an outcome of that stream.
    Run(ScopeId, u32),
    /// Several nodes that expectations of this stream lead back to together.
    Group(ScopeId),
}

/// A point of the graph: a node of the model, or an [`OrNode`].
///
/// Kept one higher than it counts, so that an optional id needs no more room than one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(NonZeroU32);

impl PointId {
    /// The point that stands for a node.
    pub fn of(node: NodeId) -> PointId {
        PointId::new(node.index())
    }

    /// The index, 0-based.
    pub fn index(self) -> usize {
        Id::index(self)
    }
}

impl Id for PointId {
    fn new(index: usize) -> PointId {
        // There are fewer points than bytes in all texts, and of these less than 4 GiB are read.
        PointId(NonZeroU32::MIN.saturating_add(index as u32))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// All steps and what lies between them. Its points are the nodes of the model, by their ids, and behind them the
/// [`OrNode`]s.
#[derive(Debug)]
pub struct DependencyGraph {
    /// Arcs lead from what gives to what takes.
    graph: Graph<PointId>,
    /// How many of its arcs a point needs before it is there; 0 for a fact.
    needs: Vec<u32>,
    or_nodes: Vec<OrNode>,
    /// The points at which steps with replies end.
    ends: FxHashMap<NodeId, PointId>,
    /// How many points are nodes.
    nodes: usize,
    /// Which points are ever reached from the facts.
    reached: Vec<bool>,
    /// The outputs of steps that run a stream.
    runs: FxHashMap<(ScopeId, u32), PointId>,
    /// The outputs that need not come and that somebody asks for.
    alternatives: FxHashMap<(ScopeId, u32), PointId>,
}

/// More entries than this share a point of their own, so that many inputs fed by many outputs cost their sum and not
/// their product.
const GROUPED: usize = 16;

impl DependencyGraph {
    /// Builds the graph of all streams. It starts from what steps take: what nobody asks for leads nowhere, so it needs no
    /// point.
    pub(super) fn build(model: &Model<'_>) -> DependencyGraph {
        let nodes = model.flows.nodes.len();
        let mut builder = Builder {
            model,
            needs: vec![0; nodes],
            or_nodes: Vec::new(),
            arcs: Vec::new(),
            groups: FxHashMap::default(),
            triggers: FxHashMap::default(),
            outcomes: FxHashMap::default(),
            alternatives: FxHashMap::default(),
            ends: FxHashMap::default(),
            runs: FxHashMap::default(),
            unfinished_runs: Vec::new(),
            reported: reported_inputs(model),
        };
        for scope in model.streams() {
            builder.add_scope(scope);
        }
        builder.add_runs();
        let Builder { needs, or_nodes, arcs, ends, runs, alternatives, .. } = builder;
        let graph = Graph::new(needs.len(), &arcs);
        let mut graph =
            DependencyGraph { graph, needs, or_nodes, ends, nodes, reached: Vec::new(), runs, alternatives };
        graph.reached = graph.ranks().into_iter().map(|rank| rank != NEVER).collect();
        graph
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.needs.len()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.needs.is_empty()
    }

    /// All points, those of the nodes first.
    pub fn points(&self) -> impl Iterator<Item = PointId> + use<> {
        (0..self.len()).map(PointId::new)
    }

    /// The node that stands at `point`, if it is one.
    pub fn node(&self, point: PointId) -> Option<NodeId> {
        if point.index() < self.nodes { Some(NodeId::new(point.index())) } else { None }
    }

    /// What stands at `point` otherwise.
    pub fn or_node(&self, point: PointId) -> Option<OrNode> {
        self.or_nodes.get(point.index().checked_sub(self.nodes)?).copied()
    }

    /// The step that stands at `point`, or ends there.
    pub fn step(&self, point: PointId) -> Option<NodeId> {
        match self.or_node(point) {
            Some(OrNode::End(step)) => Some(step),
            _ => self.node(point),
        }
    }

    /// Whether a point needs all of those before it: a step, the end of one, and an output of one that runs a stream.
    pub fn is_conjunction(&self, point: PointId) -> bool {
        matches!(self.or_node(point), None | Some(OrNode::End(_) | OrNode::Run(..)))
    }

    /// The steps with replies, and the points at which they end.
    pub fn ends(&self) -> impl Iterator<Item = (NodeId, PointId)> + '_ {
        self.ends.iter().map(|(&step, &end)| (step, end))
    }

    /// The point at which a step is done: its end, if it has replies.
    pub fn end_of(&self, step: NodeId) -> PointId {
        self.ends.get(&step).copied().unwrap_or(PointId::of(step))
    }

    /// The point that gives an output of a step; none for one of an activity's description.
    pub fn giver(&self, model: &Model<'_>, scope: ScopeId, output: u32) -> Option<PointId> {
        let step = model.scope(scope).output(output).node?;
        if let Some(&run) = self.runs.get(&(scope, output)) {
            return Some(run);
        }
        Some(if model.replies().is_request(scope, output) { PointId::of(step) } else { self.end_of(step) })
    }

    /// The point of an output that need not come, by its index among those of its stream; none if nobody asks for it.
    pub fn alternative(&self, scope: ScopeId, output: u32) -> Option<PointId> {
        self.alternatives.get(&(scope, output)).copied()
    }

    /// How many of its arcs each point needs before it is there, by the points' indices; 0 for a fact.
    pub fn needs(&self) -> &[u32] {
        &self.needs
    }

    /// Whether `point` is ever there.
    pub fn is_reached(&self, point: PointId) -> bool {
        self.reached[point.index()]
    }

    /// Where the arcs of `point` lead: to who takes what it gives.
    pub(super) fn heads(&self, point: PointId) -> &[PointId] {
        self.graph.heads(point)
    }

    /// The points that `point` counts for: an input for which its step does not wait leads nowhere here.
    pub fn gives(&self, point: PointId) -> &[PointId] {
        match self.or_node(point) {
            Some(OrNode::Expectation { waits: false, .. }) => &[],
            _ => self.heads(point),
        }
    }

    /// Whether `to` waits for `from`, perhaps through others. None if that takes a walk over more than `most` points.
    pub fn leads(&self, from: PointId, to: PointId, most: usize) -> Option<bool> {
        let mut seen = FxHashSet::default();
        let mut open = vec![from];
        while let Some(point) = open.pop() {
            if point == to {
                return Some(true);
            }
            if !seen.insert(point) {
                continue;
            }
            if seen.len() > most {
                return None;
            }
            open.extend(self.gives(point));
        }
        Some(false)
    }

    /// When each point is reached from the facts, counted from 0, by the points' indices; [`NEVER`] for one that never
    /// is. What a point needs is reached before it. Each arc is looked at once, as Dowling and Gallier show.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut needs = self.needs.clone();
        let mut ranks = vec![NEVER; needs.len()];
        let mut queue: Vec<PointId> = Vec::new();
        let mut next = 0;
        for point in self.points() {
            if needs[point.index()] == 0 {
                ranks[point.index()] = next;
                next += 1;
                queue.push(point);
            }
        }
        while let Some(point) = queue.pop() {
            for &head in self.gives(point) {
                let at = head.index();
                if ranks[at] != NEVER {
                    continue;
                }
                needs[at] = needs[at].saturating_sub(1);
                if needs[at] == 0 {
                    ranks[at] = next;
                    next += 1;
                    queue.push(head);
                }
            }
        }
        ranks
    }
}

/// The rank of a point that is never reached.
pub(super) const NEVER: u32 = u32::MAX;

/// The inputs, triggers and outcomes of every stream that are reported, or would be, as their indices, ascending. Nobody
/// waits for them in the graph: that nothing feeds them is said already, and what follows from it is no second mistake.
fn reported_inputs(model: &Model<'_>) -> FxHashMap<(ScopeId, Kind), Vec<u32>> {
    let mut reported: FxHashMap<(ScopeId, Kind), Vec<u32>> = FxHashMap::default();
    for failure in &model.matching.failures {
        let OccurrenceRef { scope, kind, index } = failure.occurrence;
        if failure.direction == Direction::In {
            reported.entry((scope, kind)).or_default().push(index);
        }
    }
    reported
}

struct Builder<'m> {
    model: &'m Model<'m>,
    needs: Vec<u32>,
    or_nodes: Vec<OrNode>,
    arcs: Vec<(PointId, PointId)>,
    /// Points of runs of an index, each of a stream, by where the run begins in memory and its length.
    groups: FxHashMap<(ScopeId, *const Entry, usize), PointId>,
    triggers: FxHashMap<(ScopeId, u32), PointId>,
    /// With the item that is asked for, where an outcome has alternatives.
    outcomes: FxHashMap<(ScopeId, u32, Option<Symbol>), PointId>,
    alternatives: FxHashMap<(ScopeId, u32), PointId>,
    /// The ends of steps with replies.
    ends: FxHashMap<NodeId, PointId>,
    runs: FxHashMap<(ScopeId, u32), PointId>,
    /// Outputs of steps that run a stream to which no outcome of that leads yet: the output's point, the stream and the
    /// item. A list, since runs may be nested more deeply than the stack is.
    unfinished_runs: Vec<(PointId, ScopeId, Symbol)>,
    /// Indices, ascending, of inputs and triggers that are reported as such.
    reported: FxHashMap<(ScopeId, Kind), Vec<u32>>,
}

impl<'m> Builder<'m> {
    fn add_scope(&mut self, id: ScopeId) {
        let scope = self.model.scope(id);
        for (this, input) in scope.occurrences(id, Kind::Input) {
            if let Some(node) = input.node {
                self.add_input(this, input, node);
            }
        }
    }

    /// Adds the expectations of an input of `node`, each as a point between it and those that feed it: a step needs all
    /// its ends, but of those that feed one end any will do.
    fn add_input(&mut self, this: OccurrenceRef, input: &Occurrence, node: NodeId) {
        let model: &'m Model<'m> = self.model;
        let OccurrenceRef { scope: id, index, .. } = this;
        let scope = model.scope(id);
        let is_reply = model.replies().has(node) && model.is_reply(node, input);
        let counts = model.is_waited_for(node, input) || is_reply && !model.replies().is_unasked(this);
        let holds = counts && !self.is_reported(id, Kind::Input, index);
        let taker = if is_reply { self.end(node) } else { PointId::of(node) };
        let viewpoint = model.viewpoint(id, input);
        for expectation in model.expectations(scope, input) {
            let slices = model.partner_slices(viewpoint, input, Direction::In, expectation);
            // What only the description of an activity meets needs no point.
            let mut entries = slices.iter().copied().flatten();
            if !entries.any(|entry| model.may_meet(viewpoint, Direction::In, entry)) {
                continue;
            }
            let waits = holds
                && !model.is_granted(viewpoint, Direction::In, expectation)
                && !self.is_started(id, &slices);
            let point = self.add(OrNode::Expectation { input: this, expectation, waits });
            self.needs[taker.index()] += u32::from(waits);
            self.arcs.push((point, taker));
            for slice in slices {
                self.lead(slice, viewpoint, expectation, point);
            }
        }
    }

    /// Whether a stream has a single trigger, which is a fact and among these entries: nobody waits for that.
    fn is_started(&self, id: ScopeId, slices: &[&[Entry]]) -> bool {
        if self.model.scope(id).triggers.len() != 1 {
            return false;
        }
        let triggers = slices.iter().find(|slice| slice[0].reach == Reach::Inside);
        triggers.is_some_and(|triggers| triggers.iter().any(|entry| self.is_given(id, entry.occurrence)))
    }

    fn is_reported(&self, scope: ScopeId, kind: Kind, index: u32) -> bool {
        !self.reported.is_empty()
            && self.reported.get(&(scope, kind)).is_some_and(|list| list.binary_search(&index).is_ok())
    }

    /// Adds a point that needs one of those before it.
    fn add(&mut self, or_node: OrNode) -> PointId {
        let point = PointId::new(self.needs.len());
        self.or_nodes.push(or_node);
        self.needs.push(1);
        point
    }

    /// Leads what stands in `slice` to `point`, an expectation of `viewpoint`.
    fn lead(&mut self, slice: &'m [Entry], viewpoint: Viewpoint, expectation: Expectation, point: PointId) {
        let id = viewpoint.scope;
        if slice.len() <= GROUPED {
            for entry in slice {
                if self.model.may_meet(viewpoint, Direction::In, entry) {
                    let from = self.source(entry, id, expectation);
                    self.arcs.push((from, point));
                }
            }
            return;
        }
        let key = (id, slice.as_ptr(), slice.len());
        if let Some(&group) = self.groups.get(&key) {
            return self.arcs.push((group, point));
        }
        let group = self.add(OrNode::Group(id));
        self.groups.insert(key, group);
        self.arcs.push((group, point));
        for entry in slice {
            let from = self.source(entry, id, expectation);
            self.arcs.push((from, group));
        }
    }

    /// The point that an entry stands for: a step, a trigger of this stream, or an outcome of another.
    fn source(&mut self, entry: &Entry, id: ScopeId, expectation: Expectation) -> PointId {
        match (entry.node, expectation) {
            // A step gives what it takes to the stream that it runs.
            (Some(step), _) if matches!(entry.reach, Reach::Run(_)) => PointId::of(step),
            (Some(step), _) => self.output(step, entry.occurrence),
            (None, Expectation::Stream(stream)) => self.outcome(stream, entry.occurrence, entry.item),
            (None, _) => self.trigger(id, entry.occurrence),
        }
    }

    fn trigger(&mut self, id: ScopeId, index: u32) -> PointId {
        if let Some(&point) = self.triggers.get(&(id, index)) {
            return point;
        }
        let point = self.add(OrNode::Trigger(id, index));
        self.triggers.insert((id, index), point);
        if self.is_given(id, index) {
            self.needs[point.index()] = 0;
            return point;
        }
        let model: &'m Model<'m> = self.model;
        let scope = model.scope(id);
        // Whichever of its alternatives comes, the trigger is there.
        let trigger = model.whole_trigger(id, scope.trigger(index));
        let viewpoint = model.viewpoint(id, &trigger);
        for expectation in model.expectations(scope, &trigger) {
            let Expectation::Stream(stream) = expectation else { continue };
            for slice in model.partner_slices(viewpoint, &trigger, Direction::In, expectation) {
                for entry in slice {
                    let from = self.source(entry, id, Expectation::Stream(stream));
                    self.arcs.push((from, point));
                }
            }
        }
        point
    }

    /// Whether a trigger is a fact: one that recurs, and any other unless all its ends are described streams, one of which
    /// gives it.
    fn is_given(&self, id: ScopeId, index: u32) -> bool {
        let scope = self.model.scope(id);
        let trigger = scope.trigger(index);
        let ends = ends_of(scope, trigger);
        let viewpoint = self.model.viewpoint(id, trigger);
        ends.is_empty()
            || self.is_reported_trigger(id, index)
            || self.model.recurs(id, trigger)
            || ends.iter().any(|named| match named.end {
                End::Stream(stream) => {
                    self.model.is_granted(viewpoint, Direction::In, Expectation::Stream(stream))
                }
                _ => true,
            })
    }

    /// Whether the statement of a trigger is reported as an input that nothing feeds. Alternatives are reported once.
    fn is_reported_trigger(&self, id: ScopeId, index: u32) -> bool {
        let scope = self.model.scope(id);
        let statement = scope.trigger(index).statement;
        let Some(reported) = self.reported.get(&(id, Kind::Trigger)) else { return false };
        reported.iter().any(|&at| {
            let other = scope.trigger(at);
            at == index || other.statement == statement && self.model.is_alternative(id, other)
        })
    }

    /// An outcome as another stream asks for it. From outside each alternative is an outcome of its own.
    fn outcome(&mut self, id: ScopeId, index: u32, asked: Symbol) -> PointId {
        let model: &'m Model<'m> = self.model;
        let occurrence = model.scope(id).outcome(index);
        let asked = if occurrence.choices == 1 { model.items(id, occurrence).next() } else { Some(asked) };
        if let Some(&point) = self.outcomes.get(&(id, index, asked)) {
            return point;
        }
        let point = self.add(OrNode::Outcome(id, index));
        self.outcomes.insert((id, index, asked), point);
        let alternatives = asked.map(|asked| model.producers_of(id, index, asked)).unwrap_or_default();
        // What no step produces counts as produced.
        if alternatives.iter().any(Vec::is_empty) {
            self.needs[point.index()] = 0;
        }
        for output in alternatives.into_iter().flatten() {
            let Some(step) = model.scope(id).output(output).node else { continue };
            let from = self.output(step, output);
            self.arcs.push((from, point));
        }
        point
    }

    /// The end of a step with replies.
    fn end(&mut self, step: NodeId) -> PointId {
        if let Some(&point) = self.ends.get(&step) {
            return point;
        }
        let point = self.add(OrNode::End(step));
        self.ends.insert(step, point);
        self.arcs.push((PointId::of(step), point));
        point
    }

    /// The point that gives an output of a step: the step, or its end once its replies are there.
    fn giver(&mut self, step: NodeId, scope: ScopeId, index: u32) -> PointId {
        let replies = self.model.replies();
        if !replies.has(step) || replies.is_request(scope, index) {
            return PointId::of(step);
        }
        self.end(step)
    }

    /// Adds the outputs of all steps that run a stream, and leads the outcomes of that to them.
    fn add_runs(&mut self) {
        let model: &'m Model<'m> = self.model;
        for run in model.runs() {
            let scope = model.node(run.step).scope;
            for output in model.scope(scope).of_node(Kind::Output, run.step) {
                self.output(run.step, output);
            }
        }
        while let Some((point, stream, item)) = self.unfinished_runs.pop() {
            let mut outcomes = Vec::new();
            for entry in model.outcomes_for(stream, item) {
                outcomes.push(self.outcome(stream, entry.occurrence, item));
            }
            outcomes.sort_unstable();
            outcomes.dedup();
            match outcomes[..] {
                // What has no counterpart is reported, and comes with the step.
                [] => self.needs[point.index()] = 1,
                [outcome] => self.arcs.push((outcome, point)),
                _ => {
                    let either = self.add(OrNode::Group(stream));
                    self.arcs.extend(outcomes.into_iter().map(|outcome| (outcome, either)));
                    self.arcs.push((either, point));
                }
            }
        }
    }

    /// The point that an output of a step stands for: the step, its end, the alternative, or the end of the stream that the
    /// step runs.
    fn output(&mut self, step: NodeId, index: u32) -> PointId {
        let begun = self.begun_output(step, index);
        let Some(run) = self.model.run_of(step) else { return begun };
        let scope = self.model.node(step).scope;
        if let Some(&point) = self.runs.get(&(scope, index)) {
            return point;
        }
        let output = self.model.scope(scope).output(index);
        let Some(item) = self.model.items(scope, output).next() else { return begun };
        let point = self.add(OrNode::Run(scope, index));
        self.needs[point.index()] = 2;
        self.runs.insert((scope, index), point);
        self.arcs.push((begun, point));
        self.unfinished_runs.push((point, run.stream, item));
        point
    }

    /// The point that an output of a step hangs on: the step, its end, or the alternative.
    fn begun_output(&mut self, step: NodeId, index: u32) -> PointId {
        let scope = self.model.node(step).scope;
        if !self.model.may_fail_to_come(scope, self.model.scope(scope).output(index)) {
            return self.giver(step, scope, index);
        }
        if let Some(&point) = self.alternatives.get(&(scope, index)) {
            return point;
        }
        let point = self.add(OrNode::Alternative(scope, index));
        self.alternatives.insert((scope, index), point);
        let giver = self.giver(step, scope, index);
        self.arcs.push((giver, point));
        point
    }
}

impl Model<'_> {
    /// Whether the step `waiter` may wait for the step `other`, perhaps through others: `waiter` would be done only
    /// behind the beginning of `other`. True too where that takes too long to find out.
    pub fn may_wait_for(&self, waiter: NodeId, other: NodeId) -> bool {
        const MOST_POINTS: usize = 2_000;
        let graph = self.dependency_graph();
        graph.leads(PointId::of(other), graph.end_of(waiter), MOST_POINTS) != Some(false)
    }
}
