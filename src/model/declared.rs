//! What the project declares, and by which names it is called.

use std::iter;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::activity::Activity;
use crate::model::names::Names;
use crate::model::practices::PRACTICES;
use crate::source::{FileId, FileSpan, Sources};
use crate::syntax::ids::id;
use crate::syntax::quantity::{WORKING_DAY, read_duration};
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol, Term, TermId, Tree};

/// A statement of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementRef {
    /// The file that it stands in.
    pub file: FileId,
    /// Which one of that file's tree.
    pub id: StatementId,
}

/// Index of a scope: the chain is 0, the streams follow in the order of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(u32);

id!(ScopeId);

impl ScopeId {
    /// The value chain.
    pub const CHAIN: ScopeId = ScopeId::FIRST;
}

/// A declared stakeholder or repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExternalId(u32);

id!(ExternalId);

/// What an end's name can mean outside all streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// One of the six.
    Activity(Activity),
    /// A stakeholder or repository.
    External(ExternalId),
    /// A stream.
    Stream(ScopeId),
}

/// Two things with one name, or one thing said twice.
#[derive(Clone, Copy, Debug)]
pub struct Duplicate {
    /// What bears it twice.
    pub kind: DuplicateKind,
    /// The later place.
    pub second: FileSpan,
    /// The earlier one; none where the name is built in.
    pub first: Option<FileSpan>,
}

/// What is there twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateKind {
    /// Two declarations with one name; the keyword of the later one.
    Name(Keyword),
    /// A declaration with the name of an activity.
    Activity(Keyword),
    /// An activity described twice.
    Description,
    /// A second `organisation`.
    Organisation,
    /// A single field given twice in this block.
    Field(Keyword, StatementRef),
}

/// Items that `is` leads from each to each.
#[derive(Clone, Debug)]
pub struct ItemCycle {
    /// One way round, beginning with its first declaration in the text: item declarations, each with the term of the
    /// broader item that leads on.
    pub way: Vec<(StatementRef, TermId)>,
    /// All of the items, in no order.
    pub items: Vec<Symbol>,
}

/// All declarations of the project.
#[derive(Debug)]
pub struct Declared {
    /// Seconds in a working day.
    pub(super) working_day: u64,
    /// Stakeholders and repositories, in the order of the files.
    pub(super) externals: Vec<StatementRef>,
    /// Stream statements; the scope of the first is 1.
    pub(super) streams: Vec<StatementRef>,
    /// Descriptions of activities.
    pub(super) descriptions: Vec<(Activity, StatementRef)>,
    /// Descriptions whose name is no activity.
    pub(super) unknown_activities: Vec<StatementRef>,
    /// Item declarations.
    pub(super) items: Vec<StatementRef>,
    /// Practice and role declarations.
    pub(super) others: Vec<StatementRef>,
    /// What is declared twice.
    pub(super) duplicates: Vec<Duplicate>,
    /// Names that unreadable statements mention.
    pub(super) mentioned: FxHashSet<Symbol>,
    /// Loops of `is`.
    pub(super) item_cycles: Vec<ItemCycle>,
    ends: FxHashMap<Symbol, Thing>,
    /// At most six, so that looking at each is quicker than hashing.
    activities: Vec<(Symbol, Activity)>,
    aliases: FxHashMap<Symbol, Symbol>,
    /// What each item `is` besides itself, as [`Relations`](super::broader::Relations) finds it afterwards.
    pub(super) broader: FxHashMap<Symbol, Box<[Symbol]>>,
    practices: FxHashSet<Symbol>,
    roles: Option<FxHashSet<Symbol>>,
    /// The name under which a practice or role is declared, by its keyword and each name that its declaration gives.
    own_names: FxHashMap<(Keyword, Symbol), Symbol>,
}

impl Declared {
    /// Gathers the declarations of all `trees`, whose symbols are those of `names`. What items are besides is added later.
    pub(super) fn gather(sources: &Sources, trees: &[Tree], names: &Names) -> Declared {
        let activities = Activity::ALL
            .into_iter()
            .filter_map(|activity| Some((names.find(sources, &activity.words())?, activity)))
            .collect();
        let practices = PRACTICES
            .into_iter()
            .flat_map(|practice| [practice.to_owned(), practice.replace("organizational", "organisational")])
            .filter_map(|practice| names.find(sources, &practice))
            .collect();
        let declared = Declared {
            working_day: WORKING_DAY,
            externals: Vec::new(),
            streams: Vec::new(),
            descriptions: Vec::new(),
            unknown_activities: Vec::new(),
            items: Vec::new(),
            others: Vec::new(),
            duplicates: Vec::new(),
            mentioned: FxHashSet::default(),
            item_cycles: Vec::new(),
            ends: FxHashMap::default(),
            activities,
            aliases: FxHashMap::default(),
            broader: FxHashMap::default(),
            practices,
            roles: None,
            own_names: FxHashMap::default(),
        };
        let mut gathering =
            Gathering { trees, sources, declared, spaces: FxHashMap::default(), organisation: None };
        for (file, tree) in trees.iter().enumerate() {
            let file = FileId::new(file);
            for index in tree.top() {
                gathering.declaration(StatementRef { file, id: index });
            }
            gathering.mentions(tree);
        }
        gathering.declared
    }

