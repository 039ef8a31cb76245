//! Did you mean …? Names that could have been meant, arranged once so that each question is cheap.

use crate::model::near::{NearIndex, Nearness};

/// Names that could have been meant, each with what the caller knows of it.
pub(super) struct Candidates<T> {
    known: Vec<T>,
    nearness: Nearness,
    words: NearIndex,
    /// The same names as one word each: "obtainbuild" is "obtain build" with a slip of the pen.
    letters: NearIndex,
}

impl<T> Candidates<T> {
    /// Arranges `names`.
    pub fn new(names: impl IntoIterator<Item = (String, T)>) -> Candidates<T> {
        let nearness = Nearness::default();
        let (mut known, mut words, mut letters) = (Vec::new(), Vec::new(), Vec::new());
        for (name, what) in names {
            words.push(nearness.wording(&name));
            letters.push(nearness.wording(&joined(&name)));
            known.push(what);
        }
        Candidates { known, nearness, words: NearIndex::new(words), letters: NearIndex::new(letters) }
    }

    /// What `name` was most probably meant to be, among those that `may_be` admits, and how alike the two are. Of
    /// equally near ones the first.
    pub fn nearest(&self, name: &str, may_be: impl Fn(&T) -> bool) -> Option<(f64, &T)> {
        let wording = self.nearness.wording(name);
        let mut found = self.words.find(&wording);
        found.extend(self.letters.find(&self.nearness.wording(&joined(name))));
        found.sort_unstable();
        found.dedup();
        let mut best: Option<(f64, &T)> = None;
        for at in found {
            let what = &self.known[at as usize];
            let likeness = wording.likeness(self.words.wording(at));
            if may_be(what) && best.as_ref().is_none_or(|&(other, _)| likeness > other) {
                best = Some((likeness, what));
            }
        }
        best
    }
}

/// The name's letters and digits without what separates its words.
fn joined(name: &str) -> String {
    let mut words = String::new();
    crate::syntax::words::fold(name, &mut words);
    words.retain(|letter| letter != ' ');
    words
}
