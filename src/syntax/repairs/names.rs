//! Words in a row without quotation marks: one name without its marks, or several names without commas.

use crate::source::lines::LINE_ENDS;
use crate::syntax::token::reserved;

/// More words than these are no names in a row.
const MOST: usize = 8;

/// The words of `row` around byte `within` of the line that stand between two keywords.
pub(super) fn between_keywords<'l>(line: &'l str, row: &[(usize, usize)], within: usize) -> Vec<&'l str> {
    let mut names = Vec::new();
    for &(from, to) in row {
        let word = &line[from..to];
        if reserved(word).is_none() {
            names.push(word);
        } else if from > within {
            break;
        } else {
            names.clear();
        }
    }
    names
}

/// Whether each of these words stands elsewhere in the text as a name of its own, and they stand nowhere as one name.
pub(super) fn are_known(source: &str, names: &[&str]) -> bool {
    (2..=MOST).contains(&names.len())
        && !is_quoted(source, names)
        && names.iter().all(|name| is_known(source, name))
}

/// The longest run of these words, given by where they stand in the line, that stands elsewhere in the text in quotes.
pub(super) fn quoted_elsewhere(source: &str, line: &str, row: &[(usize, usize)]) -> Option<(usize, usize)> {
    if row.len() > MOST {
        return None;
    }
    for length in (2..=row.len()).rev() {
        for run in row.windows(length) {
            let words: Vec<&str> = run.iter().map(|&(from, to)| &line[from..to]).collect();
            if is_quoted(source, &words) {
                return Some((run[0].0, run[length - 1].1));
            }
        }
    }
    None
}

/// Whether these words look like one name: they begin with a capital letter, as a sentence does.
pub(super) fn are_one(names: &[&str]) -> bool {
    let begins = |word: &str, is: fn(char) -> bool| word.chars().next().is_some_and(is);
    let Some((first, others)) = names.split_first() else { return false };
    begins(first, char::is_uppercase) && others.iter().any(|word| begins(word, char::is_lowercase))
}

/// Whether the last keyword before byte `within` of the line is `from` or `to`.
pub(super) fn is_among_ends(line: &str, within: usize) -> bool {
    let mut last = None;
    // Every second part stands in quotes.
    for part in line[..within].split('"').step_by(2) {
        let mut words = part.split(|letter: char| letter.is_whitespace() || letter == ',');
        last = words.rfind(|word| reserved(word).is_some()).or(last);
    }
    matches!(last, Some("from" | "to"))
}

fn is_quoted(source: &str, names: &[&str]) -> bool {
    source.contains(&format!("\"{}\"", names.join(" ")))
}

/// So many bytes on each side of a word are looked at: a line may be very long, and hold the word all over.
const LOOKED_AT: usize = 100;

/// Whether a word stands alone somewhere between commas, keywords, braces and ends of lines.
pub(super) fn is_known(source: &str, name: &str) -> bool {
    source.match_indices(name).any(|(at, _)| {
        let end = at + name.len();
        let (mut from, mut to) = (at.saturating_sub(LOOKED_AT), source.len().min(end + LOOKED_AT));
        while !source.is_char_boundary(from) {
            from -= 1;
        }
        while !source.is_char_boundary(to) {
            to -= 1;
        }
        let (before, behind) = (&source[from..at], &source[end..to]);
        let before = before.rsplit(LINE_ENDS).next().unwrap_or(before);
        let behind = behind.split(LINE_ENDS).next().unwrap_or(behind);
        let is_begun = before.is_empty() || before.ends_with([' ', '\t', ',']);
        let is_reserved = |word: Option<&str>| word.is_none_or(|word| reserved(word).is_some());
        let ends = behind.trim_start();
        is_begun
            && (before.trim_end().ends_with(',') || is_reserved(before.split_whitespace().next_back()))
            && (ends.starts_with([',', '{', '}', '/'])
                || ends.len() < behind.len() && is_reserved(ends.split_whitespace().next())
                || behind.is_empty())
    })
}
