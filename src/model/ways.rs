//! Other ways to an outcome: the cases of choices and of triggers in which it comes later than at best.
//!
//! In a case one alternative comes and not the others, and so it is with all choices that this alternative hangs on. In
//! each case the paths to the outcome are walked anew, over what leads to it and nothing else.

mod slowest;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::flows::NodeId;
use crate::model::losses::Losses;
use crate::model::paths::{Reading, Totals, Walk};
use crate::syntax::StatementFlags;
use crate::syntax::quantity::Duration;

pub(super) use slowest::Slowest;

/// What is decided otherwise than at best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Of a choice this output comes, by its index among those of its stream, and nothing else.
    Comes(ScopeId, u32),
    /// Nothing comes of the optional choice that begins with this output and has so many.
    Nothing(ScopeId, u32, usize),
    /// Of the triggers of the stream, by their indices, only this one comes, beside those that recur.
    StartsWith(u32),
}

/// A way to an outcome.
#[derive(Clone, Debug)]
pub struct Way {
    /// The output that produces the outcome, by its index among those of the stream.
    pub output: u32,
    /// How long it takes.
    pub taken: Duration,
    /// The last steps on it that state a lead time, each with the time until it is done.
    pub steps: Vec<(NodeId, Duration)>,
}

/// An outcome that comes in time at best, and too late in some case.
#[derive(Clone, Debug)]
pub struct Risk {
    /// The quickest way.
    pub best: Way,
    /// The case in which it takes longest; the first of them in the order of the text.
    pub case: Case,
    /// The quickest way in that case.
    pub worst: Way,
}

/// More steps of a way than these are not asked for.
const MOST_STEPS: usize = 8;

/// Looks for other ways in a model.
pub struct Ways<'m, 's> {
    model: &'m Model<'s>,
    graph: &'m DependencyGraph,
    losses: Losses<'m>,
    /// One for each reading of working days; one only, where steps take as long in both.
    walks: Vec<Walk<'m, 's>>,
    /// The streams that steps run.
    run: FxHashSet<ScopeId>,
    /// The triggers of each stream that may be the only one to come, as far as they were asked for.
    single: FxHashMap<ScopeId, Rc<[u32]>>,
    /// What is lost without an alternative, as far as it was asked for.
    lost: FxHashMap<PointId, FxHashSet<PointId>>,
}

/// What leads to an outcome.
struct Cone {
    points: Vec<PointId>,
    is_in: FxHashSet<PointId>,
    /// The choices among it, each a run of outputs of its stream.
    choices: Vec<Choice>,
}

struct Choice {
    scope: ScopeId,
    /// The step that decides.
    step: NodeId,
    outputs: std::ops::Range<u32>,
    is_optional: bool,
}

/// What does not come in a case.
#[derive(Default)]
struct Decided {
    outputs: FxHashSet<(ScopeId, u32)>,
    /// The points of these outputs, and of the triggers that do not come.
    points: Vec<PointId>,
    triggers: FxHashSet<PointId>,
    /// All points that are not there without these.
    lost: FxHashSet<PointId>,
}

/// When an outcome is there, in seconds, and the output that produces it; for each walk.
type Arrivals = Vec<(u64, u32)>;

impl<'m, 's> Ways<'m, 's> {
    /// Prepares to look for ways in `model`.
    pub fn new(model: &'m Model<'s>) -> Ways<'m, 's> {
        let mut walks: Vec<Walk<'m, 's>> =
            Reading::BOTH.into_iter().map(|reading| Walk::new(model, reading)).collect();
        if walks[0].takes_as_long_as(&walks[1]) {
            walks.pop();
        }
        Ways::with(model, walks, Losses::new(model.dependency_graph()))
    }

    /// Prepares to look for ways with these walks, as long as these losses may be looked at.
    fn with(model: &'m Model<'s>, walks: Vec<Walk<'m, 's>>, losses: Losses<'m>) -> Ways<'m, 's> {
        let graph = model.dependency_graph();
        let run =
            model.runs().iter().filter_map(|run| model.run_of(run.step)).map(|run| run.stream).collect();
        let single = FxHashMap::default();
        Ways { model, graph, losses, walks, run, single, lost: FxHashMap::default() }
    }

