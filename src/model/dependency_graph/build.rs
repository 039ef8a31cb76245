//! Builds the graph of who needs whom.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{DependencyGraph, OrNode, PointId};
use crate::model::Model;
use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::{Entry, Reach, ends_of};
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef, Viewpoint};
use crate::syntax::Symbol;
use crate::syntax::ids::Id;

/// More entries than this share a point of their own, so that many inputs fed by many outputs cost their sum and not
/// their product.
const GROUPED: usize = 16;

impl DependencyGraph {
    /// Builds the graph of all streams. It starts from what steps take: what nobody asks for leads nowhere, so it needs no
    /// point.
    pub(in crate::model) fn build(model: &Model<'_>) -> DependencyGraph {
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
        let (ranks, back) = (Vec::new(), OnceLock::new());
        let mut graph =
            DependencyGraph { graph, needs, or_nodes, ends, nodes, ranks, back, runs, alternatives };
        graph.ranks = graph.find_ranks();
        graph
    }
}

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
            if !slices.iter().any(|slice| model.may_meet_one(viewpoint, Direction::In, slice)) {
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
        let group = self.group(slice, id, expectation);
        self.arcs.push((group, point));
    }

    /// The point that what stands in `slice` shares, as it is expected in this scope.
    fn group(&mut self, slice: &'m [Entry], id: ScopeId, expectation: Expectation) -> PointId {
        let key = (id, slice.as_ptr(), slice.len());
        if let Some(&group) = self.groups.get(&key) {
            return group;
        }
        let group = self.add(OrNode::Group(id));
        self.groups.insert(key, group);
        for entry in slice {
            let from = self.source(entry, id, expectation);
            self.arcs.push((from, group));
        }
        group
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
                if slice.len() > GROUPED {
                    // What a stream gives to others is the same for all of them.
                    let group = self.group(slice, stream, expectation);
                    self.arcs.push((group, point));
                    continue;
                }
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
        let trigger = scope.trigger(index);
        let Some(reported) = self.reported.get(&(id, Kind::Trigger)) else { return false };
        if !self.model.is_alternative(id, trigger) {
            return reported.binary_search(&index).is_ok();
        }
        let together = scope.of_statement(Kind::Trigger, None, trigger.statement);
        let first = reported.partition_point(|&at| at < together.start);
        reported.get(first).is_some_and(|&at| at < together.end)
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
