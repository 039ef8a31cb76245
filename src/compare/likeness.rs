//! Which things of two models are one by what they do, where a name is gone and another has come.
//!
//! First those are joined of which everything that is said is the same but for names ([`colours`]), then those of which most
//! of it is ([`votes`]); each helps to find more of the other. Every bound is on both models alike, so that the answer is the
//! same the other way round.

mod colours;
mod votes;

use rustc_hash::FxHashSet;

use super::by_name::{SameNames, join_steps};
use super::pairs::Pairs;
use super::relations::{Part, Relations, hashed};
use super::side::{Class, Side, Thing};
use crate::similarity::{Wording, WordingReader};

/// So often what was found helps to find more.
const ROUNDS: usize = 4;

/// Joins what is one by what it does.
pub(super) fn join(then: &Side<'_, '_>, now: &Side<'_, '_>, same: &SameNames, pairs: &mut Pairs) {
    let reader = WordingReader::new(now.model.language());
    for _ in 0..ROUNDS {
        let (gone, new) = (left(pairs, then, Pairs::gone), left(pairs, now, Pairs::new_things));
        let classes: FxHashSet<Class> = gone.iter().map(|thing| thing.class).collect();
        if !new.iter().any(|thing| classes.contains(&thing.class)) {
            return;
        }
        let search = Search {
            then: Half { side: then, relations: Relations::of(then, gone) },
            now: Half { side: now, relations: Relations::of(now, new) },
            reader: &reader,
        };
        let found = colours::join(&search, pairs) + votes::join(&search, pairs);
        join_steps(then, now, same, pairs);
        if found == 0 {
            return;
        }
    }
}

type Left = fn(&Pairs, Class, &Side<'_, '_>) -> Vec<Thing>;

fn left(pairs: &Pairs, side: &Side<'_, '_>, left: Left) -> Vec<Thing> {
    let mut things = Vec::new();
    for class in Class::ALL {
        things.extend(left(pairs, class, side));
    }
    things
}

/// One model, with what is left of it.
struct Half<'a, 'm, 's> {
    side: &'a Side<'m, 's>,
    relations: Relations,
}

/// What is looked through.
struct Search<'a, 'm, 's> {
    then: Half<'a, 'm, 's>,
    now: Half<'a, 'm, 's>,
    reader: &'a WordingReader,
}

impl Half<'_, '_, '_> {
    fn wording(&self, reader: &WordingReader, thing: Thing) -> Wording {
        let name = self.side.name_symbol(thing);
        reader.read(&name.map(|name| self.side.model.words(name)).unwrap_or_default())
    }

    /// The colour of a part that has a counterpart, or is the same everywhere: the same in both models. None for what is left.
    fn known(&self, part: Part, to_now: impl Fn(Thing) -> Option<Thing>) -> Option<u64> {
        match part {
            Part::Fixed(hash) => Some(hash),
            Part::Thing(thing) if thing == Thing::new(Class::Stream, 0) => Some(hashed("chain")),
            Part::Thing(thing) if self.relations.local.contains_key(&thing) => None,
            Part::Thing(thing) => to_now(thing).map(hashed),
        }
    }
}

/// How alike two names are.
#[derive(Clone, Copy)]
struct Alike {
    /// From 0 to 1.
    likeness: f64,
    /// Whether they are hardly two.
    is_near: bool,
}

impl Search<'_, '_, '_> {
    /// Whether so much that two things have in common makes them one: `shared` is in how many statements they stand alike.
    ///
    /// That one item, role or party takes another's place in one statement is no rename, but just what a change is.
    fn is_enough(&self, then: Thing, shared: usize, alike: Alike) -> bool {
        match then.class {
            // Whatever else it is, most streams have a trigger and an outcome.
            Class::Stream => shared >= 3 || alike.likeness >= 0.5,
            Class::Node => shared >= 2 || alike.likeness >= 0.5,
            _ => shared >= 2 || alike.is_near,
        }
    }

    fn alike(&self, then: Thing, now: Thing) -> Alike {
        let one = self.then.wording(self.reader, then);
        let other = self.now.wording(self.reader, now);
        Alike { likeness: one.likeness(&other), is_near: one.is_near(&other) }
    }
}
