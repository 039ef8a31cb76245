//! `name-pattern`: a name is not as the project asks the names of its kind to be.

use std::collections::HashMap;

use regex::Regex;

use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::declarations::{KINDS, declarations, several};
use crate::rules::support::display::quoted;
use crate::rules::support::flowing_items::undeclared_items;
use crate::rules::support::name_words::written_words;
use crate::source::{FileId, FileSpan};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("name-pattern", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for kind in KINDS {
        // ITIL names the activities.
        if kind == Keyword::Activity {
            continue;
        }
        let mut of_files: HashMap<FileId, Option<Regex>> = HashMap::new();
        let mut known: HashMap<String, Regex> = HashMap::new();
        for place in names(model, kind) {
            let pattern = of_files.entry(place.file).or_insert_with(|| {
                let text = context.pattern_in(place.file, kind.word())?;
                if let Some(pattern) = known.get(&text) {
                    return Some(pattern.clone());
                }
                // One that cannot be read was refused with the settings.
                let pattern = Regex::new(&text).ok()?;
                known.insert(text, pattern.clone());
                Some(pattern)
            });
            if let Some(pattern) = pattern
                && !pattern.is_match(&model.name_at(place))
            {
                findings.push(finding(model, kind, place, pattern));
            }
        }
    }
    findings
}

/// The names of all that is declared of a kind, and of all items that flow.
fn names(model: &Model<'_>, kind: Keyword) -> Vec<FileSpan> {
    let mut places: Vec<FileSpan> =
        declarations(model, kind).iter().map(|&statement| model.name_place(statement)).collect();
    if kind == Keyword::Item {
        places.extend(undeclared_items(model).iter().map(|&(_, place)| place));
    }
    places
}

fn finding(model: &Model<'_>, kind: Keyword, place: FileSpan, pattern: &Regex) -> FindingBuilder {
    let word = kind.word();
    let kinds = several(kind);
    FindingBuilder::new(
        place,
        format!("{} is not named as the settings ask of {kinds}", quoted(model, place)),
    )
    .label(format!("does not match `{pattern}`"))
    .help(format!("give it a name that matches `{pattern}`, here and wherever it is named"))
    .fingerprint([word.to_owned(), written_words(model.slice(place))])
}
