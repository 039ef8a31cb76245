//! Names that nearly agree: measured on words, not letters, since names that mean one thing differ by whole words.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHasher};

use crate::similarity::typo::{letters_of, tolerance};
use crate::syntax::words::{is_sign, normalize};

/// A name prepared for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    words: Vec<String>,
    stems: Vec<String>,
    /// The signs among the words.
    signs: String,
}

/// Compares names, and finds near ones among many.
pub struct Nearness {
    stemmer: Stemmer,
    /// The stems of the words so far: names repeat their words, and to find a stem takes long.
    stems: RefCell<FxHashMap<String, String>>,
}

impl std::fmt::Debug for Nearness {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Nearness")
    }
}

impl Default for Nearness {
    fn default() -> Nearness {
        Nearness { stemmer: Stemmer::create(Algorithm::English), stems: RefCell::default() }
    }
}

impl Nearness {
    /// Prepares a name for comparison: its words and the set of their stems (Porter's second algorithm).
    pub fn wording(&self, name: &str) -> Wording {
        let mut folded = String::new();
        normalize(name, &mut folded);
        let words: Vec<String> =
            folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let mut stems: Vec<String> = words.iter().map(|word| self.stem(word)).collect();
        stems.sort();
        stems.dedup();
        let signs = words.iter().map(String::as_str).filter(|word| is_sign(word)).collect();
        Wording { words, stems, signs }
    }

    fn stem(&self, word: &str) -> String {
        let mut stems = self.stems.borrow_mut();
        if let Some(stem) = stems.get(word) {
            return stem.clone();
        }
        let stem = self.stemmer.stem(word).into_owned();
        stems.insert(word.to_owned(), stem.clone());
        stem
    }
}

impl Wording {
    /// Whether two names nearly agree: the Jaccard similarity of their sets of stems is 0.75 or more, or they differ in
    /// one word only, and that by a letter distance (Damerau) of at most 2, or 1 where the shorter word has less than
    /// six letters. Equal names nearly agree too. Names with other signs never do: a sign is no slip of the pen.
    pub fn is_near(&self, other: &Wording) -> bool {
        if self.signs != other.signs {
            return false;
        }
        let common = self.stems.iter().filter(|stem| other.stems.binary_search(stem).is_ok()).count();
        let all = self.stems.len() + other.stems.len() - common;
        4 * common >= 3 * all || self.is_misspelt(other)
    }

    /// Whether two names have the same words but for one, which is the other with a slip of the pen.
    pub fn is_misspelt(&self, other: &Wording) -> bool {
        if self.words.len() != other.words.len() || self.signs != other.signs {
            return false;
        }
        let mut differing = self.words.iter().zip(&other.words).filter(|(one, two)| one != two);
        match (differing.next(), differing.next()) {
            (Some((one, two)), None) => is_slip(one, two),
            _ => false,
        }
    }

    /// How alike two names are, for choosing the nearest of several: larger is nearer.
    pub fn likeness(&self, other: &Wording) -> f64 {
        strsim::normalized_damerau_levenshtein(&self.words.join(" "), &other.words.join(" "))
    }
}

/// Whether one word is the other with a slip of the pen.
fn is_slip(one: &str, two: &str) -> bool {
    let (long, short) = (one.chars().count(), two.chars().count());
    let most = tolerance(long.min(short));
    // The distance is quadratic in length; words that differ much in length are never near.
    long.abs_diff(short) <= most && long.max(short) <= 200 && strsim::damerau_levenshtein(one, two) <= most
}

/// Many names, arranged so that those near a given one are found without looking at all.
#[derive(Debug, Default)]
pub struct NearIndex {
    wordings: Vec<Wording>,
    /// In how many names each stem stands.
    counts: FxHashMap<String, u32>,
    /// Names by their rarest stems: two names that share three quarters of their stems share one of these.
    by_stem: FxHashMap<String, Vec<u32>>,
    /// Names by all their words but one.
    by_rest: FxHashMap<u64, Vec<u32>>,
    /// Where many names share all their words but one: the same by that one with letters left out. Two words within a
    /// letter distance of two have a common form with at most two letters less (Garbe's symmetric deletion).
    by_form: RefCell<FxHashMap<u64, Forms>>,
}

/// Names that share all their words but one, by the forms of that one: arranged once they are asked for often.
#[derive(Debug, Default)]
struct Forms {
    times: usize,
    forms: Option<FxHashMap<u64, Vec<u32>>>,
}

/// So few names are looked at one by one, and for so few others a list of many is.
const FEW: usize = 32;

impl NearIndex {
    /// Arranges `wordings`; results are their positions.
    pub fn new(wordings: Vec<Wording>) -> NearIndex {
        let mut index = NearIndex { wordings, ..NearIndex::default() };
        for stem in index.wordings.iter().flat_map(|wording| &wording.stems) {
            *index.counts.entry(stem.clone()).or_default() += 1;
        }
        for (at, wording) in index.wordings.iter().enumerate() {
            for stem in rarest(&index.counts, wording) {
                index.by_stem.entry(stem.clone()).or_default().push(at as u32);
            }
            for left_out in 0..wording.words.len() {
                index.by_rest.entry(rest(wording, left_out)).or_default().push(at as u32);
            }
        }
        index
    }

