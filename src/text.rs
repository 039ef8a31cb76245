//! Lists and numbers in English sentences.

use std::borrow::Borrow;

/// `a`, `a and b`, or `a, b and c`, with `word` before the last; empty for no items.
pub fn listed<S: Borrow<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.borrow().to_owned(),
        [rest @ .., last] => format!("{} {word} {}", rest.join(", "), last.borrow()),
    }
}

/// The first `count` of `items`, which are more, and how many others there are: `a, b and 3 others`.
pub fn first_listed<S: Borrow<str>>(items: &[S], count: usize) -> String {
    let count = count.min(items.len());
    let others = plural(items.len() - count, "other");
    format!("{} and {others}", items[..count].join(", "))
}

/// So many items are listed in a sentence.
pub const MOST_LISTED: usize = 3;

/// The same of at most [`MOST_LISTED`] items; of more, those but one, and how many others there are.
pub fn few_listed<S: Borrow<str>>(items: &[S], word: &str) -> String {
    first_few_listed(items, items.len(), word)
}

/// The same of `count` items, of which the first [`MOST_LISTED`] are given at least, or all.
pub fn first_few_listed<S: Borrow<str>>(items: &[S], count: usize, word: &str) -> String {
    if count <= MOST_LISTED {
        return listed(items, word);
    }
    let items = &items[..items.len().min(MOST_LISTED - 1)];
    format!("{} and {}", items.join(", "), plural(count - items.len(), "other"))
}

/// Each item in backquotes.
pub fn backquoted<S: Borrow<str>>(items: &[S]) -> Vec<String> {
    items.iter().map(|item| format!("`{}`", item.borrow())).collect()
}

/// The number with its noun, whose plural takes an `s`: `1 file`, `2 files`.
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences() {
        let items = ["a", "b", "c"];
        let lists = [0, 1, 2, 3].map(|count| listed(&items[..count], "or"));
        assert_eq!(lists, ["", "a", "a or b", "a, b or c"]);
        assert_eq!(first_listed(&items, 2), "a, b and 1 other");
        assert_eq!(first_listed(&items, 1), "a and 2 others");
        assert_eq!(few_listed(&items, "or"), "a, b or c");
        assert_eq!(few_listed(&["a", "b", "c", "d"], "or"), "a, b and 2 others");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!([0, 1, 2].map(|count| plural(count, "file")), ["0 files", "1 file", "2 files"]);
    }
}
