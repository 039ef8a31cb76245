//! The roles that activities, streams and steps name.

use rayon::prelude::*;

use crate::model::{Model, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol, Term};

/// The four fields that name roles.
pub(in crate::rules) const FIELDS: [Keyword; 4] =
    [Keyword::Accountable, Keyword::Responsible, Keyword::Consulted, Keyword::Informed];

/// Everything that may name roles: descriptions of activities, streams and steps.
pub(in crate::rules) fn holders(model: &Model<'_>) -> impl Iterator<Item = StatementRef> {
    let nodes = model.nodes().iter().map(|node| node.statement);
    nodes.chain(model.declared().streams().iter().chain(model.declared().unknown_activities()).copied())
}

/// Whether any statement with one of these keywords lists a name that is `odd`. A quick look at all of them, declarations
/// among them, so that nothing more has to be asked of a project in order.
pub(in crate::rules) fn any_named(
    model: &Model<'_>,
    keywords: &[Keyword],
    odd: impl Fn(Symbol) -> bool + Sync,
) -> bool {
    model.trees().par_iter().any(|tree| {
        for (id, statement) in tree.iter() {
            if !keywords.contains(&statement.keyword) {
                continue;
            }
            if tree[tree.subjects(id)].iter().filter_map(Term::symbol).any(&odd) {
                return true;
            }
        }
        false
    })
}

/// Names and aliases of what is declared with `keyword`, with their places.
pub(in crate::rules) fn declared(
    model: &Model<'_>,
    keyword: Keyword,
) -> impl Iterator<Item = (Symbol, FileSpan)> {
    let others = model.declared().others().iter().copied();
    let declared = others.filter(move |&statement| model.statement(statement).keyword == keyword);
    declared.flat_map(|statement| names(model, statement))
}

/// The name and the alias of a declaration, with their places.
pub(in crate::rules) fn names(
    model: &Model<'_>,
    statement: StatementRef,
) -> impl Iterator<Item = (Symbol, FileSpan)> {
    let tree = model.tree(statement.file);
    let name = tree.subject(statement.id);
    let place = move |term: &Term| Some((term.symbol()?, FileSpan { file: statement.file, span: term.span }));
    name.into_iter().chain(tree.alias(statement.id)).filter_map(place)
}
