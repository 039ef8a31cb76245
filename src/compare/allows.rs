//! What changed in which findings are allowed.

use rustc_hash::FxHashMap;

use super::differ::Differ;
use super::draft::{Draft, Spot};
use super::keys::When;
use super::relations::hashed;
use super::shape::{Kind, OwnerKind};
use super::side::{Class, Side, Thing, class_of};
use crate::ide::references::stream_around;
use crate::model::{NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::words::unquote;

/// An `@allow`: a hash of what it says and where, what it stands at, and what it says.
struct Allowed {
    key: u64,
    owner: Option<Thing>,
    name: String,
    rules: Vec<String>,
    reason: String,
    place: FileSpan,
}

/// The changes of all `@allow`s.
pub(super) fn compare(differ: &Differ<'_, '_, '_>) -> Vec<Draft> {
    let (then, now) = (all(differ, When::Then), all(differ, When::Now));
    let mut drafts = Vec::new();
    for (is_new, own, others) in [(true, &now, &then), (false, &then, &now)] {
        // As many of the same stay as there are on both sides.
        let mut known: FxHashMap<u64, usize> = FxHashMap::default();
        for allow in others {
            *known.entry(allow.key).or_default() += 1;
        }
        for allow in own {
            match known.get_mut(&allow.key) {
                Some(count) if *count > 0 => *count -= 1,
                _ => drafts.push(draft(differ, is_new, allow)),
            }
        }
    }
    drafts
}

fn draft(differ: &Differ<'_, '_, '_>, is_new: bool, allow: &Allowed) -> Draft {
    let spot = Spot {
        owner: allow.owner,
        name: allow.name.clone(),
        items: Vec::new(),
        values: allow.rules.clone(),
        place: Some(allow.place),
    };
    let (then, now) = if is_new { (None, Some(spot)) } else { (Some(spot), None) };
    let mut draft = match allow.owner {
        Some(_) => differ.draft(Kind::Allow, then, now),
        None => Draft::new(Kind::Allow, OwnerKind::Model, then, now),
    };
    draft.more = vec![allow.reason.clone()];
    draft
}

fn all(differ: &Differ<'_, '_, '_>, when: When) -> Vec<Allowed> {
    let voice = differ.voice(when);
    let model = voice.side.model;
    let mut all = Vec::new();
    for (index, tree) in model.trees().iter().enumerate() {
        let file = FileId::new(index);
        for allow in &tree.allows {
            let Some(target) = allow.target else { continue };
            let slice = |span| model.slice(FileSpan { file, span });
            let mut rules: Vec<String> = allow.rules.iter().map(|&rule| slice(rule).to_owned()).collect();
            rules.sort_unstable();
            let reason = unquote(slice(allow.reason)).into_owned();
            let statement = StatementRef { file, id: target };
            let owner = owner_of(voice.side, statement);
            let name = owner.map(|owner| voice.side.name(owner)).unwrap_or_default();
            let place = FileSpan { file, span: allow.span };
            let key = hashed((owner.map(|owner| voice.key(owner)), &rules, &reason));
            all.push(Allowed { key, owner, name, rules, reason, place });
        }
    }
    all
}

/// What a statement is part of: the step, the stream, the activity, or what is declared.
pub(super) fn owner_of(side: &Side<'_, '_>, statement: StatementRef) -> Option<Thing> {
    let model = side.model;
    let scope = stream_around(model, statement).unwrap_or(ScopeId::CHAIN);
    let mut blocks: Vec<(StatementRef, Thing)> = Vec::new();
    // The last step or description that begins before the statement is the only one that may hold it.
    let steps = model.steps_of(scope);
    let own = &model.nodes()[steps.indices()];
    let before = own.partition_point(|step| step.statement <= statement).checked_sub(1);
    let step = before.map(|at| NodeId::new(steps.start.index() + at));
    blocks.extend(step.map(|step| (model.node(step).statement, Thing::step(step))));
    if scope == ScopeId::CHAIN {
        blocks.extend(declared(side, statement));
    }
    let tree = model.tree(statement.file);
    let holds = |block: StatementRef| {
        block.file == statement.file && block.id <= statement.id && statement.id < tree[block.id].next
    };
    let found = blocks.into_iter().find(|&(block, _)| holds(block)).map(|(_, thing)| thing);
    if scope == ScopeId::CHAIN { found } else { found.or(Some(Thing::stream(scope))) }
}

/// The last declarations at or before a statement: of a stakeholder or repository, an item, and a role or practice.
fn declared(side: &Side<'_, '_>, statement: StatementRef) -> Vec<(StatementRef, Thing)> {
    let declared = side.model.declared();
    let last = |all: &[StatementRef]| all.partition_point(|&other| other <= statement).checked_sub(1);
    let mut found = Vec::new();
    if let Some(at) = last(declared.externals()) {
        found.push((declared.externals()[at], Thing::new(Class::External, at)));
    }
    for all in [declared.items(), declared.others()] {
        let Some(&block) = last(all).and_then(|at| all.get(at)) else { continue };
        let tree = side.model.tree(block.file);
        let class = class_of(tree[block.id].keyword).unwrap_or(Class::Item);
        let name = tree.subject(block.id).and_then(|term| term.symbol());
        let thing = name.map(|name| Thing::new(class, side.resolved(class, name).index()));
        found.extend(thing.map(|thing| (block, thing)));
    }
    found
}

/// The stream that a place lies in; none for what lies outside of all.
pub(super) fn stream_at(side: &Side<'_, '_>, place: FileSpan) -> Option<Thing> {
    let stream = stream_around(side.model, side.model.statement_at(place))?;
    if stream == ScopeId::CHAIN { None } else { Some(Thing::stream(stream)) }
}
