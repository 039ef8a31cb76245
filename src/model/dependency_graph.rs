//! Who needs whom: the steps of all streams as one set of Horn clauses, after Dowling and Gallier (1984).
//!
//! A step is a conjunction: it starts when every expectation that it waits for is met. Everything else is a
//! disjunction, an [`OrNode`]: met as soon as one of those that lead to it is there.

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId};
use crate::model::index::{Entry, Reach, ends_of};
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::syntax::{StatementFlags, Symbol};

/// A point of the net that needs only one of those before it.
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
    /// Several nodes that expectations of this stream lead back to together.
    Group(ScopeId),
}

/// The net of all steps. Its points are the nodes of the model, by their ids, and behind them the junctions.
#[derive(Debug)]
pub struct DependencyGraph {
    /// Arcs lead from what gives to what takes.
    pub graph: Graph,
    /// How many of its arcs a point needs before it is there; 0 for a fact.
    pub needs: Vec<u32>,
    /// The junctions.
    pub junctions: Vec<OrNode>,
    /// How many points are nodes.
    pub nodes: u32,
    /// Which points are ever reached from the facts.
    pub reached: Vec<bool>,
}

/// More entries than this share a junction of their own, so that many inputs fed by many outputs cost their sum and
/// not their product.
const GROUPED: usize = 16;

impl DependencyGraph {
    /// Weaves the net.
    pub(super) fn build(model: &Model<'_>) -> DependencyGraph {
        let nodes = model.flows.nodes.len();
        let mut weaver = Weaver {
            model,
            needs: vec![0; nodes],
            junctions: Vec::new(),
            arcs: Vec::new(),
            groups: FxHashMap::default(),
            triggers: FxHashMap::default(),
            outcomes: FxHashMap::default(),
            reported: reported_inputs(model),
        };
        for scope in model.streams() {
            weaver.scope(scope);
        }
        let Weaver { needs, junctions, arcs, .. } = weaver;
        let graph = Graph::new(needs.len(), &arcs);
        let mut net = DependencyGraph { graph, needs, junctions, nodes: nodes as u32, reached: Vec::new() };
        net.reached = net.propagate();
        net
    }

    /// The junction at `point`; none if a node stands there.
    pub fn junction(&self, point: u32) -> Option<OrNode> {
        self.junctions.get(point.checked_sub(self.nodes)? as usize).copied()
    }

    fn propagate(&self) -> Vec<bool> {
        let mut needs = self.needs.clone();
        let mut reached = vec![false; needs.len()];
        let facts = (0..needs.len() as u32).filter(|&point| needs[point as usize] == 0);
        let mut queue: Vec<u32> = facts.collect();
        for &point in &queue {
            reached[point as usize] = true;
        }
        while let Some(point) = queue.pop() {
            for head in self.gives(point) {
                let at = head as usize;
                if reached[at] {
                    continue;
                }
                needs[at] = needs[at].saturating_sub(1);
                if needs[at] == 0 {
                    reached[at] = true;
                    queue.push(head);
                }
            }
        }
        reached
    }

    /// The points that `point` counts for: an input for which its step does not wait leads nowhere here.
    pub fn gives(&self, point: u32) -> impl Iterator<Item = u32> + '_ {
        let counts = !matches!(self.junction(point), Some(OrNode::Expectation { waits: false, .. }));
        self.graph.heads(point).iter().copied().filter(move |_| counts)
    }
}

/// For every stream, whether each of its inputs is reported, or would be.
fn reported_inputs(model: &Model<'_>) -> FxHashMap<(ScopeId, Kind), Vec<u32>> {
    let mut reported: FxHashMap<(ScopeId, Kind), Vec<u32>> = FxHashMap::default();
    for failure in model.matching.failures.iter().filter(|failure| failure.direction == Direction::In) {
        let OccurrenceRef { scope, kind, index } = failure.occurrence;
        reported.entry((scope, kind)).or_default().push(index);
    }
    reported
}

struct Weaver<'m> {
    model: &'m Model<'m>,
    needs: Vec<u32>,
    junctions: Vec<OrNode>,
    arcs: Vec<(u32, u32)>,
    groups: FxHashMap<(ScopeId, usize, usize), u32>,
    triggers: FxHashMap<(ScopeId, u32), u32>,
    /// With the item that is asked for, where an outcome has alternatives.
    outcomes: FxHashMap<(ScopeId, u32, Option<Symbol>), u32>,
    /// Indices, ascending, of inputs and triggers that are reported as such.
    reported: FxHashMap<(ScopeId, Kind), Vec<u32>>,
}