    /// Whether an outcome comes within `promised` seconds at best, and in some case later; `promised` is the time for
    /// each [`Reading`], and both claims hold in both of them. None too once all has been looked at that may be: those
    /// outcomes are not judged.
    pub fn risk(&mut self, scope: ScopeId, outcome: u32, promised: [u64; 2]) -> Option<Risk> {
        let cone = self.cone(scope, outcome)?;
        let triggers = self.single_triggers(scope);
        if cone.choices.is_empty() && triggers.is_empty() {
            return None;
        }
        let limits = if self.walks.len() == 1 {
            // Steps take as long in both readings, so that the shorter promise is kept and the longer one missed.
            vec![(promised[0].min(promised[1]), promised[0].max(promised[1]))]
        } else {
            promised.into_iter().map(|seconds| (seconds, seconds)).collect()
        };
        let open = Decided::default();
        let best = self.arrivals(scope, outcome, &cone, &open)?;
        if best.iter().zip(&limits).any(|((taken, _), (shorter, _))| taken > shorter) {
            return None;
        }
        let mut worst: Option<(u64, Case, Decided)> = None;
        for case in cases(&cone, &triggers) {
            let Some(decided) = self.decided(scope, case, &cone, &triggers) else { continue };
            let arrivals = self.arrivals(scope, outcome, &cone, &decided);
            // What is lost has not been looked for to the end.
            if self.losses.is_spent() {
                break;
            }
            let Some(arrivals) = arrivals else { continue };
            let is_late = arrivals.iter().zip(&limits).all(|((taken, _), (_, longer))| taken > longer);
            let taken = arrivals.last().map_or(0, |&(taken, _)| taken);
            if is_late && worst.as_ref().is_none_or(|&(most, ..)| taken > most) {
                worst = Some((taken, case, decided));
            }
        }
        let (_, case, decided) = worst?;
        let worst = self.way(scope, outcome, &cone, &decided)?;
        let best = self.way(scope, outcome, &cone, &open)?;
        Some(Risk { best, case, worst })
    }

    /// How long an outcome takes at best or in the case in which it takes longest, in the longest reading; none if it never
    /// comes, or once all has been looked at that may be.
    pub fn slowest(&mut self, scope: ScopeId, outcome: u32) -> Option<Duration> {
        let cone = self.cone(scope, outcome)?;
        let triggers = self.single_triggers(scope);
        let mut slowest = Decided::default();
        let mut most = self.arrivals(scope, outcome, &cone, &slowest)?.last()?.0;
        for case in cases(&cone, &triggers) {
            let Some(decided) = self.decided(scope, case, &cone, &triggers) else { continue };
            let arrivals = self.arrivals(scope, outcome, &cone, &decided);
            if self.losses.is_spent() {
                return None;
            }
            let Some(&(taken, _)) = arrivals.as_ref().and_then(|arrivals| arrivals.last()) else { continue };
            if taken > most {
                (most, slowest) = (taken, decided);
            }
        }
        Some(self.way(scope, outcome, &cone, &slowest)?.taken)
    }

    /// All that leads to an outcome; none if there is no more to be looked at.
    fn cone(&self, scope: ScopeId, outcome: u32) -> Option<Cone> {
        let mut cone = Cone { points: Vec::new(), is_in: FxHashSet::default(), choices: Vec::new() };
        let mut deciding: Vec<(ScopeId, u32)> = Vec::new();
        for output in self.model.producers(scope, outcome) {
            let Some(giver) = self.graph.giver(self.model, scope, output) else { continue };
            if cone.is_in.insert(giver) {
                cone.points.push(giver);
            }
            deciding.push((scope, output));
        }
        let mut next = 0;
        while let Some(&point) = cone.points.get(next) {
            next += 1;
            if !self.losses.spend(1 + self.graph.givers(point).len()) {
                return None;
            }
            if let Some(OrNode::Alternative(scope, output)) = self.graph.or_node(point) {
                deciding.push((scope, output));
            }
            for &giver in self.graph.givers(point) {
                if cone.is_in.insert(giver) {
                    cone.points.push(giver);
                }
            }
        }
        deciding.sort_unstable();
        for (scope, output) in deciding {
            let is_known = |choice: &Choice| choice.scope == scope && choice.outputs.contains(&output);
            if cone.choices.last().is_some_and(is_known) {
                continue;
            }
            cone.choices.extend(self.choice(scope, output));
        }
        Some(cone)
    }

