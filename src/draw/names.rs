//! Names and fields of a model as pictures show them.

use crate::model::{Model, StatementRef};
use crate::syntax::Keyword;
use crate::syntax::words::unquote;

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
    model.named(statement, keyword).map(|(_, place)| unquote(model.slice(place)).into_owned()).collect()
}

/// The purpose that a block states, on one line.
pub fn purpose(model: &Model<'_>, statement: StatementRef) -> Option<String> {
    let tree = model.tree(statement.file);
    let field = model.fields(statement, Keyword::Purpose).next()?;
    let written = model.source(statement.file).slice(tree.subject(field)?.span);
    let text = unquote(written.trim_matches('"'));
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
