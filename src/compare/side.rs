//! One of the two models, with what is looked up in it often.

use rustc_hash::FxHashMap;

use crate::model::index::ends_of;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, NodeId, Occurrence, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol, TermId, Tree};

/// What is matched between two models. The last four are names that are matched wherever they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// Streams, by the index of their scope.
    Stream,
    /// Steps and descriptions of activities, by the index of their node.
    Node,
    /// Stakeholders and repositories, by their index among both.
    External,
    /// Items, by their symbol, aliases resolved.
    Item,
    /// Roles, likewise.
    Role,
    /// Practices, likewise.
    Practice,
    /// What steps use, by its symbol.
    Tool,
}

impl Class {
    /// All of them.
    pub(super) const ALL: [Class; 7] =
        [Class::Stream, Class::Node, Class::External, Class::Item, Class::Role, Class::Practice, Class::Tool];

    /// Those that are names.
    pub(super) const NAMES: [Class; 4] = [Class::Item, Class::Role, Class::Practice, Class::Tool];
}

/// Something that is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Thing {
    /// What it is.
    pub(super) class: Class,
    /// Which one of its class.
    pub(super) index: u32,
}

impl Thing {
    pub(super) fn new(class: Class, index: usize) -> Thing {
        // There are fewer of each than bytes in all texts, and of these less than 4 GiB are read.
        Thing { class, index: index as u32 }
    }

    pub(super) fn step(step: NodeId) -> Thing {
        Thing::new(Class::Node, step.index())
    }

    pub(super) fn stream(stream: ScopeId) -> Thing {
        Thing::new(Class::Stream, stream.index())
    }

    pub(super) fn item(item: Symbol) -> Thing {
        Thing::new(Class::Item, item.index())
    }

    /// The symbol of a name.
    pub(super) fn symbol(self) -> Symbol {
        Symbol::new(self.index as usize)
    }
}

/// A model, with the names of roles and practices by their aliases and the names that stand for something.
pub(super) struct Side<'m, 's> {
    pub(super) model: &'m Model<'s>,
    aliases: [FxHashMap<Symbol, Symbol>; 2],
    /// Of each class of names whether the name with this symbol stands for one; see [`Class::NAMES`].
    present: [Vec<bool>; 4],
}

impl<'m, 's> Side<'m, 's> {
    /// Looks through all statements once.
    pub(super) fn new(model: &'m Model<'s>) -> Side<'m, 's> {
        let nobody = vec![false; model.name_count()];
        let mut side = Side {
            model,
            aliases: [model.aliases(Keyword::Role), model.aliases(Keyword::Practice)],
            present: [nobody.clone(), nobody.clone(), nobody.clone(), nobody],
        };
        for tree in model.trees() {
            for (id, statement) in tree.iter() {
                if !statement.flags.has(StatementFlags::HAS_ERROR) {
                    side.note(tree, id, statement.keyword);
                }
            }
        }
        side
    }

    fn note(&mut self, tree: &Tree, id: StatementId, keyword: Keyword) {
        let Some(class) = class_of(keyword) else { return };
        let broader = if keyword == Keyword::Item { Some(tree.clause(id)) } else { None };
        for term in tree.subjects(id).chain(broader.into_iter().flatten()) {
            if let Some(symbol) = tree[term].symbol() {
                let own = self.resolved(class, symbol);
                if let Some(present) = present_of(&mut self.present, class) {
                    present[own.index()] = true;
                }
            }
        }
    }

    /// The name that a name of this class is: aliases are resolved.
    pub(super) fn resolved(&self, class: Class, name: Symbol) -> Symbol {
        let aliases = match class {
            Class::Item => return self.model.declared().item(name),
            Class::Role => &self.aliases[0],
            Class::Practice => &self.aliases[1],
            _ => return name,
        };
        if aliases.is_empty() { name } else { aliases.get(&name).copied().unwrap_or(name) }
    }

    /// Whether a name stands for something of this class.
    pub(super) fn has(&self, class: Class, name: Symbol) -> bool {
        let present = Class::NAMES.iter().position(|&other| other == class);
        present.is_some_and(|at| self.present[at][name.index()])
    }

    /// How many things of a class there are, or how many indices they have.
    pub(super) fn count(&self, class: Class) -> usize {
        match class {
            Class::Stream => self.model.streams().len() + 1,
            Class::Node => self.model.nodes().len(),
            Class::External => self.model.declared().externals().len(),
            _ => self.model.name_count(),
        }
    }

    /// Whether there is such a thing: not every name stands for something of a class, and the chain is no stream.
    pub(super) fn exists(&self, thing: Thing) -> bool {
        match thing.class {
            Class::Stream => thing.index > 0,
            Class::Node | Class::External => true,
            class => self.has(class, thing.symbol()),
        }
    }

