//! The flows on the other side of each scope, arranged once so that looking for what is nearly there is cheap.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::UnmetFlow;
use crate::model::flows::Occurrence;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, NodeId, ScopeId};
use crate::similarity::{NearIndex, Wording, WordingReader};
use crate::syntax::Symbol;

/// One of the four lists of flows in a scope.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Side {
    pub scope: ScopeId,
    /// Whether it holds what gives to the scope, or what takes.
    pub gives: bool,
    /// Whether it holds the flows of the border, or those of the nodes.
    pub border: bool,
}

/// The sides of all scopes that were asked for so far.
#[derive(Default)]
pub(in crate::rules) struct Counterparts {
    by_item: RefCell<FxHashMap<Side, ByItem>>,
    /// By scope, and whether what gives is asked for.
    names: RefCell<FxHashMap<(ScopeId, bool), Rc<Names>>>,
    /// The only input of a stream that takes a trigger of it.
    triggered: RefCell<FxHashMap<ScopeId, Option<u32>>>,
    /// The step that yields all that each stream yields, none where several do.
    producers: RefCell<FxHashMap<ScopeId, Option<NodeId>>>,
}

/// Indices of flows by item. What gives stands under all broader items too.
type ByItem = FxHashMap<Symbol, Vec<u32>>;

/// The list in which what gives or takes in a scope stands.
pub(super) fn inner_flows<'m>(model: &'m Model<'_>, scope: ScopeId, gives: bool) -> (Kind, &'m [Occurrence]) {
    let scope = model.scope(scope);
    if gives { (Kind::Output, &scope.outputs) } else { (Kind::Input, &scope.inputs) }
}

/// The list of what gives to the scope from outside, or takes from it.
pub(super) fn border_flows<'m>(
    model: &'m Model<'_>,
    scope: ScopeId,
    gives: bool,
) -> (Kind, &'m [Occurrence]) {
    let scope = model.scope(scope);
    if gives { (Kind::Trigger, &scope.triggers) } else { (Kind::Outcome, &scope.outcomes) }
}

/// So many flows of an item are looked at for one.
const MAX_FLOWS: usize = 256;

