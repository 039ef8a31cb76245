//! When two names are the same, and when their words nearly agree.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Point 1: what cannot be seen.
const UNSEEN: [(u32, u32); 10] = [
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
];

/// Point 6: the punctuation that is a sign.
const SIGNS: &str = "#%*@!?§¶†‡‰‱′‵※‽⁂⁎⁑؟٪؉؊٭՜՞፧";

/// Point 7: the symbols that only separate.
const SEPARATORS: &str = "|¦`⁄∕";

/// The words of a name, as "When two names are one" says; none for a name without letter and digit.
pub fn words(name: &str) -> Vec<String> {
    // Point 1.
    let seen: String = name.chars().filter(|&letter| !is_unseen(letter)).collect();
    // Point 2, the accent of point 3 first: nothing is left of it in the normal form.
    let mut apart = String::new();
    for letter in seen.nfc() {
        let normal = letter.to_string().nfkc().collect::<String>();
        let turned = is_in(letter, GeneralCategoryGroup::Symbol) && normal != letter.to_string();
        match letter {
            '´' => {}
            _ if turned || normal.contains('⁄') => apart.push_str(&format!(" {letter} ")),
            _ => apart.push(letter),
        }
    }
    let normal = apart.nfkc().collect::<String>();
    let folded = unicase::UniCase::unicode(normal).to_folded_case().nfkc().collect::<String>();
    let mut plain = String::new();
    for letter in folded.chars() {
        match letter {
            '\'' | '’' | 'ʼ' => {}
            '&' => plain.push_str(" and "),
            _ if is_of_a_word(letter) => plain.push(letter),
            _ if separates(letter) => plain.push(' '),
            _ => plain.push_str(&format!(" {letter} ")),
        }
    }
    let named = plain.chars().any(|letter| {
        is_in(letter, GeneralCategoryGroup::Letter) || is_in(letter, GeneralCategoryGroup::Number)
    });
    if named {
        plain.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

fn is_in(letter: char, group: GeneralCategoryGroup) -> bool {
    letter.general_category_group() == group
}

fn is_unseen(letter: char) -> bool {
    UNSEEN.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(letter)))
}

fn is_of_a_word(letter: char) -> bool {
    use GeneralCategoryGroup::{Letter, Mark, Number};
    [Letter, Mark, Number].into_iter().any(|group| is_in(letter, group))
}

fn separates(letter: char) -> bool {
    use GeneralCategoryGroup::{Punctuation, Separator};
    SEPARATORS.contains(letter)
        || is_in(letter, Separator)
        || letter.general_category() == GeneralCategory::Control
        || is_in(letter, Punctuation) && !SIGNS.contains(letter)
}

/// The signs of a name, in their order.
fn signs(words: &[String]) -> Vec<&String> {
    words.iter().filter(|word| !word.starts_with(is_of_a_word)).collect()
}

/// Two names are the same when their words are the same.
pub fn key(name: &str) -> String {
    words(name).join(" ")
}

/// Whether the words of two names nearly agree: the Jaccard similarity of their sets of stemmed words is 0.75 or
/// more, or they differ in one word only, and that by a letter distance of at most 2, 1 below six letters; and they
/// have the same signs.
pub fn nearly_agree(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    if signs(&one) != signs(&other) {
        return false;
    }
    let stemmer = Stemmer::create(Algorithm::English);
    let stems = |words: &[String]| {
        words.iter().map(|word| stemmer.stem(word).into_owned()).collect::<BTreeSet<String>>()
    };
    let (one_stems, other_stems) = (stems(&one), stems(&other));
    let shared = one_stems.intersection(&other_stems).count();
    let together = one_stems.union(&other_stems).count();
    let only = |here: &[String], there: &[String]| {
        here.iter().any(|word| is_series_or_negation(word) && !there.contains(word))
    };
    let are_opposites = only_difference(&one, &other).is_some_and(|(a, b)| is_opposite(a, b));
    let is_told_apart = are_opposites || only(&one, &other) || only(&other, &one);
    shared * 4 >= together * 3 && !is_told_apart || differ_in_one_word(&one, &other)
}

/// A number, a single letter, a word of negation.
fn is_series_or_negation(word: &str) -> bool {
    ["not", "no", "non", "without", "un"].contains(&word)
        || word.chars().count() == 1
        || word.contains(char::is_numeric)
}

/// Whether two names have the same words but for one, which differs in a few letters only.
pub fn is_typo(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    signs(&one) == signs(&other) && differ_in_one_word(&one, &other)
}

/// Whether one word is the other with a prefix that negates it, or says that it is done again.
fn is_opposite(a: &str, b: &str) -> bool {
    ["un", "non", "in", "im", "ir", "il", "dis", "re"]
        .iter()
        .any(|prefix| a == format!("{prefix}{b}") || b == format!("{prefix}{a}"))
}

/// The words in which two names differ, if that is one word in each, at the same place.
fn only_difference<'a>(one: &'a [String], other: &'a [String]) -> Option<(&'a String, &'a String)> {
    if one.len() != other.len() {
        return None;
    }
    let different: Vec<(&String, &String)> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
    match different[..] {
        [pair] => Some(pair),
        _ => None,
    }
}

fn differ_in_one_word(one: &[String], other: &[String]) -> bool {
    let Some((a, b)) = only_difference(one, other) else { return false };
    if is_series_or_negation(a) || is_series_or_negation(b) || is_opposite(a, b) {
        return false;
    }
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort();
        letters
    };
    let is_function_word = |word: &str| ["and", "the", "for", "of", "to", "in", "on", "by"].contains(&word);
    let shorter = a.chars().count().min(b.chars().count());
    if shorter <= 3 && sorted(a) != sorted(b) && !is_function_word(a) && !is_function_word(b) {
        return false;
    }
    strsim::damerau_levenshtein(a, b) <= if shorter < 6 { 1 } else { 2 }
}
