//! Names that nearly agree: measured on words, not letters, since names that mean one thing differ by whole words.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use crate::syntax::words::fold;

/// A name prepared for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    words: Vec<String>,
    stems: Vec<String>,
}

/// Compares names, and finds near ones among many.
pub struct Nearness {
    stemmer: Stemmer,
}

impl std::fmt::Debug for Nearness {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Nearness")
    }
}

impl Default for Nearness {
    fn default() -> Nearness {
        Nearness { stemmer: Stemmer::create(Algorithm::English) }
    }
}

impl Nearness {
    /// Prepares a name for comparison: its words and the set of their stems (Porter's second algorithm).
    pub fn wording(&self, name: &str) -> Wording {
        let mut folded = String::new();
        fold(name, &mut folded);
        let words: Vec<String> =
            folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let mut stems: Vec<String> = words.iter().map(|word| self.stemmer.stem(word).into_owned()).collect();
        stems.sort();
        stems.dedup();
        Wording { words, stems }
    }
}

impl Wording {
    /// Whether two names nearly agree: the Jaccard similarity of their sets of stems is 0.75 or more, or they differ in
    /// one word only, and that by a letter distance (Damerau) of at most 2, or 1 where the shorter word has less than
    /// six letters. Equal names nearly agree too.
    pub fn is_near(&self, other: &Wording) -> bool {
        let common = self.stems.iter().filter(|stem| other.stems.binary_search(stem).is_ok()).count();
        let all = self.stems.len() + other.stems.len() - common;
        4 * common >= 3 * all || self.is_misspelt(other)
    }

    /// Whether two names have the same words but for one, which is the other with a slip of the pen.
    pub fn is_misspelt(&self, other: &Wording) -> bool {
        if self.words.len() != other.words.len() {
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
    let tolerance = if long.min(short) < 6 { 1 } else { 2 };
    // The distance is quadratic in length; words that differ much in length are never near.
    long.abs_diff(short) <= tolerance
        && long.max(short) <= 200
        && strsim::damerau_levenshtein(one, two) <= tolerance
}

/// Many names, arranged so that those near a given one are found without looking at all.
#[derive(Debug, Default)]
pub struct NearIndex {
    wordings: Vec<Wording>,
    by_stem: FxHashMap<String, Vec<u32>>,
    /// Names by all their words but one, and that one with letters left out: two words within a letter distance of
    /// two have a common form with at most two letters less (Garbe's symmetric deletion).
    by_rest: FxHashMap<u64, Vec<u32>>,
}

impl NearIndex {
    /// Arranges `wordings`; results are their positions.
    pub fn new(wordings: Vec<Wording>) -> NearIndex {
        let mut index = NearIndex { wordings, ..NearIndex::default() };
        for (at, wording) in index.wordings.iter().enumerate() {
            for stem in &wording.stems {
                index.by_stem.entry(stem.clone()).or_default().push(at as u32);
            }
            for_each_rest(wording, |rest| index.by_rest.entry(rest).or_default().push(at as u32));
        }
        index
    }

    /// Positions of the names that nearly agree with `wording`, in order. Should very many have something in common with
    /// it, only those are looked at that share what is rarest, and of these the first.
    pub fn find(&self, wording: &Wording) -> Vec<u32> {
        const MOST: usize = 512;
        // At a similarity of 3/4 the rarest stems suffice: were all of these absent, too few could be common.
        let mut lists: Vec<&[u32]> =
            wording.stems.iter().map(|stem| self.by_stem.get(stem).map_or(&[][..], Vec::as_slice)).collect();
        lists.sort_by_key(|list| list.len());
        let enough = wording.stems.len() - (3 * wording.stems.len()).div_ceil(4) + 1;
        lists.truncate(enough);
        for_each_rest(wording, |rest| lists.extend(self.by_rest.get(&rest).map(Vec::as_slice)));
        lists.sort_by_key(|list| list.len());
        let mut found: Vec<u32> = lists.into_iter().flatten().copied().take(MOST).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&at| self.wordings[at as usize].is_near(wording));
        found
    }

    /// The name at this position.
    pub fn wording(&self, at: u32) -> &Wording {
        &self.wordings[at as usize]
    }
}

/// Calls `each` with a hash for every word left out of the name, in every form with up to two letters less.
fn for_each_rest(wording: &Wording, mut each: impl FnMut(u64)) {
    use std::hash::{Hash, Hasher};
    // Longer words are compared whole: they have too many forms to be worth it.
    const LONGEST: usize = 24;
    let hash = |at: usize, form: &[char]| {
        let mut hasher = rustc_hash::FxHasher::default();
        at.hash(&mut hasher);
        wording.words[..at].hash(&mut hasher);
        wording.words[at + 1..].hash(&mut hasher);
        form.hash(&mut hasher);
        hasher.finish()
    };
    for (at, word) in wording.words.iter().enumerate() {
        let letters: Vec<char> = word.chars().collect();
        each(hash(at, &letters));
        if letters.len() > LONGEST {
            continue;
        }
        for first in 0..letters.len() {
            let mut less = letters.clone();
            less.remove(first);
            each(hash(at, &less));
            if letters.len() < 6 {
                continue;
            }
            for second in first..less.len() {
                let mut least = less.clone();
                least.remove(second);
                each(hash(at, &least));
            }
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
    }
}
