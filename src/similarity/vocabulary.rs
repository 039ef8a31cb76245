//! Which of two names is the misspelt one: the project's own texts tell.

use std::cmp::Ordering;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::Model;

/// The words of a project's texts, comments included, and the letters that stand in a row in them.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: FxHashMap<String, u32>,
    rows: FxHashMap<[char; 3], u32>,
}

impl Vocabulary {
    /// Reads all texts once.
    pub fn of(model: &Model<'_>) -> Vocabulary {
        // As they are written, which are few; only then is their case folded.
        let written = model
            .sources
            .as_slice()
            .par_iter()
            .fold(FxHashMap::default, |mut written, source| {
                words(&source.text).for_each(|word| *written.entry(word).or_default() += 1);
                written
            })
            .reduce(FxHashMap::default, |mut written: FxHashMap<&str, u32>, others| {
                others.into_iter().for_each(|(word, count)| *written.entry(word).or_default() += count);
                written
            });
        let mut vocabulary = Vocabulary::default();
        for (word, count) in written {
            *vocabulary.words.entry(word.to_lowercase()).or_default() += count;
        }
        for (word, &count) in &vocabulary.words {
            for row in rows(word) {
                *vocabulary.rows.entry(row).or_default() += count;
            }
        }
        vocabulary
    }

    /// Whether of two names, given as their words, `one` is rather misspelt than `other`: they differ in one word, which
    /// stands in fewer places or, if that does not tell, is put together in a rarer way.
    pub fn is_misspelt(&self, one: &str, other: &str) -> bool {
        let Some((one, other)) = differing(one, other) else { return false };
        match self.count(one).cmp(&self.count(other)) {
            Ordering::Equal => self.ease(one) < self.ease(other),
            order => order.is_lt(),
        }
    }

    /// Whether of two names, given as their words, `one` differs from `other` in one word, which stands in fewer places.
    pub fn is_rarer(&self, one: &str, other: &str) -> bool {
        differing(one, other).is_some_and(|(one, other)| self.count(one) < self.count(other))
    }

    fn count(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// How common the rows of letters in a word are elsewhere.
    fn ease(&self, word: &str) -> f64 {
        let own = f64::from(self.words.get(word).copied().unwrap_or(0));
        let common =
            |row: [char; 3]| (f64::from(self.rows.get(&row).copied().unwrap_or(0)) - own).max(0.0) + 0.5;
        let rows: Vec<f64> = rows(word).map(|row| common(row).ln()).collect();
        rows.iter().sum::<f64>() / rows.len().max(1) as f64
    }
}

/// The one word in which two names differ.
fn differing<'n>(one: &'n str, other: &'n str) -> Option<(&'n str, &'n str)> {
    let (ones, others) = (one.split(' '), other.split(' '));
    if ones.clone().count() != others.clone().count() {
        return None;
    }
    let mut differing = ones.zip(others).filter(|(one, other)| one != other);
    differing.next().filter(|_| differing.next().is_none())
}

/// The words of a text: letters and digits in a row.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Every three letters in a row of a word, its borders included.
fn rows(word: &str) -> impl Iterator<Item = [char; 3]> {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    (2..letters.len()).map(move |at| [letters[at - 2], letters[at - 1], letters[at]])
}
