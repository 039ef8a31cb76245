//! `stalled-trigger`: one of several triggers from which no outcome can be reached.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::components::Graph;
use crate::model::dependency_graph::{OrNode, PointId};
use crate::model::matching::OccurrenceRef;
use crate::model::paths::NEVER;
use crate::model::paths::at_the_latest;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name, quoted_stream, written_items};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("stalled-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // What one trigger waits for, another may be: of a stream with one that is mentioned nothing is known.
    let is_known = |id: ScopeId| !model.scope(id).triggers.iter().any(|trigger| model.mentions(id, trigger));
    // A stream that a circular wait or a blocked branch stops is reported by that one.
    let stopped = stopped(model);
    let asked = model.par_streams().filter(|&id| {
        model.scope(id).triggers.len() > 1
            && model.meets_prerequisites(id)
            && is_known(id)
            && !stopped.contains(&id)
    });
    let doubtful: Vec<(ScopeId, u32)> = asked
        .flat_map_iter(|id| (0..model.scope(id).triggers.len() as u32).map(move |trigger| (id, trigger)))
        .filter(|&(id, trigger)| is_judged(model, id, trigger) && !runs_by_itself(model, id, trigger))
        .collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let rings = Rings::find(model);
    let mut stalled = doubtful;
    stalled.retain(|&(id, trigger)| !rings.reaches_outcome(id, trigger, None));
    let mut findings = Vec::new();
    for of_stream in stalled.chunk_by(|(one, _), (other, _)| one == other) {
        if let Some((id, trigger)) = rings.lacks_period(of_stream) {
            let finding = finding(model, id, trigger, rings.stop(id, trigger).as_ref());
            let recurring = help_of_period(model, id, trigger, of_stream.len() > 1);
            findings.push(match recurring {
                Some(help) => finding.help(help),
                None => finding,
            });
            continue;
        }
        for &(id, trigger) in of_stream {
            findings.push(finding(model, id, trigger, rings.stop(id, trigger).as_ref()));
        }
    }
    findings
}

/// How to write that a trigger recurs, with the period of which its name speaks. Without one it is only said where all
/// the others wait for this trigger: `all_wait`.
fn help_of_period(model: &Model<'_>, id: ScopeId, trigger: u32, all_wait: bool) -> Option<String> {
    let flow = model.scope(id).trigger(trigger);
    let written = written_items(model, model.file_of(id, flow), flow);
    let mut period = None;
    for item in model.items(id, flow) {
        for word in model.words(item).split(' ') {
            period = period.or(period_of(word));
        }
    }
    let period = if all_wait { period.or(Some("…")) } else { period };
    Some(format!("if it comes by itself, again and again, write `trigger {written} every {}`", period?))
}

/// The period of which a word speaks.
fn period_of(word: &str) -> Option<&'static str> {
    match word {
        "day" | "days" | "daily" => Some("day"),
        "week" | "weeks" | "weekly" | "weekend" => Some("week"),
        "month" | "months" | "monthly" => Some("month"),
        "quarter" | "quarters" | "quarterly" => Some("quarter"),
        "year" | "years" | "yearly" | "annual" | "annually" => Some("year"),
        _ => None,
    }
}

/// The streams in which a circular wait or a blocked branch is reported.
fn stopped(model: &Model<'_>) -> FxHashSet<ScopeId> {
    let reachability = model.reachability();
    let mut stopped = FxHashSet::default();
    for &step in reachability.circular_waits().iter().flatten() {
        stopped.insert(model.node(step).scope);
    }
    for branch in reachability.blocked_branches() {
        stopped.insert(branch.scope);
        stopped.extend(branch.steps.iter().map(|it| model.node(it.step).scope));
    }
    stopped
}

/// Whether a trigger may be stalled. What a step gives to the stream that it runs comes with all else that it gives.
fn is_judged(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    !is_always_there(model, id, trigger) && !model.is_given_by_run(id, model.scope(id).trigger(trigger))
}

/// Whether a trigger recurs. It may wait for what comes in between: orders, say, that are billed at the end of a month.
fn is_always_there(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    model.recurs(id, model.scope(id).trigger(trigger))
}

