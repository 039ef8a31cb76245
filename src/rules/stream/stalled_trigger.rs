//! `stalled-trigger`: one of several triggers from which no outcome can be reached.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::components::Graph;
use crate::model::dependency_graph::OrNode;
use crate::model::paths::NEVER;
use crate::model::paths::at_the_latest;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{quoted_items, quoted_stream};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule =
    Rule { name: "stalled-trigger", page: include_str!("../../../rules/stalled-trigger.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // What one trigger waits for, another may be: of a stream with one that is mentioned nothing is known.
    let is_known = |id: ScopeId| !model.scope(id).triggers.iter().any(|trigger| model.mentions(id, trigger));
    let asked = model
        .par_streams()
        .filter(|&id| model.scope(id).triggers.len() > 1 && model.is_judged(id) && is_known(id));
    let doubtful: Vec<(ScopeId, u32)> = asked
        .flat_map_iter(|id| (0..model.scope(id).triggers.len() as u32).map(move |trigger| (id, trigger)))
        .filter(|&(id, trigger)| !runs_by_itself(model, id, trigger))
        .collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let rings = Rings::find(model);
    let stalled = doubtful.into_iter().filter(|&(id, trigger)| !rings.reaches_outcome(id, trigger));
    stalled.map(|(id, trigger)| finding(model, id, trigger)).collect()
}

/// Whether a quick look shows that a trigger reaches an outcome, with nothing but the steps of its own stream.
fn runs_by_itself(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    let there = |other: u32| if other == trigger { 0 } else { NEVER };
    let Some(done) = at_the_latest(model, id, there, |_| 0) else { return false };
    let scope = model.scope(id);
    let steps = model.matching.producers[id.index()].iter();
    let mut steps = steps.filter_map(|&(_, output)| scope.outputs[output as usize].node);
    steps.any(|step| done[(step.number() - scope.nodes.start) as usize] != NEVER)
}

fn finding(model: &Model<'_>, id: ScopeId, trigger: u32) -> FindingBuilder {
    let occurrence = &model.scope(id).triggers[trigger as usize];
    let place = item_place(model, id, occurrence);
    let item = quoted_items(model, id, occurrence);
    FindingBuilder::new(place, format!("{item} alone leads to no outcome of {}", quoted_stream(model, id)))
        .label("whoever sends this waits for ever")
        .help("if any one of the triggers is enough, write `or` between them in the first step's input")
        .fingerprint(flow_words(model, id, occurrence))
}

/// Streams that feed each other in a ring are looked at together; all others hold still meanwhile.
struct Rings<'m> {
    model: &'m Model<'m>,
    /// The ring of each scope, and the points of each ring.
    ring: Vec<u32>,
    points: FxHashMap<u32, Vec<u32>>,
    backwards: Graph,
}

impl<'m> Rings<'m> {
    fn find(model: &'m Model<'m>) -> Rings<'m> {
        let net = model.dependency_graph();
        let count = net.needs.len() as u32;
        let mut arcs: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut back = Vec::new();
        for point in 0..count {
            for head in net.gives(point) {
                back.push((head, point));
                if let (Some(from), Some(to)) = (scope_of(model, point), scope_of(model, head))
                    && from != to
                {
                    arcs.insert((from.0, to.0));
                }
            }
        }
        let backwards = Graph::new(count as usize, &back);
        let mut arcs: Vec<(u32, u32)> = arcs.into_iter().collect();
        arcs.sort_unstable();
        let ring = Graph::new(model.flows.scopes.len(), &arcs).components();
        let mut points: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for point in 0..count {
            if let Some(scope) = scope_of(model, point) {
                points.entry(ring[scope.index()]).or_default().push(point);
            }
        }
        Rings { model, ring, points, backwards }
    }

    /// Whether an outcome of the stream can be produced with this as its only trigger.
    fn reaches_outcome(&self, id: ScopeId, trigger: u32) -> bool {
        let (model, net) = (self.model, self.model.dependency_graph());
        let scope = model.scope(id);
        let producers = &model.matching.producers[id.index()];
        let produced: FxHashSet<u32> = producers.iter().map(|&(outcome, _)| outcome).collect();
        // An outcome that no step produces counts as produced.
        if produced.len() < scope.outcomes.len() {
            return true;
        }
        let home = self.ring[id.index()];
        let points = self.points.get(&home).map_or(&[][..], Vec::as_slice);
        let inside =
            |point: u32| scope_of(model, point).is_some_and(|scope| self.ring[scope.index()] == home);
        let mut reached: FxHashSet<u32> = FxHashSet::default();
        let mut queue = Vec::new();
        let mut needs: FxHashMap<u32, u32> = FxHashMap::default();
        for &point in points {
            let (is_own, is_this) = match net.junction(point) {
                Some(OrNode::Trigger(scope, index)) => (scope == id, scope == id && index == trigger),
                _ => (false, false),
            };
            // What comes from streams outside the ring is as it always is.
            let outside = self.backwards.heads(point).iter();
            let given = outside
                .filter(|&&from| !inside(from) && model.dependency_graph().reached[from as usize])
                .count() as u32;
            let need = match (is_own, is_this) {
                (_, true) => 0,
                (true, false) => u32::MAX,
                _ => net.needs[point as usize].saturating_sub(given),
            };
            needs.insert(point, need);
            if need == 0 {
                reached.insert(point);
                queue.push(point);
            }
        }
        while let Some(point) = queue.pop() {
            for head in net.gives(point) {
                let Some(need) = needs.get_mut(&head).filter(|need| **need > 0 && **need < u32::MAX) else {
                    continue;
                };
                *need -= 1;
                if *need == 0 && reached.insert(head) {
                    queue.push(head);
                }
            }
        }
        let step = |output: u32| scope.outputs[output as usize].node.map(NodeId::number);
        producers.iter().any(|&(_, output)| step(output).is_some_and(|step| reached.contains(&step)))
    }
}

/// The stream that a point of the net belongs to. A group stands in the stream of what it groups.
fn scope_of(model: &Model<'_>, point: u32) -> Option<ScopeId> {
    if point < model.dependency_graph().nodes {
        return Some(model.node(NodeId::new(point)).scope).filter(|&scope| scope != ScopeId::CHAIN);
    }
    match model.dependency_graph().junction(point)? {
        OrNode::Expectation { input, .. } => Some(input.scope),
        OrNode::Trigger(scope, _) | OrNode::Outcome(scope, _) | OrNode::Group(scope) => Some(scope),
    }
}
