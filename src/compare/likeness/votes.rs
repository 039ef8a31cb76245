//! Joins things of which most of what is said is the same.
//!
//! Each statement in which a thing stands with something known is a vote for every thing of the other model of which the same
//! is said. What is said of very many is no vote, so that the work stays in proportion to what is left.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{Half, Search};
use crate::compare::pairs::Pairs;
use crate::compare::relations::{activity_hash, hashed, texts};
use crate::compare::side::{Class, Thing};
use crate::model::ScopeId;
use crate::similarity::Candidates;
use crate::syntax::Symbol;

/// What is said of more things than these in one model is no vote.
const MOST: usize = 16;

/// How alike two things have to be, from 0 to 1.
const LEAST: f64 = 0.45;

/// How much of that is what they do; the rest is what they are called.
const BY_DEEDS: f64 = 0.6;

/// What is said of a thing, each with its weight.
type Votes = Vec<(u64, u32)>;

/// Two things that may be one.
struct Candidate {
    score: f64,
    /// Both names, the lesser first: the same whichever of them is that of then.
    names: [String; 2],
    then: Thing,
    now: Thing,
}

impl Candidate {
    /// Which ones of their classes they are, the lesser first: the same whichever of them is that of then.
    fn places(&self) -> (Class, u32, u32) {
        let (then, now) = (self.then.index, self.now.index);
        (self.then.class, then.min(now), then.max(now))
    }
}

/// Joins them, and gives how many.
pub(super) fn join(search: &Search<'_, '_, '_>, pairs: &mut Pairs) -> usize {
    let mut then: Vec<(Thing, Votes)> = Vec::new();
    let to_now = |pairs: &Pairs, thing| pairs.now(thing);
    for &thing in &search.then.relations.things {
        if pairs.now(thing).is_none() {
            then.push((thing, votes(&search.then, thing, |thing| to_now(pairs, thing))));
        }
    }
    let mut now: Vec<(Thing, Votes)> = Vec::new();
    for &thing in &search.now.relations.things {
        if pairs.then(thing).is_none() {
            now.push((thing, votes(&search.now, thing, Some)));
        }
    }
    let mut candidates = Vec::new();
    for ((one, other), shared) in meeting(search, &then, &now) {
        candidates.extend(candidate(search, &then[one], &now[other], shared));
    }
    candidates.sort_by(|one, other| {
        let by_score = other.score.partial_cmp(&one.score).unwrap_or(Ordering::Equal);
        by_score.then_with(|| one.names.cmp(&other.names)).then_with(|| one.places().cmp(&other.places()))
    });
    let mut found = 0;
    for candidate in candidates {
        if pairs.now(candidate.then).is_none() && pairs.then(candidate.now).is_none() {
            pairs.join(candidate.then, candidate.now);
            found += 1;
        }
    }
    found
}

fn candidate(
    search: &Search<'_, '_, '_>,
    (then, of_then): &(Thing, Votes),
    (now, of_now): &(Thing, Votes),
    shared: u32,
) -> Option<Candidate> {
    let weight = |votes: &Votes| votes.iter().map(|&(_, weight)| weight).sum::<u32>();
    let all = weight(of_then) + weight(of_now);
    let alike = search.alike(*then, *now);
    let deeds = if all == 0 { 0.0 } else { f64::from(2 * shared) / f64::from(all) };
    let score = BY_DEEDS * deeds + (1.0 - BY_DEEDS) * alike.likeness;
    // Of what is never used there is only the name.
    let is_alike = if all == 0 { alike.likeness >= 0.75 } else { score >= LEAST && shared > 0 };
    if !is_alike || !search.is_enough(*then, shared as usize, alike) {
        return None;
    }
    let mut names = [search.then.side.name(*then), search.now.side.name(*now)];
    names.sort_unstable();
    Some(Candidate { score, names, then: *then, now: *now })
}

