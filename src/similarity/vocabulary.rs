//! Which of two names is the misspelt one: the project's own texts show it.

use std::cmp::Ordering;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;

use crate::source::Sources;
use crate::stable_hash;

/// So many words are sought in the texts, one by one; for more, all words of the texts are counted.
const MOST_SOUGHT: usize = 8;

/// The words of some texts, and the letters that stand in a row in them.
#[derive(Debug)]
pub struct Vocabulary<'s> {
    sources: &'s Sources,
    /// How often each of the first words is there that somebody asked for.
    sought: Mutex<FxHashMap<Box<str>, u32>>,
    /// How often each word is there, in any case. Words are known by their [hashes](hash).
    words: OnceLock<Counts>,
    /// How often each row of three letters is; counted when first asked for.
    rows: OnceLock<FxHashMap<[char; 3], u32>>,
}

/// A word, as it is written where it stands first, and how often it is there.
#[derive(Debug)]
struct Word {
    written: Box<str>,
    count: u32,
}

impl<'s> Vocabulary<'s> {
    /// That of all texts, with all that is in them: names, texts, comments. They are read when somebody asks.
    pub fn of(sources: &'s Sources) -> Vocabulary<'s> {
        Vocabulary { sources, sought: Mutex::default(), words: OnceLock::new(), rows: OnceLock::new() }
    }

    /// All words, read once, one text after the other: a thread that waits for others while it holds the lock may be given
    /// a rule that asks for the same words, and would wait for itself.
    fn words(&self) -> &Counts {
        self.words.get_or_init(|| {
            let mut counts = Counts::default();
            for source in self.sources.as_slice() {
                count_words(&source.text, &mut counts);
            }
            counts
        })
    }

    /// How often each row of three letters is in all words.
    fn rows(&self) -> &FxHashMap<[char; 3], u32> {
        self.rows.get_or_init(|| {
            let mut counts = FxHashMap::default();
            for word in self.words().values() {
                for row in rows(&word.written.to_lowercase()) {
                    *counts.entry(row).or_default() += word.count;
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

    /// How often a word, in lower case, is there. To read all words takes as long as to seek a dozen, so a few are sought.
    fn count(&self, word: &str) -> u32 {
        if self.words.get().is_none() {
            let mut sought = self.sought.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(&count) = sought.get(word) {
                return count;
            }
            if sought.len() < MOST_SOUGHT
                && let Some(seeker) = Seeker::new(word)
            {
                let count = self.sources.as_slice().iter().map(|source| seeker.count(&source.text)).sum();
                sought.insert(word.into(), count);
                return count;
            }
        }
        self.words().get(&hash(word)).map_or(0, |word| word.count)
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

/// Seeks a word of ASCII letters and digits, in any case; a Kelvin sign is no `k`. It is found by its rarest three letters.
struct Seeker<'w> {
    word: &'w str,
    /// How many letters stand before the rarest.
    before: usize,
    rarest: Regex,
}

impl<'w> Seeker<'w> {
    /// None for a word of other letters, or one that is too long to be sought.
    fn new(word: &'w str) -> Option<Seeker<'w>> {
        const SOUGHT_BY: usize = 3;
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let frequency = |letters: &[u8]| letters.iter().map(|&letter| frequency(letter)).sum::<usize>();
        let windows = word.as_bytes().windows(word.len().min(SOUGHT_BY)).enumerate();
        // The first of several that are the same: no other one then overlaps with it.
        let (before, rarest) = windows.min_by_key(|(_, letters)| frequency(letters))?;
        let rarest = &word[before..before + rarest.len()];
        let rarest = RegexBuilder::new(rarest).case_insensitive(true).unicode(false).build().ok()?;
        Some(Seeker { word, before, rarest })
    }

    /// How often the word is in a text.
    fn count(&self, text: &str) -> u32 {
        let mut count = 0;
        for found in self.rarest.find_iter(text) {
            let Some(start) = found.start().checked_sub(self.before) else { continue };
            let end = start + self.word.len();
            let is_word = text.get(start..end).is_some_and(|found| found.eq_ignore_ascii_case(self.word))
                && !text[..start].ends_with(char::is_alphanumeric)
                && !text[end..].starts_with(char::is_alphanumeric);
            count += u32::from(is_word);
        }
        count
    }
}

/// How frequent a letter is in texts in English, roughly; digits are taken for rare.
fn frequency(letter: u8) -> usize {
    const RAREST_FIRST: &[u8] = b"zqjxkvbywgpfmucdlhrsnioate";
    RAREST_FIRST.iter().position(|&known| known == letter).map_or(0, |at| at + 1)
}

/// Words by their hashes.
type Counts = FxHashMap<u64, Word>;

/// For each byte: the lower case of an ASCII letter or digit, and 0 for any other.
const LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// The hash of a word in lower case. Two words are taken for one if theirs, of 64 bits, are the same.
fn hash(word: &str) -> u64 {
    stable_hash::hash(word.bytes())
}

/// Adds the words of a text to those that were counted before: letters and digits in a row. Reads it byte by byte where it
/// is ASCII, which nearly all of a text is; to decode it takes five times as long.
fn count_words(text: &str, counts: &mut Counts) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let mut end = start;
        let mut key = stable_hash::BASIS;
        while let Some(&byte) = bytes.get(end) {
            let lower = LOWER[usize::from(byte)];
            if lower == 0 {
                break;
            }
            key = stable_hash::add(key, lower);
            end += 1;
        }
        if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            end = end_of_word(text, end);
            let lower = text[start..end].to_lowercase();
            // A Kelvin sign is no `k` here, for [`seek`] takes it for none.
            key = hash(if lower.is_ascii() { &text[start..end] } else { &lower });
        }
        if end == start {
            start += text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word = || Word { written: text[start..end].into(), count: 0 };
        counts.entry(key).or_insert_with(word).count += 1;
        start = end;
    }
}

/// Where the letters and digits in a row end that go on at byte `at`, if they do.
fn end_of_word(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())
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
    use crate::source::Source;

    #[test]
    fn words_are_letters_and_digits_in_a_row() {
        for text in [
            "",
            " ",
            "a",
            "größe 12x_é-ß GRÖSSE Größe",
            "Parcel 12, parcel_12 éparcel parcelé PARCEL parcels \"parcel\"",
            "«Änderung»\u{a0}2b",
            "\u{301}a\u{301}b",
            "変更、依頼a",
        ] {
            let mut expected: FxHashMap<String, u32> = FxHashMap::default();
            for word in text.split(|letter: char| !letter.is_alphanumeric()) {
                if !word.is_empty() {
                    *expected.entry(word.to_lowercase()).or_default() += 1;
                }
            }
            let sources = Sources::new(vec![Source { path: "a.vsd".into(), text: text.to_owned() }]);
            let vocabulary = Vocabulary::of(&sources);
            assert_eq!(vocabulary.words().len(), expected.len(), "{text}");
            for (word, count) in expected {
                assert_eq!(vocabulary.count(&word), count, "{text}: {word}");
                if let Some(seeker) = Seeker::new(&word) {
                    assert_eq!(seeker.count(text), count, "{text}: {word}");
                }
            }
        }
    }

    #[test]
    fn few_words_and_many_are_counted_alike() {
        let text = "a b b c c c d e f g h i j kg KG \u{212a}g k";
        let sources = Sources::new(vec![Source { path: "a.vsd".into(), text: text.to_owned() }]);
        let words = text.to_lowercase() + " !";
        let few: Vec<u32> = words.split(' ').map(|word| Vocabulary::of(&sources).count(word)).collect();
        let vocabulary = Vocabulary::of(&sources);
        let many: Vec<u32> = words.split(' ').map(|word| vocabulary.count(word)).collect();
        assert_eq!(few, many);
        assert!(vocabulary.words.get().is_some());
        assert_eq!(vocabulary.count("kg"), 2);
    }
}
