//! A word of a name, as it is compared with those of others.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::typo::{FUNCTION_WORDS, letter_set, tells_apart};

/// A word with what is asked of it again and again: names repeat their words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word, [folded](super::fold::fold).
    pub folded: Box<str>,
    /// The hash of its stem. Two stems are taken for one if their hashes, of 64 bits, are the same.
    pub stem: u64,
    /// The hash of the word itself.
    pub hash: u64,
    /// Its letters [as bits](letter_set).
    pub letters: u32,
    /// Whether it is one such as *of*.
    pub joins: bool,
    /// Whether it [tells a name from others](tells_apart) of a series.
    pub tells_apart: bool,
}

impl Word {
    /// A folded word with its stem.
    pub fn new(folded: &str, stem: &str) -> Word {
        Word {
            folded: folded.into(),
            stem: hash(stem),
            hash: hash(folded),
            letters: letter_set(folded),
            joins: FUNCTION_WORDS.contains(&folded),
            tells_apart: tells_apart(folded),
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
