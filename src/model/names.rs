//! The names of the whole project: equal names in any file get one symbol.

use hashbrown::HashTable;
use rayon::prelude::*;

use crate::source::{FileId, FileSpan, Sources};
use crate::syntax::symbols::{self, has_words};
use crate::syntax::words::{normalize, unquote};
use crate::syntax::{Symbol, Tree};

/// All names that any file mentions.
#[derive(Debug, Default)]
pub(super) struct Names {
    entries: Vec<Entry>,
    table: HashTable<Symbol>,
    /// For each tree, its own symbols' counterparts.
    global: Vec<Vec<Symbol>>,
    respelt: Vec<Symbol>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    place: FileSpan,
    hash: u64,
}

/// So many files are gathered by one thread. Their names are then joined in the order of the files, which costs little,
/// since files mostly speak of the same.
const TOGETHER: usize = 256;

impl Names {
    /// Gathers the names of all `trees` and replaces the symbols in them by those of the project.
    pub(super) fn intern(sources: &Sources, trees: &mut [Tree]) -> Names {
        let gather = |(chunk, trees): (usize, &[Tree])| Names::gather(sources, trees, chunk * TOGETHER);
        let mut parts = trees.par_chunks(TOGETHER).enumerate().map(gather).collect::<Vec<_>>().into_iter();
        let mut names = parts.next().unwrap_or_default();
        for mut part in parts {
            let joined: Vec<Symbol> =
                part.entries.iter().map(|entry| names.symbol(sources, entry.place, entry.hash)).collect();
            for symbol in part.global.iter_mut().flatten().chain(&mut part.respelt) {
                *symbol = joined[symbol.index()];
            }
            names.global.append(&mut part.global);
            names.respelt.append(&mut part.respelt);
        }
        names.respelt.sort_unstable();
        names.respelt.dedup();
        // The first file's symbols are the project's.
        trees.par_iter_mut().zip(&names.global).skip(1).for_each(|(tree, global)| rename(tree, global));
        names
    }

    /// The names of some trees, the first of which is that of the file `first`.
    fn gather(sources: &Sources, trees: &[Tree], first: usize) -> Names {
        let mut names = Names::default();
        for (index, tree) in trees.iter().enumerate() {
            let file = FileId::new(first + index);
            let entries = tree.symbols.entries();
            if index == 0 {
                names.entries.reserve(entries.len());
                names.table.reserve(entries.len(), |symbol| names.entries[symbol.index()].hash);
            }
            let mut global = Vec::with_capacity(entries.len());
            for entry in entries {
                global.push(names.symbol(sources, FileSpan { file, span: entry.span }, entry.hash));
            }
            names.respelt.extend(tree.symbols.respelt().iter().map(|local| global[local.index()]));
            names.global.push(global);
        }
        names
    }

    /// Gives the trees that [`Names::intern`] took their own symbols back, so that they can be part of another
    /// project.
    pub(super) fn release(&self, trees: &mut [Tree]) {
        let mut local = vec![Symbol(0); self.count()];
        for (tree, global) in trees.iter_mut().zip(&self.global).skip(1) {
            for (own, global) in global.iter().enumerate() {
                local[global.index()] = Symbol::new(own);
            }
            rename(tree, &local);
        }
    }

    fn symbol(&mut self, sources: &Sources, place: FileSpan, hash: u64) -> Symbol {
        let Names { entries, table, respelt, .. } = self;
        let written = sources.slice(place);
        let mut is_respelt = false;
        let known = table.find(hash, |symbol| {
            let entry = entries[symbol.index()];
            entry.hash == hash
                && (sources.slice(entry.place) == written || {
                    is_respelt = is_same(sources, entry.place, written);
                    is_respelt
                })
        });
        if let Some(&symbol) = known {
            if is_respelt {
                respelt.push(symbol);
            }
            return symbol;
        }
        let symbol = Symbol::new(entries.len());
        entries.push(Entry { place, hash });
        table.insert_unique(hash, symbol, |symbol| entries[symbol.index()].hash);
        symbol
    }

    /// The symbol of the name with these words (see [`normalize`]), if any file mentions it.
    pub(super) fn find(&self, sources: &Sources, words: &str) -> Option<Symbol> {
        let found = self.table.find(symbols::hash(words), |symbol| {
            let place = self.entries[symbol.index()].place;
            has_words(&sources.get(place.file).text, place.span, words)
        });
        found.copied()
    }

    /// The words of a name: case-folded, joined by one blank.
    pub(super) fn words(&self, sources: &Sources, symbol: Symbol) -> String {
        let mut words = String::new();
        normalize(&self.text(sources, symbol), &mut words);
        words
    }

    /// The name as it was first written, without its quotes.
    pub(super) fn text<'s>(&self, sources: &'s Sources, symbol: Symbol) -> std::borrow::Cow<'s, str> {
        unquote(sources.slice(self.entries[symbol.index()].place))
    }

    /// Where a name was first written, and the hash of its words, which is the same in every project.
    pub(super) fn first(&self, symbol: Symbol) -> (FileSpan, u64) {
        let entry = self.entries[symbol.index()];
        (entry.place, entry.hash)
    }

    /// The names that are not written in one way everywhere, in quotes or bare, ascending.
    pub(super) fn respelt(&self) -> &[Symbol] {
        &self.respelt
    }

    /// How many names there are; symbols count from 0 up to this.
    pub(super) fn count(&self) -> usize {
        self.entries.len()
    }
}

/// Gives each term of a tree the symbol that stands for its own in `names`.
fn rename(tree: &mut Tree, names: &[Symbol]) {
    for term in &mut tree.terms {
        if let Some(symbol) = term.symbol() {
            term.rename(names[symbol.index()]);
        }
    }
}

/// Whether the name at `place` is the one that is written otherwise here.
fn is_same(sources: &Sources, place: FileSpan, written: &str) -> bool {
    let mut words = String::new();
    normalize(&unquote(written), &mut words);
    has_words(&sources.get(place.file).text, place.span, &words)
}
