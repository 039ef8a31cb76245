//! What changed in streams and their steps, and in the descriptions of activities.

use super::differ::Differ;
use super::draft::{Draft, Spot};
use super::facts::{facts, fingerprint};
use super::fields::{self, Blocks, has_block};
use super::flows;
use super::keys::{Voice, When};
use super::shape::{Breaking, Fate, Kind};
use super::side::{Class, Thing};
use crate::model::matching;
use crate::model::{ActivityOf, NodeId, ScopeId};
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::text::{backquoted, few_listed, plural};

/// The changes of a stream that is there then and now, and of its steps.
pub(super) fn both(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if differ.is_surely_same(then, now) {
        return drafts;
    }
    if fingerprint(differ.then, then) != fingerprint(differ.now, now) {
        renamed(differ, Kind::Stream, then, now, &mut drafts);
        described(differ, then, now, &mut drafts);
        block(differ, then, now, &mut drafts);
    }
    let stream = ScopeId::new(now.index as usize);
    for step in differ.now.side.model.steps_of(stream) {
        step_of_now(differ, Thing::step(step), &mut drafts);
    }
    for step in differ.then.side.model.steps_of(ScopeId::new(then.index as usize)) {
        if differ.then.other(Thing::step(step)).is_none() {
            one_step(differ, When::Then, Thing::step(step), &mut drafts);
        }
    }
    drafts
}

/// The changes of a stream that is only then or only now, and of its steps.
pub(super) fn one(differ: &Differ<'_, '_, '_>, when: When, stream: Thing) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let voice = differ.voice(when);
    let scope = ScopeId::new(stream.index as usize);
    let spot = differ.itself(when, stream);
    let (then, now) = match when {
        When::Then => (Some(spot), None),
        When::Now => (None, Some(spot)),
    };
    let mut draft = differ.draft(Kind::Stream, then, now);
    let is_described = voice.side.model.scope(scope).described;
    draft.more.push(if is_described { steps_in_words(voice, when, scope) } else { "only named".to_owned() });
    let mut parties = differ.as_now(differ.outside(when).runners(voice, scope));
    if when == When::Then && differ.relies(&parties) {
        draft.breaking = Some(Breaking::Lost);
    }
    flows::alone(differ, when, stream, &mut drafts);
    for draft in &drafts {
        parties.extend(draft.concerns.iter().cloned());
    }
    parties.sort_unstable();
    parties.dedup();
    if !parties.is_empty() {
        draft.concerns = parties;
    }
    drafts.insert(0, draft);
    for step in voice.side.model.steps_of(scope) {
        match when {
            When::Now => step_of_now(differ, Thing::step(step), &mut drafts),
            When::Then if voice.other(Thing::step(step)).is_none() => {
                one_step(differ, when, Thing::step(step), &mut drafts);
            }
            When::Then => {}
        }
    }
    drafts
}

/// How many steps a stream has that is only then or only now, and how many of them are elsewhere in the other model.
fn steps_in_words(voice: Voice<'_, '_, '_>, when: When, stream: ScopeId) -> String {
    let steps = voice.side.model.steps_of(stream);
    let moved = steps.filter(|&step| voice.other(Thing::step(step)).is_some()).count();
    let steps = plural(voice.side.model.steps_of(stream).count(), "step");
    match when {
        _ if moved == 0 => steps,
        When::Then => format!("{steps}, of which {moved} went elsewhere"),
        When::Now => format!("{steps}, of which {moved} came from elsewhere"),
    }
}

/// The changes of the descriptions of activities.
pub(super) fn activities(differ: &Differ<'_, '_, '_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for node in differ.now.side.model.steps_of(ScopeId::CHAIN) {
        let now = Thing::step(node);
        match differ.now.other(now) {
            Some(then) if fingerprint(differ.then, then) != fingerprint(differ.now, now) => {
                block(differ, then, now, &mut drafts);
            }
            Some(_) => {}
            None => one_activity(differ, When::Now, now, &mut drafts),
        }
    }
    for node in differ.then.side.model.steps_of(ScopeId::CHAIN) {
        if differ.then.other(Thing::step(node)).is_none() {
            one_activity(differ, When::Then, Thing::step(node), &mut drafts);
        }
    }
    drafts
}

fn one_activity(differ: &Differ<'_, '_, '_>, when: When, activity: Thing, drafts: &mut Vec<Draft>) {
    let mut draft = only(differ, when, Kind::Activity, activity);
    draft.more = deeds(differ, when, activity);
    drafts.push(draft);
    flows::alone(differ, when, activity, drafts);
}

