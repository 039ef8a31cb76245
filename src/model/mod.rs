//! Trees to the organisation: names, ends, flows, who feeds whom, and what of it can ever run.
//!
//! Everything here is computed once, in the order of the fields of [`Model`]; each step reads only those before it.
//! Rules read the result and decide nothing about meaning.

pub mod activity;
pub mod branches;
mod broader;
mod by_item;
pub mod certain;
mod choices;
pub mod components;
pub mod declared;
pub mod dependency_graph;
pub mod exclusive;
pub mod fields;
pub mod flows;
pub mod index;
pub mod layout;
pub mod links;
pub mod look_alikes;
mod losses;
pub mod main_path;
pub mod matching;
mod named;
mod names;
pub mod numbers;
pub mod pairing;
pub mod paths;
pub mod practices;
mod prerequisites;
mod reachability;
pub mod replies;
pub mod rows;
mod runs;
mod sure;
mod two_names;
pub mod ways;

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::similarity::{Language, Vocabulary};
use crate::source::{FileId, FileSpan, Source, Sources};
use crate::syntax::ids::IdRange;
use crate::syntax::{Statement, StatementId, Symbol, TermId, Tree};

pub use activity::{Activity, ActivityOf};
use broader::Relations;
pub use declared::{Declared, ExternalId, ScopeId, StatementRef};
use fields::FieldTwice;
use flows::Flows;
pub use flows::{End, Node, NodeId, Occurrence, Scope, UnknownName};

/// The whole project as one organisation.
#[derive(Debug)]
pub struct Model<'a> {
    /// The texts.
    sources: &'a Sources,
    /// The language of their names.
    language: Language,
    /// Their trees, whose symbols are those of `names`.
    trees: Vec<Tree>,
    /// All names.
    names: names::Names,
    /// What is declared.
    declared: Declared,
    /// What flows.
    flows: Flows,
    /// The nodes that describe each activity.
    described: [Vec<NodeId>; 6],
    /// The items that the description of each activity lists.
    listed: [Listing; 6],
    /// Who offers and who requests what.
    indexes: index::Indexes,
    /// What steps state and the streams that they run do not.
    mismatches: runs::Mismatches,
    /// What meets and what fails.
    matching: matching::Matching,
    /// What fails, reported as few mistakes as it takes.
    diagnosis: pairing::Diagnosis,
    /// Single fields that a block gives twice.
    fields_twice: Vec<FieldTwice>,
    /// Steps with the name of an earlier step of their stream, or of an activity: the step, the term of its name, and
    /// the earlier step.
    steps_twice: Vec<(NodeId, TermId, Option<NodeId>)>,
    /// Whether nothing more basic is wrong in each scope.
    prerequisites: Vec<bool>,
    /// Which steps wait for replies.
    replies: replies::Replies,
    /// Who needs whom in order to run, once somebody asks.
    dependency_graph: OnceLock<dependency_graph::DependencyGraph>,
    /// Whether any output in a stream need not come.
    has_choice: OnceLock<bool>,
    /// How long each node takes in each reading of working days, by its index, once somebody asks.
    lead_times: OnceLock<[Vec<u64>; 2]>,
    /// What can run.
    reachability: reachability::Reachability,
    /// What the streams can be measured by, once somebody asks.
    numbers: OnceLock<numbers::Numbers>,
    /// Names that are hardly two, once somebody asks.
    look_alikes: OnceLock<Vec<look_alikes::LookAlike>>,
    /// Which items are two by where they stand, once somebody asks.
    two_names: OnceLock<two_names::TwoNames>,
    /// The words of all texts.
    vocabulary: Vocabulary<'a>,
    /// Where each activity is written as it mostly is, once somebody asks.
    spellings: OnceLock<[Option<FileSpan>; 6]>,
    /// What stands first and last in each block, once somebody asks.
    rows: rows::Rows,
    /// Where more can be written, once somebody asks.
    layout: layout::Layout,
    /// The flows by their items, once somebody asks.
    by_item: by_item::ByItem,
    /// Which lines hold syntax errors, once somebody asks.
    unsure: sure::Unsure,
}

/// The items that a description lists on both sides.
#[derive(Debug, Default)]
pub struct Listing {
    /// What it takes.
    pub inputs: Listed,
    /// What it gives.
    pub outputs: Listed,
}

/// Items on one side of a description.
#[derive(Debug, Default)]
pub struct Listed {
    own: FxHashSet<Symbol>,
    broader: FxHashSet<Symbol>,
}

impl Listed {
    /// Whether one of them agrees with `item`, in either direction.
    pub fn agrees(&self, declared: &Declared, item: Symbol) -> bool {
        self.broader.contains(&item) || declared.broader(&item).iter().any(|broad| self.own.contains(broad))
    }
}