    /// The statement that declares a thing; none for a name.
    pub(super) fn statement(&self, thing: Thing) -> Option<StatementRef> {
        let index = thing.index as usize;
        match thing.class {
            Class::Stream => self.model.scope(ScopeId::new(index)).statement,
            Class::Node => Some(self.model.node(NodeId::new(index)).statement),
            Class::External => self.model.declared().externals().get(index).copied(),
            _ => None,
        }
    }

    /// The symbol of a thing's name.
    pub(super) fn name_symbol(&self, thing: Thing) -> Option<Symbol> {
        if Class::NAMES.contains(&thing.class) {
            return Some(thing.symbol());
        }
        let statement = self.statement(thing)?;
        self.model.tree(statement.file).subject(statement.id)?.symbol()
    }

    /// A thing's name as it is declared, or first written; the chain has none.
    pub(super) fn name(&self, thing: Thing) -> String {
        match self.statement(thing) {
            Some(statement) => self.model.name_of(statement),
            None if !Class::NAMES.contains(&thing.class) => String::new(),
            None => self.model.text_of(thing.symbol()).into_owned(),
        }
    }

    /// Where a thing's name stands as it is declared, or first written.
    pub(super) fn place(&self, thing: Thing) -> FileSpan {
        match self.statement(thing) {
            Some(statement) => self.model.name_place(statement),
            None => self.model.first_mention(thing.symbol()).0,
        }
    }

    /// The symbol of the alias that a statement gives.
    pub(super) fn alias(&self, statement: StatementRef) -> Option<Symbol> {
        self.model.tree(statement.file).alias(statement.id)?.symbol()
    }

    /// The file in which a flow stands.
    pub(super) fn file(&self, flow: OccurrenceRef) -> FileId {
        self.model.file_of(flow.scope, self.model.occurrence(flow))
    }

    /// The flows of one kind: of a node, or of a stream's border.
    pub(super) fn flows(&self, owner: Thing, kind: Kind) -> Vec<OccurrenceRef> {
        let (scope, indices) = match owner.class {
            Class::Node => {
                let node = NodeId::new(owner.index as usize);
                let scope = self.model.node(node).scope;
                (scope, self.model.scope(scope).of_node(kind, node))
            }
            _ => {
                let scope = ScopeId::new(owner.index as usize);
                (scope, 0..self.model.scope(scope).list(kind).len() as u32)
            }
        };
        indices.map(|index| OccurrenceRef { scope, kind, index }).collect()
    }

    /// Where an end of a flow stands: both names of `stream.step`.
    pub(super) fn end_place(&self, file: FileId, term: TermId) -> FileSpan {
        let tree = self.model.tree(file);
        let first = &tree[term];
        let end = if first.is_joined() { tree[term.after(1)].span.end } else { first.span.end };
        FileSpan { file, span: Span::new(first.span.start, end) }
    }

    /// The ends that a flow names.
    pub(super) fn ends(&self, flow: OccurrenceRef) -> &[crate::model::flows::NamedEnd] {
        ends_of(self.model.scope(flow.scope), self.model.occurrence(flow))
    }

    /// The symbols of the items of a whole statement, aliases resolved.
    pub(super) fn items_of_statement(&self, file: FileId, statement: StatementId) -> Vec<Symbol> {
        let tree = self.model.tree(file);
        let mut items = Vec::new();
        for term in tree.subjects(statement) {
            items.extend(tree[term].symbol().map(|item| self.resolved(Class::Item, item)));
        }
        items
    }

    /// The symbols of the items of a flow, aliases resolved.
    pub(super) fn items(&self, flow: OccurrenceRef) -> impl Iterator<Item = Symbol> + Clone + '_ {
        self.model.items(flow.scope, self.occurrence(flow))
    }

    /// A flow.
    pub(super) fn occurrence(&self, flow: OccurrenceRef) -> &Occurrence {
        self.model.occurrence(flow)
    }
}

/// What the names that a statement with this keyword lists are.
pub(super) fn class_of(keyword: Keyword) -> Option<Class> {
    match keyword {
        Keyword::Item | Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome => {
            Some(Class::Item)
        }
        Keyword::Role
        | Keyword::Accountable
        | Keyword::Responsible
        | Keyword::Consulted
        | Keyword::Informed => Some(Class::Role),
        Keyword::Practice => Some(Class::Practice),
        Keyword::Uses => Some(Class::Tool),
        _ => None,
    }
}

fn present_of(present: &mut [Vec<bool>; 4], class: Class) -> Option<&mut Vec<bool>> {
    present.get_mut(Class::NAMES.iter().position(|&other| other == class)?)
}