/// Something that is only then or only now.
fn only(differ: &Differ<'_, '_, '_>, when: When, kind: Kind, thing: Thing) -> Draft {
    let spot = differ.itself(when, thing);
    match when {
        When::Then => differ.draft(kind, Some(spot), None),
        When::Now => differ.draft(kind, None, Some(spot)),
    }
}

/// A step of now: new, in another stream than before, or there as before.
fn step_of_now(differ: &Differ<'_, '_, '_>, now: Thing, drafts: &mut Vec<Draft>) {
    let Some(then) = differ.now.other(now) else { return one_step(differ, When::Now, now, drafts) };
    if differ.is_surely_same(then, now) || fingerprint(differ.then, then) == fingerprint(differ.now, now) {
        return;
    }
    let stream_of = |voice: Voice<'_, '_, '_>, step: Thing| {
        Thing::stream(voice.side.model.node(NodeId::new(step.index as usize)).scope)
    };
    let (from, to) = (stream_of(differ.then, then), stream_of(differ.now, now));
    if differ.then.other(from) != Some(to) {
        let mut old = differ.itself(When::Then, then);
        old.values = vec![differ.then.side.name(from)];
        let mut new = differ.itself(When::Now, now);
        new.values = vec![differ.now.side.name(to)];
        let draft = differ.draft(Kind::Step, Some(old), Some(new));
        drafts.push(draft.with_fate(Fate::Moved));
    }
    renamed(differ, Kind::Step, then, now, drafts);
    place_in_chain(differ, then, now, drafts);
    runs(differ, then, now, drafts);
    block(differ, then, now, drafts);
}

/// A step that is only then or only now.
fn one_step(differ: &Differ<'_, '_, '_>, when: When, step: Thing, drafts: &mut Vec<Draft>) {
    let mut draft = only(differ, when, Kind::Step, step);
    draft.more = deeds(differ, when, step);
    drafts.push(draft);
    flows::alone(differ, when, step, drafts);
}

/// What a step does, in a few words: where it stands in the chain, what it runs, takes and gives.
fn deeds(differ: &Differ<'_, '_, '_>, when: When, step: Thing) -> Vec<String> {
    let voice = differ.voice(when);
    let model = voice.side.model;
    let node = NodeId::new(step.index as usize);
    let mut deeds = Vec::new();
    if model.node(node).scope != ScopeId::CHAIN {
        deeds.extend(activity_of(differ, when, step).map(|(_, name, _)| format!("in `{name}`")));
        deeds.extend(run_of(differ, when, step).map(|(_, name, _)| format!("runs `{name}`")));
    }
    deeds.extend(workload(differ, when, step));
    let is_now = when == When::Now;
    let verbs = if is_now { ["takes", "gives"] } else { ["took", "gave"] };
    for (kind, verb) in [matching::Kind::Input, matching::Kind::Output].into_iter().zip(verbs) {
        let mut items = Vec::new();
        for fact in facts(voice, step, kind) {
            let names = model.names_of_items(fact.flow.scope, voice.side.occurrence(fact.flow));
            items.push(format!("`{}`", names.join("` or `")));
        }
        if !items.is_empty() {
            deeds.push(format!("{verb} {}", few_listed(&items, "and")));
        }
    }
    deeds
}

/// Who does a step, and how long it takes.
fn workload(differ: &Differ<'_, '_, '_>, when: When, step: Thing) -> Vec<String> {
    let side = differ.voice(when).side;
    let Some(block) = side.statement(step) else { return Vec::new() };
    let mut words = Vec::new();
    let roles = side.model.listed(block, Keyword::Responsible);
    if !roles.is_empty() {
        words.push(format!("by {}", few_listed(&backquoted(&roles), "and")));
    }
    for (keyword, what) in [(Keyword::LeadTime, "lead time"), (Keyword::ProcessTime, "process time")] {
        words.extend(fields::text_of(side, block, keyword).map(|time| format!("{what} {time}")));
    }
    words
}

/// That something has another name.
pub(super) fn renamed(
    differ: &Differ<'_, '_, '_>,
    kind: Kind,
    then: Thing,
    now: Thing,
    drafts: &mut Vec<Draft>,
) {
    let name =
        |voice: Voice<'_, '_, '_>, thing: Thing| voice.side.name_symbol(thing).map(|name| voice.spelt(name));
    if name(differ.then, then) == name(differ.now, now) {
        return;
    }
    let (old, new) = (differ.itself(When::Then, then), differ.itself(When::Now, now));
    drafts.push(differ.draft(kind, Some(old), Some(new)).with_fate(Fate::Renamed));
}

