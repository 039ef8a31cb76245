//! Names that could be written, those that make sense first.

use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Wanted;
use super::{Kind, Proposal};
use crate::ide::Subject;
use crate::ide::inlay_hints::said;
use crate::ide::links::{node, partners, place};
use crate::ide::references::{named_ends, stream_around};
use crate::model::activity::Activity;
use crate::model::declared::Thing;
use crate::model::flows::{End, NamedEnd, NodeId, Occurrence, Scope, Wanted as Unknown};
use crate::model::matching::{Kind as FlowKind, OccurrenceRef};
use crate::model::practices::PRACTICES;
use crate::model::{Model, ScopeId, StatementRef};
use crate::rules::pages;
use crate::source::FileId;
use crate::syntax::bare::bare;
use crate::syntax::words::{normalize, unquote};
use crate::syntax::{Keyword, Symbol};

/// Of a larger scope not all that flows is looked at.
const MOST_FLOWS: usize = 5_000;

/// Of so many flows it is asked who is at their other side.
const MOST_ASKED: usize = 500;

/// All rules.
pub fn rules() -> impl Iterator<Item = Proposal> {
    pages().iter().map(|page| proposal(page.name, page.name, Kind::Rule, page.summary.clone(), 0))
}

/// Adds the names that are wanted at byte `offset` of `file`.
pub fn propose(model: &Model<'_>, file: FileId, offset: u32, wanted: &Wanted, all: &mut Vec<Proposal>) {
    let viewpoint = Viewpoint::at(model, file, offset);
    match wanted {
        Wanted::Item(keyword) => items(model, &viewpoint, *keyword, all),
        Wanted::End(keyword, items) => ends(model, &viewpoint, *keyword, items, all),
        Wanted::StepOf(stream) => steps_of(model, stream, all),
        Wanted::Activity => {
            for activity in Activity::ALL {
                let is_described = !model.described[activity as usize].is_empty();
                let detail = if is_described { "described" } else { "" };
                all.push(proposal(activity.name(), activity.name(), Kind::Activity, detail.to_owned(), 0));
            }
        }
        Wanted::Broader => {
            for &statement in &model.declared.items {
                all.push(declared(model, statement, Kind::Item, 0));
            }
            let mut seen = FxHashSet::default();
            for scope in &model.flows.scopes[..model.flows.scopes.len().min(100)] {
                flowing(model, scope, &mut seen, all);
            }
        }
        Wanted::Practice => {
            let own =
                model.declared.others.iter().filter(|&&statement| is(model, statement, Keyword::Practice));
            all.extend(own.map(|&statement| declared(model, statement, Kind::Practice, 0)));
            all.extend(PRACTICES.into_iter().map(|name| {
                let mut letters = name.chars();
                let first = letters.next().map(|first| first.to_ascii_uppercase());
                let label: String = first.into_iter().chain(letters).collect();
                let text = quoted(&label);
                proposal(&label, &text, Kind::Practice, "ITIL practice".to_owned(), 1)
            }));
        }
        Wanted::Role => {
            let own = model.declared.others.iter().filter(|&&statement| is(model, statement, Keyword::Role));
            all.extend(own.map(|&statement| declared(model, statement, Kind::Role, 0)));
            if model.declared.roles().is_none() {
                used_roles(model, all);
            }
        }
        Wanted::New(keyword) => undeclared(model, *keyword, all),
    }
}

/// Who speaks at a place.
struct Viewpoint {
    /// The stream, or the chain.
    scope: ScopeId,
    /// The step, or the activity that is described.
    node: Option<NodeId>,
}

impl Viewpoint {
    fn at(model: &Model<'_>, file: FileId, offset: u32) -> Viewpoint {
        let tree = model.tree(file);
        let last = tree.begun_by(offset).next_back().map(|id| StatementRef { file, id });
        let holds = |&statement: &StatementRef| {
            tree[statement.id].span.end >= offset || tree[statement.id].keyword == Keyword::Stream
        };
        let stream = last
            .and_then(|last| stream_around(model, last))
            .filter(|&stream| model.scope(stream).statement.as_ref().is_some_and(holds));
        Viewpoint {
            scope: stream.unwrap_or(ScopeId::CHAIN),
            node: crate::ide::call_hierarchy::node_at(model, file, offset),
        }
    }
}

fn proposal(label: &str, text: &str, kind: Kind, detail: String, rank: u8) -> Proposal {
    Proposal { label: label.to_owned(), text: text.to_owned(), snippet: None, kind, detail, rank }
}

