//! `undeclared-item`: an item that flows without being declared.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::flowing_items::undeclared_items;
use crate::rules::support::name_words::symbol_words;

pub(crate) const RULE: Rule = rule!("undeclared-item", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for (name, place) in undeclared_items(model) {
        let finding =
            FindingBuilder::new(place, format!("the item {} is not declared", quoted(model, place)))
                .label("no `item` declares it")
                .help(format!(
                    "write `item {}` at the top of a file, or use an item that is declared",
                    model.slice(place)
                ))
                .fingerprint([symbol_words(model, name)]);
        findings.push(finding);
    }
    findings
}
