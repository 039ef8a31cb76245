//! `unknown-role`: a role that no `role` declares, though others are declared.

use crate::rules::nearest::Candidates;
use crate::rules::undeclared::Undeclared;
use crate::rules::{Context, Draft, Rule, roles};
use crate::syntax::Keyword;
use crate::syntax::words::unquote;

pub(super) const RULE: Rule =
    Rule { name: "unknown-role", page: include_str!("../../rules/unknown-role.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let Some(known) = model.declared.roles() else { return Vec::new() };
    let is_unknown = |name| !known.contains(&name) && !model.declared.mentioned.contains(&name);
    if !roles::any_named(model, &roles::FIELDS, is_unknown) {
        return Vec::new();
    }
    let mut unknown = Vec::new();
    for holder in roles::holders(model) {
        for field in roles::FIELDS {
            let named = roles::named(model, holder, field);
            unknown.extend(named.filter(|&(name, _)| is_unknown(name)));
        }
    }
    if unknown.is_empty() {
        return Vec::new();
    }
    let declared = roles::declared(model, Keyword::Role);
    let candidates =
        Candidates::new(declared.map(|(_, place)| (unquote(model.sources.slice(place)).into_owned(), place)));
    let undeclared = Undeclared::new(model, Keyword::Role, unknown.iter().copied());
    let draft = |(name, place)| {
        let written = model.sources.slice(place);
        let draft =
            Draft::new(place, format!("no `role` declares {}", model.said(place))).names([model.words(name)]);
        let Some(near) = candidates.nearest(&unquote(written), |_| true) else {
            return undeclared.advise(draft, "if the role is right, ", name, place);
        };
        let meant = *near.meant;
        let draft = draft.also(meant, "declared here");
        match near.rival {
            Some(&rival) => draft
                .label(format!("did you mean {} or {}?", model.said(meant), model.said(rival)))
                .also(rival, "declared here"),
            None => draft.label(format!("did you mean {}?", model.said(meant))).suggest(
                format!("write {}", model.said(meant)),
                vec![(place, model.sources.slice(meant).to_owned())],
            ),
        }
    };
    unknown.into_iter().map(draft).collect()
}