/// Reads all texts. Trees are in the order of the sources.
pub fn parse_all(sources: &Sources) -> Vec<Tree> {
    sources.as_slice().par_iter().map(|source| crate::syntax::parse(&source.text)).collect()
}

impl<'a> Model<'a> {
    /// Makes one organisation of all texts, whose names are English.
    pub fn new(sources: &'a Sources) -> Model<'a> {
        Model::of_trees(sources, parse_all(sources), Language::English)
    }

    /// The same from trees that were read before, with names of any language; `trees` are those of `sources`, in their order.
    pub fn of_trees(sources: &'a Sources, mut trees: Vec<Tree>, language: Language) -> Model<'a> {
        let names = names::Names::intern(sources, &mut trees);
        let mut declared = Declared::gather(sources, &trees, &names);
        (declared.broader, declared.item_cycles) = Relations::read(&trees, &declared).close();
        let flows = Flows::gather(sources, &trees, &declared);
        let indexes = index::Indexes::build(&trees, &declared, &flows);
        let mut model = Model {
            sources,
            language,
            trees,
            names,
            declared,
            described: Default::default(),
            listed: Default::default(),
            flows,
            indexes,
            mismatches: runs::Mismatches::default(),
            matching: matching::Matching::default(),
            diagnosis: pairing::Diagnosis::default(),
            fields_twice: Vec::new(),
            steps_twice: Vec::new(),
            prerequisites: Vec::new(),
            replies: replies::Replies::default(),
            dependency_graph: OnceLock::new(),
            has_choice: OnceLock::new(),
            lead_times: OnceLock::new(),
            by_item: by_item::ByItem::default(),
            reachability: reachability::Reachability::default(),
            numbers: OnceLock::new(),
            look_alikes: OnceLock::new(),
            two_names: OnceLock::new(),
            vocabulary: Vocabulary::of(sources),
            spellings: OnceLock::new(),
            rows: rows::Rows::default(),
            layout: layout::Layout::of(sources.as_slice().len()),
            unsure: sure::Unsure::of(sources.as_slice().len()),
        };
        model.describe();
        model.mismatches = runs::mismatches(&model);
        model.matching = model.match_all();
        model.diagnosis = pairing::diagnose(&model);
        model.fields_twice = fields::fields_twice(&model.trees);
        model.steps_twice = flows::duplicate_steps(&model.trees, &model.flows, &model.declared);
        model.prerequisites = prerequisites::find(&model);
        model.replies = replies::Replies::find(&model);
        model.reachability = reachability::Reachability::find(&model);
        model
    }

    /// Gives back the trees that [`Model::of_trees`] took, as they were.
    pub fn into_trees(mut self) -> Vec<Tree> {
        self.names.release(&mut self.trees);
        self.trees
    }

    fn describe(&mut self) {
        for node in self.steps_of(ScopeId::CHAIN) {
            if let Some(activity) = self.node(node).activity_of.activity() {
                self.described[activity.index()].push(node);
            }
        }
        let chain = &self.flows.scopes[0];
        let mut listed: [Listing; 6] = Default::default();
        for (list, outputs) in [(&chain.inputs, false), (&chain.outputs, true)] {
            for occurrence in list {
                let Some(activity) = occurrence.node.and_then(|node| self.node(node).activity_of.activity())
                else {
                    continue;
                };
                let listing = &mut listed[activity.index()];
                let side = if outputs { &mut listing.outputs } else { &mut listing.inputs };
                for item in self.items(ScopeId::CHAIN, occurrence) {
                    side.own.insert(item);
                    side.broader.extend(self.declared.broader(&item));
                }
            }
        }
        self.listed = listed;
    }

    /// The language of the names, by which [near ones](crate::similarity) are told.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The texts.
    pub fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// A file with its text.
    pub fn source(&self, file: FileId) -> &'a Source {
        self.sources.get(file)
    }

    /// The text at a place, as it is written there.
    pub fn slice(&self, place: FileSpan) -> &'a str {
        self.sources.slice(place)
    }

    /// The trees of all files, in the order of the sources. Their symbols are those of the project.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// The words of a name: case-folded, joined by one blank.
    pub fn words(&self, name: Symbol) -> String {
        self.names.words(self.sources, name)
    }

