//! `unknown-practice`: a practice that is neither ITIL's nor declared.

use rustc_hash::FxHashSet;

use crate::finding::Fix;
use crate::model::practices::PRACTICES;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::misdeclared;
use crate::rules::support::name_words::{symbol_words, written_words};
use crate::rules::support::roles;
use crate::rules::support::unknown_names::UnknownNames;
use crate::similarity::Candidates;
use crate::source::FileSpan;
use crate::syntax::words::{normalize, unquote};
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule = rule!("unknown-practice", check);

/// Names that earlier editions of ITIL used, and what the practice is called now.
const FORMER: [(&str, &str); 5] = [
    ("change management", "change enablement"),
    ("change control", "change enablement"),
    ("request fulfilment", "service request management"),
    ("request fulfillment", "service request management"),
    ("it service continuity management", "service continuity management"),
];

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let is_unknown = |name| !model.declared().is_practice(name) && !model.is_mentioned(name);
    if !roles::any_named(model, &[Keyword::Practice], is_unknown) {
        return Vec::new();
    }
    let mut unknown = Vec::new();
    let mut used = FxHashSet::default();
    for node in model.nodes() {
        if node.scope == ScopeId::CHAIN {
            continue;
        }
        for (name, place) in model.named(node.statement, Keyword::Practice) {
            used.insert(name);
            if is_unknown(name) {
                unknown.push((name, place));
            }
        }
    }
    if unknown.is_empty() {
        return Vec::new();
    }
    let known = Candidates::new(model.language(), known_practices(model));
    UnknownNames::new(model, Keyword::Practice, unknown, known, &used, |known| known.declared)
        .findings(finding)
}

/// A practice that could have been meant.
#[derive(PartialEq)]
struct Known {
    /// As written.
    written: String,
    /// Its name and place, if it is a declared one.
    declared: Option<(Symbol, FileSpan)>,
}

/// The declared practices, then those of ITIL, each with its name.
fn known_practices(model: &Model<'_>) -> Vec<(String, Known)> {
    let mut known = Vec::new();
    for declared in roles::declared(model, Keyword::Practice) {
        let written = model.slice(declared.1).to_owned();
        known.push((written_words(&written), Known { written, declared: Some(declared) }));
    }
    for practice in PRACTICES {
        // Both ways of spelling it are right.
        let british = practice.replace("organizational", "organisational");
        let is_respelt = british != practice;
        known.push(of_itil(practice.to_owned()));
        if is_respelt {
            known.push(of_itil(british));
        }
    }
    known
}

fn of_itil(practice: String) -> (String, Known) {
    let written = format!("\"{}\"", sentence_case(&practice));
    (practice, Known { written, declared: None })
}

fn finding(names: &UnknownNames<'_, Known>, name: Symbol, place: FileSpan) -> FindingBuilder {
    let model = names.model;
    let written = model.slice(place);
    let message = format!("{} is neither a practice of ITIL nor a declared one", quoted(model, place));
    let finding = FindingBuilder::new(place, message).fingerprint([symbol_words(model, name)]);
    if let Some(practice) = renamed(&unquote(written)) {
        let now = sentence_case(practice);
        let finding = finding.label(format!("ITIL 4 calls it `{now}`"));
        return finding.fix(Fix::suggested(format!("write `{now}`"), vec![(place, format!("\"{now}\""))]));
    }
    let Some(meant) = names.candidates.only_nearest(&written_words(written)) else {
        let lead = "if your organisation has a practice of its own, ";
        return names.undeclared.advise(finding, lead, name, place);
    };
    if let Some(odd) = names.sorted.odd_declaration(model, place) {
        return misdeclared::single(finding, model, odd, place);
    }
    let finding = match meant.declared {
        Some((_, declared)) => finding.secondary(declared, "declared here"),
        None => finding,
    };
    let said = unquote(&meant.written);
    finding
        .label(format!("did you mean `{said}`?"))
        .fix(Fix::suggested(format!("write `{said}`"), vec![(place, meant.written.clone())]))
}

/// What ITIL 4 calls the practice with this earlier or shortened name: all its words stand in that of one practice.
fn renamed(name: &str) -> Option<&'static str> {
    let mut words = String::new();
    normalize(name, &mut words);
    if let Some(&(_, now)) = FORMER.iter().find(|&&(former, _)| former == words) {
        return Some(now);
    }
    // One word says too little: "Management", "Service".
    let words: Vec<&str> = words.split(' ').collect();
    if words.len() < 2 {
        return None;
    }
    let mut only = None;
    for practice in PRACTICES {
        if !words.iter().all(|word| practice.split(' ').any(|part| part == *word)) {
            continue;
        }
        if only.is_some() {
            return None;
        }
        only = Some(practice);
    }
    only
}

/// A practice's name as it is written: "Incident management", "IT asset management".
fn sentence_case(practice: &str) -> String {
    if let Some(rest) = practice.strip_prefix("it ") {
        return format!("IT {rest}");
    }
    let (first, rest) = practice.split_at(1.min(practice.len()));
    format!("{}{rest}", first.to_ascii_uppercase())
}
