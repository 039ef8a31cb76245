//! Words that are nearly a keyword.

/// How many letters may be wrong in a word of this length: 2, or 1 below six letters.
pub fn tolerance(letters: usize) -> usize {
    if letters < 6 { 1 } else { 2 }
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
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&lower, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= tolerance(letters.min(candidate.len())))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
