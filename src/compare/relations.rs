//! What the statements of a model say of things that have no counterpart yet: who stands with whom, and how.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::side::{Class, Side, Thing, class_of};
use crate::model::flows::End;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{ActivityOf, NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::{Keyword, StatementFlags, Tree};

/// A hash that is the same for then and now.
pub(super) fn hashed(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    // Hashes are added up, so all of their bits have to depend on all of the value.
    hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31)
}

/// Somebody in a relation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// Something that is matched.
    Thing(Thing),
    /// Something that is the same in every model, such as an activity, by its hash.
    Fixed(u64),
}

/// What one statement says of one thing with others.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// What kind of statement, and how; a hash.
    pub(super) label: u64,
    /// Who stands in it, each with the role that it plays.
    pub(super) parts: Vec<(u8, Part)>,
}

/// The roles in a relation.
const OWNER: u8 = 0;
const NAMED: u8 = 1;
const END: u8 = 2;

/// Things without a counterpart, and all relations in which one of them stands.
pub(super) struct Relations {
    /// The things, in their order.
    pub(super) things: Vec<Thing>,
    /// Which one of them each is.
    pub(super) local: FxHashMap<Thing, usize>,
    /// What each of them says of itself; a hash.
    pub(super) own: Vec<u64>,
    /// The relations.
    pub(super) all: Vec<Relation>,
    /// The relations of each thing, with the role that it plays there.
    pub(super) of: Vec<Vec<(usize, u8)>>,
}

impl Relations {
    /// The relations of these things. Takes one look at the whole model.
    pub(super) fn of(side: &Side<'_, '_>, things: Vec<Thing>) -> Relations {
        let mut relations = Relations {
            local: things.iter().enumerate().map(|(at, &thing)| (thing, at)).collect(),
            own: things.iter().map(|&thing| own(side, thing)).collect(),
            of: vec![Vec::new(); things.len()],
            all: Vec::new(),
            things,
        };
        for stream in side.model.scopes() {
            relations.add_scope(side, stream);
        }
        for run in side.model.runs() {
            let parts = vec![
                (OWNER, Part::Thing(Thing::step(run.step))),
                (END, Part::Thing(Thing::stream(run.stream))),
            ];
            relations.add(hashed("runs"), parts);
        }
        for &statement in side.model.declared().items() {
            relations.add_names(side, statement, Thing::new(Class::Item, 0));
        }
        relations
    }

    fn add(&mut self, label: u64, parts: Vec<(u8, Part)>) {
        let mut is_asked = false;
        for &(role, part) in &parts {
            if let Part::Thing(thing) = part
                && let Some(&at) = self.local.get(&thing)
            {
                self.of[at].push((self.all.len(), role));
                is_asked = true;
            }
        }
        if is_asked {
            self.all.push(Relation { label, parts });
        }
    }

    fn add_scope(&mut self, side: &Side<'_, '_>, id: ScopeId) {
        let model = side.model;
        let owner = Thing::stream(id);
        for node in model.steps_of(id) {
            let step = Thing::step(node);
            if id != ScopeId::CHAIN {
                self.add(hashed("step"), vec![(OWNER, Part::Thing(owner)), (NAMED, Part::Thing(step))]);
            }
            self.add_names(side, model.node(node).statement, step);
        }
        if let Some(statement) = model.scope(id).statement {
            self.add_names(side, statement, owner);
        }
        for kind in [Kind::Input, Kind::Output, Kind::Trigger, Kind::Outcome] {
            for index in 0..model.scope(id).list(kind).len() {
                self.add_flow(side, OccurrenceRef { scope: id, kind, index: index as u32 });
            }
        }
    }

    fn add_flow(&mut self, side: &Side<'_, '_>, flow: OccurrenceRef) {
        let occurrence = side.occurrence(flow);
        let owner = occurrence.node.map_or(Thing::stream(flow.scope), Thing::step);
        let mut parts = vec![(OWNER, Part::Thing(owner))];
        for item in side.items(flow) {
            parts.push((NAMED, Part::Thing(Thing::item(item))));
        }
        let file = side.file(flow);
        for named in side.ends(flow) {
            parts.push((END, end(side, file, named.end, named.term)));
        }
        let tree = side.model.tree(file);
        let time = tree.within(occurrence.statement).or(tree.every(occurrence.statement));
        let time = time.map(|term| side.model.slice(FileSpan { file, span: term.span }));
        let flags = tree[occurrence.statement].flags;
        let modes =
            [StatementFlags::OPTIONAL, StatementFlags::REWORK, StatementFlags::REPLY, StatementFlags::EITHER];
        self.add(hashed((flow.kind, modes.map(|mode| flags.has(mode)), time)), parts);
    }