    /// Positions of the names that nearly agree with `wording`, in order. Should very many have something in common with
    /// it, only those are looked at that share what is rarest, and of these the first.
    pub fn find(&self, wording: &Wording) -> Vec<u32> {
        const MOST: usize = 512;
        let rarest = rarest(&self.counts, wording).into_iter();
        let mut lists: Vec<Vec<u32>> = rarest.filter_map(|stem| self.by_stem.get(stem).cloned()).collect();
        lists.extend((0..wording.words.len()).map(|left_out| self.with_rest(wording, left_out)));
        lists.sort_by_key(Vec::len);
        let mut found: Vec<u32> = lists.into_iter().flatten().take(MOST).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&at| self.wordings[at as usize].is_near(wording));
        found
    }

    /// The names with all the words of `wording` but the one at `left_out`; of many, those whose word there may be it with
    /// a slip of the pen.
    fn with_rest(&self, wording: &Wording, left_out: usize) -> Vec<u32> {
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
            let letters = letters_of(word);
            let may_be = |other: &String| (letters ^ letters_of(other)).count_ones() <= 4;
            let is_like = |at: &u32| self.wordings[*at as usize].words.get(left_out).is_some_and(may_be);
            return list.iter().copied().filter(is_like).collect();
        }
        let forms = asked.forms.get_or_insert_with(|| {
            let mut forms: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
            for &at in list {
                // Names that share a hash by chance may be shorter.
                if let Some(word) = self.wordings[at as usize].words.get(left_out) {
                    for_each_form(word, |form| forms.entry(form).or_default().push(at));
                }
            }
            forms
        });
        let mut found = Vec::new();
        for_each_form(word, |form| found.extend(forms.get(&form).into_iter().flatten()));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The name at this position.
    pub fn wording(&self, at: u32) -> &Wording {
        &self.wordings[at as usize]
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

/// Calls `each` with a hash of a word in every form with up to two letters less.
fn for_each_form(word: &str, mut each: impl FnMut(u64)) {
    // Longer words are compared whole: they have too many forms to be worth it.
    const LONGEST: usize = 24;
    let hash = |form: &[char]| {
        let mut hasher = FxHasher::default();
        form.hash(&mut hasher);
        hasher.finish()
    };
    let letters: Vec<char> = word.chars().collect();
    each(hash(&letters));
    if letters.len() > LONGEST {
        return;
    }
    for first in 0..letters.len() {
        let mut less = letters.clone();
        less.remove(first);
        each(hash(&less));
        if letters.len() < 6 {
            continue;
        }
        for second in first..less.len() {
            let mut least = less.clone();
            least.remove(second);
            each(hash(&least));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: &str, two: &str) -> bool {
        let nearness = Nearness::default();
        let (one, two) = (nearness.wording(one), nearness.wording(two));
        let index = NearIndex::new(vec![two.clone()]);
        assert_eq!(index.find(&one), if one.is_near(&two) { vec![0] } else { vec![] }, "the index agrees");
        one.is_near(&two)
    }

    #[test]
    fn many_alike_names_hide_none_that_is_near() {
        let nearness = Nearness::default();
        let names = |last: &str| ["alpha", "bravo"].map(|first| format!("{first} till order {last}"));
        // No more are near than are ever looked at.
        let letters = 'a'..='p';
        let words =
            letters.clone().flat_map(|one| letters.clone().map(move |two| format!("purcha{one}{two}")));
        let wordings: Vec<_> =
            words.flat_map(|word| names(&word)).map(|name| nearness.wording(&name)).collect();
        let index = NearIndex::new(wordings.clone());
        for name in
            ["alpha till order purchase", "bravo till order purhcas", "alpha till orders", "bravo order"]
        {
            let wording = nearness.wording(name);
            let near = |at: &u32| wordings[*at as usize].is_near(&wording);
            let all: Vec<u32> = (0..wordings.len() as u32).filter(near).collect();
            // The first time one by one, later through forms.
            for _ in 0..=FEW {
                assert_eq!(index.find(&wording), all, "{name}");
            }
        }
    }

    #[test]
    fn many_names_that_differ_in_their_last_word_hide_none_either() {
        let nearness = Nearness::default();
        // The rarest stem of two is that of the last word, so that nothing is found but by the first.
        let letters = 'a'..='p';
        let ends = letters.clone().flat_map(|one| letters.clone().map(move |two| format!("{one}{two}")));
        let names = ends.flat_map(|end| ["purcha", "c"].map(|start| format!("order {start}{end}")));
        let wordings: Vec<_> = names.map(|name| nearness.wording(&name)).collect();
        let index = NearIndex::new(wordings.clone());
        for name in ["order purchase", "order purhcaab", "order purchbcd", "order cat", "order dca"] {
            let wording = nearness.wording(name);
            let all: Vec<u32> =
                (0..).zip(&wordings).filter(|(_, other)| other.is_near(&wording)).map(|(at, _)| at).collect();
            assert!(!all.is_empty(), "{name}");
            for time in 0..=FEW + 1 {
                assert_eq!(index.find(&wording), all, "{name}, {time}");
            }
        }
    }

    #[test]
    fn words_decide() {
        assert!(near("Improvements initiatives", "Improvement initiatives"));
        assert!(near(
            "knowledge and information about new and changed products and services",
            "knowledge and information about new and changed service components"
        ));
        assert!(near("Incident record", "Incidnet record"));
        assert!(near("Outage", "Outtage"));
        assert!(near("Plan A", "Plan B"));
        assert!(!near("Incident record", "Problem record"));
        assert!(!near("Cost", "Cast of"));
        assert!(!near("service performance information", "product and service performance information"));
        assert!(!near("cart", "crate"));
        assert!(near("deployment", "depoyment"));
        assert!(near("abcdef", "abdcfe"));
        assert!(near("C++ plugin", "C++ plugins"));
        assert!(near("Amount < 500 approved", "Amount < 500 aproved"));
        assert!(!near("C++ build", "C# build"));
        assert!(!near("C++ build of the new plugin", "C build of the new plugin"));
        assert!(!near("Approved purchase order of the shop?", "Approved purchase order of the shop"));
        assert!(!near("Amount < 500", "Amount > 500"));
    }
}