/// What may be one, by their indices, with the weight of what is said of both.
fn meeting(
    search: &Search<'_, '_, '_>,
    then: &[(Thing, Votes)],
    now: &[(Thing, Votes)],
) -> FxHashMap<(usize, usize), u32> {
    let mut voters: FxHashMap<(Class, u64), [Vec<usize>; 2]> = FxHashMap::default();
    let mut weights: FxHashMap<u64, u32> = FxHashMap::default();
    for (side, things) in [then, now].into_iter().enumerate() {
        for (at, (thing, votes)) in things.iter().enumerate() {
            for &(vote, weight) in votes {
                voters.entry((thing.class, vote)).or_default()[side].push(at);
                weights.insert(vote, weight);
            }
        }
    }
    let mut shared: FxHashMap<(usize, usize), u32> = FxHashMap::default();
    for ((_, vote), [one, other]) in voters {
        if one.len() > MOST || other.len() > MOST {
            continue;
        }
        for &one in &one {
            for &other in &other {
                *shared.entry((one, other)).or_default() += weights[&vote];
            }
        }
    }
    for pair in near_names(search, then, now) {
        shared.entry(pair).or_default();
    }
    shared
}

/// Those whose names nearly agree: of each the nearest one, looked for from both sides.
fn near_names(
    search: &Search<'_, '_, '_>,
    then: &[(Thing, Votes)],
    now: &[(Thing, Votes)],
) -> Vec<(usize, usize)> {
    let mut near = Vec::new();
    for class in Class::ALL {
        let words = |half: &Half<'_, '_, '_>, things: &[(Thing, Votes)]| {
            let mut words: Vec<(String, usize)> = Vec::new();
            for (at, &(thing, _)) in things.iter().enumerate() {
                if thing.class == class
                    && let Some(name) = half.side.name_symbol(thing)
                {
                    words.push((half.side.model.words(name), at));
                }
            }
            words
        };
        let (old, new) = (words(&search.then, then), words(&search.now, now));
        if old.is_empty() || new.is_empty() {
            continue;
        }
        let language = search.now.side.model.language();
        let by_now = Candidates::new(language, new.clone());
        let by_then = Candidates::new(language, old.clone());
        for (name, at) in &old {
            near.extend(by_now.nearest(name, |_| true).map(|found| (*at, *found.meant)));
        }
        for (name, at) in &new {
            near.extend(by_then.nearest(name, |_| true).map(|found| (*found.meant, *at)));
        }
    }
    near
}

/// What is said of a thing. The same that is said again is another vote.
fn votes(half: &Half<'_, '_, '_>, thing: Thing, to_now: impl Fn(Thing) -> Option<Thing>) -> Votes {
    let mut votes = Vec::new();
    let Some(&local) = half.relations.local.get(&thing) else { return votes };
    for &(at, own) in &half.relations.of[local] {
        let relation = &half.relations.all[at];
        for &(role, part) in &relation.parts {
            if let Some(colour) = half.known(part, &to_now) {
                votes.push((hashed((own, role, colour)), 1));
            }
        }
    }
    // The words of a name are the same in both models.
    let spelt = |kind: &str, name: Option<Symbol>| {
        name.map(|name| hashed((kind, half.side.model.first_mention(name).1)))
    };
    if matches!(thing.class, Class::Stream | Class::Node) {
        let alias = half.side.statement(thing).and_then(|statement| half.side.alias(statement));
        for name in [half.side.name_symbol(thing), alias] {
            votes.extend(spelt("name", name).map(|vote| (vote, 3)));
        }
    }
    if thing.class == Class::Stream {
        for step in half.side.model.steps_of(ScopeId::new(thing.index as usize)) {
            let name = half.side.name_symbol(Thing::step(step));
            votes.extend(spelt("step", name).map(|vote| (vote, 2)));
        }
    }
    if thing.class == Class::Node {
        votes.push((activity_hash(half.side, thing), 1));
    }
    if let Some(statement) = half.side.statement(thing) {
        for (keyword, text) in texts(half.side, half.side.model.tree(statement.file), statement) {
            votes.push((hashed((keyword.word(), text)), 1));
        }
    }
    number(&mut votes);
    votes
}

/// Makes the second of two like votes another one.
fn number(votes: &mut Votes) {
    votes.sort_unstable();
    let mut before = None;
    let mut count = 0_u32;
    for (vote, _) in votes {
        count = if before == Some(*vote) { count + 1 } else { 0 };
        before = Some(*vote);
        if count > 0 {
            *vote = hashed((*vote, count));
        }
    }
}
