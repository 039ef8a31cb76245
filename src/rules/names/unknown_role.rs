//! `unknown-role`: a role that no `role` declares, though others are declared.

use rustc_hash::FxHashSet;

use crate::finding::Fix;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::quoted;
use crate::rules::support::misdeclared::{self, Sorted, Use};
use crate::rules::support::name_words::{symbol_words, written_words};
use crate::rules::support::roles;
use crate::rules::support::undeclared::Undeclared;
use crate::similarity::Candidates;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule =
    Rule { name: "unknown-role", page: include_str!("../../../rules/unknown-role.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let Some(known) = model.declared.roles() else { return Vec::new() };
    let is_unknown = |name| !known.contains(&name) && !model.declared.mentioned.contains(&name);
    if !roles::any_named(model, &roles::FIELDS, is_unknown) {
        return Vec::new();
    }
    let mut unknown = Vec::new();
    let mut used = FxHashSet::default();
    for holder in roles::holders(model) {
        for field in roles::FIELDS {
            for (name, place) in roles::named(model, holder, field) {
                if known.contains(&name) {
                    used.insert(name);
                } else if is_unknown(name) {
                    unknown.push((name, place));
                }
            }
        }
    }
    if unknown.is_empty() {
        return Vec::new();
    }
    let declared = roles::declared(model, Keyword::Role);
    let named = |(name, place)| (written_words(model.sources.slice(place)), Declared { name, place });
    let candidates = Candidates::new(declared.map(named));
    let uses = unknown.iter().map(|&(name, place)| Use {
        name,
        place,
        meant: candidates
            .only_typo(&written_words(model.sources.slice(place)))
            .map(|role| (role.name, role.place)),
    });
    let sorted = Sorted::of(uses, |name| used.contains(&name) || model.declared.mentioned.contains(&name));
    let undeclared = Undeclared::new(model, Keyword::Role, unknown.iter().copied());
    let finding = |(name, place)| {
        let written = model.sources.slice(place);
        let finding = FindingBuilder::new(place, format!("no `role` declares {}", quoted(model, place)))
            .fingerprint([symbol_words(model, name)]);
        let Some(near) = candidates.nearest(&written_words(written), |_| true) else {
            return undeclared.advise(finding, "if the role is right, ", name, place);
        };
        let meant = near.meant.place;
        if let Some(odd) = sorted.odd_declaration(model, place) {
            return misdeclared::single(finding, model, odd, place);
        }
        let finding = finding.secondary(meant, "declared here");
        match near.rival {
            Some(&Declared { place: rival, .. }) => finding
                .label(format!("did you mean {} or {}?", quoted(model, meant), quoted(model, rival)))
                .secondary(rival, "declared here"),
            None => finding.label(format!("did you mean {}?", quoted(model, meant))).fix(Fix::suggested(
                format!("write {}", quoted(model, meant)),
                vec![(place, model.sources.slice(meant).to_owned())],
            )),
        }
    };
    let others = unknown.into_iter().filter(|&(_, place)| !sorted.is_told(place)).map(finding);
    sorted.misdeclared.iter().map(|misdeclared| misdeclared.finding(model)).chain(others).collect()
}

/// A declared role.
#[derive(PartialEq, Eq)]
struct Declared {
    name: Symbol,
    place: FileSpan,
}
