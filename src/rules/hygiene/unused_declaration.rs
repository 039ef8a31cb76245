//! `unused-declaration`: something declared that nothing mentions.

use rustc_hash::FxHashMap;

use crate::model::StatementRef;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::quoted_name;
use crate::rules::support::name_words::statement_words;
use crate::syntax::{Symbol, Term};

pub(crate) const RULE: Rule =
    Rule { name: "unused-declaration", page: include_str!("../../../rules/unused-declaration.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut mentions: FxHashMap<Symbol, u32> = FxHashMap::default();
    for symbol in model.trees.iter().flat_map(|tree| &tree.terms).filter_map(Term::symbol) {
        *mentions.entry(symbol).or_default() += 1;
    }
    let declared = &model.declared;
    let statements = declared.outside.iter().chain(&declared.items).chain(&declared.others);
    let mut findings = Vec::new();
    for &statement in statements {
        let StatementRef { file, id: index } = statement;
        let tree = model.tree(file);
        let name = tree.subject(index);
        let names = || name.into_iter().chain(tree.alias(index)).filter_map(Term::symbol);
        // The declaration itself mentions each once, or its one name twice.
        let own = |symbol: Symbol| names().filter(|&other| other == symbol).count() as u32;
        if names().any(|symbol| mentions.get(&symbol).copied().unwrap_or(0) > own(symbol)) {
            continue;
        }
        let word = tree[index].keyword.word();
        let finding = FindingBuilder::new(
            model.name_place(statement),
            format!("nothing mentions the {word} {}", quoted_name(model, statement)),
        )
        .label("declared, but never used")
        .help("use it, or leave the declaration out")
        .fingerprint([word.to_owned(), statement_words(model, statement)]);
        findings.push(finding);
    }
    findings
}