/// The name as it is written in a model.
fn quoted(name: &str) -> String {
    bare(&format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))).to_owned()
}

fn is(model: &Model<'_>, statement: StatementRef, keyword: Keyword) -> bool {
    model.tree(statement.file)[statement.id].keyword == keyword
}

/// What a statement declares, by its alias if it has one.
fn declared(model: &Model<'_>, statement: StatementRef, kind: Kind, rank: u8) -> Proposal {
    let tree = model.tree(statement.file);
    let source = model.sources.get(statement.file);
    let name = unquote(model.sources.slice(model.name_place(statement))).into_owned();
    let word = tree[statement.id].keyword.word();
    match tree.alias(statement.id).map(|alias| unquote(source.slice(alias.span)).into_owned()) {
        Some(alias) => {
            let mut proposal = proposal(&alias, &quoted(&alias), kind, format!("{word} {name}"), rank);
            // Whoever types the long name finds it as well.
            proposal.label = alias;
            proposal
        }
        None => proposal(&name, &quoted(&name), kind, word.to_owned(), rank),
    }
}

// ── Ends ────────────────────────────────────────────────────────────────────────────────────────

fn ends(
    model: &Model<'_>,
    viewpoint: &Viewpoint,
    keyword: Keyword,
    items: &[String],
    all: &mut Vec<Proposal>,
) {
    let takes = matches!(keyword, Keyword::Input | Keyword::Trigger);
    let items = items.iter().filter_map(|item| symbol(model, item));
    let symbols: Vec<Symbol> = items.map(|item| model.declared.item(item)).collect();
    let others =
        if symbols.is_empty() { FxHashMap::default() } else { who(model, viewpoint, &symbols, takes) };
    let is_border = matches!(keyword, Keyword::Trigger | Keyword::Outcome);
    let fits = |subject: Subject| {
        others.get(&subject).map(|item| format!("{} {item}", if takes { "gives" } else { "takes" }))
    };
    let mut add = |subject: Subject, mut proposal: Proposal| {
        if let Some(detail) = fits(subject) {
            proposal.rank = 0;
            proposal.detail = detail;
        }
        all.push(proposal);
    };
    if viewpoint.scope != ScopeId::CHAIN && !is_border {
        for index in model.scope(viewpoint.scope).nodes.clone() {
            let node = NodeId::new(index);
            if viewpoint.node != Some(node) {
                add(Subject::Step(node), declared(model, model.node(node).statement, Kind::Step, 2));
            }
        }
    }
    for activity in Activity::ALL {
        let own = viewpoint.scope == ScopeId::CHAIN
            && viewpoint.node.is_some_and(|node| model.node(node).activity_of.activity() == Some(activity));
        if !own {
            let one = proposal(activity.name(), activity.name(), Kind::Activity, "activity".to_owned(), 3);
            add(Subject::Activity(activity), one);
        }
    }
    for (index, &statement) in (0..).zip(&model.declared.outside) {
        add(Subject::Outside(index), declared(model, statement, Kind::Outside, 4));
    }
    if viewpoint.scope != ScopeId::CHAIN {
        for stream in model.streams().filter(|&stream| stream != viewpoint.scope) {
            let Some(statement) = model.scope(stream).statement else { continue };
            add(Subject::Stream(stream), declared(model, statement, Kind::Stream, 5));
        }
    }
    all.push(proposal("all", "all", Kind::Activity, "all other activities".to_owned(), 6));
    let unknown = model.flows.unknown.iter().filter(|unknown| {
        matches!(unknown.wanted, Unknown::ChainEnd | Unknown::StepEnd | Unknown::BorderEnd)
    });
    for unknown in unknown.take(50) {
        let name = model.names.text(model.sources, unknown.name).into_owned();
        all.push(proposal(&name, &quoted(&name), Kind::Undeclared, "not declared yet".to_owned(), 8));
    }
}

