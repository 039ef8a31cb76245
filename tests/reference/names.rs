//! When two names are the same, and when their words nearly agree.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// The words of a name: NFKC, case-folded, apostrophes dropped, `&` read as *and*, all else a separator.
pub fn words(name: &str) -> Vec<String> {
    let folded: String = name.nfkc().collect::<String>().to_lowercase();
    let mut plain = String::new();
    for letter in folded.chars() {
        match letter {
            '\'' | '’' | 'ʼ' => {}
            '&' => plain.push_str(" and "),
            _ if letter.is_alphanumeric() => plain.push(letter),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Two names are the same when their words are the same.
pub fn key(name: &str) -> String {
    words(name).join(" ")
}

/// Whether the words of two names nearly agree: the Jaccard similarity of their sets of stemmed words is 0.75 or
/// more, or they differ in one word only, and that by a letter distance of at most 2, 1 below six letters.
pub fn nearly_agree(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let stemmer = Stemmer::create(Algorithm::English);
    let stems = |words: &[String]| {
        words.iter().map(|word| stemmer.stem(word).into_owned()).collect::<BTreeSet<String>>()
    };
    let (one_stems, other_stems) = (stems(&one), stems(&other));
    let shared = one_stems.intersection(&other_stems).count();
    let together = one_stems.union(&other_stems).count();
    shared * 4 >= together * 3 || differ_in_one_word(&one, &other)
}

/// Whether two names have the same words but for one, which differs in a few letters only.
pub fn is_slip(one: &str, other: &str) -> bool {
    differ_in_one_word(&words(one), &words(other))
}

fn differ_in_one_word(one: &[String], other: &[String]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let different: Vec<(&String, &String)> = one.iter().zip(other).filter(|(a, b)| a != b).collect();
    match different[..] {
        [(a, b)] => {
            let shorter = a.chars().count().min(b.chars().count());
            strsim::damerau_levenshtein(a, b) <= if shorter < 6 { 1 } else { 2 }
        }
        _ => false,
    }
}
