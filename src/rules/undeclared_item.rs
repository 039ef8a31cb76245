//! `undeclared-item`: an item that flows without being declared.

use rustc_hash::FxHashSet;

use crate::model::ScopeId;
use crate::rules::{Context, Draft, Rule};
use crate::syntax::Symbol;

pub(super) const RULE: Rule =
    Rule { name: "undeclared-item", page: include_str!("../../rules/undeclared-item.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let mut told: FxHashSet<Symbol> = FxHashSet::default();
    for &statement in &model.declared.items {
        let tree = model.tree(statement.file);
        told.extend(tree.subjects(statement.index).filter_map(|at| tree.terms[at as usize].symbol()));
    }
    let mut drafts = Vec::new();
    for id in (0..model.flows.scopes.len() as u32).map(ScopeId) {
        let scope = model.scope(id);
        for flow in scope.inputs.iter().chain(&scope.outputs).chain(&scope.triggers).chain(&scope.outcomes) {
            let file = model.file_of(id, flow);
            for at in flow.term..flow.term + flow.choices {
                let Some(name) = model.tree(file).terms[at as usize].symbol() else { continue };
                // One finding an item, where it is first met.
                if !told.insert(model.declared.item(name)) {
                    continue;
                }
                let place = model.term_place(file, at);
                let draft = Draft::new(place, format!("the item {} is not declared", model.said(place)))
                    .help(format!("write `item {}` at the top of a file", model.sources.slice(place)))
                    .names([model.words(name)]);
                drafts.push(draft);
            }
        }
    }
    drafts
}
