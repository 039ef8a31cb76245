//! Everything of one kind that a model declares or describes.

use crate::model::{Model, StatementRef};
use crate::syntax::Keyword;

/// The kinds of things, by the keywords that begin them.
pub(in crate::rules) const KINDS: [Keyword; 8] = [
    Keyword::Activity,
    Keyword::Stream,
    Keyword::Step,
    Keyword::Stakeholder,
    Keyword::Repository,
    Keyword::Item,
    Keyword::Practice,
    Keyword::Role,
];

/// The word for several things of a kind.
pub(in crate::rules) fn several(kind: Keyword) -> String {
    match kind {
        Keyword::Activity => "activities".to_owned(),
        Keyword::Repository => "repositories".to_owned(),
        _ => format!("{}s", kind.word()),
    }
}

/// The statements that declare or describe something of this kind, in the order of the files. A stream that is only named
/// is none.
pub(in crate::rules) fn declarations(model: &Model<'_>, kind: Keyword) -> Vec<StatementRef> {
    let declared = model.declared();
    let mut all: Vec<StatementRef> = match kind {
        Keyword::Activity => declared.descriptions().iter().map(|&(_, statement)| statement).collect(),
        Keyword::Stream => {
            let described = model.streams().filter(|&id| model.scope(id).described);
            described.filter_map(|id| model.scope(id).statement).collect()
        }
        Keyword::Step => model.steps().map(|step| model.node(step).statement).collect(),
        Keyword::Stakeholder | Keyword::Repository => declared.externals().to_vec(),
        Keyword::Item => declared.items().to_vec(),
        Keyword::Practice | Keyword::Role => declared.others().to_vec(),
        _ => Vec::new(),
    };
    all.retain(|&statement| model.statement(statement).keyword == kind);
    all
}
