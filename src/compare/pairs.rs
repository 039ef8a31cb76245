//! What of one model is what of the other.

use super::side::{Class, Side, Thing};

/// Two indices that are one, as far as they are known.
#[derive(Clone, Debug, Default)]
struct Joined {
    now: Vec<Option<u32>>,
    then: Vec<Option<u32>>,
}

/// The things of then and now that are one. Each is at most one thing of the other model.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    classes: [Joined; Class::ALL.len()],
}

impl Pairs {
    /// None yet, but for the value chain.
    pub(super) fn new(then: &Side<'_, '_>, now: &Side<'_, '_>) -> Pairs {
        let empty = |class| Joined { now: vec![None; then.count(class)], then: vec![None; now.count(class)] };
        let mut pairs = Pairs { classes: Class::ALL.map(empty) };
        pairs.join(Thing::new(Class::Stream, 0), Thing::new(Class::Stream, 0));
        pairs
    }

    /// Two things are one. Both are of one class, and neither is anything else yet.
    pub(super) fn join(&mut self, then: Thing, now: Thing) {
        let joined = &mut self.classes[then.class as usize];
        joined.now[then.index as usize] = Some(now.index);
        joined.then[now.index as usize] = Some(then.index);
    }

    /// What was one is two.
    pub(super) fn part(&mut self, then: Thing) {
        let joined = &mut self.classes[then.class as usize];
        if let Some(now) = joined.now[then.index as usize].take() {
            joined.then[now as usize] = None;
        }
    }

    /// What a thing of then is now.
    pub(super) fn now(&self, then: Thing) -> Option<Thing> {
        let index = *self.classes[then.class as usize].now.get(then.index as usize)?;
        Some(Thing { index: index?, ..then })
    }

    /// What a thing of now was then.
    pub(super) fn then(&self, now: Thing) -> Option<Thing> {
        let index = *self.classes[now.class as usize].then.get(now.index as usize)?;
        Some(Thing { index: index?, ..now })
    }

    /// The things of then that are no more.
    pub(super) fn gone(&self, class: Class, side: &Side<'_, '_>) -> Vec<Thing> {
        alone(class, &self.classes[class as usize].now, side)
    }

    /// The things of now that were not then.
    pub(super) fn new_things(&self, class: Class, side: &Side<'_, '_>) -> Vec<Thing> {
        alone(class, &self.classes[class as usize].then, side)
    }

    /// How many things of a class are one.
    pub(super) fn count(&self, class: Class) -> usize {
        self.classes[class as usize].now.iter().flatten().count()
    }
}

fn alone(class: Class, others: &[Option<u32>], side: &Side<'_, '_>) -> Vec<Thing> {
    let mut alone = Vec::new();
    for (index, other) in others.iter().enumerate() {
        let thing = Thing::new(class, index);
        if other.is_none() && side.exists(thing) {
            alone.push(thing);
        }
    }
    alone
}
