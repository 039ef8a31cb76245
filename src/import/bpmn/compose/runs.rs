//! Sub-processes and called processes: what the step that runs a stream has as inputs and outputs, that stream has as triggers and
//! outcomes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Composer;
use super::flows::narrowest;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{EventKind, FlowId, Node, NodeId, NodeKind, ScopeId};
use crate::import::draft::{End, Flow, ItemId, Mode, StepId};
use crate::import::names::words_of;

/// As many calls of one process are runs of its stream.
const MOST_CALLS: usize = 50;
/// So many pairs of what a call hands on and what the called process ends with are joined.
const MOST_PAIRS: usize = 1_000;
/// So many broader items are looked at for a circle.
const MOST_BROADER: usize = 1_000;
/// So many items, or rows of them, each step has with which a sub-process begins, where it begins with many steps and many items.
const FEW: usize = 24;

impl Composer<'_, '_, '_> {
    /// Joins steps with the streams that they run, the outer ones first: what is in a sub-process begins with what that gets.
    pub(super) fn add_runs(&mut self) {
        for scope in self.graph.scope_ids() {
            if let Some(parent) = self.graph[scope].parent
                && let Some(step) = self.steps[parent.index()]
            {
                self.join_in_place(scope, parent, step);
            }
        }
        let mut calls: FxHashMap<ScopeId, usize> = FxHashMap::default();
        for node in self.graph.node_ids() {
            if let NodeKind::Call(called) = self.graph[node].kind
                && let Some(step) = self.steps[node.index()]
            {
                let count = calls.entry(called).or_insert(0);
                *count += 1;
                if *count > MOST_CALLS {
                    let text =
                        "so many activities call the process that this one is no run of it in the model";
                    self.teller.tell(self.graph[node].element, Fate::Approximated, text);
                    self.teller.draft.step(step).runs = None;
                    continue;
                }
                self.join_call(node, called, step);
            }
        }
    }

    fn join_in_place(&mut self, scope: ScopeId, parent: NodeId, step: StepId) {
        let inner = self.stream(scope);
        let outer = End::Stream(self.stream(self.graph[parent].scope));
        let inputs = self.teller.draft.step(step).inputs.clone();
        let (mut clauses, mut again, mut optional) = (Vec::new(), Vec::new(), Vec::new());
        for input in &inputs {
            match input.mode {
                Mode::Mandatory if input.is_alternative => clauses.push(input.items.clone()),
                Mode::Mandatory => clauses.extend(input.items.iter().map(|&item| vec![item])),
                Mode::Rework => again.extend(&input.items),
                Mode::Optional | Mode::Reply => optional.extend(&input.items),
            }
        }
        let place = self.teller.place(self.graph[scope].element);
        let mut triggers = Vec::new();
        for input in &inputs {
            let mut trigger = Flow::new(ItemId::FIRST, vec![outer], place.clone());
            trigger.items.clone_from(&input.items);
            trigger.is_alternative = input.is_alternative;
            triggers.push(trigger);
        }
        if clauses.is_empty() && again.is_empty() {
            let name = format!("Start of {}", self.teller.draft.streams[inner.index()].about.name);
            let item = self.teller.draft.item(&name, &place);
            self.teller.invent(
                self.graph[scope].element,
                format!("what starts it has no label, and is called `{name}`"),
            );
            triggers.push(Flow::new(item, Vec::new(), place));
            clauses.push(vec![item]);
        }
        self.teller.draft.stream(inner).triggers.extend(triggers);
        for clause in &mut clauses {
            clause.extend(&again);
        }
        if clauses.is_empty() {
            clauses.push(again);
        }
        self.enter(scope, &clauses, &optional);
        self.add_missing_outcomes(scope, parent, step, outer);
    }

    /// Gives the steps with which a sub-process begins what it begins with.
    fn enter(&mut self, scope: ScopeId, clauses: &[Vec<ItemId>], optional: &[ItemId]) {
        let entries = self.entries.remove(&scope).unwrap_or_default();
        let items = clauses.iter().map(Vec::len).sum::<usize>() + optional.len();
        let few: Vec<Vec<ItemId>> = clauses.iter().take(FEW).map(|row| first(row).to_vec()).collect();
        let is_much = entries.len() * items > FEW * (entries.len() + items);
        if is_much {
            let text = format!(
                "it begins with so many steps, and so much starts it, that no more than {FEW} of these flows lead to each step \
                 but the first"
            );
            self.teller.tell(self.graph[scope].element, Fate::Approximated, text);
        }
        for (at, entry) in entries.into_iter().enumerate() {
            let (clauses, optional) =
                if is_much && at > 0 { (&few[..], first(optional)) } else { (clauses, optional) };
            let mut own = Vec::new();
            for (items, is_entry) in &entry.clauses {
                if !is_entry {
                    own.push(items.clone());
                    continue;
                }
                for clause in clauses {
                    let mut joined = clause.clone();
                    joined.extend(items.iter().filter(|item| !clause.contains(item)));
                    own.push(joined);
                }
            }
            let rest = std::mem::take(&mut self.teller.draft.step(entry.step).inputs);
            self.add_mandatory(entry.node, entry.step, narrowest(own));
            for &item in optional {
                self.add_input(entry.node, entry.step, Mode::Optional, vec![item]);
            }
            self.teller.draft.step(entry.step).inputs.extend(rest);
        }
    }

    /// What the step hands on and no end of the stream brings is an alternative to what one brings.
    fn add_missing_outcomes(&mut self, scope: ScopeId, parent: NodeId, step: StepId, outer: End) {
        let inner = self.stream(scope);
        let outcomes: Vec<ItemId> = self
            .teller
            .draft
            .stream(inner)
            .outcomes
            .iter()
            .flat_map(|outcome| outcome.items.clone())
            .collect();
        let draft = &*self.teller.draft;
        let mut known: FxHashSet<ItemId> = FxHashSet::default();
        for own in &outcomes {
            known.insert(*own);
            known.extend(&draft.items[own.index()].is);
        }
        let mut missing = Vec::new();
        for &item in draft.steps[step.index()].outputs.iter().flat_map(|output| &output.items) {
            if known.insert(item) {
                missing.push(item);
            }
        }
        let raised = self.join_raised(scope, parent, &mut missing);
        let done = self.done_item(parent);
        // Ends with labels of their own count as what the step hands on.
        if let Some(done) = done
            && missing.contains(&done)
        {
            for &item in &outcomes {
                if raised.contains(&item) {
                    continue;
                }
                self.add_broader_item(item, done);
            }
            if outcomes.iter().any(|item| !raised.contains(item)) {
                missing.retain(|&item| item != done);
            }
        }
        let place = self.teller.place(self.graph[parent].element);
        let stream = self.teller.draft.stream(inner);
        if missing.is_empty() {
            return;
        }
        match stream.outcomes.first_mut() {
            Some(first) => {
                first.items.extend(missing);
                first.is_alternative = true;
                if !first.ends.contains(&outer) {
                    first.ends.push(outer);
                }
            }
            None => {
                let mut outcome = Flow::new(missing[0], vec![outer], place);
                outcome.is_alternative = missing.len() > 1;
                outcome.items = missing;
                stream.outcomes.push(outcome);
            }
        }
    }

    /// An end that raises an error counts as what the event at the border of the sub-process hands on that catches it. Gives the
    /// items of such ends; what they bring is missing no more.
    fn join_raised(
        &mut self,
        scope: ScopeId,
        parent: NodeId,
        missing: &mut Vec<ItemId>,
    ) -> FxHashSet<ItemId> {
        let graph = self.graph;
        let (mut raised, mut found) = (FxHashSet::default(), FxHashSet::default());
        let catchers = self.catchers(parent);
        for &end in &graph[scope].nodes {
            let of = &graph[end];
            let Some(&item) = self.end_items.get(&end) else { continue };
            if of.kind != NodeKind::End
                || !matches!(of.event, EventKind::Error | EventKind::Escalation | EventKind::Cancel)
            {
                continue;
            }
            let named = catchers.get(&(of.event, Some(words_of(&of.name))));
            let Some(&Some(caught)) = named.or_else(|| catchers.get(&(of.event, None))) else { continue };
            raised.insert(item);
            found.insert(caught);
            if item != caught {
                self.count_as(end, item, caught);
            }
        }
        missing.retain(|item| !found.contains(item));
        raised
    }

    /// What the events at the border of a node hand on, by kind and the words of their names; and what the first of each kind
    /// does.
    fn catchers(&self, node: NodeId) -> FxHashMap<(EventKind, Option<String>), Option<ItemId>> {
        let mut catchers = FxHashMap::default();
        let Some(root) = self.done.roots[node.index()] else { return catchers };
        let mut items: FxHashMap<FlowId, ItemId> = FxHashMap::default();
        for leaf in self.done.slots.leaves(root) {
            let slot = &self.done.slots[leaf];
            if let (Some(flow), Some(&item)) = (slot.flow, self.items.get(&slot.item)) {
                items.insert(flow, item);
            }
        }
        for &event in &self.graph[node].boundaries {
            let Node { event: kind, name, outgoing, .. } = &self.graph[event];
            let item = outgoing.iter().find_map(|flow| items.get(flow).copied());
            for name in [Some(words_of(name)), None] {
                catchers.entry((*kind, name)).or_insert(item);
            }
        }
        catchers
    }

    /// A called process keeps its own names: what the caller hands in counts as what starts it, and what it ends with as what the
    /// caller hands on.
    fn join_call(&mut self, node: NodeId, called: ScopeId, step: StepId) {
        let stream = &self.teller.draft.streams[self.stream(called).index()];
        let items =
            |flows: &[Flow]| -> Vec<ItemId> { flows.iter().flat_map(|flow| flow.items.clone()).collect() };
        let (triggers, outcomes) = (items(&stream.triggers), items(&stream.outcomes));
        let own = &self.teller.draft.steps[step.index()];
        let (inputs, outputs) = (items(&own.inputs), items(&own.outputs));
        let Some(&trigger) = triggers.first() else { return };
        // Where both bear one name, nothing more is to be said.
        for item in without(&inputs, &triggers) {
            self.count_as(node, item, trigger);
        }
        let (outcomes, outputs) = (without(&outcomes, &outputs), without(&outputs, &outcomes));
        if outcomes.len() * outputs.len() > MOST_PAIRS {
            let text = "it hands on so much, and the process that it calls has so many ends, that the model does not say which \
                        of these is which";
            self.teller.tell(self.graph[node].element, Fate::Approximated, text);
            return;
        }
        for item in outputs {
            for &outcome in &outcomes {
                self.count_as(node, outcome, item);
            }
        }
    }

    /// Lets an item count as a broader one, unless that leads in a circle. Where that takes too long to find out, it is told of
    /// `node`.
    fn count_as(&mut self, node: NodeId, item: ItemId, broader: ItemId) {
        let items = &self.teller.draft.items;
        let mut open = vec![broader];
        let mut seen = FxHashSet::default();
        while let Some(at) = open.pop() {
            if at == item {
                return;
            }
            if seen.len() > MOST_BROADER {
                let text = "what comes here counts as so much in processes that call each other that not all of it is said";
                self.teller.tell(self.graph[node].element, Fate::Approximated, text);
                return;
            }
            if seen.insert(at) {
                open.extend(&items[at.index()].is);
            }
        }
        self.add_broader_item(item, broader);
    }
}

/// The first few of some items.
fn first(items: &[ItemId]) -> &[ItemId] {
    &items[..items.len().min(FEW)]
}

/// The items of a list that are not in another one.
fn without(items: &[ItemId], others: &[ItemId]) -> Vec<ItemId> {
    let others: FxHashSet<ItemId> = others.iter().copied().collect();
    items.iter().copied().filter(|item| !others.contains(item)).collect()
}
