//! What can run: steps that start, loops that wait for themselves, inputs that come late, steps whose work ends nowhere.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::OrNode;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::{Entry, Reach, ends_of, of_node, standing_at};
use crate::model::matching::{Direction, Expectation, Kind};
use crate::syntax::Symbol;

/// What follows from who feeds whom.
#[derive(Debug, Default)]
pub struct Reachability {
    /// Steps that wait for each other, each group in the order of the text.
    pub circular_waits: Vec<Vec<NodeId>>,
    /// Steps whose work reaches nobody, each group in the order of the text.
    pub dead_ends: Vec<Vec<NodeId>>,
}

impl Reachability {
    /// Looks into the net of `model`, if there is a stream that cannot be judged without.
    pub(super) fn find(model: &Model<'_>) -> Reachability {
        let in_order = &model.matching.in_order;
        let (run, contribute) = (
            in_order.iter().all(|in_order| in_order.runs_down),
            in_order.iter().all(|in_order| in_order.contributes),
        );
        Reachability {
            circular_waits: if run { Vec::new() } else { circular_waits(model) },
            dead_ends: if contribute { Vec::new() } else { dead_ends(model) },
        }
    }
}

/// The sink components among the steps that stay blocked, where arcs lead to what is waited for.
fn circular_waits(model: &Model<'_>) -> Vec<Vec<NodeId>> {
    let net = model.dependency_graph();
    let blocked = |point: u32| !net.reached[point as usize];
    let is_step = |point: u32| point < net.nodes && model.node(NodeId::new(point)).scope != ScopeId::CHAIN;
    if !(0..net.nodes).any(|point| is_step(point) && blocked(point)) {
        return Vec::new();
    }
    let mut compact: FxHashMap<u32, u32> = FxHashMap::default();
    let points: Vec<u32> = (0..net.needs.len() as u32).filter(|&point| blocked(point)).collect();
    compact.extend(points.iter().enumerate().map(|(at, &point)| (point, at as u32)));
    let mut arcs = Vec::new();
    for &point in &points {
        let heads = net.gives(point).filter(|&head| blocked(head));
        arcs.extend(heads.map(|head| (compact[&head], compact[&point])));
    }
    let sinks = Graph::new(points.len(), &arcs).sinks(false);
    let steps = |sink: Vec<u32>| -> Vec<NodeId> {
        sink.into_iter()
            .map(|at| points[at as usize])
            .filter(|&point| is_step(point))
            .map(NodeId::new)
            .collect()
    };
    sinks.into_iter().map(steps).filter(|steps| !steps.is_empty()).collect()
}

/// The sink components among the steps that do not contribute, where arcs lead to who uses an output. An orphaned output
/// makes no difference: a stream with one is not judged.
fn dead_ends(model: &Model<'_>) -> Vec<Vec<NodeId>> {
    let net = model.dependency_graph();
    let mut contributes = vec![false; net.needs.len()];
    let mut queue: Vec<u32> = Vec::new();
    let mut has_outputs = vec![false; net.nodes as usize];
    for id in model.streams() {
        let scope = model.scope(id);
        for output in &scope.outputs {
            let Some(node) = output.node else { continue };
            has_outputs[node.index()] = true;
            contributes[node.index()] |= model.reaches_somebody(id, output);
        }
        for &(_, output) in &model.matching.producers[id.index()] {
            if let Some(node) = scope.outputs[output as usize].node {
                contributes[node.index()] = true;
            }
        }
        for node in scope.nodes.clone() {
            // Nothing is missing from a block that holds something unreadable.
            contributes[node as usize] |= !has_outputs[node as usize] || model.node(NodeId::new(node)).open;
        }
    }
    let steps = || model.streams().flat_map(|id| model.scope(id).nodes.clone());
    if steps().all(|node| contributes[node as usize]) {
        return Vec::new();
    }
    // Backwards from those that contribute: along steps, expectations and groups; a border ends the way.
    let is_way = |point: u32| {
        point < net.nodes
            || matches!(net.junction(point), Some(OrNode::Expectation { .. } | OrNode::Group(_)))
    };
    let mut arcs = Vec::new();
    for point in 0..net.needs.len() as u32 {
        if is_way(point) {
            arcs.extend(
                net.graph.heads(point).iter().filter(|&&head| is_way(head)).map(|&head| (head, point)),
            );
        }
    }
    let far = far_uses(model);
    arcs.extend(far.iter().map(|&(giver, taker)| (taker, giver)));
    let back = Graph::new(net.needs.len(), &arcs);
    queue.extend(steps().filter(|&node| contributes[node as usize]));
    while let Some(point) = queue.pop() {
        for &giver in back.heads(point) {
            if !contributes[giver as usize] {
                contributes[giver as usize] = true;
                queue.push(giver);
            }
        }
    }
    let points: Vec<u32> =
        (0..net.needs.len() as u32).filter(|&point| !contributes[point as usize] && is_way(point)).collect();
    let points: Vec<u32> = points
        .into_iter()
        .filter(|&point| point >= net.nodes || model.node(NodeId::new(point)).scope != ScopeId::CHAIN)
        .collect();
    let compact: FxHashMap<u32, u32> =
        points.iter().enumerate().map(|(at, &point)| (point, at as u32)).collect();
    let mut arcs = Vec::new();
    for &point in &points {
        let heads = net.graph.heads(point).iter().filter_map(|head| compact.get(head));
        arcs.extend(heads.map(|&head| (compact[&point], head)));
    }
    let far = far.iter().filter_map(|(giver, taker)| Some((*compact.get(giver)?, *compact.get(taker)?)));
    arcs.extend(far);
    let sinks = Graph::new(points.len(), &arcs).sinks(true);
    let steps = |sink: Vec<u32>| -> Vec<NodeId> {
        sink.into_iter()
            .map(|at| points[at as usize])
            .filter(|&point| point < net.nodes)
            .map(NodeId::new)
            .collect()
    };
    sinks.into_iter().map(steps).filter(|steps| !steps.is_empty()).collect()
}