impl Counterparts {
    /// The indices of what gives, or takes, one of these items, in the order of the text; of very many the first.
    pub(super) fn with_item(
        &self,
        model: &Model<'_>,
        side: Side,
        items: impl Iterator<Item = Symbol>,
    ) -> Vec<u32> {
        let gives = side.gives;
        let mut sides = self.by_item.borrow_mut();
        let by_item = sides.entry(side).or_insert_with(|| by_item(model, side));
        let mut found = Vec::new();
        for item in items {
            let own = [item];
            let asked = if gives { &own[..] } else { model.declared().broader(&own[0]) };
            for item in asked {
                if let Some(indices) = by_item.get(item) {
                    found.extend(indices.iter().take(MAX_FLOWS));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The step that yields all that a stream yields; none where several do, or nothing is yielded.
    pub(super) fn only_producer(&self, model: &Model<'_>, stream: ScopeId) -> Option<NodeId> {
        let mut producers = self.producers.borrow_mut();
        *producers.entry(stream).or_insert_with(|| only_producer(model, stream))
    }

    /// The names that could have been meant where `unmet` stands.
    pub(super) fn names(&self, unmet: &UnmetFlow<'_>) -> Rc<Names> {
        let side = (unmet.scope(), unmet.takes);
        if let Some(names) = self.names.borrow().get(&side) {
            return Rc::clone(names);
        }
        let names = Rc::new(Names::of(unmet));
        self.names.borrow_mut().insert(side, Rc::clone(&names));
        names
    }

    /// The only input of a stream that takes a trigger of it.
    pub(super) fn only_triggered<'m>(&self, model: &'m Model<'_>, stream: ScopeId) -> Option<&'m Occurrence> {
        let known = self.triggered.borrow().get(&stream).copied();
        let only = known.unwrap_or_else(|| {
            let only = self.find_only_triggered(model, stream);
            self.triggered.borrow_mut().insert(stream, only);
            only
        });
        Some(model.scope(stream).input(only?))
    }

    fn find_only_triggered(&self, model: &Model<'_>, stream: ScopeId) -> Option<u32> {
        const MAX_PAIRS: usize = 10_000;
        let scope = model.scope(stream);
        if scope.inputs.len() * scope.triggers.len() > MAX_PAIRS {
            return None;
        }
        let border = Side { scope: stream, gives: true, border: true };
        let mut only = None;
        for (index, input) in (0..).zip(&scope.inputs) {
            let mut triggers = self.with_item(model, border, model.items(stream, input)).into_iter();
            if !triggers.any(|at| model.shares_end(stream, scope.trigger(at), input)) {
                continue;
            }
            if only.is_some() {
                return None;
            }
            only = Some(index);
        }
        only
    }
}

/// The one step that gives nothing yet, or else the one that yields all that the stream yields.
fn only_producer(model: &Model<'_>, stream: ScopeId) -> Option<NodeId> {
    let gives_nothing = |&step: &NodeId| {
        model.run_of(step).is_none() && model.scope(stream).of_node(Kind::Output, step).next().is_none()
    };
    let mut idle = model.steps_of(stream).filter(gives_nothing);
    if let (Some(step), None) = (idle.next(), idle.next()) {
        return Some(step);
    }
    let mut only = None;
    for &(_, output) in model.all_producers(stream) {
        let Some(step) = model.scope(stream).output(output).node else { continue };
        if only.is_some_and(|other| other != step) {
            return None;
        }
        only = Some(step);
    }
    only
}

fn by_item(model: &Model<'_>, Side { scope, gives, border }: Side) -> ByItem {
    let mut by_item = ByItem::default();
    let (_, flows) =
        if border { border_flows(model, scope, gives) } else { inner_flows(model, scope, gives) };
    for (index, flow) in (0u32..).zip(flows) {
        for item in model.items(scope, flow) {
            let own = [item];
            let listed = if gives { model.declared().broader(&own[0]) } else { &own[..] };
            for &item in listed {
                by_item.entry(item).or_default().push(index);
            }
        }
    }
    by_item
}

/// The names on one side of a scope, its border included.
pub(super) struct Names {
    reader: WordingReader,
    index: NearIndex,
    names: Vec<Name>,
}

/// A name that could have been meant, with what is known of the flows that bear it: however many there are, of two nodes.
pub(super) struct Name {
    /// The item.
    pub item: Symbol,
    /// The first flow, of this item alone.
    first: Occurrence,
    /// The first one of another node.
    second: Option<Occurrence>,
    /// The nodes of flows that another finding is about: the first one, and the first that is another.
    paired: Vec<Option<NodeId>>,
}

impl Name {
    fn add(&mut self, flow: Occurrence, is_paired: bool) {
        if self.second.is_none() && flow.node != self.first.node {
            self.second = Some(flow);
        }
        if is_paired && self.paired.len() < 2 && !self.paired.contains(&flow.node) {
            self.paired.push(flow.node);
        }
    }

    /// The first flow with this name that is none of `node`.
    pub(super) fn flow_beside(&self, node: Option<NodeId>) -> Option<Occurrence> {
        if is_own(self.first.node, node) { self.second } else { Some(self.first) }
    }

    /// Whether another finding is about a flow with this name that is none of `node`.
    pub(super) fn is_paired_beside(&self, node: Option<NodeId>) -> bool {
        self.paired.iter().any(|&paired| !is_own(paired, node))
    }
}

fn is_own(one: Option<NodeId>, node: Option<NodeId>) -> bool {
    one.is_some() && one == node
}

impl Names {
    fn of(unmet: &UnmetFlow<'_>) -> Names {
        let (model, scope) = (unmet.model, unmet.scope());
        let reader = WordingReader::new(model.language());
        let (mut names, mut wordings): (Vec<Name>, Vec<_>) = (Vec::new(), Vec::new());
        let mut known: FxHashMap<Symbol, usize> = FxHashMap::default();
        for (kind, flows) in [inner_flows(model, scope, unmet.takes), border_flows(model, scope, unmet.takes)]
        {
            for (index, flow) in (0..).zip(flows) {
                let is_paired = unmet.is_paired(OccurrenceRef { scope, kind, index });
                for term in flow.terms() {
                    let flow = Occurrence { term, choices: 1, ..*flow };
                    for name in model.symbols_of_items(scope, &flow) {
                        let at = *known.entry(name).or_insert(names.len());
                        if at == names.len() {
                            wordings.push(reader.read(&model.words(name)));
                            let item = model.declared().item(name);
                            names.push(Name { item, first: flow, second: None, paired: Vec::new() });
                        }
                        names[at].add(flow, is_paired);
                    }
                }
            }
        }
        Names { reader, index: NearIndex::new(wordings), names }
    }

    /// A name prepared for comparison.
    pub(super) fn wording(&self, model: &Model<'_>, item: Symbol) -> Wording {
        self.reader.read(&model.words(item))
    }

    /// The names that nearly agree with this one, in the order of the text; among few also those that only look alike.
    pub(super) fn near(&self, wording: &Wording) -> Vec<(&Wording, &Name)> {
        const FEW: usize = 300;
        const ALIKE: f64 = 0.85;
        // Letters are compared each with each: of a long name with fewer others, so that all take no longer than some hundred
        // names of a hundred letters.
        const MOST_PAIRS: usize = 3_000_000;
        let most = MOST_PAIRS / wording.compared_letters().pow(2).max(1);
        let mut found = self.index.find(wording);
        found.truncate(most);
        if self.names.len() <= FEW.min(most) {
            for at in 0..self.names.len() {
                let other = self.index.wording(at);
                if wording.is_like(other, ALIKE) && !wording.is_other_name(other) {
                    found.push(at);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| (self.index.wording(at), &self.names[at])).collect()
    }
}
