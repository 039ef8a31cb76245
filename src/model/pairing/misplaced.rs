//! Steps in the wrong activity: the others look for them in another one.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::misdirected::failing_ends;
use super::{Diagnosis, Disposition};
use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence, Scope};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, FailureId, Kind, OccurrenceRef};
use crate::syntax::Symbol;

/// A step that stands in one activity, while others look for it in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MisplacedStep {
    /// The step.
    pub step: NodeId,
    /// Where the others look for it.
    pub activity: Activity,
    /// The flows of others that look for it there: inputs first, then outputs, each in the order of the text.
    pub looking: Vec<OccurrenceRef>,
    /// What fails for that: flows of the step, and of those that look for it.
    pub failing: Vec<FailureId>,
}

/// A step that more flows look for is not judged, nor is one whose items have more flows: all flows of an item are looked
/// at for each of them.
const MOST: usize = 64;

/// A flow of a step that looks in an activity, where nobody meets it: it fails there and nowhere else, or names nobody else
/// and no step of the stream stands there.
struct Look {
    flow: OccurrenceRef,
    failure: Option<FailureId>,
    from: NodeId,
    activity: Activity,
    direction: Direction,
    items: Vec<Symbol>,
}

/// The steps that stand in the wrong activity, by what `diagnosis` still reports as it is.
pub(super) fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<MisplacedStep> {
    let mut streams = BTreeSet::new();
    for (id, failure) in model.failures() {
        let OccurrenceRef { scope, kind, .. } = failure.occurrence;
        let is_of_step = scope != ScopeId::CHAIN && matches!(kind, Kind::Input | Kind::Output);
        if is_of_step && is_left(diagnosis, id) {
            streams.insert(scope);
        }
    }
    let mut found = Vec::new();
    for id in streams {
        // What cannot be read may be what is looked for.
        if model.scope(id).open {
            continue;
        }
        let looks = looks(model, diagnosis, id);
        if looks.len() > 1 {
            Stream::new(model, id).find(diagnosis, &looks, &mut found);
        }
    }
    found
}

/// Whether a failure is reported as it is.
fn is_left(diagnosis: &Diagnosis, id: FailureId) -> bool {
    diagnosis.disposition(id) == Disposition::Reported && !diagnosis.remaining(id).is_empty()
}

/// The flows of a stream that look in an activity: inputs first, then outputs, each in the order of the text.
fn looks(model: &Model<'_>, diagnosis: &Diagnosis, id: ScopeId) -> Vec<Look> {
    let scope = model.scope(id);
    let mut looks = Vec::new();
    for (kind, direction) in [(Kind::Input, Direction::In), (Kind::Output, Direction::Out)] {
        for (flow, occurrence) in scope.occurrences(id, kind) {
            let Some(from) = occurrence.node else { continue };
            let failure = model.failure_of(flow, direction);
            let (part, ends) = match failure {
                Some(failure) if is_left(diagnosis, failure) => {
                    let part = model.failure(failure).part(model);
                    (part, failing_ends(model, scope, &part, diagnosis.remaining(failure)))
                }
                Some(_) => continue,
                None => (*occurrence, ends_of(scope, occurrence).iter().map(|named| named.end).collect()),
            };
            let [End::Activity(activity)] = ends[..] else { continue };
            if failure.is_some() || scope.steps_in(activity) == 0 {
                let items = model.items(id, &part).collect();
                looks.push(Look { flow, failure, from, activity, direction, items });
            }
        }
    }
    looks
}

/// The flows of a stream's steps, by their items: an output by all broader ones too.
struct Stream<'m> {
    model: &'m Model<'m>,
    id: ScopeId,
    scope: &'m Scope,
    inputs: FxHashMap<Symbol, Vec<&'m Occurrence>>,
    outputs: FxHashMap<Symbol, Vec<&'m Occurrence>>,
}

