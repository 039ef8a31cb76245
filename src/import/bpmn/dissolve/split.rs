//! Gateways with several exits.

use rustc_hash::FxHashMap;

use super::Dissolving;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{FlowId, Gateway, NodeId, NodeKind};
use crate::import::bpmn::slots::{Need, SlotId, Split, Standing};

/// Most items into which a decision is dissolved; one with more becomes a step.
const MOST_ALTERNATIVES: usize = 12;
/// The label of a decision within another has both labels, unless the outer one has more bytes than these.
const LONGEST_LABEL: usize = 1_000;
/// Most parts into which a parallel gateway is dissolved.
const MOST_PARTS: usize = 400;

impl Dissolving<'_, '_, '_> {
    /// Dissolves a gateway, or says that it has to be a step.
    pub(super) fn pass_gateway(&mut self, node: NodeId, need: &Need) -> bool {
        let graph = self.graph;
        let exits = &graph[node].outgoing;
        if let [flow] = exits[..] {
            self.hand_over(flow, need.clone());
            return true;
        }
        if exits.is_empty() {
            return true;
        }
        let gateway = match graph[node].kind {
            NodeKind::Gateway(gateway) => gateway,
            _ => Gateway::Parallel,
        };
        if gateway == Gateway::Parallel {
            let is_small = need.slots().len() * exits.len() <= MOST_PARTS;
            if is_small {
                self.split_all(node, need);
            }
            return is_small;
        }
        let [clause] = &need.clauses[..] else { return false };
        let is_choice = matches!(gateway, Gateway::Exclusive | Gateway::Event);
        let is_small = clause.len() * exits.len() <= MOST_ALTERNATIVES;
        if !need.rework.is_empty() || !is_small || !clause.iter().all(|&slot| self.may_split(slot, is_choice))
        {
            return false;
        }
        if is_choice {
            self.split_one(node, clause);
        } else {
            self.split_any(node, clause);
        }
        true
    }

    /// Whether a slot may be decided upon. An alternative can be split into narrower ones, but not into some that may all come.
    fn may_split(&self, slot: SlotId, is_choice: bool) -> bool {
        let slot = &self.done.slots[slot];
        if !matches!(slot.split, Split::Leaf) {
            return false;
        }
        match slot.standing {
            Standing::Always => slot.label.is_empty(),
            Standing::Choice => is_choice,
            Standing::Optional => true,
            Standing::Shared => false,
        }
    }

    /// One of the exits is taken.
    pub(super) fn split_one(&mut self, node: NodeId, slots: &[SlotId]) {
        self.split(node, slots, true);
    }

    /// Any of the exits are taken.
    pub(super) fn split_any(&mut self, node: NodeId, slots: &[SlotId]) {
        if self.graph[node].kind == NodeKind::Gateway(Gateway::Complex) {
            let text = "what a complex gateway decides is taken to be that any of its exits may be taken";
            self.teller.tell(self.graph[node].element, Fate::Approximated, text);
        }
        self.split(node, slots, false);
    }

    fn split(&mut self, node: NodeId, slots: &[SlotId], is_choice: bool) {
        let graph = self.graph;
        let standing = if is_choice { Standing::Choice } else { Standing::Optional };
        let mut parts: Vec<Vec<SlotId>> = vec![Vec::new(); slots.len()];
        for &flow in &graph[node].outgoing {
            let label = self.branch_label(node, flow);
            let mut clause = Vec::new();
            for (at, &slot) in slots.iter().enumerate() {
                let part = self.done.slots.add_below(slot, standing);
                let outer = self.done.slots[slot].label.clone();
                let part_of = &mut self.done.slots[part];
                part_of.label = match (outer.is_empty(), label.is_empty()) {
                    (true, _) => label.clone(),
                    (false, true) => String::new(),
                    // No name is as long as this: it is cut, and told apart from others by a number.
                    _ if outer.len() > LONGEST_LABEL => outer,
                    (false, false) => format!("{outer}, {label}"),
                };
                part_of.question.clone_from(&graph[node].name);
                part_of.flow = Some(flow);
                parts[at].push(part);
                clause.push(part);
            }
            self.edges[flow.index()] = Need { clauses: vec![clause], rework: Vec::new() };
        }
        for (&slot, parts) in slots.iter().zip(parts) {
            self.done.slots[slot].split = if is_choice { Split::One(parts) } else { Split::Any(parts) };
        }
    }

    /// All exits are taken.
    fn split_all(&mut self, node: NodeId, need: &Need) {
        let graph = self.graph;
        let mut parts: FxHashMap<SlotId, Vec<SlotId>> = FxHashMap::default();
        for &flow in &graph[node].outgoing {
            let mut branch = need.clone();
            let mut here: FxHashMap<SlotId, SlotId> = FxHashMap::default();
            for slot in branch.clauses.iter_mut().flatten().chain(&mut branch.rework) {
                let part = match here.get(slot) {
                    Some(&part) => part,
                    None => self.part_of(*slot, flow),
                };
                if here.insert(*slot, part).is_none() {
                    parts.entry(*slot).or_default().push(part);
                }
                *slot = part;
            }
            self.hand_over(flow, branch);
        }
        for (slot, parts) in parts {
            self.done.slots[slot].split = Split::All(parts);
        }
    }

    /// A new part of a slot, of which all parts come.
    fn part_of(&mut self, slot: SlotId, flow: FlowId) -> SlotId {
        let below = self.standing_of_parts(slot);
        let part = self.done.slots.add_below(slot, below);
        self.done.slots[part].flow = Some(flow);
        if below == Standing::Always {
            let label = self.done.slots[slot].label.clone();
            self.done.slots[part].label = label;
        }
        part
    }

    /// What an exit of a decision is called. One without a label is a mistake in the drawing, but for the default.
    pub(super) fn branch_label(&mut self, node: NodeId, flow: FlowId) -> String {
        let graph = self.graph;
        let exit = &graph[flow];
        if !exit.name.is_empty() {
            return exit.name.clone();
        }
        if graph[node].kind == NodeKind::Gateway(Gateway::Event) {
            return graph[exit.target].name.clone();
        }
        if exit.is_default {
            self.teller.invent(exit.element, "the default flow without a label is called `otherwise`");
            return "otherwise".to_owned();
        }
        let decision = match graph[node].name.as_str() {
            "" => "a decision without a label".to_owned(),
            name => format!("the decision `{name}`"),
        };
        let target = match graph[exit.target].name.as_str() {
            "" => String::new(),
            name => format!(" to `{name}`"),
        };
        self.teller.tell(
            exit.element,
            Fate::Broken,
            format!("{decision} has a branch{target} without a label"),
        );
        String::new()
    }
}