    /// A name as it was first written, without its quotes.
    pub fn text_of(&self, name: Symbol) -> Cow<'a, str> {
        self.names.text(self.sources, name)
    }

    /// Where a name was first written, and the hash of its words, which is the same in every model.
    pub fn first_mention(&self, name: Symbol) -> (FileSpan, u64) {
        self.names.first(name)
    }

    /// The name with these words (see [`normalize`](crate::syntax::words::normalize)), if any file mentions it.
    pub fn find_name(&self, words: &str) -> Option<Symbol> {
        self.names.find(self.sources, words)
    }

    /// The names that are not written in one way everywhere, in quotes or bare, ascending.
    pub fn respelt_names(&self) -> &[Symbol] {
        self.names.respelt()
    }

    /// How many names there are; symbols count from 0 up to this.
    pub fn name_count(&self) -> usize {
        self.names.count()
    }

    /// What is declared.
    pub fn declared(&self) -> &Declared {
        &self.declared
    }

    /// All nodes: descriptions first, then the steps of each stream in the order of the text.
    pub fn nodes(&self) -> &[Node] {
        &self.flows.nodes
    }

    /// Names that nothing declares, in the order of the files and the text.
    pub fn unknown_names(&self) -> &[UnknownName] {
        &self.flows.unknown
    }

    /// Single fields that a block gives twice.
    pub fn fields_twice(&self) -> &[FieldTwice] {
        &self.fields_twice
    }

    /// Steps with the name of an earlier step of their stream, or of an activity: the step, the term of its name, and
    /// the earlier step.
    pub fn steps_twice(&self) -> &[(NodeId, TermId, Option<NodeId>)] {
        &self.steps_twice
    }

    /// What fails, reported as few mistakes as it takes.
    pub fn diagnosis(&self) -> &pairing::Diagnosis {
        &self.diagnosis
    }

    /// Names of open namespaces that are hardly two, in the order in which the odd ones stand.
    pub fn look_alikes(&self) -> &[look_alikes::LookAlike] {
        self.look_alikes.get_or_init(|| look_alikes::find(self))
    }

    /// The words of all texts, which show which of two names is misspelt.
    pub fn vocabulary(&self) -> &Vocabulary<'a> {
        &self.vocabulary
    }

    /// How the project mostly writes this activity, first of all as an end or behind `in`; its name where it does not.
    pub fn spelling_of(&self, activity: Activity) -> &'a str {
        let place = self.spellings.get_or_init(|| self.spellings())[activity.index()];
        place.map_or(activity.name(), |place| self.slice(place))
    }

    fn spellings(&self) -> [Option<FileSpan>; 6] {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        let mut best = [(0, None); 6];
        for (file, tree) in self.trees.iter().enumerate() {
            for (id, _) in tree.iter() {
                for term in tree.clause(id) {
                    let name = tree[term].symbol();
                    let Some(activity) = name.and_then(|name| self.declared.activity(name)) else { continue };
                    let place = self.term_place(FileId::new(file), term);
                    let count = counts.entry(self.slice(place)).or_default();
                    *count += 1;
                    let (most, spelling) = &mut best[activity.index()];
                    if *count > *most {
                        (*most, *spelling) = (*count, Some(place));
                    }
                }
            }
        }
        best.map(|(_, place)| place)
    }

    /// Whether a block holds something unreadable, so that nothing is missing from the project.
    pub fn has_open_blocks(&self) -> bool {
        self.flows.scopes.iter().any(|scope| scope.open || !scope.open_nodes.is_empty())
    }

    /// Which items are two by where they stand, however alike their names. Found when it is first asked for, which nobody
    /// does while no two nearly agree.
    pub fn two_names(&self) -> &two_names::TwoNames {
        self.two_names.get_or_init(|| two_names::TwoNames::find(self))
    }

    /// What can run.
    pub fn reachability(&self) -> &reachability::Reachability {
        &self.reachability
    }

    /// The scope with this id.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.flows.scopes[id.index()]
    }

    /// Whether nothing more basic is wrong in the stream, so that every rule judges it.
    pub fn meets_prerequisites(&self, stream: ScopeId) -> bool {
        self.prerequisites[stream.index()]
    }

    /// Who needs whom in order to run. Woven when it is first asked for, which nobody does while all streams are
    /// [`InOrder`](matching::InOrder).
    pub fn dependency_graph(&self) -> &dependency_graph::DependencyGraph {
        self.dependency_graph.get_or_init(|| dependency_graph::DependencyGraph::build(self))
    }

    /// The steps of all streams, in the order of the text.
    pub fn steps(&self) -> IdRange<NodeId> {
        IdRange { start: self.scope(ScopeId::CHAIN).nodes.end, end: NodeId::new(self.flows.nodes.len()) }
    }

    /// The node of a scope that a statement is, if it is one.
    pub fn node_of(&self, scope: ScopeId, statement: StatementRef) -> Option<NodeId> {
        let nodes = self.steps_of(scope);
        let own = &self.flows.nodes[nodes.indices()];
        let at = own.binary_search_by_key(&statement, |node| node.statement).ok()?;
        Some(NodeId::new(nodes.start.index() + at))
    }

    /// The node in whose block a statement stands; none at the border of its scope.
    pub fn node_around(&self, scope: ScopeId, statement: StatementRef) -> Option<NodeId> {
        let nodes = self.steps_of(scope);
        let begun = self.flows.nodes[nodes.indices()].partition_point(|node| node.statement < statement);
        let node = NodeId::new(nodes.start.index() + begun.checked_sub(1)?);
        let around = self.node(node).statement;
        let is_inside = around.file == statement.file
            && self.tree(around.file).descendants(around.id).contains(statement.id);
        is_inside.then_some(node)
    }

    /// The nodes that describe an activity, in the order of the files.
    pub fn descriptions_of(&self, activity: Activity) -> &[NodeId] {
        &self.described[activity.index()]
    }

    /// The items that the description of an activity lists.
    pub fn listing(&self, activity: Activity) -> &Listing {
        &self.listed[activity.index()]
    }

    /// The steps of a stream, in the order of the text. Of the chain, the descriptions.
    pub fn steps_of(&self, stream: ScopeId) -> IdRange<NodeId> {
        self.scope(stream).nodes.clone()
    }

    /// The ids of all scopes: the chain, then the streams.
    pub fn scopes(&self) -> IdRange<ScopeId> {
        ScopeId::CHAIN.to(ScopeId::new(self.flows.scopes.len()))
    }

    /// The ids of all streams.
    pub fn streams(&self) -> IdRange<ScopeId> {
        ScopeId::CHAIN.after(1).to(ScopeId::new(self.flows.scopes.len()))
    }

    /// The same, side by side.
    pub fn par_streams(&self) -> impl IndexedParallelIterator<Item = ScopeId> + use<> {
        (1..self.flows.scopes.len()).into_par_iter().map(ScopeId::new)
    }

    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.flows.nodes[id.index()]
    }

    /// The tree of a file.
    pub fn tree(&self, file: FileId) -> &Tree {
        &self.trees[file.index()]
    }

    /// The file in which an occurrence stands.
    pub fn file_of(&self, scope: ScopeId, occurrence: &Occurrence) -> FileId {
        index::file_of(&self.flows.nodes, self.scope(scope), occurrence)
    }

    /// The items of an occurrence, aliases resolved: one, or its alternatives.
    pub fn items(
        &self,
        scope: ScopeId,
        occurrence: &Occurrence,
    ) -> impl Iterator<Item = Symbol> + Clone + use<'_> {
        index::items(&self.trees, &self.declared, &self.flows, self.scope(scope), occurrence)
    }

    /// The names that the items of an occurrence go by: as written, and as declared where an alias was written.
    pub fn symbols_of_items(&self, scope: ScopeId, occurrence: &Occurrence) -> Vec<Symbol> {
        let tree = self.tree(self.file_of(scope, occurrence));
        let mut names = Vec::new();
        for term in &tree[occurrence.terms()] {
            names.extend(term.symbol());
        }
        names.extend(self.items(scope, occurrence));
        names.dedup();
        names
    }

    /// Whether an unreadable statement mentions this item, so that nothing is reported against it.
    pub fn is_mentioned(&self, item: Symbol) -> bool {
        self.declared.mentioned.contains(&item)
    }

    /// Whether one of the occurrence's items is [mentioned](Model::is_mentioned).
    pub fn mentions(&self, scope: ScopeId, occurrence: &Occurrence) -> bool {
        self.items(scope, occurrence).any(|item| self.is_mentioned(item))
    }

    /// The statement itself.
    pub fn statement(&self, statement: StatementRef) -> &Statement {
        &self.tree(statement.file)[statement.id]
    }

    /// The innermost statement that begins at or before this place: the one whose name or keyword stands there.
    pub fn statement_at(&self, place: FileSpan) -> StatementRef {
        let id = self.tree(place.file).statement_at(place.span.start);
        StatementRef { file: place.file, id: id.unwrap_or(StatementId::FIRST) }
    }

    /// Where a statement's first subject stands: the name of what it declares, or its first item.
    pub fn name_place(&self, statement: StatementRef) -> FileSpan {
        let tree = self.tree(statement.file);
        let first = tree.subjects(statement.id).next();
        let span = first.map_or(tree[statement.id].span, |at| tree[at].span);
        FileSpan { file: statement.file, span }
    }

    /// The place of a term.
    pub fn term_place(&self, file: FileId, term: TermId) -> FileSpan {
        FileSpan { file, span: self.tree(file)[term].span }
    }
}
