//! "Did you mean": the known word nearest to a misspelt one.

use crate::rule::RuleMetadata;
use crate::similarity::distance;
use crate::text::{backquoted, listed};

/// The one of `known` that `word` probably stands for: equal but for case, `_` for `-` and spaces, or few letters off.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase().replace(['_', ' '], "-");
    // A word of no sensible length is no misspelling, and comparing it would cost the square of its length.
    if word.len() > 100 {
        return None;
    }
    let allowed = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&word, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// The one of these names that `word` probably stands for, whatever their case.
pub fn nearest_name<'a>(word: &str, known: &'a [String]) -> Option<&'a str> {
    let lower: Vec<String> = known.iter().map(|name| name.to_lowercase().replace([' ', '_'], "-")).collect();
    let found = nearest(word, lower.iter().map(String::as_str))?;
    let at = lower.iter().position(|name| name == found)?;
    known.get(at).map(String::as_str)
}

/// Help that offers `name`.
pub(super) fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// Help for a name that is no rule.
pub fn rule_help<'r>(name: &str, rules: impl IntoIterator<Item = &'r RuleMetadata>) -> Option<String> {
    let found = nearest(name, rules.into_iter().map(|rule| &*rule.name)).map(did_you_mean);
    found.or_else(|| Some("`vsdlint rules` lists all rules".to_owned()))
}

/// Help for a word that is none of a few: the one it stands for elsewhere, or the nearest.
pub(super) fn choice_help(word: &str, known: &[&str]) -> Option<String> {
    let word = word.to_lowercase();
    let meant = match word.as_str() {
        "warning" => "warn",
        "deny" | "err" | "forbid" => "error",
        "allow" | "ignore" | "none" | "disabled" | "false" => "off",
        "note" | "hint" | "information" => "info",
        other => other,
    };
    let found = known.iter().find(|name| **name == meant).copied();
    let found = found.or_else(|| nearest(meant, known.iter().copied()));
    found.map(did_you_mean)
}

/// `a`, `b` and `c`, each in backquotes.
pub(super) fn list(words: &[&str]) -> String {
    listed(&backquoted(words), "and")
}
