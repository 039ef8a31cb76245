//! What comes in every case, whatever is chosen on the way.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::choices::{Choice, Choices};
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::flows::{NodeId, Occurrence};
use crate::model::losses::Losses;
use crate::syntax::StatementFlags;

/// What comes in some cases of a choice and not in others, once its stream has started.
#[derive(Debug, Default)]
pub struct Uncertain {
    steps: FxHashSet<NodeId>,
    outcomes: FxHashSet<(ScopeId, u32)>,
}

impl Uncertain {
    /// Whether everything that comes at all comes in every case.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.outcomes.is_empty()
    }

    /// Whether a step is done in some cases only.
    pub fn has_step(&self, step: NodeId) -> bool {
        self.steps.contains(&step)
    }

    /// Whether an outcome, by its index among those of its stream, comes in some cases only.
    pub fn has_outcome(&self, stream: ScopeId, outcome: u32) -> bool {
        self.outcomes.contains(&(stream, outcome))
    }
}

/// What does not come in a case.
#[derive(Default)]
struct Case {
    outputs: FxHashSet<(ScopeId, u32)>,
    /// All points that are not there then.
    lost: FxHashSet<PointId>,
}

impl Model<'_> {
    /// What does not come in every case. A case that leads back to where it was chosen is none: the next attempt may end
    /// otherwise. None where the choices are more than may be looked at.
    pub fn uncertain(&self) -> Option<Uncertain> {
        let mut uncertain = Uncertain::default();
        if !self.has_choice() {
            return Some(uncertain);
        }
        let graph = self.dependency_graph();
        let losses = Losses::new(graph);
        let choices = Choices::find(self, &losses);
        let mut runners: FxHashMap<ScopeId, Vec<ScopeId>> = FxHashMap::default();
        for run in self.runs() {
            runners.entry(run.stream).or_default().push(self.node(run.step).scope);
        }
        for (at, choice) in choices.all().iter().enumerate() {
            for output in choice.outputs.clone() {
                // Each alternative is a case in which all others are missing.
                if !losses.spend(choice.outputs.len()) {
                    return None;
                }
                let own = graph.alternative(choice.scope, output);
                if own.is_some_and(|point| leads_back(self, &losses, point, choice)) {
                    continue;
                }
                let mut case = Case::default();
                case.outputs.extend(choice.outputs.clone().map(|other| (choice.scope, other)));
                case.outputs.remove(&(choice.scope, output));
                let giver = graph.giver(self, choice.scope, output);
                for decided in giver.map_or(Vec::new(), |giver| choices.needed_by(giver, at)) {
                    let before = &choices.all()[decided.choice];
                    for other in before.outputs.clone() {
                        if graph.alternative(before.scope, other) != Some(decided.alternative) {
                            case.outputs.insert((before.scope, other));
                        }
                    }
                }
                self.note(choice.scope, &runners, case, &losses, &mut uncertain);
                if losses.is_spent() {
                    return None;
                }
            }
        }
        for stream in self.streams() {
            for outputs in self.optional_outputs(stream) {
                let mut case = Case::default();
                case.outputs.extend(outputs.map(|output| (stream, output)));
                self.note(stream, &runners, case, &losses, &mut uncertain);
                if losses.is_spent() {
                    return None;
                }
            }
        }
        if losses.is_spent() { None } else { Some(uncertain) }
    }

    /// Notes what is not there in a case of which it is known which outputs do not come: in the stream that chooses, and in those
    /// that run it. What waits for it elsewhere is told of what it waits for.
    fn note(
        &self,
        stream: ScopeId,
        runners: &FxHashMap<ScopeId, Vec<ScopeId>>,
        mut case: Case,
        losses: &Losses<'_>,
        uncertain: &mut Uncertain,
    ) {
        let graph = self.dependency_graph();
        let without: Vec<PointId> =
            case.outputs.iter().filter_map(|&(stream, output)| graph.alternative(stream, output)).collect();
        case.lost = losses.lost(&without);
        let mut streams: FxHashSet<ScopeId> = FxHashSet::default();
        streams.insert(stream);
        streams.extend(runners.get(&stream).into_iter().flatten());
        for step in case.lost.iter().filter_map(|&point| graph.step(point)) {
            if streams.contains(&self.node(step).scope) {
                uncertain.steps.insert(step);
            }
        }
        for stream in streams {
            let count = self.scope(stream).outcomes.len();
            for outcome in 0..count as u32 {
                if losses.spend(1) && self.comes_otherwise(stream, outcome, &case, graph) {
                    uncertain.outcomes.insert((stream, outcome));
                }
            }
        }
    }

    /// Whether an outcome comes, and not in this case.
    fn comes_otherwise(&self, stream: ScopeId, outcome: u32, case: &Case, graph: &DependencyGraph) -> bool {
        let mut comes = false;
        for output in self.producers(stream, outcome) {
            let Some(giver) = graph.giver(self, stream, output) else { return false };
            if !graph.is_reached(giver) {
                continue;
            }
            if !case.outputs.contains(&(stream, output)) && !case.lost.contains(&giver) {
                return false;
            }
            comes = true;
        }
        comes
    }

    /// Whether an outcome ever comes, by its index among those of its stream.
    pub fn is_ever_produced(&self, stream: ScopeId, outcome: u32) -> bool {
        let graph = self.dependency_graph();
        let mut givers =
            self.producers(stream, outcome).filter_map(|output| graph.giver(self, stream, output));
        givers.any(|giver| graph.is_reached(giver))
    }

    /// The outputs of each statement that gives something or not.
    fn optional_outputs(&self, stream: ScopeId) -> Vec<Range<u32>> {
        let mut all = Vec::new();
        let mut at = 0;
        let is_one =
            |one: &Occurrence, other: &Occurrence| one.node == other.node && one.statement == other.statement;
        for outputs in self.scope(stream).outputs.chunk_by(is_one) {
            let behind = at + outputs.len() as u32;
            let tree = self.tree(self.file_of(stream, &outputs[0]));
            if tree[outputs[0].statement].flags.has(StatementFlags::OPTIONAL) {
                all.push(at..behind);
            }
            at = behind;
        }
        all
    }
}

/// Whether an alternative leads back to the step of its choice, as rework does: within the stream, for what comes of it elsewhere
/// begins another round.
fn leads_back(model: &Model<'_>, losses: &Losses<'_>, alternative: PointId, choice: &Choice) -> bool {
    let graph = model.dependency_graph();
    let mut queue = vec![alternative];
    let mut seen = FxHashSet::default();
    while let Some(point) = queue.pop() {
        if !losses.spend(1 + graph.heads(point).len()) {
            break;
        }
        for &head in graph.heads(point) {
            if graph.node(head) == Some(choice.step) {
                return true;
            }
            let is_inside = match (graph.node(head), graph.or_node(head)) {
                (Some(step), _) => model.node(step).scope == choice.scope,
                (None, Some(OrNode::Expectation { input, .. })) => input.scope == choice.scope,
                (None, other) => !matches!(other, Some(OrNode::Trigger(..) | OrNode::Outcome(..))),
            };
            if is_inside && graph.is_reached(head) && seen.insert(head) {
                queue.push(head);
            }
        }
    }
    false
}
