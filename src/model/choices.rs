//! Choices, and which of them have to be decided before others can be made.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, PointId};
use crate::model::flows::{NodeId, Occurrence};
use crate::model::losses::Losses;

/// An output with alternatives.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The stream.
    pub scope: ScopeId,
    /// The step that decides.
    pub step: NodeId,
    /// The alternatives, by their indices among the outputs of the stream.
    pub outputs: Range<u32>,
}

/// A choice that is decided before another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decided {
    /// Its index among all choices.
    pub choice: usize,
    /// The alternative that comes.
    pub alternative: PointId,
}

/// All choices of a model.
#[derive(Debug)]
pub(super) struct Choices {
    all: Vec<Choice>,
    /// For each point that gives outputs of choices, the alternatives that it could not be there without.
    needed: FxHashMap<PointId, Vec<Decided>>,
}

impl Choices {
    /// Finds all choices, in the order of the streams and their texts.
    pub(super) fn find(model: &Model<'_>, losses: &Losses<'_>) -> Choices {
        let mut all = Vec::new();
        for id in model.streams() {
            add_choices(model, id, &mut all);
        }
        let needed = if all.len() > 1 { needed(model, losses, &all) } else { FxHashMap::default() };
        Choices { all, needed }
    }

    /// The choices, in the order of the streams and their texts.
    pub(super) fn all(&self) -> &[Choice] {
        &self.all
    }

    /// What has to be decided before the choice `choice` can give what comes of the point `giver`: the alternatives of
    /// other choices without which that point is never there. Sorted by the choices.
    pub(super) fn needed_by(&self, giver: PointId, choice: usize) -> Vec<Decided> {
        let mut needed = self.needed.get(&giver).cloned().unwrap_or_default();
        needed.retain(|it| it.choice != choice);
        needed
    }

    /// The points that do not come where this is decided.
    pub(super) fn barred(&self, graph: &DependencyGraph, decided: &[Decided]) -> Vec<PointId> {
        let mut barred = Vec::new();
        for it in decided {
            let choice = &self.all[it.choice];
            for output in choice.outputs.clone() {
                barred.extend(
                    graph
                        .alternative(choice.scope, output)
                        .into_iter()
                        .filter(|&point| point != it.alternative),
                );
            }
        }
        barred
    }
}

fn add_choices(model: &Model<'_>, id: ScopeId, all: &mut Vec<Choice>) {
    let is_one =
        |one: &Occurrence, other: &Occurrence| one.node == other.node && one.statement == other.statement;
    let mut at = 0;
    for outputs in model.scope(id).outputs.chunk_by(is_one) {
        let behind = at + outputs.len() as u32;
        if outputs.len() > 1
            && model.is_alternative(id, &outputs[0])
            && let Some(step) = outputs[0].node
        {
            all.push(Choice { scope: id, step, outputs: at..behind });
        }
        at = behind;
    }
}

/// What hangs on an alternative is what is lost without it.
fn needed(model: &Model<'_>, losses: &Losses<'_>, all: &[Choice]) -> FxHashMap<PointId, Vec<Decided>> {
    let graph = model.dependency_graph();
    let mut givers: FxHashSet<PointId> = FxHashSet::default();
    for choice in all {
        for output in choice.outputs.clone() {
            givers.extend(graph.giver(model, choice.scope, output));
        }
    }
    let run_by_several = run_by_several(model);
    let mut needed: FxHashMap<PointId, Vec<Decided>> = FxHashMap::default();
    for (at, choice) in all.iter().enumerate() {
        if run_by_several.contains(&choice.scope) {
            continue;
        }
        for output in choice.outputs.clone() {
            let Some(alternative) = graph.alternative(choice.scope, output) else { continue };
            for point in losses.lost(&[alternative]) {
                if givers.contains(&point) {
                    needed.entry(point).or_default().push(Decided { choice: at, alternative });
                }
            }
            if losses.is_spent() {
                return FxHashMap::default();
            }
        }
    }
    needed
}

/// The streams that several steps run: what is decided there for one of them is decided anew for another.
fn run_by_several(model: &Model<'_>) -> FxHashSet<ScopeId> {
    let mut run = FxHashSet::default();
    let mut by_several = FxHashSet::default();
    for this in model.runs() {
        if model.run_of(this.step).is_some() && !run.insert(this.stream) {
            by_several.insert(this.stream);
        }
    }
    by_several
}
