//! Which things of two models are one by their names. A name that both have means one thing, whatever it does now: others
//! refer to it by that name.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::pairs::Pairs;
use super::side::{Class, Side, Thing};
use super::swaps;
use crate::model::ScopeId;
use crate::model::activity::Activity;
use crate::source::FileSpan;
use crate::syntax::Symbol;

/// For each name of then the same name of now, if it is mentioned there.
pub(super) struct SameNames(Vec<Option<Symbol>>);

impl SameNames {
    /// Compares the names of both models by their words.
    pub(super) fn new(then: &Side<'_, '_>, now: &Side<'_, '_>) -> SameNames {
        let count = now.model.name_count();
        let mut by_hash: FxHashMap<u64, Symbol> = FxHashMap::default();
        by_hash.reserve(count);
        // Of two names with one hash, which hardly happens, the later one is not found.
        for symbol in (0..count).map(Symbol::new) {
            by_hash.entry(now.model.first_mention(symbol).1).or_insert(symbol);
        }
        let mut same = Vec::with_capacity(then.model.name_count());
        for symbol in (0..then.model.name_count()).map(Symbol::new) {
            let (place, hash) = then.model.first_mention(symbol);
            let found = by_hash.get(&hash).copied();
            same.push(found.filter(|&other| is_same(then, place, symbol, now, other)));
        }
        SameNames(same)
    }

    /// The same name of now.
    pub(super) fn now(&self, then: Symbol) -> Option<Symbol> {
        self.0.get(then.index()).copied().flatten()
    }
}

fn is_same(then: &Side<'_, '_>, place: FileSpan, one: Symbol, now: &Side<'_, '_>, other: Symbol) -> bool {
    let written = now.model.slice(now.model.first_mention(other).0);
    then.model.slice(place) == written || then.model.words(one) == now.model.words(other)
}

/// Joins what has the same name: streams, stakeholders and repositories, items, roles, practices and tools, the descriptions of
/// activities, and the steps of streams that are one. Where a name is gone and its alias is not, it is one by that.
pub(super) fn join(then: &Side<'_, '_>, now: &Side<'_, '_>, same: &SameNames, pairs: &mut Pairs) {
    let joining = Joining { then, now, same };
    let all = |side: &Side<'_, '_>, class| -> Vec<Thing> {
        (0..side.count(class)).map(|at| Thing::new(class, at)).collect()
    };
    for class in [Class::Stream, Class::External] {
        let (old, new) = (all(then, class), all(now, class));
        joining.join(&old, &new, pairs);
    }
    for class in Class::NAMES {
        joining.names(class, pairs);
    }
    joining.items_by_alias(pairs);
    joining.descriptions(pairs);
    let streams = [then, now].map(|side| all(side, Class::Stream));
    swaps::follow([then, now], [&streams[0][1..], &streams[1][1..]], pairs);
    joining.steps(pairs);
}

/// Joins the steps of streams that became one since [`join`].
pub(super) fn join_steps(then: &Side<'_, '_>, now: &Side<'_, '_>, same: &SameNames, pairs: &mut Pairs) {
    Joining { then, now, same }.steps(pairs);
}

struct Joining<'a, 'm, 's> {
    then: &'a Side<'m, 's>,
    now: &'a Side<'m, 's>,
    same: &'a SameNames,
}

