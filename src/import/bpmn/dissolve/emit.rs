//! What a step hands on: how its slot splits at its exits and at the events at its border.

use super::Dissolving;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{FlowId, Gateway, NodeId, NodeKind};
use crate::import::bpmn::slots::{Need, SlotId, Split, Standing};

impl Dissolving<'_, '_, '_> {
    /// Gives a node its slots, and its flows what they hand over.
    pub(super) fn emit(&mut self, node: NodeId) {
        let graph = self.graph;
        // What a start event gives is one trigger, and what runs a stream has that stream's outcome, unless it names data.
        let standing = match graph[node].kind {
            NodeKind::Call(_) if self.writers.contains(&node) => Standing::Always,
            NodeKind::Start | NodeKind::Sub(_) | NodeKind::Call(_) => Standing::Shared,
            _ => Standing::Always,
        };
        let (mut ends, mut besides) = (Vec::new(), Vec::new());
        for &event in &graph[node].boundaries {
            if graph[event].outgoing.is_empty() {
                continue;
            }
            match graph[event].kind {
                NodeKind::Boundary { is_interrupting: true, .. } => ends.push(event),
                _ => besides.push(event),
            }
        }
        if ends.is_empty() && besides.is_empty() {
            let root = self.done.slots.add(node, standing);
            self.done.roots[node.index()] = Some(root);
            self.emit_exits(node, root);
            return;
        }
        let root = self.done.slots.add(node, Standing::Always);
        self.done.roots[node.index()] = Some(root);
        let main_standing = if ends.is_empty() { standing } else { Standing::Always };
        let main = self.done.slots.add_below(root, main_standing);
        let mut parts = vec![main];
        if ends.is_empty() {
            self.emit_exits(node, main);
        } else {
            let done = self.done.slots.add_below(main, Standing::Choice);
            let mut alternatives = vec![done];
            self.emit_exits(node, done);
            for event in ends {
                alternatives.push(self.emit_event(event, main, Standing::Choice));
            }
            self.done.slots[main].split = Split::One(alternatives);
        }
        for event in besides {
            let any = self.done.slots.add_below(root, Standing::Always);
            let option = self.emit_event(event, any, Standing::Optional);
            self.done.slots[any].split = Split::Any(vec![option]);
            parts.push(any);
        }
        self.done.slots[root].split = Split::All(parts);
    }

    /// What comes of an event at the border of an activity.
    fn emit_event(&mut self, event: NodeId, parent: SlotId, standing: Standing) -> SlotId {
        let slot = self.done.slots.add_below(parent, standing);
        self.done.slots[slot].label.clone_from(&self.graph[event].name);
        self.emit_all(slot, &self.graph[event].outgoing);
        slot
    }

    /// How a slot splits at the exits of its node.
    fn emit_exits(&mut self, node: NodeId, slot: SlotId) {
        let graph = self.graph;
        self.done.normals[node.index()] = Some(slot);
        let exits = &graph[node].outgoing;
        if exits.len() < 2 {
            return self.emit_all(slot, exits);
        }
        match graph[node].kind {
            NodeKind::Gateway(Gateway::Exclusive | Gateway::Event) => return self.split_one(node, &[slot]),
            NodeKind::Gateway(Gateway::Inclusive | Gateway::Complex) => return self.split_any(node, &[slot]),
            _ => {}
        }
        let (mut always, mut conditional) = (Vec::new(), Vec::new());
        for &flow in exits {
            let is_conditional = graph[flow].is_conditional || graph[flow].is_default;
            if is_conditional { &mut conditional } else { &mut always }.push(flow);
        }
        // A default beside no condition decides nothing.
        if conditional.iter().all(|&flow| graph[flow].is_default) {
            return self.emit_all(slot, exits);
        }
        if self.done.slots[slot].standing != Standing::Always {
            let text = "conditions on the flows out of it are not carried: all of them are taken to go on";
            self.teller.tell(graph[node].element, Fate::Approximated, text);
            return self.emit_all(slot, exits);
        }
        let mut parts = Vec::new();
        for flow in always {
            let part = self.done.slots.add_below(slot, Standing::Always);
            self.hand_over_new(part, flow);
            parts.push(part);
        }
        let any = self.done.slots.add_below(slot, Standing::Always);
        parts.push(any);
        let mut options = Vec::new();
        for flow in conditional {
            let option = self.done.slots.add_below(any, Standing::Optional);
            self.done.slots[option].label = self.branch_label(node, flow);
            self.hand_over_new(option, flow);
            options.push(option);
        }
        self.done.slots[any].split = Split::Any(options);
        self.done.slots[slot].split = Split::All(parts);
    }

    /// All exits together.
    fn emit_all(&mut self, slot: SlotId, exits: &[FlowId]) {
        if let [flow] = *exits {
            return self.hand_over_new(slot, flow);
        }
        let below = self.standing_of_parts(slot);
        let mut parts = Vec::new();
        for &flow in exits {
            let part = self.done.slots.add_below(slot, below);
            self.hand_over_new(part, flow);
            parts.push(part);
        }
        if !parts.is_empty() {
            self.done.slots[slot].split = Split::All(parts);
        }
    }

    /// Lets a flow hand over a slot that came to be by it.
    fn hand_over_new(&mut self, slot: SlotId, flow: FlowId) {
        self.done.slots[slot].flow = Some(flow);
        self.hand_over(flow, Need::one(slot));
    }

    /// How the parts of a slot stand that come together.
    pub(super) fn standing_of_parts(&self, slot: SlotId) -> Standing {
        match self.done.slots[slot].standing {
            Standing::Always => Standing::Always,
            _ => Standing::Shared,
        }
    }
}
