//! What no other flow explains: one item that lacks or is left over in several places, and what a step would join that is
//! not there.

use std::mem;

use rustc_hash::{FxHashMap, FxHashSet};

use super::missing_steps::{self, KnownEnds, Named};
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
    /// What other streams expect of this one in vain, or send it: the step that is missing may give or take it.
    pub outside: Vec<FailureId>,
}

/// A step that some end names and that is not there, with what fails for want of it.
#[derive(Debug)]
pub struct MissingStep {
    /// The stream in which the step would stand.
    pub stream: ScopeId,
    /// How it is called.
    pub name: Symbol,
    /// What fails besides.
    pub gap: Gap,
}

/// What fails in a stream, or in the chain, and agrees with nothing else there that does.
#[derive(Debug)]
struct Alone {
    stream: ScopeId,
    lacking: Vec<FailureId>,
    left_over: Vec<FailureId>,
}

impl Alone {
    fn of(stream: ScopeId) -> Alone {
        Alone { stream, lacking: Vec::new(), left_over: Vec::new() }
    }
}

/// What lacks what something before it in its stream, or in the chain, lacks too, and what leaves over what something
/// before it does: each with that one. Inputs come before outcomes, outputs before triggers.
pub(super) fn failing_again(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<(FailureId, FailureId)> {
    type Thing = (ScopeId, Direction, Vec<Symbol>, Vec<Expectation>);
    let mut firsts: FxHashMap<Thing, FailureId> = FxHashMap::default();
    let mut found = Vec::new();
    for Alone { stream, lacking, left_over } in scopes(model, diagnosis) {
        for id in lacking.into_iter().chain(left_over) {
            let failure = model.failure(id);
            let (mut items, mut ends) = (failure.items(model), failure.expectations.clone());
            items.sort_unstable();
            items.dedup();
            ends.sort_unstable();
            let first = *firsts.entry((stream, failure.direction, items, ends)).or_insert(id);
            if first != id {
                found.push((id, first));
            }
        }
    }
    found
}

/// Flows of steps that fail only since the description of an activity does not list their item, where the same item fails
/// at that activity in the chain too.
pub(super) fn told_in_chain(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<FailureId> {
    let mut in_chain = FxHashSet::default();
    let mut found = Vec::new();
    for (id, failure) in model.failures() {
        let [item] = failure.items(model)[..] else { continue };
        let mut ends = failure.expectations.iter().map(|&end| (failure.direction, item, end));
        if failure.occurrence.scope == ScopeId::CHAIN {
            in_chain.extend(ends);
        } else if is_untouched(diagnosis, id, failure)
            && failure.node(model).is_some()
            && ends.all(|end| matches!(end.2, Expectation::Activity(_)) && in_chain.contains(&end))
        {
            found.push(id);
        }
    }
    found
}

/// The gaps, by the failure that is reported, and the steps that are named and missing.
pub(super) fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> (Vec<Gap>, Vec<MissingStep>) {
    let (mut gaps, mut missing) = (Vec::new(), Vec::new());
    let named = missing_steps::named(model);
    let (mut known, mut outside) = (KnownEnds::default(), from_outside(model, diagnosis));
    for Alone { stream, mut lacking, mut left_over } in scopes(model, diagnosis) {
        if stream == ScopeId::CHAIN {
            continue;
        }
        lacking.retain(|&id| may_be_joined(model.failure(id)));
        left_over.retain(|&id| may_be_joined(model.failure(id)));
        // What comes back may do so from below.
        let (mut waiting, mut coming_back) = (Vec::new(), Vec::new());
        for id in lacking {
            if is_rework(model, model.failure(id)) { coming_back.push(id) } else { waiting.push(id) }
        }
        if waiting.is_empty() && left_over.is_empty() {
            continue;
        }
        let mut named = named.get(&stream);
        if named.is_some_and(|named| {
            !is_gap(model, &waiting, &left_over, Some(named)) || known.is_misspelt(model, stream, named.name)
        }) {
            named = None;
        }
        if named.is_none() && !is_gap(model, &waiting, &left_over, None) {
            continue;
        }
        waiting.extend(coming_back);
        let outside = outside.remove(&stream).unwrap_or_default();
        let gap = Gap { lacking: waiting, left_over, outside };
        match named {
            Some(named) => missing.push(MissingStep { stream, name: named.name, gap }),
            None => gaps.push(gap),
        }
    }
    (gaps, missing)
}

/// Whether a step would turn what is left over into what lacks. Where one is `named`, what comes from it and goes to it
/// counts too.
fn is_gap(model: &Model<'_>, waiting: &[FailureId], left_over: &[FailureId], named: Option<&Named>) -> bool {
    let mut takers: Vec<Option<NodeId>> = steps(model, waiting).collect();
    let mut givers: Vec<Option<NodeId>> = steps(model, left_over).collect();
    if let Some(named) = named {
        takers.extend(named.takers.iter().map(|&step| Some(step)));
        givers.extend(named.givers.iter().map(|&step| Some(step)));
    }
    if takers.is_empty() || givers.is_empty() {
        let failing = steps(model, waiting).chain(steps(model, left_over));
        if !named.is_some_and(|named| named.explains_one_side(failing)) {
            return false;
        }
    }
    // What a step gives that waits for the missing one may go back to it.
    let waits: FxHashSet<NodeId> = takers.iter().copied().flatten().collect();
    givers.retain(|giver| giver.is_none_or(|step| !waits.contains(&step)));
    if named.is_some() {
        return is_above(&givers, &takers);
    }
    !givers.is_empty() && is_above(&givers, &takers) && (is_one(&givers) || is_one(&takers))
}

/// What fails between two streams alone, by the stream at which it does, in the order of the failures.
fn from_outside(model: &Model<'_>, diagnosis: &Diagnosis) -> FxHashMap<ScopeId, Vec<FailureId>> {
    let mut outside: FxHashMap<ScopeId, Vec<FailureId>> = FxHashMap::default();
    for (id, failure) in model.failures() {
        let [Expectation::Stream(stream)] = failure.expectations[..] else { continue };
        if stream != failure.occurrence.scope && is_untouched(diagnosis, id, failure) {
            outside.entry(stream).or_default().push(id);
        }
    }
    outside
}

/// Whether nothing pairs it with another flow.
fn is_untouched(diagnosis: &Diagnosis, id: FailureId, failure: &Failure) -> bool {
    diagnosis.disposition(id) == Disposition::Reported
        && diagnosis.partners(id).is_empty()
        && diagnosis.remaining(id).len() == failure.expectations.len()
}

/// What fails alone in the chain and in each stream where something does.
fn scopes(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<Alone> {
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
    let mut scopes = Vec::new();
    let mut alone = Alone::of(ScopeId::CHAIN);
    for (id, failure) in model.failures() {
        let scope = failure.occurrence.scope;
        if scope != alone.stream {
            scopes.push(mem::replace(&mut alone, Alone::of(scope)));
        }
        if !is_untouched(diagnosis, id, failure) {
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
    scopes.push(alone);
    scopes
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

/// Whether all that gives stands above all that takes: a trigger above all, an outcome below.
fn is_above(givers: &[Option<NodeId>], takers: &[Option<NodeId>]) -> bool {
    let lowest = givers.iter().flatten().max();
    let highest = takers.iter().flatten().min();
    match (lowest, highest) {
        (Some(giving), Some(taking)) => giving < taking,
        _ => true,
    }
}

fn is_one(steps: &[Option<NodeId>]) -> bool {
    steps.iter().all(|&step| Some(step) == steps.first().copied())
}
