//! What can run: steps that start, loops that wait for themselves, inputs that come late, steps whose work ends nowhere.

use std::ops::Range;

use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::branches::{self, BlockedBranch};
use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::{Entry, Reach, ends_of, of_node, standing_at};
use crate::model::matching::{Direction, Expectation, Failure, FailureId, Kind, OccurrenceRef};
use crate::syntax::Symbol;
use crate::syntax::ids::IdRange;

/// What follows from who feeds whom.
#[derive(Debug, Default)]
pub struct Reachability {
    /// Steps that wait for each other, each group in the order of the text.
    circular_waits: Vec<Vec<NodeId>>,
    /// Steps whose work reaches nobody, each group in the order of the text.
    dead_ends: Vec<Vec<NodeId>>,
    /// Alternatives that bring something to steps which then wait for ever, in the order of the text.
    blocked_branches: Vec<BlockedBranch>,
}

impl Reachability {
    /// Steps that wait for each other, each group in the order of the text.
    pub fn circular_waits(&self) -> &[Vec<NodeId>] {
        &self.circular_waits
    }

    /// Steps whose work reaches nobody, each group in the order of the text.
    pub fn dead_ends(&self) -> &[Vec<NodeId>] {
        &self.dead_ends
    }

    /// Alternatives that bring something to steps which then wait for ever, in the order of the text.
    pub fn blocked_branches(&self) -> &[BlockedBranch] {
        &self.blocked_branches
    }

    /// Looks into the dependency graph of `model`, if there is a stream about which nothing is known without.
    pub(super) fn find(model: &Model<'_>) -> Reachability {
        let mut found = Reachability::default();
        let in_order = &model.matching.in_order;
        if !in_order.iter().all(|in_order| in_order.runs_down) {
            found.circular_waits = circular_waits(model);
        }
        if !in_order.iter().all(|in_order| in_order.contributes) {
            found.dead_ends = dead_ends(model);
        }
        found.blocked_branches = branches::find(model);
        found
    }
}

/// The sink components among the steps that stay blocked, where arcs lead to what is waited for.
///
/// A blocked step waits for something that is blocked too. Following that leads into a component from which nothing leads
/// out: its members wait for each other, and everybody else waits for them.
fn circular_waits(model: &Model<'_>) -> Vec<Vec<NodeId>> {
    let graph = model.dependency_graph();
    if model.steps().all(|step| graph.is_reached(graph.end_of(step))) {
        return Vec::new();
    }
    let mut arcs = Vec::new();
    for point in graph.points() {
        if graph.is_reached(point) {
            continue;
        }
        for &taker in graph.gives(point) {
            if !graph.is_reached(taker) {
                arcs.push((taker, point));
            }
        }
    }
    let sinks = Graph::new(graph.len(), &arcs).sinks(|_| false);
    steps_of_each(model, graph, &sinks)
}

/// The steps among the points of each group; groups without steps are left out.
fn steps_of_each(model: &Model<'_>, graph: &DependencyGraph, groups: &[Vec<PointId>]) -> Vec<Vec<NodeId>> {
    let mut all = Vec::new();
    for points in groups {
        let mut steps = Vec::new();
        for &point in points {
            let Some(node) = graph.step(point) else { continue };
            if model.node(node).scope != ScopeId::CHAIN {
                steps.push(node);
            }
        }
        // The end of a step is that step.
        steps.sort_unstable();
        steps.dedup();
        if !steps.is_empty() {
            all.push(steps);
        }
    }
    all
}

