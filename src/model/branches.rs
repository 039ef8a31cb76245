//! Blocked branches: steps that wait for ever once a choice has been made.
//!
//! A choice is an output with alternatives. In a case of it one alternative comes and the others do not; all other
//! choices stay open. So a case costs what it takes away and not the whole graph.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::exclusive::FedByAlternatives;
use crate::model::flows::{NodeId, Occurrence};
use crate::model::losses::Losses;
use crate::model::matching::OccurrenceRef;
use crate::model::{Model, StatementRef};
use crate::syntax::StatementId;

/// An alternative that brings something to steps which then wait for ever.
#[derive(Clone, Debug)]
pub struct BlockedBranch {
    /// The stream of the choice.
    pub scope: ScopeId,
    /// The alternative: its index among the outputs of the stream.
    pub output: u32,
    /// The steps that wait, in the order of the text; those that only wait for one of these are not among them.
    pub steps: Vec<BlockedStep>,
}

/// A step that waits for ever.
#[derive(Clone, Debug)]
pub struct BlockedStep {
    /// The step.
    pub step: NodeId,
    /// The inputs for which it waits in vain.
    pub lacking: Vec<OccurrenceRef>,
    /// The inputs that the alternative brings, and nothing else would.
    pub brought: Vec<OccurrenceRef>,
    /// The other alternatives of the choice that would bring all of them, by their indices among the outputs.
    pub brought_by: Vec<u32>,
}

/// All blocked branches of the project.
pub(super) fn find(model: &Model<'_>) -> Vec<BlockedBranch> {
    // Where no step waits for two things, one choice less is one thing less, and nothing else waits for ever.
    if !model.streams().any(|id| has_choice(model, id)) || !model.streams().any(|id| has_junction(model, id))
    {
        return Vec::new();
    }
    let cases = Cases::new(model);
    let mut found = Vec::new();
    for id in model.streams() {
        if model.meets_prerequisites(id) && has_choice(model, id) {
            cases.stream(id, &mut found);
        }
    }
    found
}

fn has_choice(model: &Model<'_>, id: ScopeId) -> bool {
    model.scope(id).outputs.iter().any(|output| model.is_alternative(id, output))
}

/// Whether a step of the stream waits for more than one thing.
fn has_junction(model: &Model<'_>, id: ScopeId) -> bool {
    let mut last = None;
    for input in &model.scope(id).inputs {
        let Some(node) = input.node else { continue };
        if !model.is_waited_for(node, input) {
            continue;
        }
        if last == Some(node) || input.end_count > 1 {
            return true;
        }
        last = Some(node);
    }
    false
}

/// What is the same in all cases of all choices.
struct Cases<'m> {
    model: &'m Model<'m>,
    graph: &'m DependencyGraph,
    losses: Losses<'m>,
    /// For each step that was asked about, the inputs that only alternatives feed, by the statement of these.
    fed: RefCell<FxHashMap<NodeId, Vec<FedByAlternatives<'m>>>>,
}