    /// The choice to which an output belongs, if it is one that need not come.
    fn choice(&self, scope: ScopeId, output: u32) -> Option<Choice> {
        let outputs = &self.model.scope(scope).outputs;
        let first = self.model.scope(scope).output(output);
        let step = first.node?;
        if !self.model.may_fail_to_come(scope, first) {
            return None;
        }
        let flags = self.model.tree(self.model.file_of(scope, first))[first.statement].flags;
        let mut own = output..output + 1;
        if flags.has(StatementFlags::EITHER) {
            let is_same = |at: u32| {
                outputs
                    .get(at as usize)
                    .is_some_and(|other| other.node == first.node && other.statement == first.statement)
            };
            while own.start > 0 && is_same(own.start - 1) {
                own.start -= 1;
            }
            while is_same(own.end) {
                own.end += 1;
            }
        }
        Some(Choice { scope, step, outputs: own, is_optional: flags.has(StatementFlags::OPTIONAL) })
    }

    /// The triggers of a stream that may be the only one to come: none where there is no second one, or where a step
    /// runs the stream, which knows what else it gives.
    fn single_triggers(&mut self, scope: ScopeId) -> Rc<[u32]> {
        if let Some(single) = self.single.get(&scope) {
            return Rc::clone(single);
        }
        let mut single = Vec::new();
        for (index, trigger) in (0..).zip(&self.model.scope(scope).triggers) {
            if !self.model.recurs(scope, trigger) {
                single.push(index);
            }
        }
        if single.len() < 2 || self.run.contains(&scope) {
            single.clear();
        }
        let single: Rc<[u32]> = single.into();
        self.single.insert(scope, Rc::clone(&single));
        single
    }

    /// What does not come in a case; none if the case cannot be.
    fn decided(&mut self, scope: ScopeId, case: Case, cone: &Cone, triggers: &[u32]) -> Option<Decided> {
        let mut decided = Decided::default();
        let deciding = match case {
            Case::Comes(scope, output) => {
                let choice = self.choice_of(cone, scope, output)?;
                self.bar(choice, Some(output), &mut decided);
                self.graph.giver(self.model, scope, output)?
            }
            Case::Nothing(scope, output, _) => {
                let choice = self.choice_of(cone, scope, output)?;
                self.bar(choice, None, &mut decided);
                if self.model.replies().is_request(scope, output) {
                    PointId::of(choice.step)
                } else {
                    self.graph.end_of(choice.step)
                }
            }
            Case::StartsWith(only) => {
                for &point in &cone.points {
                    let Some(OrNode::Trigger(other, index)) = self.graph.or_node(point) else { continue };
                    if other == scope && index != only && triggers.binary_search(&index).is_ok() {
                        decided.points.push(point);
                        decided.triggers.insert(point);
                    }
                }
                return Some(self.with_losses(decided));
            }
        };
        if !self.graph.is_reached(deciding) {
            return None;
        }
        for choice in &cone.choices {
            if choice.outputs.len() < 2 || !self.losses.spend(choice.outputs.len()) {
                continue;
            }
            for output in choice.outputs.clone() {
                let Some(point) = self.graph.alternative(choice.scope, output) else { continue };
                let losses = &self.losses;
                let lost = self.lost.entry(point).or_insert_with(|| losses.lost(&[point]));
                if lost.contains(&deciding) {
                    self.bar(choice, Some(output), &mut decided);
                }
            }
        }
        let decided = self.with_losses(decided);
        if decided.lost.contains(&deciding) { None } else { Some(decided) }
    }

