//! Names and fields of a model as pictures show them.

use crate::model::{Model, StatementRef};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags};

/// The name of what a statement declares, without quotes.
pub fn name_of(model: &Model<'_>, statement: StatementRef) -> String {
    unquote(model.slice(model.name_place(statement))).into_owned()
}

/// The alias that a statement gives, without quotes.
pub fn alias_of(model: &Model<'_>, statement: StatementRef) -> Option<String> {
    let alias = model.tree(statement.file).alias(statement.id)?;
    Some(unquote(model.source(statement.file).slice(alias.span)).into_owned())
}

/// The names that the fields with this keyword list, without quotes.
pub fn list(model: &Model<'_>, statement: StatementRef, keyword: Keyword) -> Vec<String> {
    let tree = model.tree(statement.file);
    let mut names = Vec::new();
    for child in tree.children(statement.id) {
        if tree[child].keyword != keyword || tree[child].flags.has(StatementFlags::HAS_ERROR) {
            continue;
        }
        for term in tree.subjects(child) {
            names.push(unquote(model.slice(model.term_place(statement.file, term))).into_owned());
        }
    }
    names
}

/// The purpose that a block states, on one line.
pub fn purpose(model: &Model<'_>, statement: StatementRef) -> Option<String> {
    let tree = model.tree(statement.file);
    for child in tree.children(statement.id) {
        if tree[child].keyword != Keyword::Purpose || tree[child].flags.has(StatementFlags::HAS_ERROR) {
            continue;
        }
        let written = model.source(statement.file).slice(tree.subject(child)?.span);
        let text = unquote(written.trim_matches('"'));
        return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    None
}
