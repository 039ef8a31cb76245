//! Names as their authors wrote them, what the fields of a block list, and the names of roles that are one.

use rustc_hash::FxHashMap;

use crate::model::{Model, NodeId, Occurrence, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol};

impl Model<'_> {
    /// The name or text at a place, without quotes.
    pub fn name_at(&self, place: FileSpan) -> String {
        unquote(self.slice(place)).into_owned()
    }

    /// The name of what a statement declares, without quotes.
    pub fn name_of(&self, statement: StatementRef) -> String {
        self.name_at(self.name_place(statement))
    }

    /// The alias that a statement gives, without quotes.
    pub fn alias_of(&self, statement: StatementRef) -> Option<String> {
        let alias = self.tree(statement.file).alias(statement.id)?;
        Some(self.name_at(FileSpan { file: statement.file, span: alias.span }))
    }

    /// The name of a step, without quotes.
    pub fn name_of_step(&self, step: NodeId) -> String {
        self.name_of(self.node(step).statement)
    }

    /// The name of a stream, without quotes; empty for the chain.
    pub fn name_of_stream(&self, stream: ScopeId) -> String {
        self.scope(stream).statement.map(|statement| self.name_of(statement)).unwrap_or_default()
    }

    /// The items of a flow, in the order in which it names them, without quotes.
    pub fn names_of_items(&self, scope: ScopeId, flow: &Occurrence) -> Vec<String> {
        let file = self.file_of(scope, flow);
        flow.terms().map(|term| self.name_at(self.term_place(file, term))).collect()
    }

    /// The names that the fields with `keyword` of a block list, without quotes.
    pub fn listed(&self, block: StatementRef, keyword: Keyword) -> Vec<String> {
        self.named(block, keyword).map(|(_, place)| self.name_at(place)).collect()
    }

    /// The purpose that a block states, on one line.
    pub fn purpose_of(&self, block: StatementRef) -> Option<String> {
        let field = self.fields(block, Keyword::Purpose).next()?;
        let written = self.source(block.file).slice(self.tree(block.file).subject(field)?.span);
        let words: Vec<String> = unquote(written).split_whitespace().map(str::to_owned).collect();
        Some(words.join(" "))
    }

    /// The fields with `keyword` directly in a statement's block that can be read, as indices of statements.
    pub fn fields(&self, block: StatementRef, keyword: Keyword) -> impl Iterator<Item = StatementId> {
        self.fields_of(block, move |other| other == keyword)
    }

    /// The same with any of the keywords that are `wanted`.
    fn fields_of(
        &self,
        block: StatementRef,
        wanted: impl Fn(Keyword) -> bool,
    ) -> impl Iterator<Item = StatementId> {
        let tree = self.tree(block.file);
        tree.children(block.id).filter(move |&child| {
            let field = &tree[child];
            wanted(field.keyword) && !field.flags.has(StatementFlags::HAS_ERROR)
        })
    }

    /// The names that the fields with `keyword` of a block list, with their places.
    pub fn named(&self, block: StatementRef, keyword: Keyword) -> impl Iterator<Item = (Symbol, FileSpan)> {
        self.names_in(block, self.fields(block, keyword))
    }

    /// The names that the fields with any of these keywords of a block list, with their places, in the order of the text.
    pub fn named_in(
        &self,
        block: StatementRef,
        keywords: &[Keyword],
    ) -> impl Iterator<Item = (Symbol, FileSpan)> {
        self.names_in(block, self.fields_of(block, |keyword| keywords.contains(&keyword)))
    }

    fn names_in(
        &self,
        block: StatementRef,
        fields: impl Iterator<Item = StatementId>,
    ) -> impl Iterator<Item = (Symbol, FileSpan)> {
        let tree = self.tree(block.file);
        let terms = fields.flat_map(|field| tree.subjects(field));
        terms.filter_map(move |at| Some((tree[at].symbol()?, self.term_place(block.file, at))))
    }

    /// The name of the role that each alias stands for.
    pub fn role_aliases(&self) -> FxHashMap<Symbol, Symbol> {
        self.aliases(Keyword::Role)
    }

    /// The name that each alias of a declared role, or practice, stands for.
    pub fn aliases(&self, declared: Keyword) -> FxHashMap<Symbol, Symbol> {
        let mut aliases = FxHashMap::default();
        for &statement in self.declared.others() {
            let tree = self.tree(statement.file);
            if tree[statement.id].keyword != declared {
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
