//! What no other flow explains: one item that several steps lack, and what a step would join that is not there.

use std::mem;

use rustc_hash::{FxHashMap, FxHashSet};

use super::near_names::is_rework;
use super::{Diagnosis, Disposition};
use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::NodeId;
use crate::model::matching::{Direction, Expectation, Failure, FailureId, Kind};
use crate::syntax::Symbol;

/// What is left over above, and what lacks below: a step between them is missing, or they are one thing under two names.
#[derive(Debug, Default)]
pub struct Gap {
    /// What lacks, in the order of the text, the one that is reported first.
    pub lacking: Vec<FailureId>,
    /// What is left over: outputs in the order of the text, then triggers.
    pub left_over: Vec<FailureId>,
}

/// What fails in a stream and agrees with nothing else that does.
#[derive(Debug, Default)]
struct Alone {
    lacking: Vec<FailureId>,
    left_over: Vec<FailureId>,
}

/// Inputs that lack what an earlier input of their stream lacks too, each with that one.
pub(super) fn lacking_again(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<(FailureId, FailureId)> {
    let mut firsts: FxHashMap<(ScopeId, Vec<Symbol>, Vec<Expectation>), FailureId> = FxHashMap::default();
    let mut found = Vec::new();
    for stream in streams(model, diagnosis) {
        for id in stream.lacking {
            let failure = model.failure(id);
            if failure.occurrence.kind != Kind::Input {
                continue;
            }
            let (mut items, mut ends) = (failure.items(model), failure.expectations.clone());
            items.sort_unstable();
            items.dedup();
            ends.sort_unstable();
            let first = *firsts.entry((failure.occurrence.scope, items, ends)).or_insert(id);
            if first != id {
                found.push((id, first));
            }
        }
    }
    found
}

/// The gaps, by the failure that is reported.
pub(super) fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<Gap> {
    let mut found = Vec::new();
    for Alone { mut lacking, mut left_over } in streams(model, diagnosis) {
        lacking.retain(|&id| may_be_joined(model.failure(id)));
        left_over.retain(|&id| may_be_joined(model.failure(id)));
        // What comes back may do so from below.
        let (mut waiting, mut coming_back) = (Vec::new(), Vec::new());
        for id in lacking {
            if is_rework(model, model.failure(id)) { coming_back.push(id) } else { waiting.push(id) }
        }
        if waiting.is_empty() || left_over.is_empty() {
            continue;
        }
        let is_in_order = is_above(last_step(model, &left_over), first_step(model, &waiting));
        if is_in_order && (is_at_one(model, &left_over) || is_at_one(model, &waiting)) {
            waiting.extend(coming_back);
            found.push(Gap { lacking: waiting, left_over });
        }
    }
    found
}

/// What fails alone in each stream where something does.
fn streams(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<Alone> {
    let mut given = FxHashSet::default();
    let mut taken = FxHashSet::default();
    for (_, failure) in model.failures() {
        let scope = failure.occurrence.scope;
        for item in failure.items(model) {
            match side(failure) {
                Some(Direction::In) => _ = taken.insert((scope, item)),
                Some(Direction::Out) => {
                    given.extend(model.declared.broader(&item).iter().map(|&broad| (scope, broad)));
                }
                None => {}
            }
        }
    }
    let mut streams = Vec::new();
    let (mut alone, mut last) = (Alone::default(), ScopeId::CHAIN);
    for (id, failure) in model.failures() {
        let scope = failure.occurrence.scope;
        if scope != last {
            streams.push(mem::take(&mut alone));
            last = scope;
        }
        let is_untouched = diagnosis.disposition(id) == Disposition::Reported
            && diagnosis.partners(id).is_empty()
            && diagnosis.remaining(id).len() == failure.expectations.len();
        if scope == ScopeId::CHAIN || !is_untouched {
            continue;
        }
        let mut items = failure.items(model).into_iter();
        match side(failure) {
            Some(Direction::In) if items.all(|item| !given.contains(&(scope, item))) => {
                alone.lacking.push(id);
            }
            Some(Direction::Out) if items.all(|item| !is_taken(model, &taken, scope, item)) => {
                alone.left_over.push(id);
            }
            _ => {}
        }
    }
    streams.push(alone);
    streams
}

/// Whether one of these takes the item, or a broader one.
fn is_taken(model: &Model<'_>, taken: &FxHashSet<(ScopeId, Symbol)>, scope: ScopeId, item: Symbol) -> bool {
    model.declared.broader(&item).iter().any(|&broad| taken.contains(&(scope, broad)))
}

/// Whether it takes or gives within its stream. A trigger seen from outside does not, nor does an outcome.
fn side(failure: &Failure) -> Option<Direction> {
    match (failure.occurrence.kind, failure.direction) {
        (Kind::Input | Kind::Outcome, Direction::In) => Some(Direction::In),
        (Kind::Output | Kind::Trigger, Direction::Out) => Some(Direction::Out),
        _ => None,
    }
}

/// Whether it names no step and no stream at which it fails: a step that is missing may stand there.
fn may_be_joined(failure: &Failure) -> bool {
    let mut ends = failure.expectations.iter();
    ends.all(|end| matches!(end, Expectation::Anyone | Expectation::Activity(_)))
}

/// The steps of these flows; none for a trigger or outcome.
fn steps(model: &Model<'_>, flows: &[FailureId]) -> impl Iterator<Item = Option<NodeId>> {
    flows.iter().map(|&id| model.failure(id).node(model))
}

/// Of what gives the lowest step: a trigger stands above all.
fn last_step(model: &Model<'_>, flows: &[FailureId]) -> Option<NodeId> {
    steps(model, flows).flatten().max()
}

/// Of what takes the highest step: an outcome stands below all.
fn first_step(model: &Model<'_>, flows: &[FailureId]) -> Option<NodeId> {
    steps(model, flows).flatten().min()
}

fn is_above(giving: Option<NodeId>, taking: Option<NodeId>) -> bool {
    match (giving, taking) {
        (Some(giving), Some(taking)) => giving < taking,
        _ => true,
    }
}

fn is_at_one(model: &Model<'_>, flows: &[FailureId]) -> bool {
    let mut steps = steps(model, flows);
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}
