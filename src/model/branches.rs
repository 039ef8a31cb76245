//! Blocked branches: steps that wait for ever once a choice has been made.
//!
//! A choice is an output with alternatives. In a case of it one alternative comes and the others do not, and what has to
//! be decided before is decided with it; all other choices stay open. So a case costs what it takes away and not the whole
//! graph.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::choices::{Choice, Choices, Decided};
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::exclusive::is_exclusive;
use crate::model::flows::NodeId;
use crate::model::losses::Losses;
use crate::model::matching::OccurrenceRef;

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
    let losses = Losses::new(model.dependency_graph());
    let choices = Choices::find(model, &losses);
    let cases =
        Cases { model, graph: model.dependency_graph(), losses, choices, exclusive: RefCell::default() };
    let all = cases.choices.all();
    let mut judged = Vec::with_capacity(all.len());
    for (at, choice) in all.iter().enumerate() {
        judged.push(if model.meets_prerequisites(choice.scope) { cases.of_choice(at) } else { Vec::new() });
    }
    let mut found = Vec::new();
    for of_choice in &judged {
        // Cases that block the same steps are one mistake, reported at the first of them.
        let mut reported: Vec<Vec<NodeId>> = Vec::new();
        for case in of_choice {
            let mut branch = case.branch.clone();
            branch.steps.retain(|it| {
                !cases.is_exclusive(it.step)
                    && !case.decided.iter().any(|at| blocks(&judged[at.choice], it.step))
            });
            let steps: Vec<NodeId> = branch.steps.iter().map(|it| it.step).collect();
            if !steps.is_empty() && !reported.contains(&steps) {
                found.push(branch);
                reported.push(steps);
            }
        }
    }
    found
}

/// Whether a choice blocks a step in some case.
fn blocks(cases: &[BlockedCase], step: NodeId) -> bool {
    cases.iter().any(|case| case.blocked.binary_search(&step).is_ok())
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
        // `from all` names one end and expects something of several.
        let mut expected = model.expectations(model.scope(id), input);
        if last == Some(node) || expected.nth(1).is_some() {
            return true;
        }
        last = Some(node);
    }
    false
}

/// A case of a choice in which steps wait for ever.
struct BlockedCase {
    /// The case, with the steps that do not merely wait for another blocked one.
    branch: BlockedBranch,
    /// All steps that are blocked, in the order of the text.
    blocked: Vec<NodeId>,
    /// What is decided with it.
    decided: Vec<Decided>,
}

/// What comes and what does not in a case of a choice.
struct Case {
    output: u32,
    /// The point of the output; none if nobody asks for it.
    own: Option<PointId>,
    /// What has to be decided before.
    decided: Vec<Decided>,
    /// The points that do not come with that.
    barred: Vec<PointId>,
    /// The points that are not reached in the case.
    lost: FxHashSet<PointId>,
}

/// What is the same in all cases of all choices.
struct Cases<'m> {
    model: &'m Model<'m>,
    graph: &'m DependencyGraph,
    losses: Losses<'m>,
    choices: Choices,
    /// For each step that was asked about, whether `exclusive-inputs` reports it.
    exclusive: RefCell<FxHashMap<NodeId, bool>>,
}

impl<'m> Cases<'m> {
    /// The cases of the choice `at` in which steps wait for ever; none if no more may be looked at.
    fn of_choice(&self, at: usize) -> Vec<BlockedCase> {
        let choice = &self.choices.all()[at];
        let point = |output: u32| self.graph.alternative(choice.scope, output);
        let all: Vec<PointId> = choice.outputs.clone().filter_map(point).collect();
        let mut found = Vec::new();
        let mut nothing = self.losses.lost(&all);
        let mut without: Vec<PointId> = Vec::new();
        let mut cases: Vec<Case> = Vec::new();
        let needs_nothing = choice.outputs.clone().all(|output| self.decided(at, output).is_empty());
        // What hangs on the choice as a whole. A step waits for ever only where a case brings it one thing and withholds
        // another, so one that waits for several must be among it.
        if needs_nothing && !nothing.iter().any(|&point| self.is_junction(point)) {
            return found;
        }
        for output in choice.outputs.clone() {
            let (own, decided) = (point(output), self.decided(at, output));
            let barred = self.choices.barred(self.graph, &decided);
            let mut others = barred.clone();
            others.extend(all.iter().filter(|&&other| Some(other) != own));
            let lost = self.losses.lost(&others);
            cases.push(Case { output, own, decided, barred, lost });
            if self.losses.is_spent() {
                return found;
            }
        }
        for case in &cases {
            let Some(own) = case.own else { continue };
            // A case that needs two alternatives of one choice cannot be.
            if case.lost.contains(&own) {
                continue;
            }
            if case.barred != without {
                without.clone_from(&case.barred);
                let mut barred = case.barred.clone();
                barred.extend(&all);
                nothing = self.losses.lost(&barred);
            }
            let blocked = self.blocked(&case.lost, &nothing);
            if self.losses.is_spent() {
                return found;
            }
            if blocked.is_empty() || self.may_be_decided_again(choice, own, case) {
                continue;
            }
            let is_blocked: FxHashSet<NodeId> = blocked.iter().copied().collect();
            let mut first = Vec::new();
            for &step in &blocked {
                if !self.waits_for_one_of(step, &case.lost, &is_blocked) {
                    first.push(step);
                }
            }
            if self.losses.is_spent() {
                return found;
            }
            // Where all wait for each other, no one of them is the first.
            if first.is_empty() {
                first.clone_from(&blocked);
            }
            let steps = first.iter().map(|&step| self.step(step, &case.lost, &nothing, &cases)).collect();
            let branch = BlockedBranch { scope: choice.scope, output: case.output, steps };
            found.push(BlockedCase { branch, blocked, decided: case.decided.clone() });
        }
        found
    }

    /// What has to be decided before an output of the choice `at` can come.
    fn decided(&self, at: usize, output: u32) -> Vec<Decided> {
        let giver = self.graph.giver(self.model, self.choices.all()[at].scope, output);
        giver.map_or(Vec::new(), |giver| self.choices.needed_by(giver, at))
    }

    /// Whether an alternative leads back to the step of its choice, or one that is decided with it to the step of its own.
    fn may_be_decided_again(&self, choice: &Choice, own: PointId, case: &Case) -> bool {
        self.leads_back(own, choice.step, &case.lost)
            || case
                .decided
                .iter()
                .any(|it| self.leads_back(it.alternative, self.choices.all()[it.choice].step, &case.lost))
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
        let needed = self.graph.givers(PointId::of(step));
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
            if !self.losses.spend(1 + self.graph.givers(point).len()) {
                break;
            }
            for &giver in self.graph.givers(point) {
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

    /// Whether `exclusive-inputs` reports the step: that is the shortest form of a blocked branch, and says more.
    fn is_exclusive(&self, step: NodeId) -> bool {
        *self.exclusive.borrow_mut().entry(step).or_insert_with(|| is_exclusive(self.model, step))
    }

    /// What a blocked step waits for, and what would bring it.
    fn step(
        &self,
        step: NodeId,
        lost: &FxHashSet<PointId>,
        nothing: &FxHashSet<PointId>,
        cases: &[Case],
    ) -> BlockedStep {
        let missing = self.lacking(step, lost);
        let mut brought = self.lacking(step, nothing);
        brought.retain(|point| !lost.contains(point));
        let (lacking, brought) = (self.inputs(&missing), self.inputs(&brought));
        let mut brought_by = Vec::new();
        for case in cases {
            if missing.iter().all(|point| !case.lost.contains(point)) {
                brought_by.push(case.output);
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