    /// How long a working day is, in seconds.
    pub fn working_day(&self) -> u64 {
        self.working_day
    }

    /// Stakeholders and repositories, in the order of the files; an [`ExternalId`] is the place among them.
    pub fn externals(&self) -> &[StatementRef] {
        &self.externals
    }

    /// The declaration of a stakeholder or repository.
    pub fn external(&self, id: ExternalId) -> StatementRef {
        self.externals[id.index()]
    }

    /// Stream statements, in the order of the files; the scope of the first is 1.
    pub fn streams(&self) -> &[StatementRef] {
        &self.streams
    }

    /// Descriptions of activities, in the order of the files.
    pub fn descriptions(&self) -> &[(Activity, StatementRef)] {
        &self.descriptions
    }

    /// Descriptions whose name is no activity.
    pub fn unknown_activities(&self) -> &[StatementRef] {
        &self.unknown_activities
    }

    /// Item declarations, in the order of the files.
    pub fn items(&self) -> &[StatementRef] {
        &self.items
    }

    /// Practice and role declarations, in the order of the files.
    pub fn others(&self) -> &[StatementRef] {
        &self.others
    }

    /// What is declared twice.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// Names that unreadable statements mention.
    pub fn mentioned(&self) -> &FxHashSet<Symbol> {
        &self.mentioned
    }

    /// Loops of `is`.
    pub fn item_cycles(&self) -> &[ItemCycle] {
        &self.item_cycles
    }

    /// What `name` means as an end outside all streams.
    pub fn end(&self, name: Symbol) -> Option<Thing> {
        self.activity(name).map(Thing::Activity).or_else(|| self.ends.get(&name).copied())
    }

    /// The names and aliases of stakeholders, repositories and streams, in no order.
    pub fn end_names(&self) -> impl Iterator<Item = Symbol> {
        self.ends.keys().copied()
    }

    /// The activity with this name.
    pub fn activity(&self, name: Symbol) -> Option<Activity> {
        self.activities.iter().find(|&&(other, _)| other == name).map(|&(_, activity)| activity)
    }

    /// The item that `name` is a name of: aliases are resolved.
    pub fn item(&self, name: Symbol) -> Symbol {
        if self.aliases.is_empty() { name } else { self.aliases.get(&name).copied().unwrap_or(name) }
    }

    /// The item itself and all that it `is`, transitively.
    pub fn broader<'a>(&'a self, item: &'a Symbol) -> &'a [Symbol] {
        self.broader.get(item).map_or(std::slice::from_ref(item), |all| all)
    }

    /// Whether what is put out as `output` may be taken as `input`: it is that item, or `is` one.
    pub fn agree(&self, output: Symbol, input: Symbol) -> bool {
        output == input || self.broader.get(&output).is_some_and(|all| all.contains(&input))
    }

    /// Whether `name` is an ITIL practice or a declared one.
    pub fn is_practice(&self, name: Symbol) -> bool {
        self.practices.contains(&name)
    }

    /// The declared roles; none where no role is declared, so that all are right.
    pub fn roles(&self) -> Option<&FxHashSet<Symbol>> {
        self.roles.as_ref()
    }

    /// The name under which a practice or role is declared, by any of its names; the same name where nothing declares it.
    pub fn own_name(&self, keyword: Keyword, name: Symbol) -> Symbol {
        self.own_names.get(&(keyword, name)).copied().unwrap_or(name)
    }
}

/// The namespaces in which a name may be declared once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Space {
    Ends,
    Items,
    Practices,
    Roles,
}

struct Gathering<'a> {
    trees: &'a [Tree],
    sources: &'a Sources,
    declared: Declared,
    spaces: FxHashMap<(Space, Symbol), (StatementRef, FileSpan)>,
    organisation: Option<FileSpan>,
}

