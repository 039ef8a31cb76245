//! What changed in what flows at a step, an activity or the border of a stream.

use std::mem::take;

use rustc_hash::FxHashMap;

use super::concerns::{MOST_CONCERNED, of_end};
use super::differ::Differ;
use super::draft::{Draft, Spot};
use super::facts::{Fact, end_name, facts, kinds_of};
use super::keys::When;
use super::relations::hashed;
use super::shape::{Breaking, Kind, Party, PartyKind};
use super::side::{Class, Thing};
use crate::distinct::distinct;
use crate::export::model::Mode;
use crate::model::ScopeId;
use crate::model::flows::{End, NamedEnd};
use crate::model::matching;
use crate::source::FileId;
use crate::syntax::quantity::{WORKING_DAY, read_duration};
use crate::syntax::{StatementId, Symbol};
use crate::text::{MOST_LISTED, backquoted, first_few_listed};

/// The changes of what flows at an owner that is there then and now.
pub(super) fn compare(differ: &Differ<'_, '_, '_>, then: Thing, now: Thing, drafts: &mut Vec<Draft>) {
    for kind in kinds_of(now) {
        let mut old: Vec<Option<Fact>> = Vec::new();
        old.extend(facts(differ.then, then, kind).into_iter().map(Some));
        let mut new: Vec<Option<Fact>> = Vec::new();
        new.extend(facts(differ.now, now, kind).into_iter().map(Some));
        let mut comparing = Comparing::new(differ, then, now, drafts);
        comparing.join(&mut old, &mut new, Fact::hash);
        comparing.join(&mut old, &mut new, |fact| hashed((&fact.items, fact.mode)));
        comparing.join(&mut old, &mut new, |fact| hashed(&fact.items));
        comparing.join_choices(&mut old, &mut new);
        for fact in old.iter().flatten() {
            comparing.only(When::Then, fact);
        }
        for fact in new.iter().flatten() {
            comparing.only(When::Now, fact);
        }
    }
}

/// What flows at a step or at the border of a stream that is only then or only now, as far as it has to do with anybody outside of
/// the stream.
pub(super) fn alone(differ: &Differ<'_, '_, '_>, when: When, owner: Thing, drafts: &mut Vec<Draft>) {
    let mut comparing = Comparing::new(differ, owner, owner, drafts);
    for kind in kinds_of(owner) {
        for fact in facts(differ.voice(when), owner, kind) {
            let parties = differ.outside(when).of_flow(differ.voice(when), fact.flow);
            if !parties.is_empty() {
                comparing.only(when, &fact);
            }
        }
    }
}

struct Comparing<'a, 'd, 'm, 's> {
    differ: &'a Differ<'d, 'm, 's>,
    then: Thing,
    now: Thing,
    drafts: &'a mut Vec<Draft>,
    /// The drafts that tell of other alternatives, by the hashes of those of then and now.
    told: FxHashMap<(u64, u64), usize>,
    /// The items of the statement that was asked for last.
    listed: Option<((When, FileId, StatementId), Vec<Symbol>)>,
}

impl<'a, 'd, 'm, 's> Comparing<'a, 'd, 'm, 's> {
    fn new(
        differ: &'a Differ<'d, 'm, 's>,
        then: Thing,
        now: Thing,
        drafts: &'a mut Vec<Draft>,
    ) -> Comparing<'a, 'd, 'm, 's> {
        Comparing { differ, then, now, drafts, told: FxHashMap::default(), listed: None }
    }