/// The sink components among the steps that do not contribute, where arcs lead to who uses an output. An orphaned output
/// makes no difference: nothing is said of a stream with one.
///
/// First it is found who contributes at once, then, backwards, whose work they use. What is left uses nobody's work but
/// each other's. Ways lead along steps, expectations and groups only: at a border the work has arrived.
fn dead_ends(model: &Model<'_>) -> Vec<Vec<NodeId>> {
    let mut contributes = contributing_steps(model);
    if model.steps().all(|step| contributes[step.index()]) {
        return Vec::new();
    }
    let graph = model.dependency_graph();
    contributes.resize(graph.len(), false);
    let uses = uses(model, graph);
    spread_back(graph, &uses, &mut contributes);
    let mut arcs = Vec::new();
    for &(giver, taker) in &uses {
        if is_left(model, graph, &contributes, giver) && is_left(model, graph, &contributes, taker) {
            arcs.push((giver, taker));
        }
    }
    let sinks = Graph::new(graph.len(), &arcs).sinks(|point| is_left(model, graph, &contributes, point));
    steps_of_each(model, graph, &sinks)
}

/// Which nodes contribute at once: those whose output is used, those without outputs, and those of which nobody knows.
fn contributing_steps(model: &Model<'_>) -> Vec<bool> {
    let mut contributes = vec![false; model.flows.nodes.len()];
    let mut has_outputs = vec![false; model.flows.nodes.len()];
    for id in model.streams() {
        let scope = model.scope(id);
        for output in &scope.outputs {
            let Some(node) = output.node else { continue };
            has_outputs[node.index()] = true;
            contributes[node.index()] |= model.reaches_somebody(id, output);
        }
        for &(_, output) in &model.matching.producers[id.index()] {
            let Some(node) = scope.output(output).node else { continue };
            contributes[node.index()] = true;
        }
    }
    // The stream that a step runs ends with something for others.
    for run in model.runs() {
        contributes[run.step.index()] = true;
    }
    for step in model.steps() {
        // Nothing is missing from a block that holds something unreadable.
        contributes[step.index()] |= !has_outputs[step.index()] || model.node(step).open;
    }
    contributes
}

/// Who uses what whom gives, as (giver, taker).
fn uses(model: &Model<'_>, graph: &DependencyGraph) -> Vec<(PointId, PointId)> {
    let mut uses = Vec::new();
    for giver in graph.points() {
        if !is_way(graph, giver) {
            continue;
        }
        for &taker in graph.heads(giver) {
            if is_way(graph, taker) {
                uses.push((giver, taker));
            }
        }
    }
    // Work for which a step waits before its end is used by the step.
    for (step, end) in graph.ends() {
        uses.push((end, PointId::of(step)));
    }
    for (giver, taker) in far_uses(model) {
        uses.push((PointId::of(giver), PointId::of(taker)));
    }
    uses
}

/// Whether work goes on from here: a border ends the way.
fn is_way(graph: &DependencyGraph, point: PointId) -> bool {
    matches!(
        graph.or_node(point),
        None | Some(
            OrNode::Expectation { .. }
                | OrNode::Alternative(..)
                | OrNode::Run(..)
                | OrNode::End(_)
                | OrNode::Group(_)
        )
    )
}

/// Whether a point stands for work of steps that reaches nobody.
fn is_left(model: &Model<'_>, graph: &DependencyGraph, contributes: &[bool], point: PointId) -> bool {
    let is_chain = graph.node(point).is_some_and(|node| model.node(node).scope == ScopeId::CHAIN);
    !contributes[point.index()] && is_way(graph, point) && !is_chain
}

/// Lets contribute whose work is used by what contributes.
fn spread_back(graph: &DependencyGraph, uses: &[(PointId, PointId)], contributes: &mut [bool]) {
    let backwards: Vec<(PointId, PointId)> = uses.iter().map(|&(giver, taker)| (taker, giver)).collect();
    let backwards = Graph::new(graph.len(), &backwards);
    let mut queue = Vec::new();
    for point in graph.points() {
        if contributes[point.index()] {
            queue.push(point);
        }
    }
    while let Some(taker) = queue.pop() {
        for &giver in backwards.heads(taker) {
            if !contributes[giver.index()] {
                contributes[giver.index()] = true;
                queue.push(giver);
            }
        }
    }
}