fn described(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing, drafts: &mut Vec<Draft>) {
    let has = |when: When, stream: Thing| {
        let side = differ.voice(when).side;
        side.statement(stream).is_some_and(|block| has_block(side, block))
    };
    match (has(When::Then, then), has(When::Now, now)) {
        (false, true) => {
            let spot = differ.itself(When::Now, now);
            drafts.push(differ.draft(Kind::Described, None, Some(spot)));
        }
        (true, false) => {
            let spot = differ.itself(When::Then, then);
            drafts.push(differ.draft(Kind::Described, Some(spot), None));
        }
        _ => {}
    }
}

/// What a block says: its fields and what flows.
fn block(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing, drafts: &mut Vec<Draft>) {
    let blocks = (differ.then.side.statement(then), differ.now.side.statement(now));
    if let (Some(old), Some(new)) = blocks {
        fields::compare(differ, &Blocks { then: old, now: new, owners: [then, now] }, drafts);
    }
    flows::compare(differ, then, now, drafts);
}

/// The activity that a step says to be in: its key, its name, and where it stands; what is unknown as it is written.
fn activity_of(differ: &Differ<'_, '_, '_>, when: When, step: Thing) -> Option<(u64, String, FileSpan)> {
    let voice = differ.voice(when);
    let model = voice.side.model;
    let node = model.node(NodeId::new(step.index as usize));
    let tree = model.tree(node.statement.file);
    let term = tree.clause(node.statement.id).next()?;
    let place = model.term_place(node.statement.file, term);
    let word = tree[term].symbol().map_or(0, |name| voice.spelt(name));
    match node.activity_of {
        ActivityOf::In(activity) => Some((activity.index() as u64, activity.name().to_owned(), place)),
        _ => Some((word, model.name_at(place), place)),
    }
}

/// Where a step stands in the chain.
fn place_in_chain(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing, drafts: &mut Vec<Draft>) {
    let (old, new) = (activity_of(differ, When::Then, then), activity_of(differ, When::Now, now));
    if old.as_ref().map(|activity| activity.0) == new.as_ref().map(|activity| activity.0) {
        return;
    }
    let old = old.map(|(_, name, place)| differ.said(When::Then, then, name, place));
    let new = new.map(|(_, name, place)| differ.said(When::Now, now, name, place));
    drafts.push(differ.draft(Kind::In, old, new));
}

/// The stream that a step says to run: its key, its name and where that stands.
fn run_of(differ: &Differ<'_, '_, '_>, when: When, step: Thing) -> Option<(u64, String, FileSpan)> {
    let voice = differ.voice(when);
    let model = voice.side.model;
    let node = NodeId::new(step.index as usize);
    let statement = model.node(node).statement;
    let term = model.tree(statement.file).runs(statement.id)?;
    let place = model.term_place(statement.file, term);
    let runs = model.runs();
    let at = runs.binary_search_by_key(&node, |run| run.step).ok();
    match at.and_then(|at| runs.get(at)) {
        Some(run) => {
            let stream = Thing::stream(run.stream);
            Some((voice.key(stream), voice.side.name(stream), place))
        }
        None => {
            let name = model.tree(statement.file)[term].symbol();
            Some((name.map_or(0, |name| voice.spelt(name)), model.name_at(place), place))
        }
    }
}

fn runs(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing, drafts: &mut Vec<Draft>) {
    let (old, new) = (run_of(differ, When::Then, then), run_of(differ, When::Now, now));
    if old.as_ref().map(|run| run.0) == new.as_ref().map(|run| run.0) {
        return;
    }
    let spot = |when, owner, run: (u64, String, FileSpan)| -> Spot { differ.said(when, owner, run.1, run.2) };
    let old = old.map(|run| spot(When::Then, then, run));
    let new = new.map(|run| spot(When::Now, now, run));
    drafts.push(differ.draft(Kind::Runs, old, new));
}

/// All streams of now in their order, each with what it was, and behind them those that are gone.
pub(super) fn all(differ: &Differ<'_, '_, '_>) -> Vec<(Option<Thing>, Option<Thing>)> {
    let mut all = Vec::new();
    for index in 1..differ.now.side.count(Class::Stream) {
        let now = Thing::new(Class::Stream, index);
        all.push((differ.now.other(now), Some(now)));
    }
    for index in 1..differ.then.side.count(Class::Stream) {
        let then = Thing::new(Class::Stream, index);
        if differ.then.other(then).is_none() {
            all.push((Some(then), None));
        }
    }
    all
}
