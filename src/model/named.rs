//! The names that the fields of a block list, and the names of roles that are one.

use rustc_hash::FxHashMap;

use crate::model::{Model, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol};

impl Model<'_> {
    /// The fields with `keyword` directly in a statement's block that can be read, as indices of statements.
    pub fn fields(&self, block: StatementRef, keyword: Keyword) -> impl Iterator<Item = StatementId> {
        let tree = self.tree(block.file);
        tree.children(block.id).filter(move |&child| {
            let field = &tree[child];
            field.keyword == keyword && !field.flags.has(StatementFlags::HAS_ERROR)
        })
    }

    /// The names that the fields with `keyword` of a block list, with their places.
    pub fn named(&self, block: StatementRef, keyword: Keyword) -> impl Iterator<Item = (Symbol, FileSpan)> {
        let tree = self.tree(block.file);
        let terms = self.fields(block, keyword).flat_map(|field| tree.subjects(field));
        terms.filter_map(move |at| Some((tree[at].symbol()?, self.term_place(block.file, at))))
    }

    /// The name of the role that each alias stands for.
    pub fn role_aliases(&self) -> FxHashMap<Symbol, Symbol> {
        let mut aliases = FxHashMap::default();
        for &statement in self.declared.others() {
            let tree = self.tree(statement.file);
            if tree[statement.id].keyword != Keyword::Role {
                continue;
            }
            let name = tree.subject(statement.id).and_then(|term| term.symbol());
            let alias = tree.alias(statement.id).and_then(|term| term.symbol());
            if let (Some(name), Some(alias)) = (name, alias) {
                aliases.entry(alias).or_insert(name);
            }
        }
        aliases
    }
}