/// Who uses an output that names a step of another stream, as (giver, taker). That step may look for it elsewhere, so that
/// the dependency graph, which goes by what inputs expect, does not know.
fn far_uses(model: &Model<'_>) -> Vec<(NodeId, NodeId)> {
    let mut uses = Vec::new();
    for id in model.streams() {
        for output in &model.scope(id).outputs {
            for named in ends_of(model.scope(id), output) {
                let (Some(giver), End::Step(taker)) = (output.node, named.end) else { continue };
                if model.node(taker).scope == id {
                    continue;
                }
                let (viewpoint, expectation) = (model.viewpoint(id, output), Expectation::Step(taker));
                if model.partners(viewpoint, output, Direction::Out, expectation).next().is_some() {
                    uses.push((giver, taker));
                }
            }
        }
    }
    uses
}

impl Model<'_> {
    /// Whether an output of a step goes where its use is not asked about: outside, to the chain at large, to another
    /// stream.
    pub(super) fn reaches_somebody(&self, id: ScopeId, output: &Occurrence) -> bool {
        let scope = self.scope(id);
        for named in ends_of(scope, output) {
            let goes_out = match named.end {
                End::External(_) | End::Unknown | End::Undescribed(_) => true,
                End::Activity(Activity::Improve) | End::All => true,
                End::Activity(activity) => {
                    let own = output.node.is_some_and(|node| self.node(node).activity_of.may_be(activity));
                    scope.steps_in(activity) == u32::from(own)
                }
                End::Stream(stream) => stream != id,
                End::Step(_) | End::Itself => false,
            };
            if goes_out {
                return true;
            }
        }
        may_be_used(self, id, output)
    }
}

/// Whether an input whose end is unknown may mean the step of this output, and the output may mean it.
fn may_be_used(model: &Model<'_>, id: ScopeId, output: &Occurrence) -> bool {
    let unknown = &model.indexes.unknown_requests;
    if unknown.entries().is_empty() {
        return false;
    }
    for item in model.items(id, output) {
        for &broad in model.declared.broader(&item) {
            if covers_one(model, id, output, unknown.find(broad, Reach::AnyStep)) {
                return true;
            }
        }
    }
    false
}

/// Whether an output may be meant for one of these requests of other steps, which are sorted by activity and node.
fn covers_one(model: &Model<'_>, id: ScopeId, output: &Occurrence, requests: &[Entry]) -> bool {
    let ends = ends_of(model.scope(id), output);
    if ends.is_empty() {
        return has_other(requests, output.node);
    }
    ends.iter().any(|named| match named.end {
        End::Activity(activity) => [ActivityOf::In(activity), ActivityOf::Unknown]
            .into_iter()
            .any(|activity_of| has_other(standing_at(requests, activity_of), output.node)),
        End::Step(step) => !of_node(requests, model.node(step).activity_of, step).is_empty(),
        End::Stream(stream) => stream == id && has_other_step(&model.scope(id).nodes, requests, output.node),
        _ => false,
    })
}

/// Whether one of these requests, which stand in the order of their nodes, is of another node.
pub(super) fn has_other(requests: &[Entry], own: Option<NodeId>) -> bool {
    [requests.first(), requests.last()].into_iter().flatten().any(|request| request.node != own)
}

/// Whether one of these requests, which are sorted by activity and node, is of another of these steps.
pub(super) fn has_other_step(steps: &IdRange<NodeId>, requests: &[Entry], own: Option<NodeId>) -> bool {
    let (first, behind) = (Some(steps.start), Some(steps.end));
    ActivityOf::all().any(|activity_of| {
        let requests = standing_at(requests, activity_of);
        let start = requests.partition_point(|request| request.node < first);
        let end = requests.partition_point(|request| request.node < behind);
        has_other(&requests[start..end], own)
    })
}

