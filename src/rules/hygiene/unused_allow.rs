//! `unused-allow`: an `@allow` that silences nothing, or names no rule.

use rustc_hash::FxHashMap;

use crate::finding::Fix;
use crate::model::Model;
use crate::rules::allows::AllowedRule;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::edits::{Edits, SourceEditor, removal};
use crate::similarity::distance;
use crate::source::{FileId, Span};

pub(crate) const RULE: Rule =
    Rule { name: "unused-allow", page: include_str!("../../../rules/unused-allow.md"), check };

/// What is unused shows only when all other rules have run: see [`check_allows`].
fn check(_: &Context<'_>) -> Vec<FindingBuilder> {
    Vec::new()
}

/// Reports what silenced nothing. `is_on` says whether a rule is on in a file; one that is off silences nothing rightly.
/// `would_silence` says whether a rule of this name in its place would silence something.
pub(in crate::rules) fn check_allows(
    rules: &[Rule],
    model: &Model<'_>,
    unused: &[AllowedRule<'_>],
    is_on: impl Fn(&str, FileId) -> bool,
    would_silence: impl Fn(&AllowedRule<'_>, &str) -> bool,
) -> Vec<FindingBuilder> {
    let is_known = |rule: &str| rules.iter().any(|known| known.name == rule);
    let is_told = |unused: &&AllowedRule<'_>| {
        let rule = model.sources.slice(unused.name);
        // An incomplete one is a syntax error already.
        let is_complete = unused.allow.reason.start < unused.allow.reason.end;
        is_complete && (!is_known(rule) || is_on(rule, unused.file))
    };
    let told: Vec<&AllowedRule<'_>> = unused.iter().filter(is_told).collect();
    let mut in_one: FxHashMap<(FileId, Span), usize> = FxHashMap::default();
    for unused in &told {
        *in_one.entry((unused.file, unused.allow.span)).or_default() += 1;
    }
    let finding = |&unused: &&AllowedRule<'_>| {
        let rule = model.sources.slice(unused.name);
        let is_whole = in_one[&(unused.file, unused.allow.span)] == unused.allow.rules.len();
        let (remove, edits) = match is_whole {
            true => (
                "remove this `@allow`",
                Some(removal::cut(&SourceEditor::new(model, unused.file), unused.allow.span.range())),
            ),
            false => ("remove this rule from the `@allow`", without(model, unused)),
        };
        // Without it another one may have nothing to silence, and would be told in its place.
        let edits = if rule == RULE.name || !is_sure(model, unused) { None } else { edits };
        let remove = |finding: FindingBuilder| match edits {
            Some(edits) => finding.fix(Fix::safe(remove, edits)),
            None => finding,
        };
        if is_known(rule) {
            let finding = FindingBuilder::new(unused.name, format!("this `@allow` silences no `{rule}`"));
            return remove(finding.label("nothing to silence").fingerprint([rule.to_owned()]));
        }
        let near = rules.iter().map(|known| (distance(known.name, rule), known.name)).min();
        let finding =
            FindingBuilder::new(unused.name, format!("`{rule}` is no rule")).fingerprint([rule.to_owned()]);
        let Some((_, meant)) = near.filter(|&(distance, _)| distance <= 3) else {
            return remove(finding.help("`vsdlint rules` lists them all"));
        };
        let finding = finding.label(format!("did you mean `{meant}`?"));
        if would_silence(unused, meant) {
            return finding.fix(Fix::safe(format!("write `{meant}`"), vec![(unused.name, meant.to_owned())]));
        }
        remove(finding)
    };
    told.iter().map(finding).collect()
}

/// Whether nothing that the `@allow` may be for is out of sight: all of the declaration that it belongs to can be read.
fn is_sure(model: &Model<'_>, unused: &AllowedRule<'_>) -> bool {
    let tree = model.tree(unused.file);
    let Some(target) = unused.allow.target else { return true };
    tree.top().take_while(|&top| top <= target).last().is_none_or(|top| tree.is_sure(top))
}

/// Takes the rule out of its `@allow`, which names others.
fn without(model: &Model<'_>, unused: &AllowedRule<'_>) -> Option<Edits> {
    let members: Vec<Span> = unused.allow.rules.iter().copied().chain([unused.allow.reason]).collect();
    removal::members(model, unused.file, &members, |at| members[at] == unused.name.span)
}