/// Whether a quick look shows that a trigger reaches an outcome, with nothing but the steps of its own stream.
fn runs_by_itself(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    let is_there = |other: u32| other == trigger || is_always_there(model, id, other);
    let there = |other: u32| if is_there(other) { 0 } else { NEVER };
    let Some(done) = at_the_latest(model, id, there, |_| 0) else { return false };
    let scope = model.scope(id);
    for &(_, output) in model.all_producers(id) {
        let step = scope.output(output).node.and_then(|step| scope.position(step));
        if step.is_some_and(|step| done[step] != NEVER) {
            return true;
        }
    }
    false
}

/// Where a stream stops: the step, and the input that it lacks there.
struct Stop {
    step: NodeId,
    input: OccurrenceRef,
}

fn finding(model: &Model<'_>, id: ScopeId, trigger: u32, stop: Option<&Stop>) -> FindingBuilder {
    let occurrence = model.scope(id).trigger(trigger);
    let place = item_place(model, id, occurrence);
    let item = quoted_items(model, id, occurrence);
    let Some(&Stop { step, input }) = stop else {
        let message =
            format!("when only {item} comes, {} never reaches an outcome", quoted_stream(model, id));
        return FindingBuilder::new(place, message)
            .label("whoever sends this waits for ever")
            .help("if any one of the triggers is enough, write `or` between them in the first step's input")
            .fingerprint(flow_words(model, id, occurrence));
    };
    let flow = model.occurrence(input);
    let name = quoted_name(model, model.node(step).statement);
    let lacking = quoted_items(model, id, flow);
    let message =
        format!("when only {item} comes, the stream stops at {name}, which also waits for {lacking}");
    let written = written_items(model, model.file_of(id, flow), flow);
    FindingBuilder::new(place, message)
        .label("when only this comes …")
        .secondary(item_place(model, id, flow), format!("… {name} waits for this for ever"))
        .help(format!(
            "if {name} can begin with either, write `or` between the two; if it can do without {lacking}, write `optional input {written}`"
        ))
        .fingerprint(flow_words(model, id, occurrence))
}

/// Streams that feed each other in a ring are looked at together; all others hold still meanwhile.
struct Rings<'m> {
    model: &'m Model<'m>,
    /// The ring of each scope, and the points of each ring.
    ring: Vec<usize>,
    points: FxHashMap<usize, Vec<PointId>>,
    backwards: Graph<PointId>,
}

