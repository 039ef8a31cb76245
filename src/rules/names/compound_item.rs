//! `compound-item`: an item that is two, of which one also flows alone.

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::flowing_items::{flowing_items, undeclared_items};
use crate::rules::support::name_words::{symbol_words, written_words};
use crate::similarity::Language;
use crate::source::FileSpan;
use crate::syntax::Symbol;

pub(crate) const RULE: Rule = rule!("compound-item", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let flowing: FxHashMap<Symbol, FileSpan> = flowing_items(model).into_iter().collect();
    let conjunctions = conjunctions(model.language());
    let mut findings = Vec::new();
    // A name that is declared is meant as it is.
    for (name, place) in undeclared_items(model) {
        let written = model.name_at(place);
        for parts in splits(&written, conjunctions) {
            let known = parts.map(|part| model.find_name(&written_words(part)));
            let alone = known.into_iter().flatten().find_map(|part| flowing.get(&part));
            if let Some(&alone) = alone {
                findings.push(finding(model, name, (place, parts), alone));
                break;
            }
        }
    }
    findings
}

/// What joins two things in a language.
fn conjunctions(language: Language) -> &'static [&'static str] {
    match language {
        Language::Danish | Language::Norwegian => &["&", "og"],
        Language::Dutch => &["&", "en"],
        Language::French => &["&", "et"],
        Language::German => &["&", "und"],
        Language::Italian => &["&", "e", "ed"],
        Language::Portuguese => &["&", "e"],
        Language::Spanish => &["&", "y", "e"],
        Language::Swedish => &["&", "och"],
        _ => &["&", "and"],
    }
}

/// Behind one of these a conjunction may join two of which the first is no item: `Information about products and services`.
const PREPOSITIONS: [&str; 9] = ["about", "between", "for", "from", "in", "of", "on", "to", "with"];

/// So many conjunctions of a name are looked at.
const MOST_SPLITS: usize = 32;

/// What stands before and behind each conjunction of a name.
fn splits<'n>(name: &'n str, conjunctions: &[&str]) -> Vec<[&'n str; 2]> {
    let mut splits = Vec::new();
    let mut start = 0;
    for word in name.split(' ') {
        let end = start + word.len();
        if conjunctions.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            let (before, after) = (name[..start].trim(), name[end..].trim());
            if !before.is_empty() && !after.is_empty() {
                splits.push([before, after]);
            }
        }
        let is_preposition = PREPOSITIONS.iter().any(|known| word.eq_ignore_ascii_case(known));
        if is_preposition || splits.len() == MOST_SPLITS {
            break;
        }
        start = end + 1;
    }
    splits
}

fn finding(
    model: &Model<'_>,
    name: Symbol,
    (place, [before, after]): (FileSpan, [&str; 2]),
    alone: FileSpan,
) -> FindingBuilder {
    FindingBuilder::new(
        place,
        format!("{} is two items, and {} also flows alone", quoted(model, place), quoted(model, alone)),
    )
    .label("two in one")
    .secondary(alone, "alone here")
    .help(format!(
        "write `\"{before}\", \"{}\"`, here and wherever both go together; if it is one thing, declare it: `item {}`",
        capitalised_as(before, after),
        model.slice(place)
    ))
    .fingerprint([symbol_words(model, name)])
}

/// `after` with a capital letter if `before` has one.
fn capitalised_as(before: &str, after: &str) -> String {
    let mut letters = after.chars();
    match letters.next() {
        Some(first) if before.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => after.to_owned(),
    }
}
