//! `unknown-role`: a role that no `role` declares, though others are declared.

use rustc_hash::FxHashSet;

use crate::finding::Fix;
use crate::model::declared::Thing;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::misdeclared;
use crate::rules::support::name_words::{symbol_words, written_words};
use crate::rules::support::roles;
use crate::rules::support::unknown_names::UnknownNames;
use crate::similarity::Candidates;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule = rule!("unknown-role", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let Some(known) = model.declared().roles() else { return Vec::new() };
    let is_unknown = |name| !known.contains(&name) && !model.is_mentioned(name);
    if !roles::any_named(model, &roles::FIELDS, is_unknown) {
        return Vec::new();
    }
    let mut unknown = Vec::new();
    let mut used = FxHashSet::default();
    for holder in roles::holders(model) {
        for (name, place) in model.named_in(holder, &roles::FIELDS) {
            if known.contains(&name) {
                used.insert(name);
            } else if is_unknown(name) {
                unknown.push((name, place));
            }
        }
    }
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut declared = Vec::new();
    for (name, place) in roles::declared(model, Keyword::Role) {
        declared.push((written_words(model.slice(place)), Declared { name, place }));
    }
    let declared = Candidates::new(model.language(), declared);
    UnknownNames::new(model, Keyword::Role, unknown, declared, &used, |role| Some((role.name, role.place)))
        .findings(finding)
}

/// A declared role.
#[derive(PartialEq, Eq)]
struct Declared {
    name: Symbol,
    place: FileSpan,
}

fn finding(names: &UnknownNames<'_, Declared>, name: Symbol, place: FileSpan) -> FindingBuilder {
    let model = names.model;
    let finding = FindingBuilder::new(place, format!("{} is no declared role", quoted(model, place)))
        .fingerprint([symbol_words(model, name)]);
    if let Some(Thing::External(external)) = model.declared().end(name) {
        // Whoever works in a step is no part of what surrounds the chain, so who was meant is not known.
        let statement = model.declared().external(external);
        let keyword = model.statement(statement).keyword.word();
        return names
            .undeclared
            .advise(finding, "name the role that does this; if a role is called so too, ", name, place)
            .secondary(model.name_place(statement), format!("declared here, as a {keyword}"))
            .without_fix();
    }
    let Some(meant) = names.candidates.only_nearest(&written_words(model.slice(place))) else {
        return names.undeclared.advise(finding, "if the role is right, ", name, place);
    };
    if let Some(odd) = names.sorted.odd_declaration(model, place) {
        return misdeclared::single(finding, model, odd, place);
    }
    let said = quoted(model, meant.place);
    let written = model.slice(meant.place).to_owned();
    finding
        .secondary(meant.place, "declared here")
        .label(format!("did you mean {said}?"))
        .fix(Fix::suggested(format!("write {said}"), vec![(place, written)]))
}
