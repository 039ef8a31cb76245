//! `undeclared-item`: an item that flows without being declared.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::name_words::symbol_words;
use crate::source::FileSpan;
use crate::syntax::Symbol;

pub(crate) const RULE: Rule = rule!("undeclared-item", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut declared: FxHashSet<Symbol> = FxHashSet::default();
    for &statement in model.declared().items() {
        let tree = model.tree(statement.file);
        declared.extend(tree.subjects(statement.id).filter_map(|at| tree[at].symbol()));
    }
    let mut first: FxHashMap<Symbol, FileSpan> = FxHashMap::default();
    for id in model.scopes() {
        let scope = model.scope(id);
        for flow in scope.inputs.iter().chain(&scope.outputs).chain(&scope.triggers).chain(&scope.outcomes) {
            let file = model.file_of(id, flow);
            for at in flow.terms() {
                let Some(name) = model.tree(file)[at].symbol() else { continue };
                // A declaration that cannot be read may be the one.
                if declared.contains(&model.declared().item(name)) || model.is_mentioned(name) {
                    continue;
                }
                let place = model.term_place(file, at);
                first.entry(name).and_modify(|first| *first = place.min(*first)).or_insert(place);
            }
        }
    }
    // One finding an item, where it is first met.
    let finding = |(name, place): (Symbol, FileSpan)| {
        FindingBuilder::new(place, format!("the item {} is not declared", quoted(model, place)))
            .label("no `item` declares it")
            .help(format!(
                "write `item {}` at the top of a file, or use an item that is declared",
                model.slice(place)
            ))
            .fingerprint([symbol_words(model, name)])
    };
    first.into_iter().map(finding).collect()
}
