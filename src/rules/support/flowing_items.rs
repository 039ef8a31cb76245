//! The items that flow, declared or not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::source::FileSpan;
use crate::syntax::Symbol;

/// Every item that flows, with the place where it is met first, in the order of the places.
pub(in crate::rules) fn flowing_items(model: &Model<'_>) -> Vec<(Symbol, FileSpan)> {
    let mut first: FxHashMap<Symbol, FileSpan> = FxHashMap::default();
    for id in model.scopes() {
        let scope = model.scope(id);
        for flow in scope.inputs.iter().chain(&scope.outputs).chain(&scope.triggers).chain(&scope.outcomes) {
            let file = model.file_of(id, flow);
            for at in flow.terms() {
                let Some(name) = model.tree(file)[at].symbol() else { continue };
                let place = model.term_place(file, at);
                first.entry(name).and_modify(|first| *first = place.min(*first)).or_insert(place);
            }
        }
    }
    let mut items: Vec<(Symbol, FileSpan)> = first.into_iter().collect();
    items.sort_by_key(|&(_, place)| place);
    items
}

/// Those that nothing declares. One that something unreadable mentions may be declared there, and is left out.
pub(in crate::rules) fn undeclared_items(model: &Model<'_>) -> Vec<(Symbol, FileSpan)> {
    let mut declared: FxHashSet<Symbol> = FxHashSet::default();
    for &statement in model.declared().items() {
        let tree = model.tree(statement.file);
        declared.extend(tree.subjects(statement.id).filter_map(|at| tree[at].symbol()));
    }
    let mut items = flowing_items(model);
    items.retain(|&(name, _)| !declared.contains(&model.declared().item(name)) && !model.is_mentioned(name));
    items
}
