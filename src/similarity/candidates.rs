//! Did you mean …? Names that could have been meant, arranged once so that each question is cheap.

use crate::similarity::wording::{NearIndex, Nearness};

/// Names that could have been meant, each with what the caller knows of it.
pub struct Candidates<T> {
    known: Vec<T>,
    nearness: Nearness,
    words: NearIndex,
    /// The same names as one word each: "obtainbuild" is "obtain build" with a slip of the pen.
    letters: NearIndex,
}

/// What was most probably meant.
pub struct Nearest<'c, T> {
    /// How alike the two names are.
    pub likeness: f64,
    /// What was meant.
    pub meant: &'c T,
    /// Something else that is as near: then it is not for a fix to choose.
    pub rival: Option<&'c T>,
}

impl<T: PartialEq> Candidates<T> {
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

    /// The one that differs from `name` in the letters of one word only. None if several do, or one of another name.
    pub fn only_slip(&self, name: &str) -> Option<&T> {
        let mut found = self.slips(name);
        found.next().filter(|_| found.next().is_none())
    }

    /// Those that differ from `name` in the letters of one word only.
    pub fn slips(&self, name: &str) -> impl Iterator<Item = &T> {
        let wording = self.nearness.wording(name);
        let found = self.words.find(&wording).into_iter();
        let found = found.filter(move |&at| self.words.wording(at).is_misspelt(&wording));
        found.map(|at| &self.known[at as usize])
    }

    /// What `name` was most probably meant to be, among those that `may_be` admits. Of equally near ones the first.
    pub fn nearest(&self, name: &str, may_be: impl Fn(&T) -> bool) -> Option<Nearest<'_, T>> {
        let wording = self.nearness.wording(name);
        let mut found = self.words.find(&wording);
        found.extend(self.letters.find(&self.nearness.wording(&joined(name))));
        found.sort_unstable();
        found.dedup();
        let mut best: Option<Nearest<'_, T>> = None;
        for at in found {
            let what = &self.known[at as usize];
            if !may_be(what) {
                continue;
            }
            let likeness = wording.likeness(self.words.wording(at));
            match &mut best {
                Some(best) if likeness < best.likeness => {}
                Some(best) if likeness == best.likeness => {
                    best.rival = best.rival.or(Some(what).filter(|&what| what != best.meant));
                }
                _ => best = Some(Nearest { likeness, meant: what, rival: None }),
            }
        }
        best
    }
}

/// The name's letters and digits without what separates its words.
fn joined(name: &str) -> String {
    let mut words = String::new();
    crate::syntax::words::normalize(name, &mut words);
    words.retain(|letter| letter != ' ');
    words
}
