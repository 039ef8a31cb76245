//! Single words that differ by a typo.

/// Words longer than this are never taken for a misspelt keyword: the distance is quadratic in length.
const LONGEST_KEYWORD: usize = 32;

/// The same for the words of names, which may be longer.
const LONGEST_WORD: usize = 200;

/// How many edits make one word of another: letters inserted, left out, replaced or swapped (Damerau and Levenshtein).
/// Takes time and room in proportion to the product of both lengths.
pub fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
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

/// Whether one word is the other with a typo: within the tolerance for the shorter one.
pub(super) fn is_typo(one: &str, other: &str) -> bool {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    let most = tolerance(one_length.min(other_length));
    one_length.abs_diff(other_length) <= most
        && one_length.max(other_length) <= LONGEST_WORD
        && distance(one, other) <= most
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
