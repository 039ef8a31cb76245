//! `unused-declaration`: something declared that nothing mentions.

use rustc_hash::FxHashMap;

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_name;
use crate::rules::support::name_words::statement_words;
use crate::syntax::{Symbol, Term};

pub(crate) const RULE: Rule = rule!("unused-declaration", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut mentions: FxHashMap<Symbol, u32> = FxHashMap::default();
    for symbol in model.trees().iter().flat_map(|tree| &tree.terms).filter_map(Term::symbol) {
        *mentions.entry(symbol).or_default() += 1;
    }
    let declared = model.declared();
    let statements = declared.externals().iter().chain(declared.items()).chain(declared.others());
    let mut findings = Vec::new();
    for &statement in statements {
        let tree = model.tree(statement.file);
        let names = [tree.subject(statement.id), tree.alias(statement.id)];
        if is_mentioned(&mentions, names.map(|name| name.and_then(Term::symbol))) {
            continue;
        }
        let word = tree[statement.id].keyword.word();
        let message = format!("nothing mentions the {word} {}", quoted_name(model, statement));
        let finding = FindingBuilder::new(model.name_place(statement), message)
            .label("declared, but never used")
            .help("use it, or leave the declaration out")
            .fingerprint([word.to_owned(), statement_words(model, statement)]);
        findings.push(finding);
    }
    findings
}

/// Whether something mentions a thing by its name or alias, of which there are so many `mentions` in all texts.
fn is_mentioned(mentions: &FxHashMap<Symbol, u32>, names: [Option<Symbol>; 2]) -> bool {
    // The declaration itself mentions each once, or its one name twice.
    let own = if names[0] == names[1] { 2 } else { 1 };
    names.into_iter().flatten().any(|name| mentions.get(&name).copied().unwrap_or(0) > own)
}
