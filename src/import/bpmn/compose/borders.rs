//! Start events become triggers, end events outcomes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Composer;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{NodeId, NodeKind, ScopeId};
use crate::import::bpmn::timer::cycle;
use crate::import::draft::{End, Flow, ItemId};
use crate::import::names::words_of;

impl Composer<'_, '_, '_> {
    /// Settles how the triggers and outcomes of all streams are called, before anything else is. Those of a sub-process follow
    /// from the step that runs it.
    pub(super) fn name_borders(&mut self) {
        for node in self.graph.node_ids() {
            let scope = self.graph[node].scope;
            match self.graph[node].kind {
                NodeKind::Start if !self.is_run_in_place(scope) => self.name_start(node),
                NodeKind::End => self.name_end(node),
                _ => {}
            }
        }
    }

    /// Whether a scope is a sub-process that the step in which it is drawn runs.
    pub(super) fn is_run_in_place(&self, scope: ScopeId) -> bool {
        self.graph[scope].parent.is_some() && !self.graph[scope].is_event_driven
    }

    fn name_start(&mut self, node: NodeId) {
        let of = &self.graph[node];
        let place = self.teller.place(of.element);
        let mut items: Vec<ItemId> = Vec::new();
        let mut known: FxHashSet<ItemId> = FxHashSet::default();
        for &message in self.received.get(&node).into_iter().flatten() {
            if let Some(item) = self.messages[message]
                && known.insert(item)
            {
                items.push(item);
            }
        }
        if items.is_empty() {
            let name = self.start_label(node);
            items.push(self.teller.draft.item(&name, &place));
        } else if !words_of(&of.name).is_empty() {
            let own = self.teller.draft.item(&of.name, &place);
            if !known.contains(&own) {
                let text = format!("the label `{}` gives way to the name of the message", of.name);
                self.teller.tell(of.element, Fate::Approximated, text);
            }
        }
        for &item in &items {
            self.take(of.scope, item);
        }
        self.start_items[node.index()] = items;
    }

    /// How the trigger of a start event is called.
    fn start_label(&mut self, node: NodeId) -> String {
        let of = &self.graph[node];
        if !words_of(&of.name).is_empty() {
            return of.name.clone();
        }
        for &flow in &of.outgoing {
            if !words_of(&self.graph[flow].name).is_empty() {
                return self.graph[flow].name.clone();
            }
        }
        let stream = &self.teller.draft.streams[self.stream(of.scope).index()].about.name;
        let name = format!("Start of {stream}");
        self.teller.invent(of.element, format!("what starts it has no label, and is called `{name}`"));
        name
    }

    fn name_end(&mut self, node: NodeId) {
        let of = &self.graph[node];
        let place = self.teller.place(of.element);
        let mut sent = self.sent.get(&node).into_iter().flatten();
        let has_label = !words_of(&of.name).is_empty();
        let item = match sent.find_map(|&message| self.messages[message]) {
            Some(item) => item,
            None if has_label => self.teller.draft.item(&of.name, &place),
            None => return,
        };
        if has_label && self.teller.draft.item(&of.name, &place) != item {
            let text = format!("the label `{}` gives way to the name of the message", of.name);
            self.teller.tell(of.element, Fate::Approximated, text);
        }
        if self.done.needs[node.index()].clauses.len() > 1 {
            let text = "all that comes together at this end is one outcome, as if any of it were enough";
            self.teller.tell(of.element, Fate::Approximated, text);
        }
        self.take(of.scope, item);
        self.end_items.insert(node, item);
    }

    /// Keeps the name of an item from being given to another that flows in the same stream.
    pub(super) fn take(&mut self, scope: ScopeId, item: ItemId) {
        let words = words_of(&self.teller.draft.items[item.index()].about.name);
        self.taken[scope.index()].insert(words);
    }

    /// Adds the triggers and outcomes that start and end events say.
    pub(super) fn add_borders(&mut self) {
        for scope in self.scopes.clone() {
            let (mut triggers, mut outcomes) = (FxHashMap::default(), FxHashMap::default());
            for &node in &self.graph[scope].nodes {
                match self.graph[node].kind {
                    NodeKind::Start if !self.is_run_in_place(scope) => self.add_trigger(node, &mut triggers),
                    NodeKind::End => self.add_outcome(node, &mut outcomes),
                    _ => {}
                }
            }
        }
    }

    fn add_trigger(&mut self, node: NodeId, triggers: &mut FxHashMap<Vec<ItemId>, usize>) {
        let of = &self.graph[node];
        let place = self.teller.place(of.element);
        let mut every = None;
        if let Some((kind, text)) = self.timer(of.element) {
            let text = text.to_owned();
            every = if kind == "timeDate" { None } else { cycle(&text) };
            if every.is_none() {
                self.teller.tell(
                    of.element,
                    Fate::Approximated,
                    format!("the time `{text}` stands in a comment"),
                );
                self.teller
                    .draft
                    .stream(self.streams[of.scope.index()])
                    .about
                    .comments
                    .push(format!("time: {text}"));
            }
        }
        let stream = self.stream(of.scope);
        let mut senders = self.senders_to(node);
        for item in self.start_items[node.index()].clone() {
            let ends = senders.remove(&item).unwrap_or_default();
            let mut flow = Flow::new(item, ends, place.clone());
            flow.every = every;
            add_border(&mut self.teller.draft.stream(stream).triggers, triggers, flow);
        }
    }

    fn add_outcome(&mut self, node: NodeId, outcomes: &mut FxHashMap<Vec<ItemId>, usize>) {
        if self.quiet_ends.contains(&node) {
            return;
        }
        let of = &self.graph[node];
        let place = self.teller.place(of.element);
        let stream = self.stream(of.scope);
        let mut ends = self.takers_from(node);
        if ends.is_empty()
            && let Some(parent) = self.graph[of.scope].parent
        {
            ends.push(End::Stream(self.stream(self.graph[parent].scope)));
        }
        let mut items: Vec<Vec<ItemId>> = Vec::new();
        match self.end_items.get(&node) {
            Some(&item) => items.push(vec![item]),
            None => items.extend(self.clauses(node)),
        }
        for items in items {
            let Some(&first) = items.first() else { continue };
            let mut flow = Flow::new(first, ends.clone(), place.clone());
            flow.is_alternative = items.len() > 1;
            flow.items = items;
            add_border(&mut self.teller.draft.stream(stream).outcomes, outcomes, flow);
        }
    }
}

/// Adds a trigger or an outcome, to one of the same items if there is one: `places` says where it stands.
fn add_border(flows: &mut Vec<Flow>, places: &mut FxHashMap<Vec<ItemId>, usize>, flow: Flow) {
    match places.get(&flow.items) {
        Some(&at) if flows[at].every == flow.every => {
            // Those that are there twice go before it is written.
            flows[at].ends.extend(flow.ends);
        }
        _ => {
            places.insert(flow.items.clone(), flows.len());
            flows.push(flow);
        }
    }
}
