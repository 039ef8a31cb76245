//! Joins things of which everything that is said is the same but for names.
//!
//! Each thing has a colour, which is first what it says of itself and then, round by round, what the statements say in which
//! it stands, by the colours of the others there. Things that are one but for names keep one colour in both models for as
//! many rounds as nothing else changed near them. So those that agree longest are joined first.

use rustc_hash::FxHashMap;

use super::{Half, Search};
use crate::compare::pairs::Pairs;
use crate::compare::relations::{Part, hashed};
use crate::compare::side::Thing;

/// So far from a thing its surroundings are looked at.
const ROUNDS: usize = 4;

/// Joins them, and gives how many.
pub(super) fn join(search: &Search<'_, '_, '_>, pairs: &mut Pairs) -> usize {
    let then = colours(&search.then, &|thing| pairs.now(thing));
    let now = colours(&search.now, &Some);
    let mut found = 0;
    for round in (0..ROUNDS).rev() {
        let mut groups: FxHashMap<u64, [Vec<Thing>; 2]> = FxHashMap::default();
        for (&thing, &colour) in search.then.relations.things.iter().zip(&then[round]) {
            if pairs.now(thing).is_none() {
                groups.entry(colour).or_default()[0].push(thing);
            }
        }
        for (&thing, &colour) in search.now.relations.things.iter().zip(&now[round]) {
            if pairs.then(thing).is_none() {
                groups.entry(colour).or_default()[1].push(thing);
            }
        }
        let mut groups: Vec<[Vec<Thing>; 2]> = groups.into_values().collect();
        groups.retain(|[one, other]| !one.is_empty() && one.len() == other.len());
        groups.sort_unstable();
        for [one, other] in groups {
            found += join_group(search, one, other, pairs);
        }
    }
    found
}

/// Joins things that cannot be told apart, in the order of their names.
fn join_group(
    search: &Search<'_, '_, '_>,
    mut then: Vec<Thing>,
    mut now: Vec<Thing>,
    pairs: &mut Pairs,
) -> usize {
    then.sort_by_cached_key(|&thing| search.then.side.name(thing));
    now.sort_by_cached_key(|&thing| search.now.side.name(thing));
    let mut found = 0;
    for (one, other) in then.into_iter().zip(now) {
        let shared =
            search.then.relations.local.get(&one).map_or(0, |&at| search.then.relations.of[at].len());
        if search.is_enough(one, shared, search.alike(one, other)) {
            pairs.join(one, other);
            found += 1;
        }
    }
    found
}

/// The colours of all that is left, for each round.
fn colours(half: &Half<'_, '_, '_>, to_now: &dyn Fn(Thing) -> Option<Thing>) -> Vec<Vec<u64>> {
    let relations = &half.relations;
    let mut history: Vec<Vec<u64>> = Vec::with_capacity(ROUNDS);
    let mut colours: Vec<u64> = relations.own.clone();
    for _ in 0..ROUNDS {
        let mut next: Vec<u64> = colours.iter().map(hashed).collect();
        for relation in &relations.all {
            let mut sum = relation.label;
            for &(role, part) in &relation.parts {
                sum = sum.wrapping_add(hashed((role, colour(half, part, &colours, to_now))));
            }
            for &(role, part) in &relation.parts {
                if let Part::Thing(thing) = part
                    && let Some(&at) = relations.local.get(&thing)
                {
                    next[at] = next[at].wrapping_add(hashed((role, sum)));
                }
            }
        }
        colours.clone_from(&next);
        history.push(next);
    }
    history
}

fn colour(
    half: &Half<'_, '_, '_>,
    part: Part,
    colours: &[u64],
    to_now: &dyn Fn(Thing) -> Option<Thing>,
) -> u64 {
    if let Part::Thing(thing) = part
        && let Some(&at) = half.relations.local.get(&thing)
    {
        return colours[at];
    }
    half.known(part, to_now).unwrap_or_default()
}