impl<'m> Rings<'m> {
    fn find(model: &'m Model<'m>) -> Rings<'m> {
        let graph = model.dependency_graph();
        let mut arcs: FxHashSet<(ScopeId, ScopeId)> = FxHashSet::default();
        let mut back = Vec::new();
        for point in graph.points() {
            for &head in graph.gives(point) {
                back.push((head, point));
                if let (Some(from), Some(to)) = (scope_of(model, point), scope_of(model, head))
                    && from != to
                {
                    arcs.insert((from, to));
                }
            }
        }
        let backwards = Graph::new(graph.len(), &back);
        let mut arcs: Vec<(ScopeId, ScopeId)> = arcs.into_iter().collect();
        arcs.sort_unstable();
        let ring = Graph::new(model.scopes().len(), &arcs).components();
        let mut points: FxHashMap<usize, Vec<PointId>> = FxHashMap::default();
        for point in graph.points() {
            if let Some(scope) = scope_of(model, point) {
                points.entry(ring[scope.index()]).or_default().push(point);
            }
        }
        Rings { model, ring, points, backwards }
    }

    /// Of the stalled triggers of a stream the only one without ends, if none of them would be stalled did it recur.
    fn lacks_period(&self, stalled: &[(ScopeId, u32)]) -> Option<(ScopeId, u32)> {
        let is_endless =
            |&(id, trigger): &(ScopeId, u32)| self.model.scope(id).trigger(trigger).end_count == 0;
        let mut endless = stalled.iter().copied().filter(is_endless);
        let (id, one) = endless.next()?;
        let is_only = endless.next().is_none();
        let mut others = stalled.iter().filter(|&&(_, other)| other != one);
        (is_only && others.all(|&(_, other)| self.reaches_outcome(id, other, Some(one)))).then_some((id, one))
    }

    /// Whether an outcome of the stream can be produced with this as its only trigger, but for one that recurs.
    fn reaches_outcome(&self, id: ScopeId, trigger: u32, recurring: Option<u32>) -> bool {
        let scope = self.model.scope(id);
        let producers = self.model.all_producers(id);
        let produced: FxHashSet<u32> = producers.iter().map(|&(outcome, _)| outcome).collect();
        // An outcome that no step produces counts as produced.
        if produced.len() < scope.outcomes.len() {
            return true;
        }
        let reached = self.reached(id, trigger, recurring);
        for &(_, output) in producers {
            let Some(giver) = self.model.dependency_graph().giver(self.model, id, output) else { continue };
            if reached.contains(&giver) {
                return true;
            }
        }
        false
    }

    /// Where the stream stops with this as its only trigger: the first step in the text that has got something and waits for
    /// something else of its stream. None if the trigger gets nowhere, or if what is lacking has no input.
    fn stop(&self, id: ScopeId, trigger: u32) -> Option<Stop> {
        let graph = self.model.dependency_graph();
        let reached = self.reached(id, trigger, None);
        for step in self.model.steps_of(id) {
            let point = PointId::of(step);
            if reached.contains(&point) {
                continue;
            }
            let needed = self.backwards.heads(point);
            if !needed.iter().any(|needed| reached.contains(needed)) {
                continue;
            }
            for needed in needed {
                if let Some(OrNode::Expectation { input, waits: true, .. }) = graph.or_node(*needed)
                    && input.scope == id
                    && !reached.contains(needed)
                {
                    return Some(Stop { step, input });
                }
            }
        }
        None
    }

    /// The points of the stream's ring that are reached with this as its only trigger, but for one that recurs.
    fn reached(&self, id: ScopeId, trigger: u32, recurring: Option<u32>) -> FxHashSet<PointId> {
        let graph = self.model.dependency_graph();
        let mut reached = FxHashSet::default();
        let mut queue = Vec::new();
        let mut needs: FxHashMap<PointId, u32> = FxHashMap::default();
        for &point in self.points.get(&self.ring[id.index()]).into_iter().flatten() {
            let need = match graph.or_node(point) {
                Some(OrNode::Trigger(scope, index))
                    if scope == id
                        && (index == trigger
                            || recurring == Some(index)
                            || is_always_there(self.model, id, index)) =>
                {
                    0
                }
                // The stream's other triggers never come.
                Some(OrNode::Trigger(scope, _)) if scope == id => continue,
                _ => graph.needs()[point.index()].saturating_sub(self.given_from_outside(id, point)),
            };
            needs.insert(point, need);
            if need == 0 {
                reached.insert(point);
                queue.push(point);
            }
        }
        while let Some(point) = queue.pop() {
            for head in graph.gives(point) {
                let Some(need) = needs.get_mut(head) else { continue };
                if *need == 0 {
                    continue;
                }
                *need -= 1;
                if *need == 0 && reached.insert(*head) {
                    queue.push(*head);
                }
            }
        }
        reached
    }

    /// How much of what `point` needs comes from streams outside the ring, where everything is as it always is.
    fn given_from_outside(&self, id: ScopeId, point: PointId) -> u32 {
        let mut given = 0;
        for &from in self.backwards.heads(point) {
            let is_inside = scope_of(self.model, from)
                .is_some_and(|scope| self.ring[scope.index()] == self.ring[id.index()]);
            given += u32::from(!is_inside && self.model.dependency_graph().is_reached(from));
        }
        given
    }
}

/// The stream that a point of the dependency graph belongs to. A group stands in the stream of what it groups.
fn scope_of(model: &Model<'_>, point: PointId) -> Option<ScopeId> {
    let graph = model.dependency_graph();
    if let Some(node) = graph.node(point) {
        let scope = model.node(node).scope;
        return if scope == ScopeId::CHAIN { None } else { Some(scope) };
    }
    match graph.or_node(point)? {
        OrNode::Expectation { input, .. } => Some(input.scope),
        OrNode::End(step) => Some(model.node(step).scope),
        OrNode::Trigger(scope, _)
        | OrNode::Outcome(scope, _)
        | OrNode::Alternative(scope, _)
        | OrNode::Run(scope, _)
        | OrNode::Group(scope) => Some(scope),
    }
}