impl Gathering<'_> {
    fn declaration(&mut self, statement: StatementRef) {
        let tree = &self.trees[statement.file.index()];
        let this = &tree[statement.id];
        if this.flags.has(StatementFlags::HAS_ERROR) {
            return;
        }
        let Some(name) = tree.subject(statement.id).copied() else {
            return;
        };
        let Some(symbol) = name.symbol() else { return };
        match this.keyword {
            Keyword::Organisation => self.organisation(statement, name),
            Keyword::Activity => match self.declared.activity(symbol) {
                Some(activity) => self.description(statement, activity, name),
                None => self.declared.unknown_activities.push(statement),
            },
            Keyword::Stakeholder | Keyword::Repository => {
                let external = ExternalId::new(self.declared.externals.len());
                self.declared.externals.push(statement);
                self.end(statement, Thing::External(external));
            }
            Keyword::Stream => {
                self.declared.streams.push(statement);
                let scope = ScopeId::new(self.declared.streams.len());
                self.end(statement, Thing::Stream(scope));
            }
            Keyword::Item => {
                self.declared.items.push(statement);
                let names = self.claim(Space::Items, statement);
                let alias = tree.alias(statement.id).and_then(Term::symbol);
                if let Some(alias) = alias.filter(|alias| names.contains(alias)) {
                    // The name may be the alias of an item above, and then means that.
                    let item = self.declared.item(symbol);
                    self.declared.aliases.insert(alias, item);
                }
            }
            Keyword::Practice => {
                self.other(statement, symbol);
                let names = self.claim(Space::Practices, statement);
                self.declared.practices.extend(names);
            }
            Keyword::Role => {
                self.other(statement, symbol);
                let names = self.claim(Space::Roles, statement);
                self.declared.roles.get_or_insert_default().extend(names);
            }
            _ => {}
        }
    }

    fn other(&mut self, statement: StatementRef, own: Symbol) {
        self.declared.others.push(statement);
        let tree = &self.trees[statement.file.index()];
        let keyword = tree[statement.id].keyword;
        let alias = tree.alias(statement.id).and_then(Term::symbol);
        for name in iter::once(own).chain(alias) {
            self.declared.own_names.entry((keyword, name)).or_insert(own);
        }
    }

    fn organisation(&mut self, statement: StatementRef, name: Term) {
        let place = FileSpan { file: statement.file, span: name.span };
        if let Some(first) = self.organisation {
            let duplicate =
                Duplicate { kind: DuplicateKind::Organisation, second: place, first: Some(first) };
            return self.declared.duplicates.push(duplicate);
        }
        self.organisation = Some(place);
        let tree = &self.trees[statement.file.index()];
        let source = self.sources.get(statement.file);
        for child in tree.children(statement.id) {
            let field = &tree[child];
            if field.keyword == Keyword::WorkingDay && !field.flags.has(StatementFlags::HAS_ERROR) {
                let text = tree.subject(child).map(|text| source.slice(text.span));
                let length = text.and_then(|text| read_duration(text).ok()?.seconds(WORKING_DAY));
                self.declared.working_day = length.unwrap_or(WORKING_DAY);
            }
        }
    }

    fn description(&mut self, statement: StatementRef, activity: Activity, name: Term) {
        let place = FileSpan { file: statement.file, span: name.span };
        let first = self.declared.descriptions.iter().find(|&&(other, _)| other == activity);
        if let Some(&(_, first)) = first {
            let first = Some(self.name_place(first));
            self.declared.duplicates.push(Duplicate {
                kind: DuplicateKind::Description,
                second: place,
                first,
            });
        }
        self.declared.descriptions.push((activity, statement));
    }

    fn name_place(&self, statement: StatementRef) -> FileSpan {
        let tree = &self.trees[statement.file.index()];
        let name = tree.subject(statement.id).map(|name| name.span);
        FileSpan { file: statement.file, span: name.unwrap_or_default() }
    }

    fn end(&mut self, statement: StatementRef, thing: Thing) {
        for name in self.claim(Space::Ends, statement) {
            self.declared.ends.entry(name).or_insert(thing);
        }
    }

    /// Takes the name and the alias of a declaration, and gives those that nothing else bears.
    fn claim(&mut self, space: Space, statement: StatementRef) -> Vec<Symbol> {
        let tree = &self.trees[statement.file.index()];
        let keyword = tree[statement.id].keyword;
        let name = tree.subject(statement.id);
        let mut taken = Vec::with_capacity(2);
        for term in name.into_iter().chain(tree.alias(statement.id)) {
            let Some(symbol) = term.symbol() else { continue };
            let second = FileSpan { file: statement.file, span: term.span };
            if self.declared.activity(symbol).is_some() {
                let kind = DuplicateKind::Activity(keyword);
                self.declared.duplicates.push(Duplicate { kind, second, first: None });
                continue;
            }
            match self.spaces.get(&(space, symbol)) {
                Some(&(other, _)) if other == statement => {}
                Some(&(_, first)) => {
                    let kind = DuplicateKind::Name(keyword);
                    self.declared.duplicates.push(Duplicate { kind, second, first: Some(first) });
                }
                None => {
                    self.spaces.insert((space, symbol), (statement, second));
                    taken.push(symbol);
                }
            }
        }
        taken
    }

    fn mentions(&mut self, tree: &Tree) {
        if tree.errors.is_empty() {
            return;
        }
        for (id, statement) in tree.iter() {
            if statement.flags.has(StatementFlags::HAS_ERROR) {
                let terms = &tree[tree.terms_of(id)];
                self.declared.mentioned.extend(terms.iter().filter_map(Term::symbol));
            }
        }
    }
}
