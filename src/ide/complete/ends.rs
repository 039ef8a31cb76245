//! The ends that an input, output, trigger or outcome could name, those that exchange its item first.

use rustc_hash::FxHashMap;

use super::item::{CompletionItem, Kind, MOST_FLOWS};
use super::viewpoint::Viewpoint;
use crate::ide::Subject;
use crate::ide::call_hierarchy::MOST_PARTNERS;
use crate::ide::references::named_ends;
use crate::model::activity::Activity;
use crate::model::declared::Thing;
use crate::model::flows::Occurrence;
use crate::model::links::{first_partners, node, place};
use crate::model::matching::{Kind as FlowKind, OccurrenceRef};
use crate::model::{ExternalId, Model, ScopeId};
use crate::syntax::words::{normalize, unquote};
use crate::syntax::{Keyword, Symbol};

/// More undeclared names than these are not offered.
const MOST_UNDECLARED: usize = 50;

/// Adds the ends that the flow of `keyword` with these items (names without quotes) could name.
pub(super) fn ends(
    model: &Model<'_>,
    viewpoint: &Viewpoint,
    keyword: Keyword,
    items: &[String],
    all: &mut Vec<CompletionItem>,
) {
    let takes = matches!(keyword, Keyword::Input | Keyword::Trigger);
    let mut symbols = Vec::new();
    for item in items {
        symbols.extend(symbol(model, item).map(|name| model.declared().item(name)));
    }
    let exchanging = exchanging(model, viewpoint, &symbols, takes);
    let asked = asked(model, viewpoint);
    for (subject, mut item) in candidates(model, viewpoint, keyword) {
        if let Some(request) = asked.get(&subject) {
            item.rank = 0;
            item.detail = format!("is asked with {request}");
        } else if asked.is_empty()
            && let Some(exchanged) = exchanging.get(&subject)
        {
            item.rank = 0;
            item.detail = format!("{} {exchanged}", if takes { "gives" } else { "takes" });
        }
        all.push(item);
    }
    let detail = "all other activities".to_owned();
    all.push(CompletionItem::new("all", "all", Kind::Activity, detail, 6));
    undeclared_ends(model, viewpoint, all);
}

/// Where a reply is written: whom the step asks, each with what it asks with.
fn asked(model: &Model<'_>, viewpoint: &Viewpoint) -> FxHashMap<Subject, String> {
    let mut asked = FxHashMap::default();
    let Some(step) = viewpoint.node.filter(|_| viewpoint.replies) else { return asked };
    let scope = viewpoint.scope;
    for index in model.scope(scope).of_node(FlowKind::Output, step) {
        let flow = OccurrenceRef { scope, kind: FlowKind::Output, index };
        let item = unquote(model.slice(place(model, flow))).into_owned();
        for named in named_ends(model, flow) {
            if let Some(subject) = Subject::of_end(named.end) {
                asked.entry(subject).or_insert_with(|| item.clone());
            }
        }
        for partner in first_partners(model, flow, MOST_PARTNERS) {
            if let Some(other) = node(model, partner).filter(|&other| other != step) {
                asked.entry(Subject::Step(other)).or_insert_with(|| item.clone());
            }
        }
    }
    asked
}

/// Everything that is declared and may be named as an end here.
fn candidates(model: &Model<'_>, viewpoint: &Viewpoint, keyword: Keyword) -> Vec<(Subject, CompletionItem)> {
    let is_border = matches!(keyword, Keyword::Trigger | Keyword::Outcome);
    let is_in_chain = viewpoint.scope == ScopeId::CHAIN;
    let mut found = Vec::new();
    if !is_in_chain && !is_border {
        for node in model.steps_of(viewpoint.scope) {
            if viewpoint.node == Some(node) && !viewpoint.repeats {
                continue;
            }
            let item = CompletionItem::declared(model, model.node(node).statement, Kind::Step, 2);
            found.push((Subject::Step(node), item));
        }
    }
    for activity in Activity::ALL {
        if is_in_chain && viewpoint.is_in(model, activity) {
            continue;
        }
        let name = activity.name();
        let item = CompletionItem::new(name, name, Kind::Activity, "activity".to_owned(), 3);
        found.push((Subject::Activity(activity), item));
    }
    for (index, &statement) in model.declared().externals().iter().enumerate() {
        let item = CompletionItem::declared(model, statement, Kind::External, 4);
        found.push((Subject::External(ExternalId::new(index)), item));
    }
    if is_in_chain {
        return found;
    }
    for stream in model.streams() {
        let Some(statement) = model.scope(stream).statement else { continue };
        if stream != viewpoint.scope {
            let item = CompletionItem::declared(model, statement, Kind::Stream, 5);
            found.push((Subject::Stream(stream), item));
        }
    }
    found
}

