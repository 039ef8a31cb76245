//! The names of one file: equal names get one symbol, whatever their spelling.

use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHasher};

use crate::source::Span;
use crate::syntax::words::normalize_written;

/// A name in this tree: equal names have equal symbols. The model replaces them by ids of the whole project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

impl Symbol {
    /// The symbol at `index`, 0-based. A text has less than 4 GiB, so `index` fits.
    pub fn new(index: usize) -> Symbol {
        Symbol(index as u32)
    }

    /// The index of the name, 0-based.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One name: where it was first written, and the hash of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The first place in the file where it stands, quotes included.
    pub span: Span,
    /// Hash of its words; equal for equal names in all files.
    pub hash: u64,
}

/// All names of one file. It holds no text: a name's words are read from the source again where two hashes meet,
/// which is rare, since a name is nearly always written in one way.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    entries: Vec<Entry>,
    table: HashTable<u32>,
    words: String,
    respelt: Vec<Symbol>,
}

impl Symbols {
    /// None yet, with room for those of a text with so many bytes.
    pub fn for_text(bytes: usize) -> Symbols {
        // A text mentions a name every 20 bytes, mostly one that it knows; a large one soon finds its own pace.
        let names = bytes.min(64 * 1024) / 40;
        Symbols {
            entries: Vec::with_capacity(names),
            table: HashTable::with_capacity(names),
            words: String::with_capacity(64),
            respelt: Vec::new(),
        }
    }

    /// The symbol of the name at `span` in `source`; none for a name without words.
    pub fn intern(&mut self, source: &str, span: Span) -> Option<Symbol> {
        self.words.clear();
        normalize_written(&source[span.range()], &mut self.words);
        if self.words.is_empty() {
            return None;
        }
        let hash = hash(&self.words);
        let Symbols { entries, table, words, respelt } = self;
        let mut is_respelt = false;
        let equal = |&index: &u32| {
            let entry = entries[index as usize];
            let is_written_so = || source.as_bytes()[entry.span.range()] == source.as_bytes()[span.range()];
            entry.hash == hash
                && (is_written_so() || {
                    is_respelt = has_words(source, entry.span, words);
                    is_respelt
                })
        };
        if let Some(&index) = table.find(hash, equal) {
            if is_respelt {
                respelt.push(Symbol(index));
            }
            return Some(Symbol(index));
        }
        let index = entries.len() as u32;
        entries.push(Entry { span, hash });
        table.insert_unique(hash, index, |&index| entries[index as usize].hash);
        Some(Symbol(index))
    }

    /// The names, in the order of their symbols.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The names that are not everywhere in the file written as in the first place, in quotes or bare; some of them
    /// several times.
    pub fn respelt(&self) -> &[Symbol] {
        &self.respelt
    }

    /// Changes the place of every name.
    pub(super) fn each_place(&mut self, change: impl Fn(&mut Span)) {
        self.entries.iter_mut().for_each(|entry| change(&mut entry.span));
    }

    /// Drops what only reading needs.
    pub fn finish(&mut self) {
        self.table = HashTable::new();
        self.words = String::new();
        self.entries.shrink_to_fit();
    }
}

/// Hash of a name's words.
pub fn hash(words: &str) -> u64 {
    let mut hasher: FxHasher = FxBuildHasher.build_hasher();
    hasher.write(words.as_bytes());
    hasher.finish()
}

/// Whether the name at `span` has exactly these words.
pub fn has_words(source: &str, span: Span, words: &str) -> bool {
    let mut other = String::with_capacity(words.len());
    normalize_written(&source[span.range()], &mut other);
    other == words
}
