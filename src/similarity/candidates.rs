//! Did you mean …? Names that could have been meant, arranged once so that each question is cheap.

use super::Language;
use super::near_index::NearIndex;
use super::wording::{Wording, WordingReader, is_sign};

/// Names that could have been meant, each with what the caller knows of it.
#[derive(Debug)]
pub struct Candidates<T> {
    known: Vec<T>,
    reader: WordingReader,
    words: NearIndex,
    /// The same names as one word each: "obtainbuild" is "obtain build" with a typo.
    joined: NearIndex,
}

/// Shorter names are mostly abbreviations, of which another letter makes another one.
const FEWEST_LETTERS: usize = 4;

/// What was most probably meant.
#[derive(Debug)]
pub struct Nearest<'c, T> {
    /// How alike the two names are, from 0 to 1.
    pub likeness: f64,
    /// What was meant.
    pub meant: &'c T,
    /// Whether nothing else is as near: else it is nobody's to choose.
    pub is_only: bool,
}

impl<T: PartialEq> Candidates<T> {
    /// Arranges `names`, each given as its words, which are of this language.
    pub fn new(language: Language, names: impl IntoIterator<Item = (String, T)>) -> Candidates<T> {
        let reader = WordingReader::new(language);
        let (mut known, mut words, mut joined) = (Vec::new(), Vec::new(), Vec::new());
        for (name, what) in names {
            words.push(reader.read(&name));
            joined.push(reader.read_unstemmed(&join_words(&name)));
            known.push(what);
        }
        Candidates { known, reader, words: NearIndex::new(words), joined: NearIndex::new(joined) }
    }

    /// The one that differs from `name`, given as its words, by a typo in one of them. None if several do.
    pub fn only_typo(&self, name: &str) -> Option<&T> {
        match self.typos(name)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Those that differ from `name`, given as its words, by a typo in one of them.
    pub fn typos(&self, name: &str) -> Vec<&T> {
        let wording = self.reader.read(name);
        let mut found = Vec::new();
        for at in self.words.find(&wording) {
            if self.words.wording(at).is_misspelt(&wording) {
                found.push(&self.known[at]);
            }
        }
        found
    }

    /// The one that `name`, given as its words, was most probably meant to be. None if several are as near.
    pub fn only_nearest(&self, name: &str) -> Option<&T> {
        let nearest = self.nearest(name, |_| true)?;
        if nearest.is_only { Some(nearest.meant) } else { None }
    }

    /// What `name`, given as its words, was most probably meant to be, among those that `may_be` admits. Of equally near
    /// ones the first. A name of less than four letters was meant to be nothing else.
    pub fn nearest(&self, name: &str, may_be: impl Fn(&T) -> bool) -> Option<Nearest<'_, T>> {
        if name.chars().filter(|&letter| letter != ' ').count() < FEWEST_LETTERS {
            return None;
        }
        let wording = self.reader.read(name);
        let mut best: Option<Nearest<'_, T>> = None;
        for at in self.near(name, &wording) {
            let what = &self.known[at];
            if !may_be(what) {
                continue;
            }
            let likeness = wording.likeness(self.words.wording(at));
            match &mut best {
                Some(best) if likeness < best.likeness => {}
                Some(best) if likeness == best.likeness => best.is_only &= what == best.meant,
                _ => best = Some(Nearest { likeness, meant: what, is_only: true }),
            }
        }
        best
    }

    /// Positions of the names that are near, or would be if they were one word, in their order.
    fn near(&self, name: &str, wording: &Wording) -> Vec<usize> {
        let mut found = self.words.find(wording);
        found.extend(self.joined.find(&self.reader.read_unstemmed(&join_words(name))));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The words of a name as one; signs stay apart.
fn join_words(name: &str) -> String {
    let mut joined = String::with_capacity(name.len());
    let mut after_sign = false;
    for word in name.split(' ') {
        let sign = is_sign(word);
        if !joined.is_empty() && (sign || after_sign) {
            joined.push(' ');
        }
        joined.push_str(word);
        after_sign = sign;
    }
    joined
}
