//! What could be written at a place, in plain words.

use crate::model::{Model, StatementRef};
use crate::source::Span;
use crate::syntax::bare::bare;
use crate::syntax::words::unquote;

/// Of a larger scope not all that flows is looked at.
pub(super) const MOST_FLOWS: usize = 5_000;

/// What a completion item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word of the language.
    Keyword,
    /// One of the six activities, or `all`.
    Activity,
    /// A stakeholder or repository.
    External,
    /// A stream.
    Stream,
    /// A step.
    Step,
    /// An item.
    Item,
    /// A practice.
    Practice,
    /// A role.
    Role,
    /// A rule, in an `@allow`.
    Rule,
    /// A name that is used and nowhere declared.
    Undeclared,
}

/// Something that could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What is shown, and what is typed to find it.
    pub label: String,
    /// What is written.
    pub text: String,
    /// The same with places to fill in, as the protocol of language servers writes them: `${1:name}`.
    pub snippet: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// A few words beside it: who gives the item, what the practice is.
    pub detail: String,
    /// How far down it belongs: 0 for what fits best.
    pub rank: u8,
}

/// Everything that could be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionList {
    /// What they would replace: the word, or the name in quotes, that is being written.
    pub replaced: Span,
    /// What could be written, best first.
    pub all: Vec<CompletionItem>,
    /// Whether there are more than are listed.
    pub is_cut: bool,
}

impl CompletionItem {
    /// One that is written as `text`.
    pub(super) fn new(label: &str, text: &str, kind: Kind, detail: String, rank: u8) -> CompletionItem {
        CompletionItem { label: label.to_owned(), text: text.to_owned(), snippet: None, kind, detail, rank }
    }

    /// A name, given without quotes and written with those that it needs.
    pub(super) fn name(name: &str, kind: Kind, detail: String, rank: u8) -> CompletionItem {
        let quoted = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        CompletionItem::new(name, bare(&quoted), kind, detail, rank)
    }

    /// What a statement declares: its alias if it has one, with the long name beside it.
    pub(super) fn declared(
        model: &Model<'_>,
        statement: StatementRef,
        kind: Kind,
        rank: u8,
    ) -> CompletionItem {
        let tree = model.tree(statement.file);
        let name = unquote(model.slice(model.name_place(statement)));
        let word = tree[statement.id].keyword.word();
        match tree.alias(statement.id) {
            Some(alias) => {
                let alias = unquote(model.source(statement.file).slice(alias.span));
                CompletionItem::name(&alias, kind, format!("{word} {name}"), rank)
            }
            None => CompletionItem::name(&name, kind, word.to_owned(), rank),
        }
    }
}
