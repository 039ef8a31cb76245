//! The names of the whole project: equal names in any file get one symbol.

use hashbrown::HashTable;

use crate::source::{FileId, Place, Sources};
use crate::syntax::symbols::{self, has_words};
use crate::syntax::words::{fold, unquote};
use crate::syntax::{Symbol, Tree};

/// All names that any file mentions.
#[derive(Debug, Default)]
pub struct Names {
    entries: Vec<Entry>,
    table: HashTable<u32>,
    /// For each tree, its own symbols' counterparts.
    global: Vec<Vec<Symbol>>,
    respelt: Vec<Symbol>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    place: Place,
    hash: u64,
}

impl Names {
    /// Gathers the names of all `trees` and replaces the symbols in them by those of the project.
    pub fn intern(sources: &Sources, trees: &mut [Tree]) -> Names {
        let mut names = Names::default();
        for (index, tree) in trees.iter_mut().enumerate() {
            let file = FileId(index as u32);
            let global: Vec<Symbol> = tree
                .symbols
                .entries()
                .iter()
                .map(|entry| names.symbol(sources, Place { file, span: entry.span }, entry.hash))
                .collect();
            // The first file's symbols are the project's.
            if index > 0 {
                for term in &mut tree.terms {
                    if let Some(local) = term.symbol() {
                        term.rename(global[local.0 as usize]);
                    }
                }
            }
            names.respelt.extend(tree.symbols.respelt().iter().map(|local| global[local.0 as usize]));
            names.global.push(global);
        }
        names.respelt.sort_unstable();
        names.respelt.dedup();
        names
    }

    /// Gives the trees that [`Names::intern`] took their own symbols back, so that they can be part of another
    /// project.
    pub fn release(&self, trees: &mut [Tree]) {
        let mut local = vec![Symbol(0); self.len()];
        for (tree, global) in trees.iter_mut().zip(&self.global).skip(1) {
            for (own, global) in global.iter().enumerate() {
                local[global.0 as usize] = Symbol(own as u32);
            }
            for term in &mut tree.terms {
                if let Some(global) = term.symbol() {
                    term.rename(local[global.0 as usize]);
                }
            }
        }
    }

    fn symbol(&mut self, sources: &Sources, place: Place, hash: u64) -> Symbol {
        let Names { entries, table, respelt, .. } = self;
        let written = sources.slice(place);
        let mut is_respelt = false;
        let known = table.find(hash, |&index| {
            let entry = entries[index as usize];
            entry.hash == hash
                && (sources.slice(entry.place) == written || {
                    is_respelt = is_same(sources, entry.place, written);
                    is_respelt
                })
        });
        if let Some(&index) = known {
            if is_respelt {
                respelt.push(Symbol(index));
            }
            return Symbol(index);
        }
        let index = entries.len() as u32;
        entries.push(Entry { place, hash });
        table.insert_unique(hash, index, |&index| entries[index as usize].hash);
        Symbol(index)
    }

    /// The symbol of the name with these words (see [`fold`]), if any file mentions it.
    pub fn find(&self, sources: &Sources, words: &str) -> Option<Symbol> {
        let found = self.table.find(symbols::hash(words), |&index| {
            let place = self.entries[index as usize].place;
            has_words(&sources.get(place.file).text, place.span, words)
        });
        found.map(|&index| Symbol(index))
    }

    /// The words of a name: case-folded, joined by one blank.
    pub fn words(&self, sources: &Sources, symbol: Symbol) -> String {
        let mut words = String::new();
        fold(&self.text(sources, symbol), &mut words);
        words
    }

    /// The name as it was first written, without its quotes.
    pub fn text<'s>(&self, sources: &'s Sources, symbol: Symbol) -> std::borrow::Cow<'s, str> {
        unquote(sources.slice(self.entries[symbol.0 as usize].place))
    }

    /// The names that are not written in one way everywhere, in quotes or bare, ascending.
    pub fn respelt(&self) -> &[Symbol] {
        &self.respelt
    }

    /// How many names there are; symbols count from 0 up to this.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Whether the name at `place` is the one that is written otherwise here.
fn is_same(sources: &Sources, place: Place, written: &str) -> bool {
    let mut words = String::new();
    fold(&unquote(written), &mut words);
    has_words(&sources.get(place.file).text, place.span, &words)
}
