//! Words that are nearly a keyword.

/// How many letters may be wrong in a word of this length: 2, or 1 below six letters.
pub fn tolerance(letters: usize) -> usize {
    if letters < 6 { 1 } else { 2 }
}

/// The letters of a word as bits. Each edit that makes another word of it changes two of them at most.
pub fn letters_of(word: &str) -> u32 {
    word.chars().fold(0, |bits, letter| bits | 1 << (letter as u32 % 32))
}

/// The candidate that `word` was most probably meant to be: the same in another case, or within a letter distance
/// (Damerau) of 2, below six letters 1. Of equally near ones the first.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let letters = lower.chars().count();
    // The distance is quadratic in length; nothing so much longer than any keyword is one misspelt.
    if letters > 32 {
        return None;
    }
    let mask = letters_of(&lower);
    candidates
        // A quick look, since the distance itself is dear and hardly any candidate is near.
        .filter(|candidate| {
            let most = tolerance(letters.min(candidate.len()));
            letters.abs_diff(candidate.len()) <= most
                && (mask ^ letters_of(candidate)).count_ones() as usize <= 2 * most
        })
        .map(|candidate| (strsim::damerau_levenshtein(&lower, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= tolerance(letters.min(candidate.len())))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
