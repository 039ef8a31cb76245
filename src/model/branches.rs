//! Blocked branches: steps that wait for ever once a choice has been made.
//!
//! A choice is an output with alternatives. In a case of it one alternative comes and the others do not; all other
//! choices stay open. What a case takes away is found as deductive databases do when a fact is deleted (delete and
//! rederive: Gupta, Mumick and Subrahmanian 1993): what hangs on it is taken away, and what still stands on something
//! else is put back. So a case costs what it changes and not the whole graph.

use std::cell::{Cell, RefCell};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::components::Graph;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, NEVER, OrNode, PointId};
use crate::model::exclusive::FedByAlternatives;
use crate::model::flows::{NodeId, Occurrence};
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

/// All cases together look at so many points of the graph for each that it has, and a million besides. Choices that all meet
/// late would look at the rest of the stream each; those that are left then are not judged.
const LOOKS_A_POINT: usize = 64;

/// What is the same in all cases of all choices.
struct Cases<'m> {
    model: &'m Model<'m>,
    graph: &'m DependencyGraph,
    /// Arcs from what takes to what gives, of those that count.
    back: Graph<PointId>,
    ranks: Vec<u32>,
    alternatives: FxHashMap<(ScopeId, u32), PointId>,
    /// For each step that was asked about, the inputs that only alternatives feed, by the statement of these.
    fed: RefCell<FxHashMap<NodeId, Vec<FedByAlternatives<'m>>>>,
    /// How many points may still be looked at.
    left: Cell<usize>,
}

impl<'m> Cases<'m> {
    fn new(model: &'m Model<'m>) -> Cases<'m> {
        let graph = model.dependency_graph();
        let (mut arcs, mut alternatives) = (Vec::new(), FxHashMap::default());
        for point in graph.points() {
            arcs.extend(graph.gives(point).iter().map(|&head| (head, point)));
            if let Some(OrNode::Alternative(scope, output)) = graph.or_node(point) {
                alternatives.insert((scope, output), point);
            }
        }
        let back = Graph::new(graph.len(), &arcs);
        let left = Cell::new(1_000_000 + LOOKS_A_POINT * graph.len());
        Cases { model, graph, back, ranks: graph.ranks(), alternatives, fed: RefCell::default(), left }
    }

    /// Counts a look at `count` points. Gives whether more may be looked at.
    fn spend(&self, count: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(count));
        !self.is_spent()
    }

    /// Whether no more may be looked at.
    fn is_spent(&self) -> bool {
        self.left.get() == 0
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
        let point = |output: u32| self.alternatives.get(&(id, output)).copied();
        let all: Vec<PointId> = outputs.clone().filter_map(point).collect();
        // What hangs on the choice as a whole. A step waits for ever only where a case brings it one thing and withholds
        // another, so one that waits for several must be among it.
        let nothing = self.lost(&all);
        if !nothing.iter().any(|&point| self.is_junction(point)) {
            return;
        }
        let mut cases: Vec<(u32, FxHashSet<PointId>)> = Vec::new();
        for output in outputs {
            let own = point(output);
            let others: Vec<PointId> = all.iter().copied().filter(|&other| Some(other) != own).collect();
            cases.push((output, self.lost(&others)));
            if self.is_spent() {
                return;
            }
        }
        let statement = StatementRef { file: self.model.node(step).statement.file, id: statement };
        let mut reported: Vec<Vec<NodeId>> = Vec::new();
        for (output, lost) in &cases {
            let Some(own) = point(*output) else { continue };
            let blocked = self.blocked(lost, &nothing);
            if self.is_spent() {
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
            if self.is_spent() {
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
            let steps = first.iter().map(|&step| self.step(step, lost, &cases)).collect();
            found.push(BlockedBranch { scope: id, output: *output, steps });
            reported.push(first);
        }
    }

    /// Whether a point is a step that waits for several things.
    fn is_junction(&self, point: PointId) -> bool {
        self.graph.node(point).is_some() && self.graph.needs()[point.index()] > 1
    }

    /// The points that are no longer reached without these. Whatever may hang on them is taken away first: a circle that
    /// feeds only itself would keep itself alive, were each point asked whether it still has what it needs.
    fn lost(&self, without: &[PointId]) -> FxHashSet<PointId> {
        let mut lost: FxHashSet<PointId> =
            without.iter().copied().filter(|&point| self.graph.is_reached(point)).collect();
        let mut queue: Vec<PointId> = lost.iter().copied().collect();
        let mut doubtful = Vec::new();
        while let Some(point) = queue.pop() {
            if !self.spend(1 + self.graph.gives(point).len()) {
                break;
            }
            for &head in self.graph.gives(point) {
                let at = head.index();
                if !self.graph.is_reached(head) || self.graph.needs()[at] == 0 || lost.contains(&head) {
                    continue;
                }
                if !self.graph.is_conjunction(head) {
                    // What was reached before it does not hang on it, so it can stand on that.
                    let mut givers = self.back.heads(head).iter();
                    if givers
                        .any(|&giver| self.ranks[giver.index()] < self.ranks[at] && !lost.contains(&giver))
                    {
                        continue;
                    }
                    doubtful.push(head);
                }
                lost.insert(head);
                queue.push(head);
            }
        }
        self.put_back(&mut lost, doubtful, without);
        lost
    }

    /// Puts back what still stands on something that is not lost.
    fn put_back(&self, lost: &mut FxHashSet<PointId>, doubtful: Vec<PointId>, without: &[PointId]) {
        let mut queue = Vec::new();
        for point in doubtful {
            if lost.contains(&point) && !without.contains(&point) && self.is_given(point, lost) {
                lost.remove(&point);
                queue.push(point);
            }
        }
        while let Some(point) = queue.pop() {
            for &head in self.graph.gives(point) {
                if lost.contains(&head) && !without.contains(&head) && self.is_given(head, lost) {
                    lost.remove(&head);
                    queue.push(head);
                }
            }
        }
    }

    /// Whether a point has what it needs: a step all, and so does an output of one that runs a stream; anything else one.
    fn is_given(&self, point: PointId, lost: &FxHashSet<PointId>) -> bool {
        let mut givers = self.back.heads(point).iter();
        let is_there = |giver: &PointId| self.ranks[giver.index()] != NEVER && !lost.contains(giver);
        if self.graph.is_conjunction(point) { givers.all(is_there) } else { givers.any(is_there) }
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
        let needed = self.back.heads(PointId::of(step));
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
            if !self.spend(1 + self.back.heads(point).len()) {
                break;
            }
            for &giver in self.back.heads(point) {
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
            if !self.spend(1 + self.graph.heads(point).len()) {
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
        cases: &[(u32, FxHashSet<PointId>)],
    ) -> BlockedStep {
        let missing = self.lacking(step, lost);
        let mut lacking = Vec::new();
        for &point in &missing {
            if let Some(OrNode::Expectation { input, .. }) = self.graph.or_node(point)
                && !lacking.contains(&input)
            {
                lacking.push(input);
            }
        }
        lacking.sort_unstable();
        let mut brought_by = Vec::new();
        for (output, lost) in cases {
            if missing.iter().all(|point| !lost.contains(point)) {
                brought_by.push(*output);
            }
        }
        BlockedStep { step, lacking, brought_by }
    }
}
