//! Lists in which each thing stands once.

use std::hash::Hash;

use rustc_hash::FxHashSet;

/// Things in the order in which they were first added, each once, however many there are.
#[derive(Debug)]
pub(crate) struct Distinct<T> {
    list: Vec<T>,
    known: FxHashSet<T>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Distinct<T> {
        Distinct { list: Vec::new(), known: FxHashSet::default() }
    }
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    /// Adds one at the end, if it is not among them.
    pub fn add(&mut self, one: T) {
        if self.known.insert(one.clone()) {
            self.list.push(one);
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them.
    pub fn into_list(self) -> Vec<T> {
        self.list
    }
}

/// The same list without repetitions, in the same order.
pub(crate) fn distinct<T: Clone + Eq + Hash>(list: Vec<T>) -> Vec<T> {
    let mut distinct = Distinct::default();
    for one in list {
        distinct.add(one);
    }
    distinct.into_list()
}
