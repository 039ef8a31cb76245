//! Which of two names is the misspelt one: the project's own texts show it.

use std::cmp::Ordering;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::source::{Source, Sources};

/// The words of some texts, and the letters that stand in a row in them.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// How often each word is there, in lower case.
    words: FxHashMap<String, u32>,
    /// How often each row of three letters is; counted when first asked for.
    rows: OnceLock<FxHashMap<[char; 3], u32>>,
}

impl Vocabulary {
    /// Reads all texts once, side by side, with all that is in them: names, texts, comments.
    pub fn of(sources: &Sources) -> Vocabulary {
        // As they are written, which are few; only then is their case folded.
        let counts = sources.as_slice().par_iter().fold(FxHashMap::default, count_words);
        let written = counts.reduce(FxHashMap::default, add_counts);
        let mut vocabulary = Vocabulary::default();
        for (word, count) in written {
            *vocabulary.words.entry(word.to_lowercase()).or_default() += count;
        }
        vocabulary
    }

    /// How often each row of three letters is in all words.
    fn rows(&self) -> &FxHashMap<[char; 3], u32> {
        self.rows.get_or_init(|| {
            let mut counts = FxHashMap::default();
            for (word, &count) in &self.words {
                for row in rows(word) {
                    *counts.entry(row).or_default() += count;
                }
            }
            counts
        })
    }

    /// Whether of two names, given as their words, `one` is rather misspelt than `other`: they differ in one word, which
    /// stands in fewer places or, if that decides nothing, is put together in a rarer way.
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

    /// How common the rows of letters in a word are elsewhere: the mean of the logarithms of their counts.
    fn ease(&self, word: &str) -> f64 {
        let own = f64::from(self.count(word));
        let (mut sum, mut count) = (0.0, 0.0);
        let counts = self.rows();
        for row in rows(word) {
            let all = f64::from(counts.get(&row).copied().unwrap_or(0));
            sum += ((all - own).max(0.0) + 0.5).ln();
            count += 1.0;
        }
        sum / f64::max(count, 1.0)
    }
}

/// Words as they are written, with how often each is there.
type Counts<'t> = FxHashMap<&'t str, u32>;

/// Adds the words of a text to those that were counted before.
fn count_words<'t>(mut counts: Counts<'t>, source: &'t Source) -> Counts<'t> {
    let mut rest = source.text.as_str();
    while let Some((word, behind)) = next_word(rest) {
        *counts.entry(word).or_default() += 1;
        rest = behind;
    }
    counts
}

/// The first letters and digits in a row, and what stands behind them.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let start = skip(text, false);
    let text = &text[start..];
    let end = skip(text, true);
    if end == 0 { None } else { Some(text.split_at(end)) }
}

/// The length of what `text` begins with: letters and digits only, or anything but them. Byte by byte where it is ASCII,
/// which nearly all of a text is: to decode it takes five times as long.
fn skip(text: &str, is_word: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() != is_word {
                break;
            }
            at += 1;
            continue;
        }
        let Some(letter) = text[at..].chars().next() else { break };
        if letter.is_alphanumeric() != is_word {
            break;
        }
        at += letter.len_utf8();
    }
    at
}

fn add_counts<'t>(mut counts: Counts<'t>, others: Counts<'t>) -> Counts<'t> {
    for (word, count) in others {
        *counts.entry(word).or_default() += count;
    }
    counts
}

/// The one word in which two names differ.
fn differing<'n>(one: &'n str, other: &'n str) -> Option<(&'n str, &'n str)> {
    let (ones, others) = (one.split(' '), other.split(' '));
    if ones.clone().count() != others.clone().count() {
        return None;
    }
    let mut differing = ones.zip(others).filter(|(one, other)| one != other);
    match (differing.next(), differing.next()) {
        (Some(pair), None) => Some(pair),
        _ => None,
    }
}

/// Every three letters in a row of a word, its borders included.
fn rows(word: &str) -> impl Iterator<Item = [char; 3]> {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    (2..letters.len()).map(move |at| [letters[at - 2], letters[at - 1], letters[at]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits_in_a_row() {
        for text in ["", " ", "a", "größe 12x_é-ß", "«Änderung»\u{a0}2b", "\u{301}a\u{301}b", "変更、依頼"]
        {
            let mut words = Vec::new();
            let mut rest = text;
            while let Some((word, behind)) = next_word(rest) {
                words.push(word);
                rest = behind;
            }
            let parts = text.split(|letter: char| !letter.is_alphanumeric());
            assert_eq!(words, parts.filter(|part| !part.is_empty()).collect::<Vec<_>>(), "{text}");
        }
    }
}
