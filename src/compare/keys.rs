//! What both models say, in one language: things that are one have one key, whichever model speaks of them.

use super::pairs::Pairs;
use super::relations::hashed;
use super::side::{Class, Side, Thing};
use crate::model::flows::{End, NamedEnd};
use crate::model::matching::OccurrenceRef;
use crate::source::FileId;
use crate::syntax::{StatementFlags, Symbol};

/// A key of something: equal for what is one then and now.
pub(super) type Key = u64;

/// Which of the two models speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum When {
    Then,
    Now,
}

/// One of the two models, with what its things are in the other.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a, 'm, 's> {
    pub(super) side: &'a Side<'m, 's>,
    pub(super) pairs: &'a Pairs,
    pub(super) when: When,
}

impl Voice<'_, '_, '_> {
    /// The key of a thing.
    pub(super) fn key(&self, thing: Thing) -> Key {
        let now = match self.when {
            When::Now => Some(thing),
            When::Then => self.pairs.now(thing),
        };
        let (known, index) = now.map_or((0, thing.index), |now| (1, now.index));
        (thing.class as u64) << 34 | known << 33 | u64::from(index)
    }

    /// The key of an item.
    pub(super) fn item(&self, item: Symbol) -> Key {
        self.key(Thing::item(item))
    }

    /// What an end is in the other model, or in this one: what has no counterpart stays alone.
    pub(super) fn other(&self, thing: Thing) -> Option<Thing> {
        match self.when {
            When::Then => self.pairs.now(thing),
            When::Now => self.pairs.then(thing),
        }
    }

    /// The key of an end.
    pub(super) fn end(&self, file: FileId, named: &NamedEnd) -> Key {
        match named.end {
            End::Activity(activity) => hashed(("activity", activity.index())),
            End::All => hashed("all"),
            End::Itself => hashed("itself"),
            End::External(external) => self.key(Thing::new(Class::External, external.index())),
            End::Step(step) => self.key(Thing::step(step)),
            End::Stream(stream) => self.key(Thing::stream(stream)),
            End::Undescribed(stream) => {
                let tree = self.side.model.tree(file);
                let step = tree[named.term.after(1)].symbol();
                hashed((self.key(Thing::stream(stream)), step.map(|step| self.spelt(step))))
            }
            End::Unknown => {
                let tree = self.side.model.tree(file);
                let first = &tree[named.term];
                let step = if first.is_joined() { tree[named.term.after(1)].symbol() } else { None };
                hashed(("unknown", [first.symbol(), step].map(|name| name.map(|name| self.spelt(name)))))
            }
        }
    }

    /// The words of a name as a hash.
    pub(super) fn spelt(&self, name: Symbol) -> u64 {
        self.side.model.first_mention(name).1
    }
}

/// Whether a flow is one of several of which one comes.
pub(super) fn is_alternative(side: &Side<'_, '_>, flow: OccurrenceRef) -> bool {
    let statement = side.occurrence(flow).statement;
    side.model.tree(side.file(flow))[statement].flags.has(StatementFlags::EITHER)
}