/// Who gives, or takes, one of these items: steps of the same stream, activities, and streams at their borders; each with
/// the item as it is written there.
fn who(
    model: &Model<'_>,
    viewpoint: &Viewpoint,
    items: &[Symbol],
    gives: bool,
) -> FxHashMap<Subject, String> {
    let mut found = FxHashMap::default();
    let agrees = |other: Symbol| {
        let declared = &model.declared;
        items
            .iter()
            .any(|&item| if gives { declared.agree(other, item) } else { declared.agree(item, other) })
    };
    let mut look = |scope: ScopeId, kind: FlowKind, list: &[Occurrence]| {
        for (index, other) in (0..).zip(list.iter().take(MOST_FLOWS)) {
            let Some(_) = model.items(scope, other).find(|&item| agrees(item)) else { continue };
            let flow = OccurrenceRef { scope, kind, index };
            let subject = match other.node {
                Some(node) if scope == ScopeId::CHAIN => {
                    model.node(node).activity_of.activity().map(Subject::Activity)
                }
                Some(node) => Some(Subject::Step(node)),
                None => Some(Subject::Stream(scope)),
            };
            let item = unquote(model.sources.slice(place(model, flow))).into_owned();
            if let Some(Subject::Step(node)) = subject
                && let Some(activity) = model.node(node).activity_of.activity()
            {
                found.entry(Subject::Activity(activity)).or_insert_with(|| item.clone());
            }
            subject.into_iter().for_each(|subject| _ = found.entry(subject).or_insert_with(|| item.clone()));
        }
    };
    for scope in [viewpoint.scope, ScopeId::CHAIN] {
        let (kind, list) = if gives {
            (FlowKind::Output, &model.scope(scope).outputs)
        } else {
            (FlowKind::Input, &model.scope(scope).inputs)
        };
        look(scope, kind, list);
    }
    for stream in model.streams().filter(|&stream| stream != viewpoint.scope).take(MOST_FLOWS) {
        let (kind, list) = if gives {
            (FlowKind::Outcome, &model.scope(stream).outcomes)
        } else {
            (FlowKind::Trigger, &model.scope(stream).triggers)
        };
        look(stream, kind, list);
    }
    found
}

fn steps_of(model: &Model<'_>, stream: &str, all: &mut Vec<Proposal>) {
    let named = symbol(model, stream).and_then(|name| model.declared.end(name));
    let Some(Thing::Stream(stream)) = named else { return };
    for index in model.scope(stream).nodes.clone() {
        all.push(declared(model, model.node(NodeId::new(index)).statement, Kind::Step, 0));
    }
}

fn symbol(model: &Model<'_>, name: &str) -> Option<Symbol> {
    let mut words = String::new();
    normalize(name, &mut words);
    model.names.find(model.sources, &words)
}

// ── Items ───────────────────────────────────────────────────────────────────────────────────────

/// The items that fit a flow: those that wait for just this, then those that flow here, then the declared ones.
fn items(model: &Model<'_>, viewpoint: &Viewpoint, keyword: Keyword, all: &mut Vec<Proposal>) {
    let takes = matches!(keyword, Keyword::Input | Keyword::Outcome);
    let mut seen = FxHashSet::default();
    let scope = model.scope(viewpoint.scope);
    let lists: [(FlowKind, &[Occurrence]); 4] = if takes {
        [
            (FlowKind::Output, &scope.outputs),
            (FlowKind::Trigger, &scope.triggers),
            (FlowKind::Input, &scope.inputs),
            (FlowKind::Outcome, &scope.outcomes),
        ]
    } else {
        [
            (FlowKind::Input, &scope.inputs),
            (FlowKind::Outcome, &scope.outcomes),
            (FlowKind::Output, &scope.outputs),
            (FlowKind::Trigger, &scope.triggers),
        ]
    };
    let flows = |kind: FlowKind, list: &[Occurrence]| {
        let indexes = 0..list.len().min(MOST_FLOWS) as u32;
        indexes.map(move |index| OccurrenceRef { scope: viewpoint.scope, kind, index })
    };
    let word = if takes { "nobody takes it yet, given by" } else { "nobody gives it yet, taken by" };
    for (kind, list) in &lists[..2] {
        for flow in flows(*kind, list).take(MOST_ASKED).filter(|&flow| waits(model, viewpoint, flow)) {
            add_item(model, flow, word, 0, &mut seen, all);
        }
    }
    for (rank, (kind, list)) in (1..).zip(lists) {
        for flow in flows(kind, list) {
            let is_own = node(model, flow).is_some_and(|node| Some(node) == viewpoint.node);
            if is_own && takes == (kind == FlowKind::Output) {
                // What a step puts out itself it does not take in.
                continue;
            }
            let gives = matches!(kind, FlowKind::Output | FlowKind::Trigger);
            add_item(model, flow, if gives { "given by" } else { "taken by" }, rank, &mut seen, all);
        }
    }
    for &statement in model.declared.items.iter().take(MOST_FLOWS) {
        let name = model.tree(statement.file).subjects(statement.id).next();
        let name = name.and_then(|at| model.tree(statement.file)[at].symbol());
        if name.is_none_or(|name| seen.insert(model.declared.item(name))) {
            all.push(declared(model, statement, Kind::Item, 5));
        }
    }
}

