//! Single words that differ by a typo.

use super::fold::is_ideograph;

/// Words longer than this are never taken for a misspelt keyword: the distance is quadratic in length.
const LONGEST_KEYWORD: usize = 32;

/// The same for the words of names, which may be longer.
pub(super) const LONGEST_WORD: usize = 200;

/// How many edits make one word of another: letters inserted, left out, replaced or swapped (Damerau and Levenshtein).
/// Takes time and room in proportion to the product of both lengths, without what both begin and end with.
pub fn distance(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    let start: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let (one, other) = (&one[start..], &other[start..]);
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other);
    let end: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    strsim::damerau_levenshtein(&one[..one.len() - end], &other[..other.len() - end])
}

/// How many edits may lie between two words, the shorter of which has so many letters: 2, or 1 below six letters.
pub(super) const fn tolerance(letters: usize) -> usize {
    if letters < 6 { 1 } else { 2 }
}

/// The letters of a word as bits.
pub(super) fn letter_set(word: &str) -> u32 {
    word.chars().fold(0, |bits, letter| bits | 1 << (letter as u32 % 32))
}

/// Whether `edits` edits may lie between words with these letters: each edit changes two bits at most. May say yes where
/// the [`distance`] is larger, which costs far more to find out.
pub(super) fn may_be_within(edits: usize, one: u32, other: u32) -> bool {
    (one ^ other).count_ones() as usize <= 2 * edits
}

/// Beginnings that make another word, mostly the opposite, of what is the same behind them: negations, what is done again or
/// undone, and pairs of directions. As [folded](super::fold::fold) words have them.
const BEGINNINGS: [(&str, &str); 31] = [
    ("", "un"),
    ("", "non"),
    ("", "in"),
    ("", "im"),
    ("", "ir"),
    ("", "il"),
    ("", "dis"),
    ("", "re"),
    ("", "de"),
    ("", "des"),
    ("", "mis"),
    ("", "ent"),
    ("", "не"),
    ("", "未"),
    ("", "不"),
    ("", "非"),
    ("", "无"),
    ("", "再"),
    ("in", "ex"),
    ("im", "ex"),
    ("in", "de"),
    ("en", "de"),
    ("in", "out"),
    ("up", "down"),
    ("pre", "post"),
    ("ap", "im"),
    ("an", "ab"),
    ("zu", "ab"),
    ("ein", "aus"),
    ("в", "вы"),
    ("при", "у"),
];

/// Endings that do the same: who does something and whom it is done to, with something and without it, done and not done.
const ENDINGS: [(&str, &str); 6] =
    [("er", "ee"), ("or", "ee"), ("li", "siz"), ("lu", "suz"), ("mis", "mamis"), ("mis", "memis")];

/// Words that turn a name into its opposite.
const NEGATIONS: [&str; 20] = [
    "not", "no", "non", "without", "un", "nicht", "kein", "keine", "ohne", "pas", "sans", "sin", "senza",
    "nao", "sem", "не", "нет", "без", "degil", "olmayan",
];

/// Words of so few letters are mostly abbreviations: another letter makes another one.
const MAX_SHORT: usize = 3;

/// Short words that are no abbreviations, so that another letter makes a typo of them. Names that share them share nothing.
pub(super) const FUNCTION_WORDS: [&str; 8] = ["and", "the", "for", "of", "to", "in", "on", "by"];

/// Whether a word tells a thing from others of a series, or from its opposite: a number, in Roman digits too, a grade of one
/// letter, a negation.
pub(super) fn tells_apart(word: &str) -> bool {
    NEGATIONS.contains(&word)
        || word.chars().any(char::is_numeric)
        || word.chars().nth(1).is_none()
        || word.bytes().all(|letter| matches!(letter, b'i' | b'v' | b'x'))
}

/// Whether one word is the other's negation or counterpart, or the same done again.
pub(super) fn is_opposite(one: &str, other: &str) -> bool {
    let begin = |one: &str, other: &str, (first, second): (&str, &str)| {
        let rest = one.strip_prefix(first);
        rest.is_some_and(|rest| !rest.is_empty() && other.strip_prefix(second) == Some(rest))
    };
    let end = |one: &str, other: &str, (first, second): (&str, &str)| {
        let rest = one.strip_suffix(first);
        rest.is_some_and(|rest| !rest.is_empty() && other.strip_suffix(second) == Some(rest))
    };
    BEGINNINGS.iter().any(|&pair| begin(one, other, pair) || begin(other, one, pair))
        || ENDINGS.iter().any(|&pair| end(one, other, pair) || end(other, one, pair))
}

/// Whether two different words are so on purpose, however alike their letters: one has a digit or is a single letter, one is
/// the other's opposite, or one has three letters or less, or letters that are words themselves, and they are not the same
/// ones in another order.
pub(super) fn is_other_word(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let is_abbreviation =
        shorter <= MAX_SHORT && !FUNCTION_WORDS.contains(&one) && !FUNCTION_WORDS.contains(&other);
    let is_exact = is_abbreviation || one.contains(is_ideograph) || other.contains(is_ideograph);
    tells_apart(one) || tells_apart(other) || is_opposite(one, other) || (is_exact && !is_swapped(one, other))
}

/// Whether one word is the other with a typo: within the tolerance for the shorter one, and no [other word](is_other_word).
pub(super) fn is_typo(one: &str, other: &str) -> bool {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    let shorter = one_length.min(other_length);
    let most = tolerance(shorter);
    // What costs least comes first.
    one_length.abs_diff(other_length) <= most
        && one_length.max(other_length) <= LONGEST_WORD
        && may_be_within(most, letter_set(one), letter_set(other))
        && distance(one, other) <= most
        && !is_other_word(one, other)
}

/// Whether two words have the same letters, in another order.
fn is_swapped(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    one.len() == other.len() && sorted(one) == sorted(other)
}

/// The one of `keywords`, which are in lower case and ASCII, that `word` was most probably meant to be: the same in
/// another case, or with a typo. Of equally near ones the first.
pub fn nearest_keyword<'a>(word: &str, keywords: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    if length > LONGEST_KEYWORD {
        return None;
    }
    let letters = letter_set(&lower);
    let mut nearest: Option<(usize, &str)> = None;
    for keyword in keywords {
        let most = tolerance(length.min(keyword.len()));
        // Hardly any keyword is near, and the distance is dear.
        if length.abs_diff(keyword.len()) > most || !may_be_within(most, letters, letter_set(keyword)) {
            continue;
        }
        let distance = distance(&lower, keyword);
        if distance <= most && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, keyword));
        }
    }
    nearest.map(|(_, keyword)| keyword)
}