    /// The roles, practices and tools that a block names; of the declaration of an item what it is.
    fn add_names(&mut self, side: &Side<'_, '_>, statement: StatementRef, owner: Thing) {
        let tree = side.model.tree(statement.file);
        if tree[statement.id].keyword == Keyword::Item {
            let mut parts = Vec::new();
            for term in tree.subjects(statement.id).chain(tree.clause(statement.id)) {
                let role = if parts.is_empty() { OWNER } else { NAMED };
                let item = tree[term].symbol().map(|item| side.resolved(Class::Item, item));
                parts.extend(item.map(|item| (role, Part::Thing(Thing::item(item)))));
            }
            return self.add(hashed("is"), parts);
        }
        for child in tree.children(statement.id) {
            let field = &tree[child];
            let is_flow = matches!(
                field.keyword,
                Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome
            );
            let Some(class) = class_of(field.keyword) else { continue };
            if is_flow || field.flags.has(StatementFlags::HAS_ERROR) {
                continue;
            }
            for term in tree.subjects(child) {
                let Some(symbol) = tree[term].symbol() else { continue };
                let name = Thing::new(class, side.resolved(class, symbol).index());
                let parts = vec![(OWNER, Part::Thing(owner)), (NAMED, Part::Thing(name))];
                self.add(hashed(field.keyword.word()), parts);
            }
        }
    }
}

/// Whom an end means.
fn end(side: &Side<'_, '_>, file: FileId, end: End, term: crate::syntax::TermId) -> Part {
    match end {
        End::Activity(activity) => Part::Fixed(hashed(("activity", activity.index()))),
        End::All => Part::Fixed(hashed("all")),
        End::Itself => Part::Fixed(hashed("itself")),
        End::External(external) => Part::Thing(Thing::new(Class::External, external.index())),
        End::Step(step) => Part::Thing(Thing::step(step)),
        End::Stream(stream) | End::Undescribed(stream) => Part::Thing(Thing::stream(stream)),
        End::Unknown => {
            let name = side.model.tree(file)[term].symbol();
            Part::Fixed(hashed(("unknown", name.map(|name| side.model.first_mention(name).1))))
        }
    }
}

/// What a thing says of itself, without its name and without those of others; a hash.
fn own(side: &Side<'_, '_>, thing: Thing) -> u64 {
    let mut hash = hashed(thing.class);
    let Some(statement) = side.statement(thing) else { return hash };
    let tree = side.model.tree(statement.file);
    hash = hash.wrapping_add(hashed(tree[statement.id].keyword));
    if thing.class == Class::Node {
        hash = hash.wrapping_add(hashed(activity_hash(side, thing)));
    }
    for (keyword, text) in texts(side, tree, statement) {
        hash = hash.wrapping_add(hashed((keyword.word(), text)));
    }
    hash
}

/// The activity that a step is in; a hash.
pub(super) fn activity_hash(side: &Side<'_, '_>, step: Thing) -> u64 {
    match side.model.node(NodeId::new(step.index as usize)).activity_of {
        ActivityOf::In(activity) => hashed(("in", activity.index())),
        ActivityOf::Nowhere => hashed("nowhere"),
        ActivityOf::Unknown => hashed("unknown"),
    }
}

/// The single fields of a block with their texts, and its links.
pub(super) fn texts<'t>(
    side: &Side<'t, '_>,
    tree: &Tree,
    statement: StatementRef,
) -> Vec<(Keyword, &'t str)> {
    let mut texts = Vec::new();
    for child in tree.children(statement.id) {
        let field = &tree[child];
        if (field.keyword.is_single_field() || field.keyword == Keyword::Link)
            && !field.flags.has(StatementFlags::HAS_ERROR)
            && let Some(term) = tree.subject(child)
        {
            let place = FileSpan { file: statement.file, span: term.span };
            texts.push((field.keyword, side.model.slice(place)));
        }
    }
    texts
}