/// Whether the other side of a flow is wanting, and could be the speaker's. What is being written is not looked at, nor
/// what the rules say: a block that holds an unfinished statement is not judged by them.
fn waits(model: &Model<'_>, viewpoint: &Viewpoint, flow: OccurrenceRef) -> bool {
    let is_own = |end: &NamedEnd| match end.end {
        End::Step(step) => Some(step) == viewpoint.node,
        End::Activity(activity) => {
            viewpoint.node.is_some_and(|node| model.node(node).activity_of.activity() == Some(activity))
        }
        _ => false,
    };
    let met = |other: &OccurrenceRef| match flow.kind {
        FlowKind::Trigger => other.kind == FlowKind::Input,
        FlowKind::Outcome => other.kind == FlowKind::Output,
        FlowKind::Input | FlowKind::Output => true,
    };
    let ends = named_ends(model, flow);
    let may_be = match node(model, flow) {
        Some(node) => Some(node) != viewpoint.node && (ends.is_empty() || ends.iter().any(is_own)),
        None => true,
    };
    may_be && !partners(model, flow).iter().any(met)
}

fn add_item(
    model: &Model<'_>,
    flow: OccurrenceRef,
    word: &str,
    rank: u8,
    seen: &mut FxHashSet<Symbol>,
    all: &mut Vec<Proposal>,
) {
    let occurrence = model.occurrence(flow);
    let file = model.file_of(flow.scope, occurrence);
    for term in occurrence.terms() {
        let Some(name) = model.tree(file)[term].symbol() else { continue };
        if seen.insert(model.declared.item(name)) {
            let label = unquote(model.sources.slice(model.term_place(file, term))).into_owned();
            let detail = format!("{word} {}", said(model, flow, flow.scope));
            all.push(proposal(&label, &quoted(&label), Kind::Item, detail, rank));
        }
    }
}

/// The items that flow in a scope, in no order.
fn flowing(model: &Model<'_>, scope: &Scope, seen: &mut FxHashSet<Symbol>, all: &mut Vec<Proposal>) {
    for occurrence in scope.inputs.iter().chain(&scope.outputs).take(MOST_FLOWS) {
        let file = crate::model::index::file_of(&model.flows.nodes, scope, occurrence);
        let Some(name) = model.tree(file)[occurrence.term].symbol() else { continue };
        if seen.insert(model.declared.item(name)) {
            let label = unquote(model.sources.slice(model.term_place(file, occurrence.term))).into_owned();
            all.push(proposal(&label, &quoted(&label), Kind::Item, "flows".to_owned(), 1));
        }
    }
}

// ── Others ──────────────────────────────────────────────────────────────────────────────────────

/// Roles that are used somewhere.
fn used_roles(model: &Model<'_>, all: &mut Vec<Proposal>) {
    let mut seen = FxHashSet::default();
    for (file, source) in model.sources.iter() {
        let tree = model.tree(file);
        for (id, statement) in tree.iter() {
            let names_roles = matches!(
                statement.keyword,
                Keyword::Accountable | Keyword::Responsible | Keyword::Consulted | Keyword::Informed
            );
            for at in tree.subjects(id).filter(|_| names_roles) {
                let term = tree[at];
                if term.symbol().is_some_and(|name| seen.len() < MOST_FLOWS && seen.insert(name)) {
                    let label = unquote(source.slice(term.span)).into_owned();
                    all.push(proposal(&label, &quoted(&label), Kind::Role, "used elsewhere".to_owned(), 1));
                }
            }
        }
    }
}

/// Names that are spoken of and nowhere declared.
fn undeclared(model: &Model<'_>, keyword: Keyword, all: &mut Vec<Proposal>) {
    let fits = |wanted: Unknown| match keyword {
        Keyword::Stakeholder | Keyword::Repository | Keyword::Stream => {
            matches!(wanted, Unknown::ChainEnd | Unknown::StepEnd | Unknown::BorderEnd)
        }
        Keyword::Step => matches!(wanted, Unknown::StepEnd | Unknown::StepOf(_)),
        _ => false,
    };
    for unknown in model.flows.unknown.iter().filter(|unknown| fits(unknown.wanted)).take(100) {
        let name = model.names.text(model.sources, unknown.name).into_owned();
        all.push(proposal(&name, &quoted(&name), Kind::Undeclared, "spoken of, not declared".to_owned(), 0));
    }
}
