//! Many names, arranged so that those near a given one are found without looking at all of them.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::typo::{letter_set, may_be_within, tolerance};
use super::wording::Wording;

/// So few names are looked at one by one, and for so few others a list of many is.
const FEW: usize = 32;

/// At most so many names are looked at for one.
const MAX_NAMES: usize = 512;

/// Longer words are compared whole: they have too many forms to be worth it.
const LONGEST_WITH_FORMS: usize = 24;

/// The most edits that any [`tolerance`] allows.
const MAX_EDITS: usize = tolerance(usize::MAX);

/// Many names, arranged so that those near a given one are found without looking at all.
///
/// Near names have one of three things in common. Where three quarters of the stems are shared, so is one of the rarest
/// quarter (and one more). Where one word has a typo, so are all the others. Else they have the same letters.
#[derive(Debug, Default)]
pub struct NearIndex {
    wordings: Vec<Wording>,
    /// In how many names each stem stands.
    counts: FxHashMap<String, u32>,
    /// Names by their rarest stems.
    by_stem: FxHashMap<String, Vec<usize>>,
    /// Names by all their words but one.
    by_rest: FxHashMap<u64, Vec<usize>>,
    /// Names by all their letters.
    by_letters: FxHashMap<u64, Vec<usize>>,
    /// Where many names share all their words but one: the same by that one with letters left out.
    by_form: RefCell<FxHashMap<u64, Forms>>,
}

/// Names that share all their words but one, by the forms of that one: arranged once they are asked for often. Two words
/// within a letter distance of two have a common form with at most two letters less (Garbe's symmetric deletion).
#[derive(Debug, Default)]
struct Forms {
    times: usize,
    forms: Option<FxHashMap<u64, Vec<usize>>>,
}

impl NearIndex {
    /// Arranges `wordings`; results are their positions.
    pub fn new(wordings: Vec<Wording>) -> NearIndex {
        let mut index = NearIndex { wordings, ..NearIndex::default() };
        for stem in index.wordings.iter().flat_map(|wording| &wording.stems) {
            *index.counts.entry(stem.clone()).or_default() += 1;
        }
        for (at, wording) in index.wordings.iter().enumerate() {
            for stem in rarest(&index.counts, wording) {
                index.by_stem.entry(stem.clone()).or_default().push(at);
            }
            index.by_letters.entry(letters_hash(wording)).or_default().push(at);
            for left_out in 0..wording.words.len() {
                index.by_rest.entry(rest(wording, left_out)).or_default().push(at);
            }
        }
        index
    }

    /// Positions of the names that nearly agree with `wording`, in order. Should very many have something in common with
    /// it, only those are looked at that share what is rarest, and of these the first.
    pub fn find(&self, wording: &Wording) -> Vec<usize> {
        let mut lists: Vec<Vec<usize>> = Vec::new();
        lists.extend(self.by_letters.get(&letters_hash(wording)).cloned());
        for stem in rarest(&self.counts, wording) {
            lists.extend(self.by_stem.get(stem).cloned());
        }
        for left_out in 0..wording.words.len() {
            lists.push(self.with_rest(wording, left_out));
        }
        lists.sort_by_key(Vec::len);
        let mut found: Vec<usize> = lists.into_iter().flatten().take(MAX_NAMES).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&at| self.wordings[at].is_near(wording));
        found
    }

    /// The name at this position.
    pub fn wording(&self, at: usize) -> &Wording {
        &self.wordings[at]
    }

    /// The names with all the words of `wording` but the one at `left_out`; of many, those whose word there may be it with
    /// a typo.
    fn with_rest(&self, wording: &Wording, left_out: usize) -> Vec<usize> {
        let rest = rest(wording, left_out);
        let Some(list) = self.by_rest.get(&rest) else { return Vec::new() };
        if list.len() <= FEW {
            return list.clone();
        }
        let word = &wording.words[left_out];
        let mut by_form = self.by_form.borrow_mut();
        let asked = by_form.entry(rest).or_default();
        asked.times += 1;
        if asked.times <= FEW {
            return self.with_letters_of(word, left_out, list);
        }
        let forms = asked.forms.get_or_insert_with(|| self.forms(left_out, list));
        let mut found = Vec::new();
        for_each_form(word, |form| found.extend(forms.get(&form).into_iter().flatten()));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those of the names in `list` whose word at `position` has nearly the letters of `word`.
    fn with_letters_of(&self, word: &str, position: usize, list: &[usize]) -> Vec<usize> {
        let letters = letter_set(word);
        let mut found = Vec::new();
        for &at in list {
            let Some(other) = self.wordings[at].words.get(position) else { continue };
            if may_be_within(MAX_EDITS, letters, letter_set(other)) {
                found.push(at);
            }
        }
        found
    }

    /// The names in `list` by the forms of their word at `position`.
    fn forms(&self, position: usize, list: &[usize]) -> FxHashMap<u64, Vec<usize>> {
        let mut forms: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for &at in list {
            // Names that share a hash by chance may be shorter.
            let Some(word) = self.wordings[at].words.get(position) else { continue };
            for_each_form(word, |form| forms.entry(form).or_default().push(at));
        }
        forms
    }
}

