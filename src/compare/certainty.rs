//! What came in every case and comes in some only, or the other way round: others may rely on it.

use rustc_hash::FxHashMap;

use super::differ::Differ;
use super::draft::{Draft, Spot};
use super::facts::{Fact, end_name, facts};
use super::keys::When;
use super::shape::{Breaking, Fate, Kind};
use super::side::Thing;
use crate::export::model::Mode;
use crate::model::certain::Uncertain;
use crate::model::{NodeId, ScopeId, matching};

/// Whether a change may be one of what comes in every case.
pub(super) fn may_change(draft: &Draft) -> bool {
    let is_of_flows = matches!(
        draft.kind,
        Kind::Input
            | Kind::Output
            | Kind::Trigger
            | Kind::Outcome
            | Kind::End
            | Kind::Mode
            | Kind::Alternatives
            | Kind::Runs
            | Kind::Step
            | Kind::Stream
            | Kind::Described
            | Kind::Activity
            | Kind::Broader
    );
    is_of_flows && draft.fate != Fate::Renamed
}

/// What is uncertain then and now; none where nothing is, or where it is not known.
pub(super) fn of(differ: &Differ<'_, '_, '_>) -> Option<[Uncertain; 2]> {
    let then = differ.then.side.model.uncertain()?;
    let now = differ.now.side.model.uncertain()?;
    if then.is_empty() && now.is_empty() { None } else { Some([then, now]) }
}

/// The changes of what comes in every case at the border of a stream that is there then and now, and from its steps to others.
pub(super) fn compare(
    differ: &Differ<'_, '_, '_>,
    uncertain: &[Uncertain; 2],
    then: Thing,
    now: Thing,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let is_uncertain = |when: When, fact: &Fact| match when {
        When::Then => uncertain[0].has_outcome(fact.flow.scope, fact.flow.index),
        When::Now => uncertain[1].has_outcome(fact.flow.scope, fact.flow.index),
    };
    for (old, new) in kept(differ, then, now, matching::Kind::Outcome) {
        let was = is_uncertain(When::Then, &old);
        if was != is_uncertain(When::Now, &new) && comes(differ, [&old, &new]) {
            drafts.push(draft(differ, [then, now], [&old, &new], was));
        }
    }
    for step in differ.now.side.model.steps_of(ScopeId::new(now.index as usize)) {
        let Some(old_step) = differ.now.other(Thing::step(step)) else { continue };
        let was = uncertain[0].has_step(NodeId::new(old_step.index as usize));
        if was == uncertain[1].has_step(step) {
            continue;
        }
        for (old, new) in kept(differ, old_step, Thing::step(step), matching::Kind::Output) {
            let is_sure = |fact: &Fact| fact.mode == Mode::Mandatory && fact.alternatives.is_none();
            let is_relied_on = differ.relies(&differ.outside(When::Then).of_flow(differ.then, old.flow))
                || differ.relies(&differ.outside(When::Now).of_flow(differ.now, new.flow));
            if is_sure(&old) && is_sure(&new) && is_relied_on {
                drafts.push(draft(differ, [old_step, Thing::step(step)], [&old, &new], was));
            }
        }
    }
    drafts
}

/// The flows of one kind that an owner has then and now, in the order of now.
fn kept(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing, kind: matching::Kind) -> Vec<(Fact, Fact)> {
    let mut old: FxHashMap<Vec<u64>, Fact> = FxHashMap::default();
    for fact in facts(differ.then, then, kind).into_iter().rev() {
        old.insert(fact.items.clone(), fact);
    }
    let mut kept = Vec::new();
    for fact in facts(differ.now, now, kind) {
        if let Some(was) = old.remove(&fact.items) {
            kept.push((was, fact));
        }
    }
    kept
}

/// Whether an outcome comes at all, then and now: that it never comes says more.
fn comes(differ: &Differ<'_, '_, '_>, [then, now]: [&Fact; 2]) -> bool {
    let is_produced = |when: When, fact: &Fact| {
        differ.voice(when).side.model.is_ever_produced(fact.flow.scope, fact.flow.index)
    };
    is_produced(When::Then, then) && is_produced(When::Now, now)
}

fn draft(differ: &Differ<'_, '_, '_>, owners: [Thing; 2], facts: [&Fact; 2], was_uncertain: bool) -> Draft {
    let said = |is_uncertain: bool| if is_uncertain { "in some cases" } else { "in every case" };
    let spot = |when: When, owner: Thing, fact: &Fact, is_uncertain: bool| {
        let voice = differ.voice(when);
        let items = voice.side.model.names_of_items(fact.flow.scope, voice.side.occurrence(fact.flow));
        Spot { items, values: vec![said(is_uncertain).to_owned()], ..differ.spot(when, owner, fact.place) }
    };
    let old = spot(When::Then, owners[0], facts[0], was_uncertain);
    let new = spot(When::Now, owners[1], facts[1], !was_uncertain);
    let mut draft = differ.draft(Kind::Certainty, Some(old), Some(new));
    let mut ends = facts[1].ends.clone();
    ends.sort_by_key(|&(_, _, place)| place);
    for (_, named, place) in ends {
        draft.more.push(end_name(differ.now, &named, place));
    }
    let mut outside = differ.outside(When::Now).of_flow(differ.now, facts[1].flow);
    if !was_uncertain && differ.relies(&outside) {
        draft.breaking = Some(Breaking::Uncertain);
    }
    outside.append(&mut draft.concerns);
    draft.concerns = outside;
    draft
}