    /// Takes out those flows of then and now that have one hash, and tells what changed in them.
    fn join(&mut self, then: &mut [Option<Fact>], now: &mut [Option<Fact>], by: impl Fn(&Fact) -> u64) {
        let mut waiting: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, fact) in now.iter().enumerate().rev() {
            if let Some(fact) = fact {
                waiting.entry(by(fact)).or_default().push(at);
            }
        }
        for slot in then {
            let Some(fact) = slot else { continue };
            let Some(at) = waiting.get_mut(&by(fact)).and_then(Vec::pop) else { continue };
            let Some(other) = take(&mut now[at]) else { continue };
            if let Some(fact) = take(slot) {
                self.changed(&fact, &other);
            }
        }
    }

    /// Takes out those that are content with other alternatives than before: they have an item in common, and are the only ones
    /// left that have it.
    fn join_choices(&mut self, then: &mut [Option<Fact>], now: &mut [Option<Fact>]) {
        let mut by_item: FxHashMap<u64, [Vec<usize>; 2]> = FxHashMap::default();
        for (side, facts) in [&*then, &*now].into_iter().enumerate() {
            for (at, fact) in facts.iter().enumerate() {
                for &item in fact.iter().flat_map(|fact| &fact.items) {
                    by_item.entry(item).or_default()[side].push(at);
                }
            }
        }
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for [one, other] in by_item.into_values() {
            if let ([one], [other]) = (&one[..], &other[..]) {
                pairs.push((*one, *other));
            }
        }
        pairs.sort_unstable();
        for (one, other) in pairs {
            if then[one].is_none() || now[other].is_none() {
                continue;
            }
            let (Some(old), Some(new)) = (take(&mut then[one]), take(&mut now[other])) else { continue };
            self.changed(&old, &new);
        }
    }

    /// A flow that is only then or only now.
    fn only(&mut self, when: When, fact: &Fact) {
        let (differ, voice) = (self.differ, self.differ.voice(when));
        let mut spot = self.spot(when, fact);
        let mut ends = fact.ends.clone();
        ends.sort_by_key(|&(_, _, place)| place);
        for (_, named, place) in ends {
            spot.values.push(end_name(voice, &named, place));
        }
        let outside = differ.as_now(differ.outside(when).of_flow(voice, fact.flow));
        let relied = differ.relies(&outside);
        let (others, count) = self.others(when, fact, MOST_LISTED);
        let (then, now) = match when {
            When::Then => (Some(spot), None),
            When::Now => (None, Some(spot)),
        };
        let mut draft = differ.draft(kind_of(fact.flow.kind), then, now);
        if count > 0 {
            draft.more = vec![first_few_listed(&backquoted(&others), count, "or")];
        }
        draft.modes[when as usize] = fact.mode.word();
        let is_given = matches!(fact.flow.kind, matching::Kind::Output | matching::Kind::Outcome);
        let is_trigger = fact.flow.kind == matching::Kind::Trigger;
        draft.breaking = match when {
            When::Then if relied && is_given && !self.comes_from_elsewhere(fact, &outside) => {
                Some(Breaking::Lost)
            }
            When::Then if is_trigger && self.is_still_brought(fact, &outside) => Some(Breaking::Lost),
            When::Now if relied && self.is_new_wait(fact) => Some(Breaking::Wait),
            _ => None,
        };
        self.push(draft, outside);
    }

    /// Whether a step that was there already now waits for a flow.
    fn is_new_wait(&self, fact: &Fact) -> bool {
        let is_old = self.differ.now.pairs.then(self.now).is_some();
        is_old
            && fact.flow.kind == matching::Kind::Input
            && matches!(fact.mode, Mode::Mandatory | Mode::Reply)
    }

    /// Whether all who were given something are stakeholders to whom somebody else gives it now.
    fn comes_from_elsewhere(&self, fact: &Fact, parties: &[Party]) -> bool {
        let differ = self.differ;
        let items: Vec<Symbol> = differ.then.side.items(fact.flow).collect();
        let is_served = |named: &NamedEnd| {
            let End::External(external) = named.end else { return false };
            let now = differ.then.other(Thing::new(Class::External, external.index()));
            let is_given = |item: &Symbol| {
                let item = differ.then.other(Thing::item(*item));
                now.zip(item).is_some_and(|(external, item)| {
                    differ.outside(When::Now).is_given(differ.now.side, external, item.symbol())
                })
            };
            items.iter().all(is_given)
        };
        let are_stakeholders = parties.iter().all(|party| party.kind != PartyKind::Stream);
        are_stakeholders && !fact.ends.is_empty() && fact.ends.iter().all(|(_, named, _)| is_served(named))
    }

    /// Whether somebody still wants to start the stream with what started it then. A stream that gives something else now, or
    /// keeps it to itself, has lost nothing; of a stakeholder that is not known.
    fn is_still_brought(&self, fact: &Fact, parties: &[Party]) -> bool {
        let differ = self.differ;
        if parties.iter().any(|party| party.kind == PartyKind::Stakeholder) {
            return true;
        }
        let runners = differ.outside(When::Then).runners(differ.then, fact.flow.scope);
        if differ.relies(&runners) {
            return true;
        }
        let givers = differ.outside(When::Then).givers(differ.then, fact.flow);
        givers.into_iter().any(|giver| {
            let now = differ.then.other(Thing::stream(giver));
            now.is_some_and(|now| differ.gives_away(ScopeId::new(now.index as usize), &fact.items))
        })
    }

    /// A flow that is there then and now: what of it changed.
    fn changed(&mut self, then: &Fact, now: &Fact) {
        if then.is_same(now) {
            return;
        }
        let differ = self.differ;
        let mut outside = differ.as_now(differ.outside(When::Then).of_flow(differ.then, then.flow));
        outside.extend(differ.outside(When::Now).of_flow(differ.now, now.flow));
        outside.sort_unstable();
        outside.dedup();
        if then.items != now.items {
            let (old, new) = (self.spot(When::Then, then), self.spot(When::Now, now));
            let draft = differ.draft(kind_of(now.flow.kind), Some(old), Some(new));
            self.push(draft, outside.clone());
        }
        self.mode(then, now, &outside);
        self.alternatives(then, now, &outside);
        self.time(then, now, &outside);
        self.ends(then, now);
    }

    fn mode(&mut self, then: &Fact, now: &Fact, outside: &[Party]) {
        if then.mode == now.mode {
            return;
        }
        let (old, new) = (self.spot(When::Then, then), self.spot(When::Now, now));
        let mut draft = self.differ.draft(Kind::Mode, Some(old), Some(new));
        draft.modes = [then.mode.word(), now.mode.word()];
        let word = |fact: &Fact| vec![fact.mode.word().unwrap_or("mandatory").to_owned()];
        if let Some(spot) = &mut draft.then {
            spot.values = word(then);
        }
        if let Some(spot) = &mut draft.now {
            spot.values = word(now);
        }
        draft.more = vec![kind_word(now.flow.kind).to_owned()];
        let is_output = now.flow.kind == matching::Kind::Output;
        draft.breaking = match (is_output, then.mode, now.mode) {
            _ if !self.differ.relies(outside) => None,
            (true, Mode::Mandatory, _) => Some(Breaking::Uncertain),
            (false, Mode::Optional | Mode::Rework, Mode::Mandatory | Mode::Reply) => Some(Breaking::Wait),
            _ => None,
        };
        self.push(draft, outside.to_vec());
    }

    fn alternatives(&mut self, then: &Fact, now: &Fact, outside: &[Party]) {
        if then.alternatives == now.alternatives {
            return;
        }
        // All alternatives of a statement have others now; that is one change, told of the first.
        let pair = then.alternatives.zip(now.alternatives);
        if let Some(&at) = pair.and_then(|pair| self.told.get(&pair)) {
            let concerns = &mut self.drafts[at].concerns;
            for party in outside {
                if concerns.len() < MOST_CONCERNED && !concerns.contains(party) {
                    concerns.push(party.clone());
                }
            }
            return;
        }
        self.told.extend(pair.map(|pair| (pair, self.drafts.len())));
        let (mut old, mut new) = (self.spot(When::Then, then), self.spot(When::Now, now));
        old.values = self.others(When::Then, then, usize::MAX).0;
        new.values = self.others(When::Now, now, usize::MAX).0;
        let mut draft = self.differ.draft(Kind::Alternatives, Some(old), Some(new));
        draft.more = vec![kind_word(now.flow.kind).to_owned()];
        let is_given = now.flow.kind == matching::Kind::Output;
        if is_given && then.alternatives.is_none() && self.differ.relies(outside) {
            draft.breaking = Some(Breaking::Uncertain);
        }
        self.push(draft, outside.to_vec());
    }

    fn time(&mut self, then: &Fact, now: &Fact, outside: &[Party]) {
        if then.time == now.time {
            return;
        }
        let is_outcome = now.flow.kind == matching::Kind::Outcome;
        let kind = if is_outcome { Kind::Promise } else { Kind::Every };
        let spot = |when, fact: &Fact| {
            let time = fact.time.clone()?;
            let place = fact.time_place.or(Some(fact.place));
            Some(Spot { values: vec![time], place, ..self.spot(when, fact) })
        };
        let (old, new) = (spot(When::Then, then), spot(When::Now, now));
        let mut draft = self.differ.draft(kind, old, new);
        let days = [self.differ.then, self.differ.now].map(|voice| voice.side.model.declared().working_day());
        if is_outcome && is_longer([&then.time, &now.time], days) {
            draft.breaking = Some(Breaking::Promise);
        }
        self.push(draft, outside.to_vec());
    }

    fn ends(&mut self, then: &Fact, now: &Fact) {
        let keys = |fact: &Fact| fact.ends.iter().map(|end| end.0).collect::<Vec<u64>>();
        let (old, new) = (keys(then), keys(now));
        for (when, fact, others, other) in [(When::Then, then, &new, now), (When::Now, now, &old, then)] {
            for end in &fact.ends {
                if others.binary_search(&end.0).is_err() {
                    self.end(when, fact, end, other);
                }
            }
        }
    }

    /// An end that a flow names only then or only now.
    fn end(
        &mut self,
        when: When,
        fact: &Fact,
        (_, named, place): &(u64, crate::model::flows::NamedEnd, crate::source::FileSpan),
        other: &Fact,
    ) {
        let (differ, voice) = (self.differ, self.differ.voice(when));
        let mut spot = self.spot(when, fact);
        spot.values = vec![end_name(voice, named, *place)];
        spot.place = Some(*place);
        let (then, now) = match when {
            When::Then => (Some(spot), None),
            When::Now => (None, Some(spot)),
        };
        let mut draft = differ.draft(Kind::End, then, now);
        draft.more = vec![kind_word(fact.flow.kind).to_owned()];
        // What named nobody was for anybody.
        if other.ends.is_empty() {
            draft.more.push("alone".to_owned());
        }
        let parties: Vec<Party> = of_end(voice, fact.flow.scope, named.end).into_iter().collect();
        let parties = differ.as_now(parties);
        let is_given = matches!(fact.flow.kind, matching::Kind::Output | matching::Kind::Outcome);
        let is_trigger = fact.flow.kind == matching::Kind::Trigger;
        draft.breaking = match when {
            // What goes to whoever wants it still goes to them.
            When::Then if differ.relies(&parties) && is_given && !other.ends.is_empty() => {
                Some(Breaking::Lost)
            }
            When::Then if is_trigger && !other.ends.is_empty() && self.is_still_brought(fact, &parties) => {
                Some(Breaking::Lost)
            }
            When::Now if differ.relies(&parties) && self.is_new_wait(fact) => Some(Breaking::Wait),
            _ => None,
        };
        self.push(draft, parties);
    }

    fn owner(&self, when: When) -> Thing {
        match when {
            When::Then => self.then,
            When::Now => self.now,
        }
    }

    fn spot(&self, when: When, fact: &Fact) -> Spot {
        let side = self.differ.voice(when).side;
        let model = side.model;
        let items = model.names_of_items(fact.flow.scope, side.occurrence(fact.flow));
        Spot { items, ..self.differ.spot(when, self.owner(when), fact.place) }
    }

    /// The names of the first `most` other alternatives of a flow, and how many others there are.
    fn others(&mut self, when: When, fact: &Fact, most: usize) -> (Vec<String>, usize) {
        if fact.alternatives.is_none() {
            return (Vec::new(), 0);
        }
        let side = self.differ.voice(when).side;
        let statement = (when, side.file(fact.flow), side.occurrence(fact.flow).statement);
        let known = self.listed.take().filter(|(known, _)| *known == statement);
        let (_, items) =
            known.unwrap_or_else(|| (statement, distinct(side.items_of_statement(statement.1, statement.2))));
        let own: Vec<Symbol> = side.items(fact.flow).collect();
        let others = items.iter().filter(|item| !own.contains(item));
        let names = others.take(most).map(|&item| side.name(Thing::item(item))).collect();
        let count = items.len().saturating_sub(own.len());
        self.listed = Some((statement, items));
        (names, count)
    }

    /// Keeps a draft; those outside are concerned before those inside.
    fn push(&mut self, mut draft: Draft, mut outside: Vec<Party>) {
        if !outside.is_empty() {
            outside.append(&mut draft.concerns);
            draft.concerns = outside;
        }
        self.drafts.push(draft);
    }
}

/// Whether a promise is longer than it was, or gone; working days are as long as they were then, and are now.
fn is_longer([then, now]: [&Option<String>; 2], [then_day, now_day]: [u64; 2]) -> bool {
    let Some(then) = then else { return false };
    let Some(now) = now else { return true };
    let seconds = |text: &str, day: u64| {
        let time = read_duration(text).ok()?;
        time.seconds(if day == 0 { WORKING_DAY } else { day })
    };
    seconds(now, now_day) > seconds(then, then_day)
}

fn kind_of(kind: matching::Kind) -> Kind {
    match kind {
        matching::Kind::Input => Kind::Input,
        matching::Kind::Output => Kind::Output,
        matching::Kind::Trigger => Kind::Trigger,
        matching::Kind::Outcome => Kind::Outcome,
    }
}

/// What a flow is, as it is written.
fn kind_word(kind: matching::Kind) -> &'static str {
    match kind {
        matching::Kind::Input => "input",
        matching::Kind::Output => "output",
        matching::Kind::Trigger => "trigger",
        matching::Kind::Outcome => "outcome",
    }
}
