//! Names that nearly agree: measured on words, not letters, since names that mean one thing differ by whole words.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

use super::typo::{is_opposite, is_other_word, is_typo, tells_apart};

/// A name prepared for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The words in their order.
    pub(super) words: Vec<String>,
    /// The set of their stems, sorted.
    pub(super) stems: Vec<String>,
    /// The signs among the words.
    signs: String,
}

/// Prepares names for comparison. Keeps the stems of the words that it has met: names repeat their words, and to find
/// a stem takes long.
pub struct WordingReader {
    stemmer: Stemmer,
    stems: RefCell<FxHashMap<String, String>>,
}

impl std::fmt::Debug for WordingReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("WordingReader")
    }
}

impl Default for WordingReader {
    fn default() -> WordingReader {
        WordingReader { stemmer: Stemmer::create(Algorithm::English), stems: RefCell::default() }
    }
}

impl WordingReader {
    /// Prepares a name, given as its words: finds their stems (Porter's second algorithm).
    pub fn read(&self, words: &str) -> Wording {
        let words: Vec<String> =
            words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
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

/// Whether a word of a name is a sign: other words begin with a letter, a mark or a digit.
pub(super) fn is_sign(word: &str) -> bool {
    word.chars().next().is_some_and(|first| {
        // Nearly all words begin with one of ASCII, and to look a character up takes long.
        !first.is_ascii_alphanumeric()
            && !matches!(first.general_category_group(), Group::Letter | Group::Mark | Group::Number)
    })
}

impl Wording {
    /// Whether two names nearly agree: the Jaccard similarity of their sets of stems is 0.75 or more, or one is the
    /// other [with a typo](Wording::is_misspelt). Equal names nearly agree too. Names with other signs never do: nobody
    /// writes one sign for another by accident.
    pub fn is_near(&self, other: &Wording) -> bool {
        if self.signs != other.signs {
            return false;
        }
        let common = self.stems.iter().filter(|stem| other.stems.binary_search(stem).is_ok()).count();
        let all = self.stems.len() + other.stems.len() - common;
        (4 * common >= 3 * all && !self.is_told_apart(other)) || self.is_misspelt(other)
    }

    /// Whether two names are different on purpose, however alike their letters: members of a series, opposites, or names that
    /// differ in a sign or in an abbreviation alone.
    pub fn is_other_name(&self, other: &Wording) -> bool {
        self.signs != other.signs
            || self.is_told_apart(other)
            || self.only_difference(other).is_some_and(|(one, two)| is_other_word(one, two))
    }

    /// Whether two names are members of a series, or opposites.
    fn is_told_apart(&self, other: &Wording) -> bool {
        if self.only_difference(other).is_some_and(|(one, two)| is_opposite(one, two)) {
            return true;
        }
        let only = |here: &Wording, there: &Wording| {
            here.words.iter().any(|word| tells_apart(word) && !there.words.contains(word))
        };
        only(self, other) || only(other, self)
    }

    /// Whether two names have the same words but for one, which is the other's with a typo: a letter distance (Damerau)
    /// of at most 2, or 1 where the shorter word has less than six letters.
    pub fn is_misspelt(&self, other: &Wording) -> bool {
        self.signs == other.signs && self.only_difference(other).is_some_and(|(one, two)| is_typo(one, two))
    }

    /// The words in which two names differ that have as many words and differ in one alone.
    fn only_difference<'w>(&'w self, other: &'w Wording) -> Option<(&'w str, &'w str)> {
        if self.words.len() != other.words.len() {
            return None;
        }
        let mut only = None;
        for (one, two) in self.words.iter().zip(&other.words) {
            if one != two && only.replace((one.as_str(), two.as_str())).is_some() {
                return None;
            }
        }
        only
    }

    /// How alike two names are, from 0 to 1, for choosing the nearest of several.
    pub fn likeness(&self, other: &Wording) -> f64 {
        strsim::normalized_damerau_levenshtein(&self.words.join(" "), &other.words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::NearIndex;

    fn near(one: &str, two: &str) -> bool {
        let reader = WordingReader::default();
        let (one, two) = (reader.read(&words(one)), reader.read(&words(two)));
        let index = NearIndex::new(vec![two.clone()]);
        assert_eq!(index.find(&one), if one.is_near(&two) { vec![0] } else { vec![] }, "the index agrees");
        one.is_near(&two)
    }

    /// The words of a name, whose signs here are these.
    fn words(name: &str) -> String {
        let apart = ["+", "#", "?", "<", ">"]
            .iter()
            .fold(name.to_lowercase(), |name, sign| name.replace(sign, &format!(" {sign} ")));
        apart.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_decide() {
        let alike = [
            ("Improvements initiatives", "Improvement initiatives"),
            (
                "knowledge and information about new and changed products and services",
                "knowledge and information about new and changed service components",
            ),
            ("Incident record", "Incidnet record"),
            ("Outage", "Outtage"),
            ("deployment", "depoyment"),
            ("SLA report", "SAL report"),
            ("Bug report", "Bugs report"),
            ("Contract anx agreement", "Contract and agreement"),
            ("abcdef", "abdcfe"),
            ("C++ plugin", "C++ plugins"),
            ("Amount < 500 approved", "Amount < 500 aproved"),
        ];
        for (one, two) in alike {
            assert!(near(one, two), "{one}, {two}");
        }
        let different = [
            ("Incident record", "Problem record"),
            ("Cost", "Cast of"),
            ("service performance information", "product and service performance information"),
            ("cart", "crate"),
            ("Plan A", "Plan B"),
            ("P1 ticket", "P3 ticket"),
            ("HR", "PR"),
            ("SLA report", "OLA report"),
            ("Approved change", "Unapproved change"),
            (
                "Approved change request of the shop service desk",
                "Unapproved change request of the shop service desk",
            ),
            ("approved change of a service", "not approved change of a service"),
            ("Approved release 1 of the shop service", "Approved release 2 of the shop service"),
            ("C++ build", "C# build"),
            ("C++ build of the new plugin", "C build of the new plugin"),
            ("Approved purchase order of the shop?", "Approved purchase order of the shop"),
            ("Amount < 500", "Amount > 500"),
        ];
        for (one, two) in different {
            assert!(!near(one, two), "{one}, {two}");
        }
        let reader = WordingReader::default();
        assert!(!reader.read("amount < 500").is_misspelt(&reader.read("amount > 500")));
    }

    #[test]
    fn a_sign_is_neither_letter_mark_nor_digit() {
        assert!(is_sign("+") && is_sign("\u{1f680}") && !is_sign("and") && !is_sign("1"));
    }
}
