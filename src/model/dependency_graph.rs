//! Who needs whom: the steps of all streams as one set of Horn clauses, after Dowling and Gallier (1984).
//!
//! A step is a conjunction: it starts when every expectation that it waits for is met. Everything else is a
//! disjunction, an [`OrNode`]: met as soon as one of those that lead to it is there.

mod build;

use std::num::NonZeroU32;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::flows::NodeId;
use crate::model::matching::{Expectation, OccurrenceRef};
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
    /// When each point is reached from the facts, counted from 0; [`NEVER`] for one that never is. What a point needs is
    /// reached before it.
    ranks: Vec<u32>,
    /// Arcs from what takes to what gives, of those that count, once somebody asks.
    back: OnceLock<Graph<PointId>>,
    /// The outputs of steps that run a stream.
    runs: FxHashMap<(ScopeId, u32), PointId>,
    /// The outputs that need not come and that somebody asks for.
    alternatives: FxHashMap<(ScopeId, u32), PointId>,
}

impl DependencyGraph {
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
        self.rank(point) != NEVER
    }

    /// When `point` is reached from the facts, counted from 0, behind all that it needs; [`NEVER`] if it never is.
    pub(super) fn rank(&self, point: PointId) -> u32 {
        self.ranks[point.index()]
    }

    /// The points that give what `point` takes, of those that count for it.
    pub(super) fn givers(&self, point: PointId) -> &[PointId] {
        let back = self.back.get_or_init(|| {
            let mut arcs = Vec::new();
            for point in self.points() {
                arcs.extend(self.gives(point).iter().map(|&head| (head, point)));
            }
            Graph::new(self.len(), &arcs)
        });
        back.heads(point)
    }

    /// These points and all that leads to them.
    pub(super) fn cone(&self, mut points: Vec<PointId>) -> FxHashSet<PointId> {
        let mut cone: FxHashSet<PointId> = points.iter().copied().collect();
        while let Some(point) = points.pop() {
            for &giver in self.givers(point) {
                if cone.insert(giver) {
                    points.push(giver);
                }
            }
        }
        cone
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

    /// The ranks of all points, by their indices. Each arc is looked at once, as Dowling and Gallier show.
    fn find_ranks(&self) -> Vec<u32> {
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

impl Model<'_> {
    /// Whether the step `later` waits for the step `earlier` to be done, perhaps through others. None where that takes a
    /// walk over more than 1,000 points to find out.
    pub fn follows(&self, later: NodeId, earlier: NodeId) -> Option<bool> {
        const MOST_POINTS: usize = 1_000;
        let graph = self.dependency_graph();
        graph.leads(graph.end_of(earlier), PointId::of(later), MOST_POINTS)
    }

    /// Whether the step `waiter` may wait for the step `other`, perhaps through others: `waiter` would be done only
    /// behind the beginning of `other`. True too where that takes too long to find out.
    pub fn may_wait_for(&self, waiter: NodeId, other: NodeId) -> bool {
        const MOST_POINTS: usize = 2_000;
        let graph = self.dependency_graph();
        graph.leads(PointId::of(other), graph.end_of(waiter), MOST_POINTS) != Some(false)
    }
}
