//! Verbs with which the names of steps begin, as the settings of a rule list them.

use crate::rules::rule::Context;
use crate::rules::support::name_words::written_words;

/// A list of verbs, each of a word or several.
pub(in crate::rules) struct Verbs(Vec<String>);

impl Verbs {
    /// Those that the settings list under `key`.
    pub fn chosen(context: &Context<'_>, key: &str) -> Verbs {
        Verbs(context.words(key).iter().map(|verb| written_words(verb)).collect())
    }

    /// The verb with which these words of a name begin, the longest should one begin another.
    pub fn beginning(&self, words: &str) -> Option<&str> {
        let mut longest: Option<&str> = None;
        for verb in &self.0 {
            let Some(rest) = words.strip_prefix(verb.as_str()) else { continue };
            let begins = !verb.is_empty() && (rest.is_empty() || rest.starts_with(' '));
            if begins && longest.is_none_or(|longest| longest.len() < verb.len()) {
                longest = Some(verb);
            }
        }
        longest
    }
}
