//! What steps need and hand on along the sequence.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Composer, Entry};
use crate::distinct::distinct;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{NodeId, NodeKind};
use crate::import::bpmn::slots::{SlotId, Split};
use crate::import::draft::{Flow, ItemId, Mode, StepId};
use crate::import::names::words_of;

/// Most items in one statement; more cannot be read.
const MOST_ITEMS: usize = 1_000;

/// An output that is being put together.
struct Output {
    mode: Mode,
    items: Vec<ItemId>,
    /// What is decided there.
    questions: Vec<String>,
}

impl Composer<'_, '_, '_> {
    pub(super) fn add_flows(&mut self) {
        for node in self.graph.node_ids() {
            let Some(step) = self.steps[node.index()] else { continue };
            self.add_inputs(node, step);
            self.add_outputs(node, step);
            self.add_repetition(node, step);
        }
    }

    fn add_inputs(&mut self, node: NodeId, step: StepId) {
        let need = &self.done.needs[node.index()];
        let mut has_entry = false;
        let mut clauses = Vec::new();
        for clause in &need.clauses {
            let is_entry = clause.iter().any(|&slot| self.is_entry(slot));
            has_entry |= is_entry;
            clauses.push((self.items_of(clause), is_entry));
        }
        if has_entry {
            self.entries.entry(self.graph[node].scope).or_default().push(Entry { step, node, clauses });
        } else {
            let clauses = narrowest(clauses.into_iter().map(|(items, _)| items).collect());
            self.add_mandatory(node, step, clauses);
        }
        let rework = self.items_of(&need.rework);
        self.add_input(node, step, Mode::Rework, rework);
    }

    /// Adds what a step cannot begin without.
    pub(super) fn add_mandatory(&mut self, node: NodeId, step: StepId, clauses: Vec<Vec<ItemId>>) {
        for items in clauses {
            self.add_input(node, step, Mode::Mandatory, items);
        }
    }

    /// Adds an input of one of these items; none if there are none.
    pub(super) fn add_input(&mut self, node: NodeId, step: StepId, mode: Mode, mut items: Vec<ItemId>) {
        if items.len() > MOST_ITEMS {
            let text = format!(
                "no more than {MOST_ITEMS} of the flows into it are carried: a statement holds no more"
            );
            self.teller.tell(self.graph[node].element, Fate::Approximated, text);
            items.truncate(MOST_ITEMS);
        }
        let Some(&first) = items.first() else { return };
        let mut flow = Flow::new(first, Vec::new(), self.teller.place(self.graph[node].element));
        flow.mode = mode;
        flow.is_alternative = items.len() > 1;
        flow.items = items;
        self.teller.draft.step(step).inputs.push(flow);
    }

    /// Whether a slot is the beginning of a sub-process, so that its items are those of the step that runs it.
    fn is_entry(&self, slot: SlotId) -> bool {
        let owner = self.done.slots[slot].owner;
        self.graph[owner].kind == NodeKind::Start && self.is_run_in_place(self.graph[owner].scope)
    }

    /// The items of some slots, each once.
    fn items_of(&self, slots: &[SlotId]) -> Vec<ItemId> {
        let mut items = Vec::new();
        let mut known = FxHashSet::default();
        for &slot in slots {
            let owner = self.done.slots[slot].owner;
            if self.graph[owner].kind == NodeKind::Start {
                items.extend(self.start_items[owner.index()].iter().filter(|&&item| known.insert(item)));
            } else if let Some(&item) = self.items.get(&self.done.slots[slot].item)
                && known.insert(item)
            {
                items.push(item);
            }
        }
        self.sort(&mut items);
        items
    }

    /// Puts alternatives in the order of their names: each tool writes them in another one.
    fn sort(&self, items: &mut [ItemId]) {
        items.sort_by_cached_key(|item| words_of(&self.teller.draft.items[item.index()].about.name));
    }

    /// What a node needs: one item of each row.
    pub(super) fn clauses(&self, node: NodeId) -> Vec<Vec<ItemId>> {
        let clauses = &self.done.needs[node.index()].clauses;
        narrowest(clauses.iter().map(|clause| self.items_of(clause)).collect())
    }

    fn add_outputs(&mut self, node: NodeId, step: StepId) {
        let Some(root) = self.done.roots[node.index()] else { return };
        let mut outputs = Vec::new();
        self.outputs(root, &mut outputs);
        let place = self.teller.place(self.graph[node].element);
        let mut given: FxHashSet<(Mode, Vec<ItemId>)> = FxHashSet::default();
        for Output { mode, items, questions } in outputs {
            let mut items = distinct(items);
            if items.len() > MOST_ITEMS {
                let text = format!(
                    "no more than {MOST_ITEMS} of its alternatives are carried: a statement holds no more"
                );
                self.teller.tell(self.graph[node].element, Fate::Approximated, text);
                items.truncate(MOST_ITEMS);
            }
            let Some(&first) = items.first() else { continue };
            if !given.insert((mode, items.clone())) {
                continue;
            }
            let mut flow = Flow::new(first, Vec::new(), place.clone());
            flow.mode = mode;
            flow.is_alternative = items.len() > 1;
            flow.items = items;
            flow.comments = questions;
            self.teller.draft.step(step).outputs.push(flow);
        }
    }

    /// The outputs that a slot is: all parts, each by itself.
    fn outputs(&self, slot: SlotId, outputs: &mut Vec<Output>) {
        match &self.done.slots[slot].split {
            Split::Leaf | Split::One(_) => outputs.push(self.output(slot, Mode::Mandatory)),
            Split::All(parts) => {
                for &part in parts {
                    self.outputs(part, outputs);
                }
            }
            Split::Any(options) => {
                for &option in options {
                    self.options(option, outputs);
                }
            }
        }
    }

    /// The optional outputs that a slot is.
    fn options(&self, slot: SlotId, outputs: &mut Vec<Output>) {
        match &self.done.slots[slot].split {
            Split::Any(options) => {
                for &option in options {
                    self.options(option, outputs);
                }
            }
            _ => outputs.push(self.output(slot, Mode::Optional)),
        }
    }

    /// An output of whatever items a slot has, of which one comes.
    fn output(&self, slot: SlotId, mode: Mode) -> Output {
        let mut output = Output { mode, items: Vec::new(), questions: Vec::new() };
        for leaf in self.done.slots.leaves(slot) {
            let of = &self.done.slots[leaf];
            // A step that leads nowhere hands on nothing.
            if of.flow.is_none() && of.takers.is_empty() {
                continue;
            }
            output.items.extend(self.items.get(&self.done.slots[leaf].item));
            let is_asked_before = matches!(self.graph[of.owner].kind, NodeKind::Gateway(_));
            if !of.question.is_empty() && !is_asked_before && !output.questions.contains(&of.question) {
                output.questions.push(of.question.clone());
            }
        }
        self.sort(&mut output.items);
        output
    }
}