impl Model<'_> {
    /// The ends of an input that something certain has to feed: what is expected, and not met by what nobody knows.
    pub fn certain_expectations<'s>(
        &'s self,
        scope: ScopeId,
        input: &'s Occurrence,
    ) -> impl Iterator<Item = Expectation> + 's {
        let viewpoint = self.viewpoint(scope, input);
        let expectations = self.expectations(self.scope(scope), input);
        expectations.filter(move |&expectation| !self.is_granted(viewpoint, Direction::In, expectation))
    }

    /// Steps, triggers and outcomes that feed an input for one of its ends.
    pub fn feeders<'s>(
        &'s self,
        scope: ScopeId,
        input: &Occurrence,
        expectation: Expectation,
    ) -> impl Iterator<Item = &'s Entry> {
        self.partners(self.viewpoint(scope, input), input, Direction::In, expectation)
    }

    /// The same as runs of an index, in which the viewpoint itself may stand.
    pub(super) fn each_feeding<'s>(
        &'s self,
        scope: ScopeId,
        input: &Occurrence,
        expectation: Expectation,
        each: impl FnMut(&'s [Entry]),
    ) {
        let items = self.items(scope, input);
        self.each_slice(self.viewpoint(scope, input), items, Direction::In, expectation, each);
    }

    /// The outputs that produce an outcome of a stream, by their indices, in the order of the text.
    pub fn producers(&self, scope: ScopeId, outcome: u32) -> impl Iterator<Item = u32> + '_ {
        let producers = &self.matching.producers[scope.index()];
        let first = producers.partition_point(|&(other, _)| other < outcome);
        let of_outcome = producers[first..].iter().take_while(move |&&(other, _)| other == outcome);
        of_outcome.map(|&(_, output)| output)
    }

    /// The outputs that produce an outcome of a stream as `asked` for by another: of each alternative that agrees, those
    /// that produce it.
    pub fn producers_of(&self, scope: ScopeId, outcome: u32, asked: Symbol) -> Vec<Vec<u32>> {
        let mut all = Vec::new();
        for item in self.items(scope, self.scope(scope).outcome(outcome)) {
            if !self.declared.agree(item, asked) {
                continue;
            }
            let mut outputs = Vec::new();
            for output in self.producers(scope, outcome) {
                let occurrence = self.scope(scope).output(output);
                if self.items(scope, occurrence).any(|put_out| self.declared.agree(put_out, item)) {
                    outputs.push(output);
                }
            }
            all.push(outputs);
        }
        all
    }

    /// The inputs of a stream for which their steps wait, and which are not reported, with their indices.
    pub fn mandatory_inputs(&self, scope: ScopeId) -> impl Iterator<Item = (u32, &Occurrence)> + '_ {
        self.mandatory_inputs_among(scope, 0..self.scope(scope).inputs.len() as u32)
    }

    /// The same of one step.
    pub fn mandatory_inputs_of(&self, step: NodeId) -> impl Iterator<Item = (u32, &Occurrence)> + '_ {
        let scope = self.node(step).scope;
        self.mandatory_inputs_among(scope, self.scope(scope).of_node(Kind::Input, step))
    }

    fn mandatory_inputs_among(
        &self,
        scope: ScopeId,
        indices: Range<u32>,
    ) -> impl Iterator<Item = (u32, &Occurrence)> + '_ {
        indices.map(move |index| (index, self.scope(scope).input(index))).filter(move |&(index, input)| {
            let occurrence = OccurrenceRef { scope, kind: Kind::Input, index };
            input.node.is_some_and(|node| self.is_waited_for(node, input))
                && self.failure_of(occurrence, Direction::In).is_none()
        })
    }

    /// What fails in one scope, with ids.
    pub fn failures_in(&self, scope: ScopeId) -> impl Iterator<Item = (FailureId, &Failure)> {
        let failures = &self.matching.failures;
        let first = FailureId::new(failures.partition_point(|failure| failure.occurrence.scope < scope));
        let behind = FailureId::new(failures.partition_point(|failure| failure.occurrence.scope <= scope));
        first.to(behind).map(|id| (id, self.failure(id)))
    }
}