    fn choice_of<'c>(&self, cone: &'c Cone, scope: ScopeId, output: u32) -> Option<&'c Choice> {
        let at = cone.choices.partition_point(|choice| (choice.scope, choice.outputs.end) <= (scope, output));
        cone.choices.get(at)
    }

    /// Bars all outputs of a choice but one.
    fn bar(&self, choice: &Choice, but: Option<u32>, decided: &mut Decided) {
        for output in choice.outputs.clone() {
            if Some(output) == but {
                continue;
            }
            decided.outputs.insert((choice.scope, output));
            decided.points.extend(self.graph.alternative(choice.scope, output));
        }
    }

    fn with_losses(&self, mut decided: Decided) -> Decided {
        decided.lost = self.losses.lost(&decided.points);
        // What nothing leads to is not among what is reached, and does not come either.
        decided.lost.extend(&decided.points);
        decided
    }

    /// When an outcome is there, for each walk; none if it never is.
    fn arrivals(&mut self, scope: ScopeId, outcome: u32, cone: &Cone, decided: &Decided) -> Option<Arrivals> {
        let mut arrivals = Vec::new();
        for walk in 0..self.walks.len() {
            self.walk(walk, cone, decided);
            arrivals.extend(self.arrival(walk, scope, outcome, decided));
            self.walks[walk].forget(&cone.points);
        }
        if arrivals.len() == self.walks.len() { Some(arrivals) } else { None }
    }

    /// Walks over what leads to an outcome, but for what is lost. A trigger is there even if nobody gives it.
    fn walk(&mut self, walk: usize, cone: &Cone, decided: &Decided) {
        self.losses.spend(2 * cone.points.len());
        let points = cone.points.iter().copied().filter(|point| !decided.triggers.contains(point));
        self.walks[walk].go(points, |point| cone.is_in.contains(&point) && !decided.lost.contains(&point));
    }

    /// When the first of the outputs that produce an outcome is there after a walk, and which it is.
    fn arrival(&self, walk: usize, scope: ScopeId, outcome: u32, decided: &Decided) -> Option<(u64, u32)> {
        let mut first: Option<(u64, u32)> = None;
        for output in self.model.producers(scope, outcome) {
            if decided.outputs.contains(&(scope, output)) {
                continue;
            }
            let Some(taken) = self.walks[walk].paths.given(self.model, scope, output) else { continue };
            if first.is_none_or(|(least, _)| taken < least) {
                first = Some((taken, output));
            }
        }
        first
    }

    /// The quickest way to an outcome in the longest reading.
    fn way(&mut self, scope: ScopeId, outcome: u32, cone: &Cone, decided: &Decided) -> Option<Way> {
        let walk = self.walks.len() - 1;
        self.walk(walk, cone, decided);
        let arrival = self.arrival(walk, scope, outcome, decided);
        let way = arrival.map(|(_, output)| {
            let mut totals = Totals::new(self.model, &self.walks[walk].paths);
            let taken = totals.of_output(scope, output);
            Way { output, taken, steps: totals.last_steps(scope, output, MOST_STEPS) }
        });
        self.walks[walk].forget(&cone.points);
        way
    }
}

/// All cases of the choices, and of the triggers that may be the only one.
fn cases(cone: &Cone, triggers: &[u32]) -> Vec<Case> {
    let mut cases = Vec::new();
    for choice in &cone.choices {
        // That the only thing comes that may come is no other case.
        if choice.outputs.len() > 1 {
            cases.extend(choice.outputs.clone().map(|output| Case::Comes(choice.scope, output)));
        }
        if choice.is_optional {
            cases.push(Case::Nothing(choice.scope, choice.outputs.start, choice.outputs.len()));
        }
    }
    cases.extend(triggers.iter().map(|&trigger| Case::StartsWith(trigger)));
    cases
}