impl<'m> Cases<'m> {
    fn new(model: &'m Model<'m>) -> Cases<'m> {
        let graph = model.dependency_graph();
        Cases { model, graph, losses: Losses::new(graph), fed: RefCell::default() }
    }

    fn stream(&self, id: ScopeId, found: &mut Vec<BlockedBranch>) {
        let outputs = &self.model.scope(id).outputs;
        let mut at = 0;
        while at < outputs.len() {
            let first = &outputs[at];
            let is_same = |other: &Occurrence| other.node == first.node && other.statement == first.statement;
            let end =
                outputs[at..].iter().position(|other| !is_same(other)).map_or(outputs.len(), |n| at + n);
            if let Some(step) = first.node
                && end - at > 1
                && self.model.is_alternative(id, first)
            {
                self.choice(id, step, first.statement, at as u32..end as u32, found);
            }
            at = end;
        }
    }

    /// The cases of one choice. Those that block the same steps are one mistake, reported at the first of them.
    fn choice(
        &self,
        id: ScopeId,
        step: NodeId,
        statement: StatementId,
        outputs: std::ops::Range<u32>,
        found: &mut Vec<BlockedBranch>,
    ) {
        let point = |output: u32| self.graph.alternative(id, output);
        let all: Vec<PointId> = outputs.clone().filter_map(point).collect();
        // What hangs on the choice as a whole. A step waits for ever only where a case brings it one thing and withholds
        // another, so one that waits for several must be among it.
        let nothing = self.losses.lost(&all);
        if !nothing.iter().any(|&point| self.is_junction(point)) {
            return;
        }
        let mut cases: Vec<(u32, FxHashSet<PointId>)> = Vec::new();
        for output in outputs {
            let own = point(output);
            let others: Vec<PointId> = all.iter().copied().filter(|&other| Some(other) != own).collect();
            cases.push((output, self.losses.lost(&others)));
            if self.losses.is_spent() {
                return;
            }
        }
        let statement = StatementRef { file: self.model.node(step).statement.file, id: statement };
        let mut reported: Vec<Vec<NodeId>> = Vec::new();
        for (output, lost) in &cases {
            let Some(own) = point(*output) else { continue };
            let blocked = self.blocked(lost, &nothing);
            if self.losses.is_spent() {
                return;
            }
            if blocked.is_empty() || self.leads_back(own, step, lost) {
                continue;
            }
            let is_blocked: FxHashSet<NodeId> = blocked.iter().copied().collect();
            let mut first: Vec<NodeId> = blocked
                .iter()
                .copied()
                .filter(|&step| !self.waits_for_one_of(step, lost, &is_blocked))
                .collect();
            if self.losses.is_spent() {
                return;
            }
            // Where all wait for each other, no one of them is the first.
            if first.is_empty() {
                first.clone_from(&blocked);
            }
            first.retain(|&step| !self.is_exclusive(step, statement));
            if first.is_empty() || reported.contains(&first) {
                continue;
            }
            let steps = first.iter().map(|&step| self.step(step, lost, &nothing, &cases)).collect();
            found.push(BlockedBranch { scope: id, output: *output, steps });
            reported.push(first);
        }
    }

    /// Whether a point is a step that waits for several things.
    fn is_junction(&self, point: PointId) -> bool {
        self.graph.node(point).is_some() && self.graph.needs()[point.index()] > 1
    }

    /// The steps that wait for ever in a case though it brings them something, in the order of the text.
    fn blocked(&self, lost: &FxHashSet<PointId>, nothing: &FxHashSet<PointId>) -> Vec<NodeId> {
        // What hangs on the choice is looked through, and not all that each step waits for: that may be much more.
        let mut brought: FxHashSet<PointId> = FxHashSet::default();
        for &expectation in nothing {
            if !lost.contains(&expectation) {
                brought.extend(self.graph.gives(expectation));
            }
        }
        let mut blocked = Vec::new();
        for &point in lost {
            let Some(step) = self.graph.node(point) else { continue };
            if !self.is_junction(point) {
                continue;
            }
            if self.model.meets_prerequisites(self.model.node(step).scope) && brought.contains(&point) {
                blocked.push(step);
            }
        }
        blocked.sort_unstable();
        blocked
    }

    /// The points for which a step waits that are lost.
    fn lacking(&self, step: NodeId, lost: &FxHashSet<PointId>) -> Vec<PointId> {
        let needed = self.losses.givers(PointId::of(step));
        if needed.len() <= lost.len() {
            return needed.iter().copied().filter(|point| lost.contains(point)).collect();
        }
        lost.iter().copied().filter(|&point| self.graph.gives(point).contains(&PointId::of(step))).collect()
    }

    /// Whether what a step lacks would come of one of these steps.
    fn waits_for_one_of(&self, step: NodeId, lost: &FxHashSet<PointId>, steps: &FxHashSet<NodeId>) -> bool {
        let mut queue = self.lacking(step, lost);
        let mut seen: FxHashSet<PointId> = FxHashSet::default();
        while let Some(point) = queue.pop() {
            if !self.losses.spend(1 + self.losses.givers(point).len()) {
                break;
            }
            for &giver in self.losses.givers(point) {
                if let Some(step) = self.graph.step(giver) {
                    if steps.contains(&step) {
                        return true;
                    }
                } else if !matches!(self.graph.or_node(giver), Some(OrNode::Trigger(..)))
                    && seen.insert(giver)
                {
                    queue.push(giver);
                }
            }
        }
        false
    }

    /// Whether an alternative leads back to the step of the choice, over steps that start: a second attempt may end
    /// otherwise.
    fn leads_back(&self, alternative: PointId, goal: NodeId, lost: &FxHashSet<PointId>) -> bool {
        let mut queue = vec![alternative];
        let mut seen: FxHashSet<PointId> = FxHashSet::default();
        while let Some(point) = queue.pop() {
            if !self.losses.spend(1 + self.graph.heads(point).len()) {
                break;
            }
            for &head in self.graph.heads(point) {
                if self.graph.node(head) == Some(goal) {
                    return true;
                }
                let is_conjunction = self.graph.is_conjunction(head);
                let starts = self.graph.is_reached(head) && !lost.contains(&head);
                if (is_conjunction && !starts) || lost.contains(&head) || !seen.insert(head) {
                    continue;
                }
                queue.push(head);
            }
        }
        false
    }

    /// Whether `exclusive-inputs` reports that the step needs two alternatives of the statement: it is the shortest form
    /// of a blocked branch, and says more.
    fn is_exclusive(&self, step: NodeId, statement: StatementRef) -> bool {
        let mut known = self.fed.borrow_mut();
        let fed = known.entry(step).or_insert_with(|| self.fed_by_alternatives(step));
        let from = fed.partition_point(|this| this.output < statement);
        let to = fed.partition_point(|this| this.output <= statement);
        for (at, this) in fed[from..to].iter().enumerate() {
            if fed[from..from + at].iter().any(|other| other.excludes(this)) {
                return true;
            }
        }
        false
    }

    /// The inputs of a step that only alternatives of one output each feed, sorted by these outputs' statements.
    fn fed_by_alternatives(&self, step: NodeId) -> Vec<FedByAlternatives<'m>> {
        let id = self.model.node(step).scope;
        let mut fed = Vec::new();
        for (_, input) in self.model.mandatory_inputs_of(step) {
            fed.extend(FedByAlternatives::of(self.model, id, input));
        }
        fed.sort_by_key(|this| this.output);
        fed
    }

    /// What a blocked step waits for, and what would bring it.
    fn step(
        &self,
        step: NodeId,
        lost: &FxHashSet<PointId>,
        nothing: &FxHashSet<PointId>,
        cases: &[(u32, FxHashSet<PointId>)],
    ) -> BlockedStep {
        let missing = self.lacking(step, lost);
        let mut brought = self.lacking(step, nothing);
        brought.retain(|point| !lost.contains(point));
        let (lacking, brought) = (self.inputs(&missing), self.inputs(&brought));
        let mut brought_by = Vec::new();
        for (output, lost) in cases {
            if missing.iter().all(|point| !lost.contains(point)) {
                brought_by.push(*output);
            }
        }
        BlockedStep { step, lacking, brought, brought_by }
    }

    /// The inputs whose expectations stand at these points, in the order of the text.
    fn inputs(&self, points: &[PointId]) -> Vec<OccurrenceRef> {
        let mut inputs = Vec::new();
        for &point in points {
            if let Some(OrNode::Expectation { input, .. }) = self.graph.or_node(point) {
                inputs.push(input);
            }
        }
        inputs.sort_unstable();
        inputs.dedup();
        inputs
    }
}
