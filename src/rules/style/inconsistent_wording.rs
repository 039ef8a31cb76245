//! `inconsistent-wording`: one name spelled in several ways.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::finding::Fix;
use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::name_words::symbol_words;
use crate::source::{FileId, FileSpan};
use crate::syntax::bare::is_plain;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol, Term};

pub(crate) const RULE: Rule = rule!("inconsistent-wording", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let uses = respelt_uses(context.model).into_iter();
    uses.flat_map(|((name, _), uses)| compare(context.model, name, &uses)).collect()
}

/// What is compared with each other: a name, as a plain one such as `incident-record` or as a label such as "Incident
/// record". Quotation marks make no difference, so formatting a file does not either.
type Key = (Symbol, bool);

/// A place where a name stands, and whether a declaration gives it that name.
#[derive(Clone, Copy)]
struct Use {
    place: FileSpan,
    declares: bool,
}

/// Where each name of the project that is not written in one way stands, as far as it can be read, in the order of the
/// files and the text. Nearly every name is written in one way, and which are not is known from reading; so only those
/// are gathered.
fn respelt_uses(model: &Model<'_>) -> FxHashMap<Key, Vec<Use>> {
    let mut uses: FxHashMap<Key, Vec<Use>> = FxHashMap::default();
    let respelt = model.respelt_names();
    if respelt.is_empty() {
        return uses;
    }
    let mut asked = vec![false; model.name_count()];
    for name in respelt {
        asked[name.index()] = true;
    }
    for (file, tree) in model.trees().iter().enumerate() {
        let file = FileId::new(file);
        let mut next_top = StatementId::FIRST;
        for (id, statement) in tree.iter() {
            let top = id == next_top;
            if top {
                next_top = statement.next;
            }
            if statement.flags.has(StatementFlags::HAS_ERROR) {
                continue;
            }
            // What a declaration calls a thing stands before its clause.
            let declares = top || statement.keyword == Keyword::Step;
            for at in tree.terms_of(id) {
                let term: &Term = &tree[at];
                let Some(name) = term.symbol() else { continue };
                // How a name without its quotes is spelt is reported already.
                if !asked[name.index()] || tree.errors.iter().any(|error| error.is_about(term.span)) {
                    continue;
                }
                let place = FileSpan { file, span: term.span };
                let declares = declares && at < statement.clause;
                let plain = is_plain(&unquote(model.slice(place)));
                uses.entry((name, plain)).or_default().push(Use { place, declares });
            }
        }
    }
    uses
}

/// How often a spelling stands, where it is declared, and where it stands first.
struct Spelling {
    count: usize,
    declared: Option<FileSpan>,
    first: FileSpan,
}

/// A finding for each use of `name` that is not spelt as most are.
fn compare(model: &Model<'_>, name: Symbol, uses: &[Use]) -> Vec<FindingBuilder> {
    let mut spellings: BTreeMap<_, Spelling> = BTreeMap::new();
    for found in uses {
        let spelling = spellings.entry(unquote(model.slice(found.place))).or_insert(Spelling {
            count: 0,
            declared: None,
            first: found.place,
        });
        spelling.count += 1;
        if found.declares {
            spelling.declared.get_or_insert(found.place);
        }
    }
    // The order of the files must not matter: after the votes and the declarations the alphabet decides.
    let mut ranked: Vec<_> = spellings.iter().collect();
    ranked.sort_by_key(|(_, spelling)| Reverse((spelling.count, spelling.declared.is_some())));
    let [(text, best), _, ..] = ranked[..] else { return Vec::new() };
    let place = best.declared.unwrap_or(best.first);
    let label = if best.declared.is_some() { "declared with this spelling" } else { "spelt so here" };
    let written = model.slice(place);
    let mut findings = Vec::new();
    for found in uses {
        if unquote(model.slice(found.place)) == **text {
            continue;
        }
        let message = format!("{} is spelt `{text}` elsewhere", quoted(model, found.place));
        let finding = FindingBuilder::new(found.place, message)
            .label("spelt differently")
            .secondary(place, label)
            .fingerprint([symbol_words(model, name)])
            .fix(Fix::safe(format!("write `{text}`"), vec![(found.place, written.to_owned())]));
        findings.push(finding);
    }
    findings
}
