//! `step-name-verb`: the name of a step does not begin with what is done.

mod verbs;

use rustc_hash::FxHashSet;

use crate::model::StatementRef;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::declarations::declarations;
use crate::rules::support::display::quoted_name;
use crate::rules::support::name_words::{statement_words, written_words};
use crate::similarity::Language;
use crate::syntax::Keyword;
use verbs::VERBS;

pub(crate) const RULE: Rule = rule!("step-name-verb", check);

/// What may stand before a verb: `Re-test`, `Pre-approve`.
const PREFIXES: [&str; 8] = ["co", "de", "dis", "mis", "out", "over", "pre", "re"];

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    if model.language() != Language::English {
        return Vec::new();
    }
    let more: FxHashSet<String> = context.words("verbs").iter().map(|verb| written_words(verb)).collect();
    let mut findings = Vec::new();
    for step in declarations(model, Keyword::Step) {
        let words = statement_words(model, step);
        if !words.is_empty() && !begins_with_verb(&words, &more) {
            findings.push(finding(context, step, &words));
        }
    }
    findings
}

/// Whether the first word that is no prefix and no adverb is a verb.
fn begins_with_verb(words: &str, more: &FxHashSet<String>) -> bool {
    for word in words.split(' ') {
        if is_verb(word) || more.contains(word) {
            return true;
        }
        if !PREFIXES.contains(&word) && !word.ends_with("ly") {
            return PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_verb));
        }
    }
    false
}

fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

fn finding(context: &Context<'_>, step: StatementRef, words: &str) -> FindingBuilder {
    let model = context.model;
    let help = match words.split(' ').find_map(hidden_verb) {
        Some(verb) => format!("begin with the verb: `{} …`", capitalised(verb)),
        None => "begin with a verb, then say what is worked on: `Register the query`".to_owned(),
    };
    FindingBuilder::new(
        model.name_place(step),
        format!("{} does not begin with what is done", quoted_name(model, step)),
    )
    .label("names a thing, not the work")
    .help(help)
    .fingerprint([statement_words(model, step)])
}

/// The verb that a noun is made of: *test* of *testing*, or, such as *assess* of *assessment*, the one with the longest
/// common beginning, if that is most of both.
fn hidden_verb(word: &str) -> Option<&'static str> {
    const LEAST: usize = 5;
    if let Some(stem) = word.strip_suffix("ing") {
        for ending in ["", "e"] {
            if let Ok(at) = VERBS.binary_search(&format!("{stem}{ending}").as_str()) {
                return Some(VERBS[at]);
            }
        }
    }
    let begins_alike = word.get(..LEAST)?;
    let from = VERBS.partition_point(|&verb| verb < begins_alike);
    let mut best: Option<(usize, &'static str)> = None;
    for &verb in VERBS[from..].iter().take_while(|verb| verb.starts_with(begins_alike)) {
        let common = word.bytes().zip(verb.bytes()).take_while(|(one, other)| one == other).count();
        if common + 3 > verb.len() && best.is_none_or(|(most, _)| common > most) {
            best = Some((common, verb));
        }
    }
    // The first words are plain ASCII, so the beginnings are whole letters.
    best.map(|(_, verb)| verb)
}

fn capitalised(verb: &str) -> String {
    let (first, rest) = verb.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}