/// The stems of a name of which another has to have one at least, to share three quarters of all with it: the rarest,
/// in an order that is the same for all names.
fn rarest<'w>(counts: &FxHashMap<String, u32>, wording: &'w Wording) -> Vec<&'w String> {
    let mut stems: Vec<&String> = wording.stems.iter().collect();
    stems.sort_by_key(|stem| (counts.get(*stem).copied().unwrap_or(0), *stem));
    stems.truncate(wording.stems.len() - (3 * wording.stems.len()).div_ceil(4) + 1);
    stems
}

/// A hash of all words of a name but one.
fn rest(wording: &Wording, left_out: usize) -> u64 {
    let mut hasher = FxHasher::default();
    left_out.hash(&mut hasher);
    wording.words[..left_out].hash(&mut hasher);
    wording.words[left_out + 1..].hash(&mut hasher);
    hasher.finish()
}

/// A hash of the letters of all words.
fn letters_hash(wording: &Wording) -> u64 {
    let mut hasher = FxHasher::default();
    for letter in wording.letters() {
        hasher.write_u8(letter);
    }
    hasher.finish()
}

/// Calls `each` with a hash of a word in every form with as many letters less as the [`tolerance`] allows.
fn for_each_form(word: &str, mut each: impl FnMut(u64)) {
    let letters: Vec<char> = word.chars().collect();
    each(form_hash(&letters));
    if letters.len() > LONGEST_WITH_FORMS {
        return;
    }
    for first in 0..letters.len() {
        let mut less = letters.clone();
        less.remove(first);
        each(form_hash(&less));
        if tolerance(letters.len()) < MAX_EDITS {
            continue;
        }
        for second in first..less.len() {
            let mut least = less.clone();
            least.remove(second);
            each(form_hash(&least));
        }
    }
}

fn form_hash(form: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    form.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::{Language, WordingReader};

    #[test]
    fn many_alike_names_hide_none_that_is_near() {
        let reader = WordingReader::new(Language::English);
        let names = |last: &str| ["alpha", "bravo"].map(|first| format!("{first} till order {last}"));
        // No more are near than are ever looked at.
        let letters = 'a'..='p';
        let words =
            letters.clone().flat_map(|one| letters.clone().map(move |two| format!("purcha{one}{two}")));
        let wordings: Vec<_> = words.flat_map(|word| names(&word)).map(|name| reader.read(&name)).collect();
        let index = NearIndex::new(wordings.clone());
        for name in
            ["alpha till order purchase", "bravo till order purhcas", "alpha till orders", "bravo order"]
        {
            let wording = reader.read(name);
            let near = |at: &usize| wordings[*at].is_near(&wording);
            let all: Vec<usize> = (0..wordings.len()).filter(near).collect();
            // The first time one by one, later through forms.
            for _ in 0..=FEW {
                assert_eq!(index.find(&wording), all, "{name}");
            }
        }
    }

    #[test]
    fn many_names_that_differ_in_their_last_word_hide_none_either() {
        let reader = WordingReader::new(Language::English);
        // The rarest stem of two is that of the last word, so that nothing is found but by the first.
        let letters = 'a'..='p';
        let ends = letters.clone().flat_map(|one| letters.clone().map(move |two| format!("{one}{two}")));
        let names = ends.flat_map(|end| ["purcha", "cr"].map(|start| format!("order {start}{end}")));
        let wordings: Vec<_> = names.map(|name| reader.read(&name)).collect();
        let index = NearIndex::new(wordings.clone());
        for name in ["order purchase", "order purhcaab", "order purchbcd", "order crat", "order drca"] {
            let wording = reader.read(name);
            let all: Vec<usize> =
                (0..).zip(&wordings).filter(|(_, other)| other.is_near(&wording)).map(|(at, _)| at).collect();
            assert!(!all.is_empty(), "{name}");
            for time in 0..=FEW + 1 {
                assert_eq!(index.find(&wording), all, "{name}, {time}");
            }
        }
    }
}