impl Joining<'_, '_, '_> {
    /// Joins declared things by their names, and what is left by their aliases.
    fn join(&self, then: &[Thing], now: &[Thing], pairs: &mut Pairs) {
        let name_then = |thing: Thing| self.same.now(self.then.name_symbol(thing)?);
        let name_now = |thing: Thing| self.now.name_symbol(thing);
        // Mostly nothing was put in between.
        for (&one, &other) in then.iter().zip(now) {
            let name = name_then(one);
            if name.is_some() && name == name_now(other) && is_free(pairs, one, other) {
                pairs.join(one, other);
            }
        }
        self.join_by(then, now, pairs, name_then, name_now);
        let alias_then = |thing: Thing| self.same.now(self.then.alias(self.then.statement(thing)?)?);
        let alias_now = |thing: Thing| self.now.alias(self.now.statement(thing)?);
        self.join_by(then, now, pairs, alias_then, alias_now);
    }

    /// Joins what is left and has the same name, the first with the first where several have it.
    fn join_by(
        &self,
        then: &[Thing],
        now: &[Thing],
        pairs: &mut Pairs,
        name_then: impl Fn(Thing) -> Option<Symbol>,
        name_now: impl Fn(Thing) -> Option<Symbol>,
    ) {
        let mut left: Vec<Thing> = then.to_vec();
        left.retain(|&thing| self.then.exists(thing) && pairs.now(thing).is_none());
        if left.is_empty() {
            return;
        }
        let mut by_name: FxHashMap<Symbol, VecDeque<Thing>> = FxHashMap::default();
        for &thing in now {
            if let Some(name) = name_now(thing)
                && pairs.then(thing).is_none()
                && self.now.exists(thing)
            {
                by_name.entry(name).or_default().push_back(thing);
            }
        }
        for thing in left {
            let Some(name) = name_then(thing) else { continue };
            if let Some(other) = by_name.get_mut(&name).and_then(VecDeque::pop_front) {
                pairs.join(thing, other);
            }
        }
    }

    /// Joins names that stand for things of one class in both models.
    fn names(&self, class: Class, pairs: &mut Pairs) {
        for index in 0..self.then.count(class) {
            let thing = Thing::new(class, index);
            if !self.then.has(class, thing.symbol()) {
                continue;
            }
            let Some(name) = self.same.now(thing.symbol()) else { continue };
            let other = Thing::new(class, name.index());
            if self.now.has(class, name) && pairs.then(other).is_none() {
                pairs.join(thing, other);
            }
        }
    }

    /// Joins declared items whose names differ and whose aliases do not.
    fn items_by_alias(&self, pairs: &mut Pairs) {
        let mut by_alias: FxHashMap<Symbol, Thing> = FxHashMap::default();
        for &statement in self.now.model.declared().items() {
            let Some(alias) = self.now.alias(statement) else { continue };
            let item = Thing::item(self.now.resolved(Class::Item, alias));
            if pairs.then(item).is_none() && self.now.exists(item) {
                by_alias.entry(alias).or_insert(item);
            }
        }
        for &statement in self.then.model.declared().items() {
            let Some(alias) = self.then.alias(statement) else { continue };
            let item = Thing::item(self.then.resolved(Class::Item, alias));
            if pairs.now(item).is_some() || !self.then.exists(item) {
                continue;
            }
            let other = self.same.now(alias).and_then(|alias| by_alias.remove(&alias));
            if let Some(other) = other {
                pairs.join(item, other);
            }
        }
    }

    /// Joins the descriptions of each activity, in the order of the text.
    fn descriptions(&self, pairs: &mut Pairs) {
        for activity in Activity::ALL {
            let then = self.then.model.descriptions_of(activity);
            let now = self.now.model.descriptions_of(activity);
            for (&one, &other) in then.iter().zip(now) {
                pairs.join(Thing::step(one), Thing::step(other));
            }
        }
    }

    fn steps(&self, pairs: &mut Pairs) {
        for stream in self.then.model.streams() {
            let Some(other) = pairs.now(Thing::stream(stream)) else { continue };
            let things = |side: &Side<'_, '_>, stream: ScopeId| -> Vec<Thing> {
                side.model.steps_of(stream).map(Thing::step).collect()
            };
            let now = things(self.now, ScopeId::new(other.index as usize));
            let then = things(self.then, stream);
            self.join(&then, &now, pairs);
            swaps::follow([self.then, self.now], [&then, &now], pairs);
        }
    }
}

/// Whether neither is anything else yet.
fn is_free(pairs: &Pairs, then: Thing, now: Thing) -> bool {
    pairs.now(then).is_none() && pairs.then(now).is_none()
}