/// Who uses an output that names a step of another stream. That step may look for it elsewhere, so that the net, which
/// goes by what inputs expect, does not know.
fn far_uses(model: &Model<'_>) -> Vec<(u32, u32)> {
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
                    uses.push((giver.number(), taker.number()));
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
        let own = output.node.map(|node| self.node(node).activity_of);
        let goes_out = ends_of(scope, output).iter().any(|named| match named.end {
            End::External(_) | End::Unknown | End::Undescribed(_) => true,
            End::Activity(Activity::Improve) | End::All => true,
            End::Activity(activity) => {
                let itself = u32::from(own.is_some_and(|activity_of| activity_of.may_be(activity)));
                scope.per_activity[activity as usize] == itself
            }
            End::Stream(stream) => stream != id,
            End::Step(_) | End::Itself => false,
        });
        goes_out || may_be_used(self, id, output)
    }
}

/// Whether an input whose end is unknown may mean the step of this output, and the output may mean it.
fn may_be_used(model: &Model<'_>, id: ScopeId, output: &Occurrence) -> bool {
    let wanted = &model.indexes.unknown_requests;
    if wanted.entries().is_empty() {
        return false;
    }
    let ends = ends_of(model.scope(id), output);
    let is_other = |entries: &[Entry]| {
        let sides = [entries.first(), entries.last()];
        sides.into_iter().flatten().any(|entry| entry.node != output.node)
    };
    // Sorted by activity_of and node: whether one of them is a step of this stream takes a look at each activity.
    let is_own = |entries: &[Entry]| {
        let nodes = &model.scope(id).nodes;
        ActivityOf::all().any(|activity_of| {
            let entries = standing_at(entries, activity_of);
            let start = entries.partition_point(|entry| entry.node < Some(NodeId::new(nodes.start)));
            let end = entries.partition_point(|entry| entry.node < Some(NodeId::new(nodes.end)));
            is_other(&entries[start..end])
        })
    };
    let reaches = |entries: &[Entry]| {
        ends.is_empty() && is_other(entries)
            || ends.iter().any(|named| match named.end {
                End::Activity(activity) => [ActivityOf::In(activity), ActivityOf::Unknown]
                    .into_iter()
                    .any(|activity_of| is_other(standing_at(entries, activity_of))),
                End::Step(step) => !of_node(entries, model.node(step).activity_of, step).is_empty(),
                End::Stream(stream) => stream == id && is_own(entries),
                _ => false,
            })
    };
    model.items(id, output).any(|item| {
        model.declared.broader(&item).iter().any(|&broad| reaches(wanted.find(broad, Reach::AnyStep)))
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

    /// The same as runs of an index, in which the speaker itself may stand.
    pub fn each_feeding<'s>(
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
        let declared = &self.declared;
        let occurrence = &self.scope(scope).outcomes[outcome as usize];
        let alternatives = self.items(scope, occurrence).filter(|&item| declared.agree(item, asked));
        let yields = |output: u32, item: Symbol| {
            let output = &self.scope(scope).outputs[output as usize];
            self.items(scope, output).any(|put_out| declared.agree(put_out, item))
        };
        let of_item = |item| self.producers(scope, outcome).filter(|&output| yields(output, item)).collect();
        alternatives.map(of_item).collect()
    }

    /// The inputs of a stream for which their steps wait, and which are not reported, with their indices.
    pub fn mandatory_inputs(&self, scope: ScopeId) -> impl Iterator<Item = (u32, &Occurrence)> + '_ {
        let failing: FxHashSet<u32> = self
            .failures_in(scope)
            .filter(|failure| failure.occurrence.kind == Kind::Input)
            .map(|failure| failure.occurrence.index)
            .collect();
        let inputs = self.scope(scope).inputs.iter().enumerate().map(|(index, input)| (index as u32, input));
        inputs.filter(move |(index, input)| {
            input.node.is_some_and(|node| self.is_waited_for(node, input)) && !failing.contains(index)
        })
    }

    /// What fails in one scope.
    pub fn failures_in(&self, scope: ScopeId) -> impl Iterator<Item = &crate::model::matching::Failure> + '_ {
        let failures = &self.matching.failures;
        let first = failures.partition_point(|failure| failure.occurrence.scope < scope);
        failures[first..].iter().take_while(move |failure| failure.occurrence.scope == scope)
    }
}
