//! `unused-allow`: an `@allow` that silences nothing, or names no rule.

use crate::model::Model;
use crate::rules::check::AllowedRule;
use crate::rules::removal::whole_line;
use crate::rules::{Context, Draft, RULES, Rule};
use crate::source::{FileId, Place, Span};

pub(super) const RULE: Rule =
    Rule { name: "unused-allow", page: include_str!("../../rules/unused-allow.md"), check };

/// What is unused shows only when all other rules have run: see [`check_allows`].
fn check(_: &Context<'_>) -> Vec<Draft> {
    Vec::new()
}

/// Reports what silenced nothing. `is_on` says whether a rule is on in a file; one that is off silences nothing rightly.
pub(super) fn check_allows(
    model: &Model<'_>,
    unused: &[AllowedRule<'_>],
    is_on: impl Fn(&str, FileId) -> bool,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for &AllowedRule { file, allow, name } in unused {
        let rule = model.sources.slice(name);
        let known = RULES.iter().any(|known| known.name == rule);
        // An incomplete one is a syntax error already.
        let is_complete = allow.reason.start < allow.reason.end;
        if known && !is_on(rule, file) || !is_complete {
            continue;
        }
        let draft = if known {
            Draft::new(name, format!("this `@allow` silences no `{rule}`")).label("nothing to silence")
        } else {
            let near =
                RULES.iter().map(|known| (strsim::damerau_levenshtein(known.name, rule), known.name)).min();
            let draft = Draft::new(name, format!("`{rule}` is no rule"));
            match near.filter(|&(distance, _)| distance <= 3) {
                Some((_, meant)) => draft.label(format!("did you mean `{meant}`?")),
                None => draft.help("`vsdlint rules` lists them all"),
            }
        };
        let edit = if allow.rules.len() == 1 {
            (whole_line(model, Place { file, span: allow.span }), "remove this `@allow`")
        } else {
            (with_comma(model, name), "remove this rule from the `@allow`")
        };
        drafts.push(draft.names([rule.to_owned()]).safe_fix(edit.1, vec![(edit.0, String::new())]));
    }
    drafts
}

/// The name with the comma behind it and the blanks behind that.
fn with_comma(model: &Model<'_>, name: Place) -> Place {
    let after = &model.sources.get(name.file).text[name.span.end as usize..];
    let comma = after.trim_start().strip_prefix(',').map_or(after, str::trim_start);
    let end = name.span.end + (after.len() - comma.len()) as u32;
    Place { span: Span::new(name.span.start, end), ..name }
}