impl<'m> Weaver<'m> {
    fn scope(&mut self, id: ScopeId) {
        let model: &'m Model<'m> = self.model;
        let scope = model.scope(id);
        let single_trigger = scope.triggers.len() == 1;
        for (index, input) in scope.inputs.iter().enumerate() {
            let Some(node) = input.node else { continue };
            let holds = model.is_waited_for(node, input) && !self.is_reported(id, Kind::Input, index as u32);
            let this = OccurrenceRef { scope: id, kind: Kind::Input, index: index as u32 };
            let viewpoint = model.viewpoint(id, input);
            for expectation in model.expectations(scope, input) {
                let slices = model.partner_slices(viewpoint, input, Direction::In, expectation);
                // What only the description of an activity meets needs no place in the net.
                if slices.iter().copied().flatten().all(|entry| entry.node == Some(node)) {
                    continue;
                }
                let mut waits = holds && !model.is_granted(viewpoint, Direction::In, expectation);
                // The only trigger of a stream needs no place in the net while it is a fact.
                let triggers = slices.iter().find(|slice| slice[0].reach == Reach::Inside);
                let given = |entry: &Entry| self.is_given(id, entry.occurrence);
                if single_trigger && triggers.is_some_and(|triggers| triggers.iter().any(given)) {
                    waits = false;
                }
                let point = self.junction(OrNode::Expectation { input: this, expectation, waits });
                self.needs[node.index()] += u32::from(waits);
                self.arcs.push((point, node.number()));
                for slice in slices {
                    self.lead(slice, id, expectation, node, point);
                }
            }
        }
    }

    fn is_reported(&self, scope: ScopeId, kind: Kind, index: u32) -> bool {
        !self.reported.is_empty()
            && self.reported.get(&(scope, kind)).is_some_and(|list| list.binary_search(&index).is_ok())
    }

    fn junction(&mut self, junction: OrNode) -> u32 {
        self.junctions.push(junction);
        self.needs.push(1);
        self.needs.len() as u32 - 1
    }

    /// Leads what stands in `slice` to `point`, an expectation of `node`.
    fn lead(&mut self, slice: &'m [Entry], id: ScopeId, expectation: Expectation, node: NodeId, point: u32) {
        if slice.len() <= GROUPED {
            for entry in slice.iter().filter(|entry| entry.node != Some(node)) {
                let from = self.source(entry, id, expectation);
                self.arcs.push((from, point));
            }
            return;
        }
        let key = (id, slice.as_ptr() as usize, slice.len());
        if let Some(&group) = self.groups.get(&key) {
            return self.arcs.push((group, point));
        }
        let group = self.junction(OrNode::Group(id));
        self.groups.insert(key, group);
        self.arcs.push((group, point));
        for entry in slice {
            let from = self.source(entry, id, expectation);
            self.arcs.push((from, group));
        }
    }

    /// The point that an entry stands for: a step, a trigger of this stream, or an outcome of another.
    fn source(&mut self, entry: &Entry, id: ScopeId, expectation: Expectation) -> u32 {
        match (entry.node, expectation) {
            (Some(step), _) => step.number(),
            (None, Expectation::Stream(stream)) => self.outcome(stream, entry.occurrence, entry.item),
            (None, _) => self.trigger(id, entry.occurrence),
        }
    }

    fn trigger(&mut self, id: ScopeId, index: u32) -> u32 {
        if let Some(&point) = self.triggers.get(&(id, index)) {
            return point;
        }
        let point = self.junction(OrNode::Trigger(id, index));
        self.triggers.insert((id, index), point);
        if self.is_given(id, index) {
            self.needs[point as usize] = 0;
            return point;
        }
        let model: &'m Model<'m> = self.model;
        let scope = model.scope(id);
        // Whichever of its alternatives comes, the trigger is there.
        let trigger = model.whole_trigger(id, &scope.triggers[index as usize]);
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

    /// Whether a trigger is a fact: unless all its ends are described streams, one of which gives it.
    fn is_given(&self, id: ScopeId, index: u32) -> bool {
        let scope = self.model.scope(id);
        let trigger = &scope.triggers[index as usize];
        let ends = ends_of(scope, trigger);
        let viewpoint = self.model.viewpoint(id, trigger);
        ends.is_empty()
            || self.is_reported_trigger(id, index)
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
        let statement = scope.triggers[index as usize].statement;
        self.reported.get(&(id, Kind::Trigger)).is_some_and(|list| {
            list.iter().any(|&at| {
                at == index
                    || scope.triggers[at as usize].statement == statement && {
                        let tree = self.model.tree(self.model.file_of(id, &scope.triggers[at as usize]));
                        tree[statement].flags.has(StatementFlags::EITHER)
                    }
            })
        })
    }

    /// An outcome as another stream asks for it. From outside each alternative is an outcome of its own.
    fn outcome(&mut self, id: ScopeId, index: u32, asked: Symbol) -> u32 {
        let model: &'m Model<'m> = self.model;
        let occurrence = &model.scope(id).outcomes[index as usize];
        let asked = if occurrence.choices == 1 { model.items(id, occurrence).next() } else { Some(asked) };
        if let Some(&point) = self.outcomes.get(&(id, index, asked)) {
            return point;
        }
        let point = self.junction(OrNode::Outcome(id, index));
        self.outcomes.insert((id, index, asked), point);
        let alternatives = asked.map(|asked| model.producers_of(id, index, asked)).unwrap_or_default();
        // What no step produces counts as produced.
        if alternatives.iter().any(Vec::is_empty) {
            self.needs[point as usize] = 0;
        }
        let outputs = alternatives.into_iter().flatten();
        let steps = outputs.filter_map(|output| model.scope(id).outputs[output as usize].node);
        self.arcs.extend(steps.map(|step| (step.number(), point)));
        point
    }
}