/// Leaves out each row that is met whenever another one is, and empty ones.
pub(super) fn narrowest(clauses: Vec<Vec<ItemId>>) -> Vec<Vec<ItemId>> {
    let mut counts: FxHashMap<ItemId, usize> = FxHashMap::default();
    for &item in clauses.iter().flatten() {
        *counts.entry(item).or_default() += 1;
    }
    let mut sorted: Vec<(usize, Vec<ItemId>)> = clauses.into_iter().enumerate().collect();
    sorted.sort_by_key(|(_, clause)| clause.len());
    let mut kept: Vec<(usize, Vec<ItemId>)> = Vec::new();
    // Those that are kept, by their rarest item: who has none of these cannot be wider.
    let mut by_item: FxHashMap<ItemId, Vec<usize>> = FxHashMap::default();
    for (at, clause) in sorted {
        let Some(&rarest) = clause.iter().min_by_key(|&item| counts.get(item)) else { continue };
        let own: FxHashSet<ItemId> = clause.iter().copied().collect();
        let mut narrower = clause.iter().flat_map(|item| by_item.get(item).into_iter().flatten());
        if !narrower.any(|&narrow| kept[narrow].1.iter().all(|item| own.contains(item))) {
            by_item.entry(rarest).or_default().push(kept.len());
            kept.push((at, clause));
        }
    }
    kept.sort_by_key(|&(at, _)| at);
    kept.into_iter().map(|(_, clause)| clause).collect()
}
