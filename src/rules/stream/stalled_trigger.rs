//! `stalled-trigger`: one of several triggers from which no outcome can be reached.

mod listed;

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
use listed::Listed;

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
    let doubtful: Vec<(ScopeId, Vec<u32>)> = asked
        .map(|id| {
            let triggers = 0..model.scope(id).triggers.len() as u32;
            (id, triggers.filter(|&trigger| is_doubtful(model, id, trigger)).collect())
        })
        .filter(|(_, triggers): &(ScopeId, Vec<u32>)| !triggers.is_empty())
        .collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let rings = Rings::find(model);
    let mut findings = Vec::new();
    for (id, triggers) in doubtful {
        let stalled = rings.stalled(id, &triggers, None);
        if let Some((trigger, stop)) = rings.lacks_period(id, &stalled) {
            let finding = finding(model, id, trigger, stop.as_ref());
            let recurring = help_of_period(model, id, trigger, stalled.len() > 1);
            findings.push(match recurring {
                Some(help) => finding.help(help),
                None => finding,
            });
            continue;
        }
        findings.extend(findings_of(model, id, &stalled));
    }
    findings
}

/// The findings about the stalled triggers of a stream: one for those that one statement takes, each as an input of its own.
fn findings_of(model: &Model<'_>, id: ScopeId, stalled: &[(u32, Option<Stop>)]) -> Vec<FindingBuilder> {
    let triggers: Vec<u32> = stalled.iter().map(|&(trigger, _)| trigger).collect();
    let listed = Listed::of(model, id, &triggers);
    let mut findings = Vec::new();
    for (rank, (trigger, stop)) in stalled.iter().enumerate() {
        if listed.has_earlier(rank) {
            continue;
        }
        let mut finding = finding(model, id, *trigger, stop.as_ref());
        for later in listed.later(rank) {
            let place = item_place(model, id, model.scope(id).trigger(triggers[later]));
            finding = finding.secondary(place, "… or only this");
        }
        findings.push(finding.fix(listed.joined(rank)));
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

/// A quick look at each trigger of a stream costs as much as the stream; with more triggers than these the thorough look at
/// all of them together costs less.
const MOST_QUICK_LOOKS: usize = 8;

/// Whether a trigger may be stalled and a quick look does not show that it is not.
fn is_doubtful(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    let has_few = model.scope(id).triggers.len() <= MOST_QUICK_LOOKS;
    is_judged(model, id, trigger) && !(has_few && runs_by_itself(model, id, trigger))
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
#[derive(Clone, Copy)]
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
    fn lacks_period(&self, id: ScopeId, stalled: &[(u32, Option<Stop>)]) -> Option<(u32, Option<Stop>)> {
        let scope = self.model.scope(id);
        let mut endless = stalled.iter().filter(|&&(trigger, _)| scope.trigger(trigger).end_count == 0);
        let &(one, stop) = endless.next()?;
        if endless.next().is_some() {
            return None;
        }
        let mut others = Vec::new();
        for &(trigger, _) in stalled {
            if trigger != one {
                others.push(trigger);
            }
        }
        self.stalled(id, &others, Some(one)).is_empty().then_some((one, stop))
    }

    /// Those of these triggers of a stream with which as its only trigger no outcome of it can be produced, each with the
    /// place where the stream stops then. `recurring` comes besides.
    ///
    /// What comes without any of them is found once. Of each it is then looked at what it adds.
    fn stalled(&self, id: ScopeId, triggers: &[u32], recurring: Option<u32>) -> Vec<(u32, Option<Stop>)> {
        let graph = self.model.dependency_graph();
        let scope = self.model.scope(id);
        let producers = self.model.all_producers(id);
        let mut produced: FxHashSet<u32> = FxHashSet::default();
        let mut ends: FxHashSet<PointId> = FxHashSet::default();
        for &(outcome, output) in producers {
            produced.insert(outcome);
            ends.extend(graph.giver(self.model, id, output));
        }
        let mut lacks = self.without_triggers(id, recurring);
        // An outcome that no step produces counts as produced.
        if produced.len() < scope.outcomes.len() || ends.iter().any(|end| lacks.get(end) == Some(&0)) {
            return Vec::new();
        }
        let suffices = self.sufficient(ends, &lacks);
        let mut points: FxHashMap<u32, PointId> = FxHashMap::default();
        for &point in self.points.get(&self.ring[id.index()]).into_iter().flatten() {
            if let Some(OrNode::Trigger(scope, index)) = graph.or_node(point)
                && scope == id
            {
                points.insert(index, point);
            }
        }
        let mut known: FxHashMap<PointId, Option<Option<Stop>>> = FxHashMap::default();
        let mut stalled = Vec::new();
        for &trigger in triggers {
            // What nobody asks for has no point, and starts nothing.
            let Some(&point) = points.get(&trigger) else {
                stalled.push((trigger, None));
                continue;
            };
            if suffices.contains(&point) {
                continue;
            }
            let start = self.only_way(point, &lacks);
            let stop = *known.entry(start).or_insert_with(|| self.stop(id, start, &suffices, &mut lacks));
            stalled.extend(stop.map(|stop| (trigger, stop)));
        }
        stalled
    }

    /// The points each of which is enough for an outcome where `lacks` is what is missing, one leading to the next.
    fn sufficient(&self, ends: FxHashSet<PointId>, lacks: &FxHashMap<PointId, u32>) -> FxHashSet<PointId> {
        let mut queue: Vec<PointId> = ends.iter().copied().collect();
        let mut suffices = ends;
        while let Some(point) = queue.pop() {
            if lacks.get(&point) != Some(&1) {
                continue;
            }
            for &giver in self.backwards.heads(point) {
                if suffices.insert(giver) {
                    queue.push(giver);
                }
            }
        }
        suffices
    }

    /// The last point to which the only way from `point` leads, as far as nothing else is needed: what comes of the one
    /// comes of the other.
    fn only_way(&self, mut point: PointId, lacks: &FxHashMap<PointId, u32>) -> PointId {
        let graph = self.model.dependency_graph();
        // It ends before a step, and every circle leads through a step.
        while let &[head] = graph.gives(point)
            && lacks.get(&head) == Some(&1)
            && graph.node(head).is_none()
        {
            point = head;
        }
        point
    }

    /// Where the stream stops if `start` comes, with all that it lets come; none if that is enough for an outcome. The stop
    /// is the first step in the text that gets something of it and waits for something else of its stream. None if there is
    /// no such step, or if what is lacking has no input.
    fn stop(
        &self,
        id: ScopeId,
        start: PointId,
        suffices: &FxHashSet<PointId>,
        lacks: &mut FxHashMap<PointId, u32>,
    ) -> Option<Option<Stop>> {
        let graph = self.model.dependency_graph();
        let lacked = lacks.insert(start, 0);
        let mut queue = vec![start];
        let mut met: Vec<PointId> = Vec::new();
        let mut is_enough = false;
        while let Some(point) = queue.pop() {
            is_enough |= suffices.contains(&point);
            if is_enough {
                break;
            }
            for &head in graph.gives(point) {
                let Some(lack) = lacks.get_mut(&head) else { continue };
                if *lack == 0 {
                    continue;
                }
                *lack -= 1;
                met.push(head);
                if *lack == 0 {
                    queue.push(head);
                }
            }
        }
        let stop = if is_enough { None } else { Some(self.first_stop(id, &met, lacks)) };
        for point in met {
            lacks.entry(point).and_modify(|lack| *lack += 1);
        }
        match lacked {
            Some(lack) => lacks.insert(start, lack),
            None => lacks.remove(&start),
        };
        stop
    }

    /// The first of these steps that lacks something, and the first input of its stream that it lacks.
    fn first_stop(&self, id: ScopeId, met: &[PointId], lacks: &FxHashMap<PointId, u32>) -> Option<Stop> {
        let graph = self.model.dependency_graph();
        let mut steps: Vec<NodeId> = Vec::new();
        for &point in met {
            if let Some(step) = graph.node(point)
                && self.model.node(step).scope == id
                && lacks.get(&point) != Some(&0)
            {
                steps.push(step);
            }
        }
        steps.sort_unstable();
        for step in steps {
            for needed in self.backwards.heads(PointId::of(step)) {
                if let Some(OrNode::Expectation { input, waits: true, .. }) = graph.or_node(*needed)
                    && input.scope == id
                    && lacks.get(needed) != Some(&0)
                {
                    return Some(Stop { step, input });
                }
            }
        }
        None
    }

    /// What each point of the stream's ring still lacks where none of its triggers comes but those that recur and
    /// `recurring`; 0 for what is there.
    fn without_triggers(&self, id: ScopeId, recurring: Option<u32>) -> FxHashMap<PointId, u32> {
        let graph = self.model.dependency_graph();
        let mut queue = Vec::new();
        let mut lacks: FxHashMap<PointId, u32> = FxHashMap::default();
        for &point in self.points.get(&self.ring[id.index()]).into_iter().flatten() {
            let lack = match graph.or_node(point) {
                Some(OrNode::Trigger(scope, index))
                    if scope == id
                        && (recurring == Some(index) || is_always_there(self.model, id, index)) =>
                {
                    0
                }
                // The stream's other triggers never come.
                Some(OrNode::Trigger(scope, _)) if scope == id => continue,
                _ => graph.needs()[point.index()].saturating_sub(self.given_from_outside(id, point)),
            };
            lacks.insert(point, lack);
            if lack == 0 {
                queue.push(point);
            }
        }
        while let Some(point) = queue.pop() {
            for head in graph.gives(point) {
                let Some(lack) = lacks.get_mut(head) else { continue };
                if *lack == 0 {
                    continue;
                }
                *lack -= 1;
                if *lack == 0 {
                    queue.push(*head);
                }
            }
        }
        lacks
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
