//! The items that an input, output, trigger or outcome could name, those that wait for it first.

use rustc_hash::FxHashSet;

use super::item::{CompletionItem, Kind, MOST_FLOWS};
use super::viewpoint::Viewpoint;
use crate::ide::inlay_hints::owner_name;
use crate::ide::references::named_ends;
use crate::model::flows::{End, NamedEnd};
use crate::model::links::{node, partners};
use crate::model::matching::{Kind as FlowKind, OccurrenceRef};
use crate::model::{Model, ScopeId};
use crate::source::{FileId, FileSpan};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Symbol, TermId};

/// Of so many flows it is asked who is at their other side.
const MOST_ASKED: usize = 500;

/// Of so many scopes the items are offered as broader ones.
const MOST_SCOPES: usize = 100;

/// The kinds of flows from which an input or outcome may take its item, those that could feed it first.
const FOR_TAKING: [FlowKind; 4] = [FlowKind::Output, FlowKind::Trigger, FlowKind::Input, FlowKind::Outcome];

/// The same for an output or trigger, those that could be fed by it first.
const FOR_GIVING: [FlowKind; 4] = [FlowKind::Input, FlowKind::Outcome, FlowKind::Output, FlowKind::Trigger];

/// Items, each offered once.
struct Items<'a, 'm> {
    model: &'a Model<'m>,
    viewpoint: &'a Viewpoint,
    seen: FxHashSet<Symbol>,
    all: &'a mut Vec<CompletionItem>,
}

/// Adds the items that fit a flow: those that wait for just this, then those that flow here, then the declared ones.
pub(super) fn items(
    model: &Model<'_>,
    viewpoint: &Viewpoint,
    keyword: Keyword,
    all: &mut Vec<CompletionItem>,
) {
    let takes = matches!(keyword, Keyword::Input | Keyword::Outcome);
    let kinds = if takes { FOR_TAKING } else { FOR_GIVING };
    let mut items = Items { model, viewpoint, seen: FxHashSet::default(), all };
    let word = if takes { "nobody takes it yet, given by" } else { "nobody gives it yet, taken by" };
    for &kind in &kinds[..2] {
        for flow in flows(model, viewpoint.scope, kind).take(MOST_ASKED) {
            if waits(model, viewpoint, flow) {
                items.add_flow(flow, word, 0);
            }
        }
    }
    for (rank, kind) in (1..).zip(kinds) {
        let gives = matches!(kind, FlowKind::Output | FlowKind::Trigger);
        for flow in flows(model, viewpoint.scope, kind) {
            let is_own = viewpoint.node.is_some() && node(model, flow) == viewpoint.node;
            // What a step puts out itself it does not take in, unless it does it again.
            if !is_own || viewpoint.repeats || takes != (kind == FlowKind::Output) {
                items.add_flow(flow, if gives { "given by" } else { "taken by" }, rank);
            }
        }
    }
    for &statement in model.declared().items().iter().take(MOST_FLOWS) {
        let name = model.tree(statement.file).subject(statement.id).and_then(|term| term.symbol());
        if name.is_none_or(|name| items.is_new(name)) {
            items.all.push(CompletionItem::declared(model, statement, Kind::Item, 5));
        }
    }
}

/// Adds the items that another one could be declared to belong to.
pub(super) fn broader(model: &Model<'_>, viewpoint: &Viewpoint, all: &mut Vec<CompletionItem>) {
    for &statement in model.declared().items() {
        let span = model.tree(statement.file)[statement.id].span;
        if viewpoint.is_typing(FileSpan { file: statement.file, span }) {
            continue;
        }
        all.push(CompletionItem::declared(model, statement, Kind::Item, 0));
    }
    let mut items = Items { model, viewpoint, seen: FxHashSet::default(), all };
    for id in model.scopes().take(MOST_SCOPES) {
        let scope = model.scope(id);
        for occurrence in scope.inputs.iter().chain(&scope.outputs).take(MOST_FLOWS) {
            let file = model.file_of(id, occurrence);
            items.add_term(file, occurrence.term, "flows".to_owned(), 1);
        }
    }
}

impl Items<'_, '_> {
    /// Whether an item, under any of its names, was not offered yet; from now on it was.
    fn is_new(&mut self, name: Symbol) -> bool {
        self.seen.insert(self.model.declared().item(name))
    }

    /// Offers what flows, with `word` and whose it is beside it.
    fn add_flow(&mut self, flow: OccurrenceRef, word: &str, rank: u8) {
        let occurrence = self.model.occurrence(flow);
        let file = self.model.file_of(flow.scope, occurrence);
        for term in occurrence.terms() {
            let detail = format!("{word} {}", owner_name(self.model, flow, flow.scope));
            self.add_term(file, term, detail, rank);
        }
    }

    fn add_term(&mut self, file: FileId, term: TermId, detail: String, rank: u8) {
        let Some(name) = self.model.tree(file)[term].symbol() else { return };
        if self.viewpoint.is_typing(self.model.term_place(file, term)) {
            return;
        }
        if self.is_new(name) {
            let label = unquote(self.model.slice(self.model.term_place(file, term)));
            self.all.push(CompletionItem::name(&label, Kind::Item, detail, rank));
        }
    }
}

/// What flows of one kind in a scope; of a larger one not all.
fn flows(model: &Model<'_>, scope: ScopeId, kind: FlowKind) -> impl Iterator<Item = OccurrenceRef> + use<> {
    let count = model.scope(scope).list(kind).len().min(MOST_FLOWS);
    (0..).take(count).map(move |index| OccurrenceRef { scope, kind, index })
}

/// Whether the other side of a flow is wanting, and could be that of `viewpoint`. What is being written is not looked at, nor
/// what the rules say: a block that holds an unfinished statement is not checked by them.
fn waits(model: &Model<'_>, viewpoint: &Viewpoint, flow: OccurrenceRef) -> bool {
    if let Some(node) = node(model, flow) {
        let ends = named_ends(model, flow);
        let names_me = ends.is_empty() || ends.iter().any(|end| is_me(model, viewpoint, end));
        let is_own = Some(node) == viewpoint.node && !viewpoint.repeats;
        if is_own || !names_me {
            return false;
        }
    }
    for other in partners(model, flow) {
        let is_met = match flow.kind {
            FlowKind::Trigger => other.kind == FlowKind::Input,
            FlowKind::Outcome => other.kind == FlowKind::Output,
            FlowKind::Input | FlowKind::Output => true,
        };
        if is_met {
            return false;
        }
    }
    true
}

/// Whether an end names the viewpoint itself.
fn is_me(model: &Model<'_>, viewpoint: &Viewpoint, end: &NamedEnd) -> bool {
    match end.end {
        End::Step(step) => Some(step) == viewpoint.node,
        End::Activity(activity) => viewpoint.is_in(model, activity),
        _ => false,
    }
}
