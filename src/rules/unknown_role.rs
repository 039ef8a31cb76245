//! `unknown-role`: a role that no `role` declares, though others are declared.

use crate::rules::nearest::Candidates;
use crate::rules::{Context, Draft, Rule, roles};
use crate::syntax::Keyword;
use crate::syntax::words::unquote;

pub(super) const RULE: Rule =
    Rule { name: "unknown-role", page: include_str!("../../rules/unknown-role.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let Some(known) = model.declared.roles() else { return Vec::new() };
    let mut unknown = Vec::new();
    for holder in roles::holders(model) {
        for field in roles::FIELDS {
            let named = roles::named(model, holder, field);
            unknown.extend(
                named.filter(|(name, _)| !known.contains(name) && !model.declared.mentioned.contains(name)),
            );
        }
    }
    if unknown.is_empty() {
        return Vec::new();
    }
    let declared = roles::declared(model, Keyword::Role);
    let candidates =
        Candidates::new(declared.map(|(_, place)| (unquote(model.sources.slice(place)).into_owned(), place)));
    let draft = |(name, place)| {
        let written = model.sources.slice(place);
        let draft =
            Draft::new(place, format!("no `role` declares {}", model.said(place))).names([model.words(name)]);
        match candidates.nearest(&unquote(written), |_| true) {
            Some((_, &meant)) => draft
                .label(format!("did you mean {}?", model.said(meant)))
                .also(meant, "declared here")
                .suggest(
                    format!("write {}", model.said(meant)),
                    vec![(place, model.sources.slice(meant).to_owned())],
                ),
            None => draft.help(format!("if the role is right, declare it: `role {written}`")),
        }
    };
    unknown.into_iter().map(draft).collect()
}
