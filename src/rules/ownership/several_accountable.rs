//! `several-accountable`: more than one role accountable for one thing.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_name};
use crate::rules::support::name_words::{statement_words, symbol_words};
use crate::rules::support::roles;
use crate::syntax::{Keyword, StatementFlags, Tree};

pub(crate) const RULE: Rule = rule!("several-accountable", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    if !model.trees().par_iter().any(may_have_several) {
        return Vec::new();
    }
    let aliases = model.role_aliases();
    let mut findings = Vec::new();
    for holder in roles::holders(model) {
        let (mut distinct, mut known) = (Vec::new(), FxHashSet::default());
        for (name, place) in model.named(holder, Keyword::Accountable) {
            let role = aliases.get(&name).copied().unwrap_or(name);
            if known.insert(role) {
                distinct.push((role, place));
            }
        }
        let [(_, first), (_, second), rest @ ..] = &distinct[..] else { continue };
        let named: Vec<String> = distinct.iter().map(|&(_, place)| quoted(model, place)).collect();
        let keyword = model.tree(holder.file)[holder.id].keyword.word();
        let holder_name = quoted_name(model, holder);
        let message = format!(
            "{keyword} {holder_name} has more than one accountable role: {}",
            few_listed(&named, "and")
        );
        let mut finding = FindingBuilder::new(*second, message)
            .label("accountable as well")
            .secondary(*first, "accountable");
        for &(_, place) in rest {
            finding = finding.secondary(place, "accountable as well");
        }
        let names = distinct.iter().map(|&(role, _)| symbol_words(model, role));
        findings.push(
            finding
                .help("keep the one that answers for the result; name the others `responsible`, `consulted` or `informed`")
                .fingerprint([keyword.to_owned(), statement_words(model, holder)])
                .fingerprint(names),
        );
    }
    findings
}

/// A quick look: whether a list has two members, or two fields follow each other without a block that begins between
/// them.
fn may_have_several(tree: &Tree) -> bool {
    if !tree.errors.is_empty() {
        return true;
    }
    let mut seen = false;
    for (id, statement) in tree.iter() {
        if statement.flags.has(StatementFlags::BLOCK) {
            seen = false;
        }
        if statement.keyword == Keyword::Accountable {
            if seen || tree.subjects(id).len() > 1 {
                return true;
            }
            seen = true;
        }
    }
    false
}