/// Names that are spoken of as ends and nowhere declared.
fn undeclared_ends(model: &Model<'_>, viewpoint: &Viewpoint, all: &mut Vec<CompletionItem>) {
    let mut count = 0;
    for unknown in model.unknown_names() {
        if count == MOST_UNDECLARED {
            break;
        }
        if unknown.is_end() && !viewpoint.is_typing(unknown.place) {
            let name = model.text_of(unknown.name);
            all.push(CompletionItem::name(&name, Kind::Undeclared, "not declared yet".to_owned(), 8));
            count += 1;
        }
    }
}

/// Who gives, or takes, one of some items: each with the item as it is written there.
type Exchanging = FxHashMap<Subject, String>;

/// Who gives (or else takes) one of these items: steps of the same stream, activities, and streams at their borders.
fn exchanging(model: &Model<'_>, viewpoint: &Viewpoint, items: &[Symbol], gives: bool) -> Exchanging {
    let mut found = Exchanging::default();
    if items.is_empty() {
        return found;
    }
    for id in [viewpoint.scope, ScopeId::CHAIN] {
        let kind = if gives { FlowKind::Output } else { FlowKind::Input };
        add_exchanging(model, (id, kind), items, gives, &mut found);
    }
    for id in model.streams().take(MOST_FLOWS) {
        if id == viewpoint.scope {
            continue;
        }
        let kind = if gives { FlowKind::Outcome } else { FlowKind::Trigger };
        add_exchanging(model, (id, kind), items, gives, &mut found);
    }
    found
}

/// Adds those of a scope's list whose item agrees with one of `items`.
fn add_exchanging(
    model: &Model<'_>,
    (scope, kind): (ScopeId, FlowKind),
    items: &[Symbol],
    gives: bool,
    found: &mut Exchanging,
) {
    for (index, other) in (0..).zip(model.scope(scope).list(kind).iter().take(MOST_FLOWS)) {
        if !agrees(model, scope, other, items, gives) {
            continue;
        }
        let flow = OccurrenceRef { scope, kind, index };
        let item = unquote(model.slice(place(model, flow))).into_owned();
        let Some(node) = other.node else {
            found.entry(Subject::Stream(scope)).or_insert(item);
            continue;
        };
        if let Some(activity) = model.node(node).activity_of.activity() {
            found.entry(Subject::Activity(activity)).or_insert_with(|| item.clone());
        }
        if scope != ScopeId::CHAIN {
            found.entry(Subject::Step(node)).or_insert(item);
        }
    }
}

/// Whether what an occurrence gives (or else takes) is one of these items.
fn agrees(model: &Model<'_>, scope: ScopeId, other: &Occurrence, items: &[Symbol], gives: bool) -> bool {
    let declared = model.declared();
    for theirs in model.items(scope, other) {
        for &ours in items {
            let (given, taken) = if gives { (theirs, ours) } else { (ours, theirs) };
            if declared.agree(given, taken) {
                return true;
            }
        }
    }
    false
}

/// Adds the steps of the stream with this name.
pub(super) fn steps_of(model: &Model<'_>, stream: &str, all: &mut Vec<CompletionItem>) {
    let Some(name) = symbol(model, stream) else { return };
    let Some(Thing::Stream(stream)) = model.declared().end(name) else { return };
    for step in model.steps_of(stream) {
        let statement = model.node(step).statement;
        all.push(CompletionItem::declared(model, statement, Kind::Step, 0));
    }
}

/// The symbol of a name without quotes; none for one that the project does not speak of.
fn symbol(model: &Model<'_>, name: &str) -> Option<Symbol> {
    let mut words = String::new();
    normalize(name, &mut words);
    model.find_name(&words)
}
