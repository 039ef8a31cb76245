//! How far the triggers of a stream lead, each by itself, and where the stream stops then.

use std::cell::Cell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::components::Graph;
use crate::model::dependency_graph::{DependencyGraph, OrNode, PointId};
use crate::model::matching::OccurrenceRef;
use crate::model::{Model, NodeId, ScopeId};

/// Where a stream stops: the step, and the input that it lacks there.
#[derive(Clone, Copy)]
pub(super) struct Stop {
    pub step: NodeId,
    pub input: OccurrenceRef,
}

/// Whether a trigger recurs. It may wait for what comes in between: orders, say, that are billed at the end of a month.
pub(super) fn is_always_there(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    model.recurs(id, model.scope(id).trigger(trigger))
}

/// The triggers of all streams together look at so many points of the graph for each that it has, and some millions besides.
/// Hundreds of streams in one ring would look at all of it each; streams that are left then are not judged.
const LOOKS_A_POINT: usize = 64;
const LOOKS_BESIDES: usize = 4_000_000;

/// Streams that feed each other in a ring are looked at together; all others hold still meanwhile.
pub(super) struct Rings<'m> {
    model: &'m Model<'m>,
    /// The ring of each scope, and the points of each ring.
    ring: Vec<usize>,
    points: FxHashMap<usize, Vec<PointId>>,
    backwards: Graph<PointId>,
    /// The steps of circular waits, which are reported: what they keep away counts as there.
    waiting: FxHashSet<PointId>,
    /// What that lets come which would not come otherwise.
    let_come: FxHashSet<PointId>,
    /// How many points may still be looked at.
    left: Cell<usize>,
}

impl<'m> Rings<'m> {
    pub(super) fn find(model: &'m Model<'m>) -> Rings<'m> {
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
        let mut waiting = FxHashSet::default();
        for &step in model.reachability().circular_waits().iter().flatten() {
            waiting.extend([PointId::of(step), graph.end_of(step)]);
        }
        let let_come = let_come(graph, &backwards, &waiting);
        let left = Cell::new(LOOKS_BESIDES + LOOKS_A_POINT * graph.len());
        Rings { model, ring, points, backwards, waiting, let_come, left }
    }

    /// Whether no more may be looked at. What was found last is then not all.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    fn spend(&self, count: usize) {
        self.left.set(self.left.get().saturating_sub(count));
    }

    /// The points of a stream's ring.
    fn points_around(&self, id: ScopeId) -> &[PointId] {
        self.points.get(&self.ring[id.index()]).map_or(&[], |points| points)
    }

    /// Of the stalled triggers of a stream the only one without ends, if none of them would be stalled did it recur.
    pub(super) fn lacks_period(
        &self,
        id: ScopeId,
        stalled: &[(u32, Option<Stop>)],
    ) -> Option<(u32, Option<Stop>)> {
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
    pub(super) fn stalled(
        &self,
        id: ScopeId,
        triggers: &[u32],
        recurring: Option<u32>,
    ) -> Vec<(u32, Option<Stop>)> {
        self.spend(self.points_around(id).len());
        if self.is_spent() {
            return Vec::new();
        }
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
        for &point in self.points_around(id) {
            if let Some(OrNode::Trigger(scope, index)) = graph.or_node(point)
                && scope == id
            {
                points.insert(index, point);
            }
        }
        let mut known: FxHashMap<PointId, Option<Option<Stop>>> = FxHashMap::default();
        let mut stalled = Vec::new();
        let mut only_ways = FxHashMap::default();
        for &trigger in triggers {
            // What nobody asks for has no point, and starts nothing.
            let Some(&point) = points.get(&trigger) else {
                stalled.push((trigger, None));
                continue;
            };
            if suffices.contains(&point) {
                continue;
            }
            let start = self.only_way(point, &lacks, &mut only_ways);
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

    /// The last point to which the only way from `start` leads, as far as nothing else is needed: what comes of the one
    /// comes of the other. One of its points where the way is a circle. `known` are those that were found before.
    fn only_way(
        &self,
        start: PointId,
        lacks: &FxHashMap<PointId, u32>,
        known: &mut FxHashMap<PointId, PointId>,
    ) -> PointId {
        let graph = self.model.dependency_graph();
        let mut way = Vec::new();
        let mut last = start;
        while !known.contains_key(&last) {
            known.insert(last, last);
            way.push(last);
            match *graph.gives(last) {
                [head] if lacks.get(&head) == Some(&1) => last = head,
                _ => break,
            }
        }
        let last = known.get(&last).copied().unwrap_or(last);
        for point in way {
            known.insert(point, last);
        }
        last
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
            self.spend(1 + graph.gives(point).len());
            is_enough |= suffices.contains(&point);
            if is_enough || self.is_spent() {
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
        for &point in self.points_around(id) {
            let lack = match graph.or_node(point) {
                Some(OrNode::Trigger(scope, index))
                    if scope == id
                        && (recurring == Some(index) || is_always_there(self.model, id, index)) =>
                {
                    0
                }
                // The stream's other triggers never come.
                Some(OrNode::Trigger(scope, _)) if scope == id => continue,
                _ if self.waiting.contains(&point) => 0,
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
            let is_there = self.model.dependency_graph().is_reached(from) || self.let_come.contains(&from);
            given += u32::from(!is_inside && is_there);
        }
        given
    }
}

/// What comes once all that circular waits keep away is there, and does not come without.
fn let_come(
    graph: &DependencyGraph,
    backwards: &Graph<PointId>,
    waiting: &FxHashSet<PointId>,
) -> FxHashSet<PointId> {
    let mut come = waiting.clone();
    let mut queue: Vec<PointId> = waiting.iter().copied().collect();
    let mut lacks: FxHashMap<PointId, u32> = FxHashMap::default();
    while let Some(point) = queue.pop() {
        for &head in graph.gives(point) {
            if graph.is_reached(head) || come.contains(&head) {
                continue;
            }
            let lack = lacks.entry(head).or_insert_with(|| {
                let reached = backwards.heads(head).iter().filter(|&&from| graph.is_reached(from));
                graph.needs()[head.index()].saturating_sub(reached.map(|_| 1).sum())
            });
            *lack = lack.saturating_sub(1);
            if *lack == 0 {
                come.insert(head);
                queue.push(head);
            }
        }
    }
    come
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
