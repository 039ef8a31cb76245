//! What a file, or the whole project, declares.

use crate::ide::Subject;
use crate::ide::references::{self, Part};
use crate::model::{Model, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags};

/// A declaration, with those in its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name as written, without quotes; the item, for what flows.
    pub name: String,
    /// The word behind it: the alias, the activity that a step is in.
    pub detail: String,
    /// The keyword of its statement.
    pub keyword: Keyword,
    /// The whole statement, its block included.
    pub whole: FileSpan,
    /// Its name.
    pub place: FileSpan,
    /// What stands in its block, in the order of the text.
    pub children: Vec<Entry>,
}

/// What a file declares, in the order of its text.
pub fn of_file(model: &Model<'_>, file: FileId) -> Vec<Entry> {
    model.tree(file).top().filter_map(|index| entry(model, StatementRef { file, id: index })).collect()
}

fn entry(model: &Model<'_>, statement: StatementRef) -> Option<Entry> {
    let tree = model.tree(statement.file);
    let this = &tree[statement.id];
    let is_declaration = matches!(
        this.keyword,
        Keyword::Organisation
            | Keyword::Stakeholder
            | Keyword::Repository
            | Keyword::Item
            | Keyword::Practice
            | Keyword::Role
            | Keyword::Activity
            | Keyword::Stream
            | Keyword::Step
            | Keyword::Trigger
            | Keyword::Outcome
    );
    if this.flags.has(StatementFlags::HAS_ERROR)
        || !is_declaration
        || tree.subjects(statement.id).next().is_none()
    {
        return None;
    }
    let source = model.source(statement.file);
    let names: Vec<String> =
        tree.subjects(statement.id).map(|at| unquote(source.slice(tree[at].span)).into_owned()).collect();
    let joined = if this.flags.has(StatementFlags::EITHER) { " or " } else { ", " };
    let place = match tree.clause(statement.id).next() {
        Some(at) if this.keyword == Keyword::Step => source.slice(tree[at].span).to_owned(),
        _ => String::new(),
    };
    let mut children = Vec::new();
    if matches!(this.keyword, Keyword::Stream) {
        let inner = tree.children(statement.id);
        children
            .extend(inner.filter_map(|index| entry(model, StatementRef { file: statement.file, id: index })));
    }
    Some(Entry {
        name: names.join(joined),
        detail: place,
        keyword: this.keyword,
        whole: FileSpan { file: statement.file, span: this.span },
        place: model.name_place(statement),
        children,
    })
}

/// The declarations of the project whose name holds the letters of `query` in their order, whatever their case: what they
/// declare, its name, its place and the stream that a step is in. At most `most`.
pub fn find(model: &Model<'_>, query: &str, most: usize) -> Vec<(Subject, String, FileSpan, Option<String>)> {
    let mut found = Vec::new();
    for (file, _) in model.sources().iter() {
        references::in_file(model, file, &mut |mention| {
            let (Part::Name | Part::Alias, Some(subject)) = (mention.part, mention.subject) else { return };
            let name = unquote(model.slice(mention.place));
            if found.len() < most && holds(&name, query) {
                let stream = match subject {
                    Subject::Step(step) => Some(Subject::Stream(model.node(step).scope).name(model)),
                    _ => None,
                };
                found.push((subject, name.into_owned(), mention.place, stream));
            }
        });
    }
    found
}

/// Whether the letters of `query` stand in `name` in their order, whatever their case.
pub(super) fn holds(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}
