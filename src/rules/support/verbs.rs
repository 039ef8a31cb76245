//! Verbs with which the names of steps begin, as the settings of a rule list them.

use rustc_hash::FxHashSet;

use crate::rules::rule::Context;
use crate::rules::support::name_words::written_words;

/// A list of verbs, each of a word or several.
pub(in crate::rules) struct Verbs {
    verbs: FxHashSet<String>,
    /// So many words has the longest.
    most_words: usize,
}

impl Verbs {
    /// Those that the settings list under `key`.
    pub fn chosen(context: &Context<'_>, key: &str) -> Verbs {
        let mut chosen = Verbs { verbs: FxHashSet::default(), most_words: 0 };
        for verb in context.words(key) {
            let words = written_words(verb);
            if words.is_empty() {
                continue;
            }
            chosen.most_words = chosen.most_words.max(words.split(' ').count());
            chosen.verbs.insert(words);
        }
        chosen
    }

    /// The verb with which these words of a name begin, the longest should one begin another.
    pub fn beginning(&self, words: &str) -> Option<&str> {
        let ends = words.match_indices(' ').map(|(blank, _)| blank).chain([words.len()]);
        let mut longest = None;
        for end in ends.take(self.most_words) {
            longest = self.verbs.get(&words[..end]).map(String::as_str).or(longest);
        }
        longest
    }
}
