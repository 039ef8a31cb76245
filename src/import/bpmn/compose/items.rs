//! How what flows along a sequence is called.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Composer;
use crate::import::bpmn::graph::{DataId, FlowId, NodeId, NodeKind, ScopeId};
use crate::import::bpmn::slots::{SlotId, Standing};
use crate::import::draft::ItemId;
use crate::import::names::words_of;

/// Who takes what, and what is read and written.
#[derive(Default)]
struct Uses {
    /// All that take an item, by the slot whose it is.
    takers: FxHashMap<SlotId, Vec<NodeId>>,
    /// In how many alternatives of a choice the same end event alone takes what comes.
    ends: FxHashMap<(SlotId, NodeId), usize>,
    /// With which slot the choices begin, by slot.
    choices: Vec<SlotId>,
    written: FxHashMap<NodeId, Vec<DataId>>,
    /// The same by the words of their names.
    written_by_name: FxHashMap<(NodeId, String), DataId>,
    read: FxHashSet<(NodeId, DataId)>,
    /// The data that each flow carries.
    carried: FxHashMap<FlowId, DataId>,
}

impl Composer<'_, '_, '_> {
    /// Gives every slot its item: outer streams first, since what runs a sub-process says what that ends with.
    pub(super) fn name_items(&mut self) {
        let uses = self.uses();
        for scope in self.graph.scope_ids() {
            for &node in &self.order.sequences[scope.index()] {
                let Some(root) = self.done.roots[node.index()] else { continue };
                if self.graph[node].kind == NodeKind::Start {
                    continue;
                }
                for leaf in self.done.slots.leaves(root) {
                    let slot = self.done.slots[leaf].item;
                    if self.leads_to_quiet_end(leaf) {
                        continue;
                    }
                    if !self.items.contains_key(&slot) {
                        let item = self.name_slot(node, slot, &uses);
                        self.items.insert(slot, item);
                    }
                }
            }
        }
    }

    fn uses(&self) -> Uses {
        let slots = &self.done.slots;
        let mut uses = Uses { choices: slots.choices(), ..Uses::default() };
        for node in self.graph.node_ids() {
            let Some(root) = self.done.roots[node.index()] else { continue };
            for leaf in slots.leaves(root) {
                uses.takers.entry(slots[leaf].item).or_default().extend(&slots[leaf].takers);
            }
        }
        for (&slot, takers) in &uses.takers {
            if let Some(end) = only(takers) {
                *uses.ends.entry((uses.choices[slot.index()], end)).or_default() += 1;
            }
        }
        for access in &self.graph.accesses {
            if self.graph[access.data].is_store {
                continue;
            }
            let node = self.done.senders.get(&access.node).copied().unwrap_or(access.node);
            if access.is_write {
                uses.written.entry(node).or_default().push(access.data);
                let words = words_of(&self.graph[access.data].name);
                uses.written_by_name.entry((node, words)).or_insert(access.data);
            } else {
                uses.read.insert((node, access.data));
            }
        }
        uses.carried.extend(self.graph.carried.iter().rev().copied());
        uses
    }

    fn name_slot(&mut self, node: NodeId, slot: SlotId, uses: &Uses) -> ItemId {
        let takers = uses.takers.get(&slot).map(Vec::as_slice).unwrap_or_default();
        if let Some(item) = self.name_as_labelled_data(node, slot, takers, uses) {
            return item;
        }
        if let Some(item) = self.name_as_end(node, slot, takers, uses) {
            return item;
        }
        let place = self.teller.place(self.graph[node].element);
        if let Some(item) = self.name_as_data(node, slot, takers, uses) {
            return item;
        }
        let scope = self.graph[node].scope;
        // What is handed to several at once is one item, unless it has several names.
        let is_plain =
            self.done.slots[slot].standing == Standing::Always && self.done.slots[slot].label.is_empty();
        if is_plain && let Some(&item) = self.plain_items.get(&node) {
            self.count_as_ends(item, takers);
            return item;
        }
        let mut name = String::new();
        for candidate in self.candidates(node, slot, takers) {
            if !words_of(&candidate).is_empty() && !self.taken[scope.index()].contains(&words_of(&candidate))
            {
                name = candidate;
                break;
            }
            name = candidate;
        }
        let mut free = name.clone();
        if !self.taken[scope.index()].insert(words_of(&free)) {
            // Where thousands bear one name, the search goes on where it ended.
            let number = self.numbers.entry((scope, words_of(&name))).or_insert(1);
            loop {
                *number += 1;
                free = format!("{name} ({number})");
                if self.taken[scope.index()].insert(words_of(&free)) {
                    break;
                }
            }
        }
        let item = self.teller.draft.item(&free, &place);
        if is_plain {
            self.plain_items.insert(node, item);
        }
        self.count_as_ends(item, takers);
        item
    }

    /// What leads to a step and to the end of the process alike counts as what the process ends with.
    fn count_as_ends(&mut self, item: ItemId, takers: &[NodeId]) {
        for &taker in takers {
            let Some(&end) = self.end_items.get(&taker) else { continue };
            self.add_broader_item(item, end);
        }
    }

    /// What only leads to an end bears the name of that: of the end event, or of what the step has that runs the sub-process.
    fn name_as_end(&mut self, node: NodeId, slot: SlotId, takers: &[NodeId], uses: &Uses) -> Option<ItemId> {
        let scope = self.graph[node].scope;
        let is_runner =
            self.done.normals[node.index()].is_some_and(|normal| self.done.slots[normal].item == slot);
        if let NodeKind::Sub(inner) = self.graph[node].kind
            && is_runner
            && let Some(item) = self.only_end_of(inner)
        {
            // Free in this stream as well: then the sub-process ends with what the step hands on.
            let words = words_of(&self.teller.draft.items[item.index()].about.name);
            if self.taken[scope.index()].insert(words) {
                return Some(item);
            }
        }
        let end = only(takers)?;
        if self.graph[end].kind != NodeKind::End {
            return None;
        }
        if let Some(&item) = self.end_items.get(&end) {
            let is_single = uses.ends.get(&(uses.choices[slot.index()], end)).is_none_or(|&count| count == 1);
            return if is_single { Some(item) } else { None };
        }
        if !self.is_run_in_place(scope) {
            return None;
        }
        self.done_item(self.graph[scope].parent?)
    }

    /// What a step hands on when nothing at its border has happened.
    pub(super) fn done_item(&self, node: NodeId) -> Option<ItemId> {
        let normal = self.done.normals[node.index()]?;
        let leaf = self.done.slots.first_leaf(normal)?;
        self.items.get(&self.done.slots[leaf].item).copied()
    }

    /// The item of the only end event of a sub-process, where that has a label.
    fn only_end_of(&self, scope: ScopeId) -> Option<ItemId> {
        let mut only = None;
        for &node in &self.graph[scope].nodes {
            if self.graph[node].kind == NodeKind::End {
                if only.is_some() {
                    return None;
                }
                only = Some(node);
            }
        }
        self.end_items.get(&only?).copied()
    }

    /// A flow that is labelled with the name of data that the step writes hands over that data, also behind a decision.
    fn name_as_labelled_data(
        &mut self,
        node: NodeId,
        slot: SlotId,
        takers: &[NodeId],
        uses: &Uses,
    ) -> Option<ItemId> {
        uses.written.get(&node)?;
        let of = &self.done.slots[slot];
        let on_flow = of.flow.map(|flow| words_of(&self.graph[flow].name)).filter(|words| !words.is_empty());
        let words = on_flow.unwrap_or_else(|| words_of(&of.label));
        let &data = uses.written_by_name.get(&(node, words.clone()))?;
        if words.is_empty() {
            return None;
        }
        let scope = self.graph[node].scope;
        self.taken[scope.index()].insert(words);
        self.handed.insert((node, data));
        for &taker in takers {
            self.handed.insert((taker, data));
        }
        let item = self.data_item(data);
        self.count_as_ends(item, takers);
        Some(item)
    }

    /// What flows where one step writes data that the next one reads is that data.
    fn name_as_data(&mut self, node: NodeId, slot: SlotId, takers: &[NodeId], uses: &Uses) -> Option<ItemId> {
        let of = &self.done.slots[slot];
        if of.standing != Standing::Always || !of.label.is_empty() {
            return None;
        }
        let taker = only(takers)?;
        let scope = self.graph[node].scope;
        let on_flow = of.flow.and_then(|flow| uses.carried.get(&flow).copied());
        let handed =
            uses.written.get(&node).into_iter().flatten().find(|&&data| uses.read.contains(&(taker, data)));
        let data = on_flow.or(handed.copied())?;
        let words = words_of(&self.graph[data].name);
        if words.is_empty() || !self.taken[scope.index()].insert(words) {
            return None;
        }
        self.handed.insert((node, data));
        self.handed.insert((taker, data));
        Some(self.data_item(data))
    }

    /// How an item may be called, the best name first.
    fn candidates(&self, node: NodeId, slot: SlotId, takers: &[NodeId]) -> Vec<String> {
        let of = &self.done.slots[slot];
        let step = &self.step_names[node.index()];
        if matches!(of.standing, Standing::Always | Standing::Shared) {
            let own = match self.graph[node].kind {
                NodeKind::Catch | NodeKind::Throw if !words_of(&self.graph[node].name).is_empty() => {
                    self.graph[node].name.clone()
                }
                _ => format!("{step} done"),
            };
            return if words_of(&of.label).is_empty() {
                vec![own, format!("{step} done")]
            } else {
                vec![of.label.clone(), said(step, &of.label)]
            };
        }
        let question = match self.graph[node].kind {
            NodeKind::Gateway(_) if !words_of(&self.graph[node].name).is_empty() => &self.graph[node].name,
            _ => step,
        };
        if !words_of(&of.label).is_empty() {
            return vec![said(question, &of.label), said(step, &format!("{} {}", of.question, of.label))];
        }
        match takers.first() {
            Some(&taker) if !words_of(&self.graph[taker].name).is_empty() => {
                vec![said(question, &self.graph[taker].name)]
            }
            _ => vec![format!("{step} done"), said(question, "one way")],
        }
    }
}

/// The only one in a list that may hold it more than once.
fn only(nodes: &[NodeId]) -> Option<NodeId> {
    let (&first, rest) = nodes.split_first()?;
    if rest.iter().all(|&node| node == first) { Some(first) } else { None }
}

/// What somebody says to a question, or of a step.
fn said(question: &str, answer: &str) -> String {
    if question.ends_with('?') { format!("{question} {answer}") } else { format!("{question}: {answer}") }
}
