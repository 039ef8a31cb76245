//! Ids of what stands in a tree, and runs of them.
//!
//! An id is the index in the tree's vector as a `u32`, so half as large as an index, and a statement cannot be looked up
//! among the terms.

use std::fmt::Debug;
use std::ops::Range;

/// A statement of one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(u32);

/// A term of one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(u32);

/// What [`IdRange`] is a run of.
pub trait Id: Copy + Ord + Debug {
    /// The id of what stands at `index`, 0-based. A text has less than 4 GiB, so `index` fits.
    fn new(index: usize) -> Self;

    /// The index of what has this id, 0-based.
    fn index(self) -> usize;
}

/// Gives a type that holds one `u32` what an id can do.
macro_rules! id {
    ($name:ident) => {
        // Not every id needs all of it.
        #[allow(dead_code)]
        impl $name {
            /// The first of all.
            pub const FIRST: $name = $name(0);

            /// The id of what stands at `index`, 0-based. A text has less than 4 GiB, so `index` fits.
            pub fn new(index: usize) -> $name {
                $name(index as u32)
            }

            /// The index of what has this id, 0-based.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id that stands `count` places behind this one.
            pub fn after(self, count: u32) -> $name {
                $name(self.0 + count)
            }

            /// The id that stands `count` places before this one, which there has to be.
            pub fn before(self, count: u32) -> $name {
                $name(self.0 - count)
            }

            /// The ids from this one up to `end`, which is not among them.
            pub fn to(self, end: $name) -> $crate::syntax::ids::IdRange<$name> {
                $crate::syntax::ids::IdRange { start: self, end }
            }
        }

        impl $crate::syntax::ids::Id for $name {
            fn new(index: usize) -> $name {
                $name::new(index)
            }

            fn index(self) -> usize {
                self.index()
            }
        }
    };
}

pub(crate) use id;

id!(StatementId);
id!(TermId);

/// Ids that follow each other. It is its own iterator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdRange<T> {
    /// The first of them.
    pub start: T,
    /// The one behind the last.
    pub end: T,
}

/// Terms that follow each other.
pub type TermRange = IdRange<TermId>;

impl<T: Id> Default for IdRange<T> {
    fn default() -> IdRange<T> {
        IdRange { start: T::new(0), end: T::new(0) }
    }
}

impl<T: Id> IdRange<T> {
    /// Whether `id` is among them.
    pub fn contains(&self, id: T) -> bool {
        self.start <= id && id < self.end
    }

    /// How many there are.
    pub fn count_u32(&self) -> u32 {
        self.len() as u32
    }

    /// Their indices.
    pub fn indices(&self) -> Range<usize> {
        self.start.index()..self.end.index()
    }
}

impl<T: Id> Iterator for IdRange<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let id = self.start;
        if id >= self.end {
            return None;
        }
        self.start = T::new(id.index() + 1);
        Some(id)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indices().size_hint()
    }
}

impl<T: Id> DoubleEndedIterator for IdRange<T> {
    fn next_back(&mut self) -> Option<T> {
        if self.start >= self.end {
            return None;
        }
        self.end = T::new(self.end.index() - 1);
        Some(self.end)
    }
}

impl<T: Id> ExactSizeIterator for IdRange<T> {}