impl<'m> Stream<'m> {
    fn new(model: &'m Model<'m>, id: ScopeId) -> Stream<'m> {
        let scope = model.scope(id);
        let (mut inputs, mut outputs) = (FxHashMap::default(), FxHashMap::default());
        for input in &scope.inputs {
            for item in model.items(id, input) {
                inputs.entry(item).or_insert_with(Vec::new).push(input);
            }
        }
        for output in &scope.outputs {
            for item in model.items(id, output) {
                for &broad in model.declared.broader(&item) {
                    outputs.entry(broad).or_insert_with(Vec::new).push(output);
                }
            }
        }
        Stream { model, id, scope, inputs, outputs }
    }

    fn find(&self, diagnosis: &Diagnosis, looks: &[Look], found: &mut Vec<MisplacedStep>) {
        let mut missed: BTreeMap<NodeId, Vec<&Look>> = BTreeMap::new();
        for look in looks {
            if let Some(step) = self.only_step(look) {
                missed.entry(step).or_default().push(look);
            }
        }
        for (step, looks) in missed {
            let activity = looks[0].activity;
            let is_one = looks.iter().all(|look| look.activity == activity);
            if looks.len() > MOST {
                continue;
            }
            let own = self.failures(step, diagnosis);
            if !is_one
                || self.statements(&looks) < 2
                || !self.may_move(step, activity)
                || !own.iter().all(|&id| self.is_explained(diagnosis, id, &looks))
            {
                continue;
            }
            let looking = looks.iter().map(|look| look.flow).collect();
            let mut failing = own;
            failing.extend(looks.iter().filter_map(|look| look.failure));
            if !failing.is_empty() {
                found.push(MisplacedStep { step, activity, looking, failing });
            }
        }
    }

    /// In how many statements these stand.
    fn statements(&self, looks: &[&Look]) -> usize {
        let mut statements = FxHashSet::default();
        for look in looks {
            statements.insert((look.from, self.model.occurrence(look.flow).statement));
        }
        statements.len()
    }

    /// The step that would meet what is looked for if it stood there; none if there are several.
    fn only_step(&self, look: &Look) -> Option<NodeId> {
        let mut only = None;
        for flow in self.agreeing(look.direction, &look.items)? {
            let Some(step) = flow.node else { continue };
            if step == look.from || only == Some(step) || !self.names_only(flow, look.from) {
                continue;
            }
            if only.replace(step).is_some() {
                return None;
            }
        }
        only
    }

    /// The flows of steps that agree with what is taken, or given, of these items; none if there are too many.
    fn agreeing(&self, direction: Direction, items: &[Symbol]) -> Option<Vec<&'m Occurrence>> {
        let mut flows = Vec::new();
        for item in items {
            let (lists, asked) = match direction {
                Direction::In => (&self.outputs, std::slice::from_ref(item)),
                Direction::Out => (&self.inputs, self.model.declared.broader(item)),
            };
            for list in asked.iter().filter_map(|item| lists.get(item)) {
                if flows.len() + list.len() > MOST {
                    return None;
                }
                flows.extend(list);
            }
        }
        Some(flows)
    }

    /// Whether a flow names nobody, or this step or its activity among others.
    fn names_only(&self, flow: &Occurrence, step: NodeId) -> bool {
        let ends = ends_of(self.scope, flow);
        ends.is_empty() || ends.iter().any(|named| self.is_at(named.end, step))
    }

    /// Whether an end is this step, or the activity that it stands in.
    fn is_at(&self, end: End, step: NodeId) -> bool {
        match end {
            End::Step(other) => other == step,
            End::Activity(activity) => self.model.node(step).activity_of == ActivityOf::In(activity),
            _ => false,
        }
    }

    /// What of a step fails and is reported as it is.
    fn failures(&self, step: NodeId, diagnosis: &Diagnosis) -> Vec<FailureId> {
        let mut failures = Vec::new();
        for (kind, direction) in [(Kind::Input, Direction::In), (Kind::Output, Direction::Out)] {
            for index in self.scope.of_node(kind, step) {
                let id = self.model.failure_of(OccurrenceRef { scope: self.id, kind, index }, direction);
                failures.extend(id.filter(|&id| is_left(diagnosis, id)));
            }
        }
        failures
    }

    /// Whether a flow of the step fails only since others look elsewhere for it: at most at one end, which is one of them.
    fn is_explained(&self, diagnosis: &Diagnosis, id: FailureId, looks: &[&Look]) -> bool {
        let failure = self.model.failure(id);
        let part = failure.part(self.model);
        let failing = failing_ends(self.model, self.scope, &part, diagnosis.remaining(id));
        let items = failure.items(self.model);
        let (declared, direction) = (&self.model.declared, failure.direction);
        looks.iter().any(|look| {
            let is_there = match failing[..] {
                [] => ends_of(self.scope, &part).is_empty(),
                [end] => self.is_at(end, look.from),
                _ => false,
            };
            let (given, taken) = match direction {
                Direction::In => (&look.items, &items),
                Direction::Out => (&items, &look.items),
            };
            let agrees = given.iter().any(|one| taken.iter().any(|other| declared.agree(*one, *other)));
            is_there && agrees && look.direction != direction
        })
    }

    /// Whether nothing speaks against it: the step and its present activity are known, nobody finds it where it is, and it
    /// does not look for anybody there itself.
    fn may_move(&self, step: NodeId, activity: Activity) -> bool {
        let node = self.model.node(step);
        let ActivityOf::In(own) = node.activity_of else { return false };
        if node.open || own == Activity::Improve || activity == Activity::Improve {
            return false;
        }
        for (kind, direction) in [(Kind::Input, Direction::In), (Kind::Output, Direction::Out)] {
            for at in self.scope.of_node(kind, step) {
                let flow = &self.scope.list(kind)[at as usize];
                let is_there = |end: End| end == End::All || end == End::Activity(activity);
                if ends_of(self.scope, flow).iter().any(|named| is_there(named.end)) {
                    return false;
                }
                let items: Vec<Symbol> = self.model.items(self.id, flow).collect();
                let Some(others) = self.agreeing(direction, &items) else { return false };
                for other in others {
                    let is_here = |end: End| end == End::All || end == End::Activity(own);
                    let mut ends = ends_of(self.scope, other).iter();
                    if other.node != Some(step) && ends.any(|named| is_here(named.end)) {
                        return false;
                    }
                }
            }
        }
        true
    }
}
