//! Gateways dissolve into what the steps around them hand on and need. One that cannot becomes a step of its own.

mod emit;
mod split;

use rustc_hash::{FxHashMap, FxHashSet};

use super::census::{Fate, Teller};
use super::graph::{EventKind, FlowId, Gateway, Graph, NodeId, NodeKind, ScopeId};
use super::order::Order;
use super::slots::{Need, SlotId, Slots, Split, Standing};

/// What passes a gateway is kept for each of its exits. Where that is more than so many items for each flow at it, the gateway
/// is a step: in a chain of gateways each would hold what all before it hold.
const MOST_PASSED: usize = 64;

/// What became of the nodes and flows of a graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Dissolved {
    pub slots: Slots,
    /// What each step, start event and gateway that is a step hands on, by node.
    pub roots: Vec<Option<SlotId>>,
    /// What each of them hands on when nothing at its border has happened, by node.
    pub normals: Vec<Option<SlotId>>,
    /// What each step and end event needs, by node.
    pub needs: Vec<Need>,
    /// Whether a node is a step.
    pub is_step: Vec<bool>,
    /// The step that does what a throwing event does, by that event.
    pub senders: FxHashMap<NodeId, NodeId>,
}

/// Dissolves what can be.
pub(super) fn dissolve(graph: &Graph, order: &Order, teller: &mut Teller<'_>) -> Dissolved {
    let nodes = graph.nodes.len();
    let writes = graph.accesses.iter().filter(|access| access.is_write && !graph[access.data].is_store);
    let mut work = Dissolving {
        graph,
        writers: writes.map(|access| access.node).collect(),
        order,
        teller,
        done: Dissolved {
            roots: vec![None; nodes],
            normals: vec![None; nodes],
            needs: vec![Need::default(); nodes],
            is_step: vec![false; nodes],
            ..Dissolved::default()
        },
        edges: vec![Need::default(); graph.flows.len()],
        decides: false,
    };
    for scope in graph.scope_ids() {
        work.scope(scope);
    }
    work.done
}

struct Dissolving<'g, 't, 'a> {
    graph: &'g Graph,
    /// The nodes that write data objects.
    writers: FxHashSet<NodeId>,
    order: &'g Order,
    teller: &'t mut Teller<'a>,
    done: Dissolved,
    /// What each flow hands over.
    edges: Vec<Need>,
    /// Whether anything is decided in the scope that is worked on.
    decides: bool,
}

impl Dissolving<'_, '_, '_> {
    fn scope(&mut self, scope: ScopeId) {
        let sequence = &self.order.sequences[scope.index()];
        let mut waiting = Vec::new();
        self.decides = sequence.iter().any(|&node| self.is_decision(node));
        for &node in sequence {
            match self.graph[node].kind {
                NodeKind::Sub(inner) if self.graph[inner].is_event_driven => {}
                NodeKind::Task | NodeKind::Sub(_) | NodeKind::Call(_) => self.make_step(node),
                NodeKind::Catch if self.graph[node].event != EventKind::Link => self.make_step(node),
                NodeKind::Start => self.emit(node),
                NodeKind::Gateway(_) | NodeKind::Throw | NodeKind::Catch => waiting.push(node),
                NodeKind::End | NodeKind::Boundary { .. } => {}
            }
        }
        self.pass_through(waiting);
        for &node in sequence {
            if self.done.is_step[node.index()] || self.graph[node].kind == NodeKind::End {
                let need = self.arriving_at_step(node);
                for slot in need.slots() {
                    self.done.slots[slot].takers.push(node);
                }
                self.done.needs[node.index()] = need;
            }
        }
    }

    /// Works off gateways and the like, each once all that leads to it is known.
    fn pass_through(&mut self, waiting: Vec<NodeId>) {
        let mut missing: FxHashMap<NodeId, usize> = FxHashMap::default();
        for &node in &waiting {
            missing.insert(node, 0);
        }
        for &node in &waiting {
            let before = self.graph[node].incoming.iter().map(|&flow| self.graph[flow].source);
            let count = before.filter(|source| missing.contains_key(source)).count();
            missing.insert(node, count);
        }
        let mut ready: Vec<NodeId> =
            waiting.iter().rev().copied().filter(|node| missing[node] == 0).collect();
        let mut rest = waiting.into_iter();
        loop {
            while let Some(node) = ready.pop() {
                if missing.remove(&node).is_none() {
                    continue;
                }
                self.pass(node);
                self.release(node, &mut missing, &mut ready);
            }
            // Gateways in a ring with nothing else in it: one of them has to be a step.
            let Some(node) = rest.find(|node| missing.contains_key(node)) else { return };
            missing.remove(&node);
            let text = "gateways lead to each other in a ring: one of them is a step";
            self.teller.tell(self.graph[node].element, Fate::Approximated, text);
            self.make_step(node);
            self.release(node, &mut missing, &mut ready);
        }
    }

    /// What waits for a node waits no more.
    fn release(&self, node: NodeId, missing: &mut FxHashMap<NodeId, usize>, ready: &mut Vec<NodeId>) {
        for &flow in self.graph[node].outgoing.iter().rev() {
            let target = self.graph[flow].target;
            let Some(count) = missing.get_mut(&target) else { continue };
            *count = count.saturating_sub(1);
            if *count == 0 {
                ready.push(target);
            }
        }
    }

    fn pass(&mut self, node: NodeId) {
        let needs = self.arriving(node);
        let is_join = matches!(self.graph[node].kind, NodeKind::Gateway(Gateway::Parallel));
        let need = if is_join { Some(Need::all(&needs)) } else { Need::any(&needs) };
        let passes = match need {
            None => false,
            Some(need) if self.is_much(node, &need) => false,
            Some(need) if is_join && need.clauses.len() > 1 && self.only_ends(node) => false,
            Some(need) if self.graph[node].kind == NodeKind::Throw => self.pass_throw(node, &need),
            Some(need) => self.pass_gateway(node, &need),
        };
        if !passes {
            self.make_step(node);
        }
    }

    /// Whether so much passes a node that it has to be a step.
    fn is_much(&self, node: NodeId, need: &Need) -> bool {
        let (entries, exits) = (self.graph[node].incoming.len(), self.graph[node].outgoing.len());
        need.len() * exits > MOST_PASSED * (entries + exits)
    }

    /// Whether one of several ways is taken at a node.
    fn is_decision(&self, node: NodeId) -> bool {
        let of = &self.graph[node];
        match of.kind {
            NodeKind::Gateway(Gateway::Exclusive | Gateway::Event) => of.outgoing.len() > 1,
            _ => of.boundaries.iter().any(|&event| {
                let is_interrupting =
                    matches!(self.graph[event].kind, NodeKind::Boundary { is_interrupting: true, .. });
                is_interrupting && !self.graph[event].outgoing.is_empty()
            }),
        }
    }

    /// Whether a gateway leads to nothing but an end, though not all that it waits for need come. Somebody has to wait there: an
    /// outcome is content with anything.
    fn only_ends(&self, node: NodeId) -> bool {
        let exits = &self.graph[node].outgoing;
        let is_end = |&flow: &FlowId| self.graph[self.graph[flow].target].kind == NodeKind::End;
        self.decides && !exits.is_empty() && exits.iter().all(is_end)
    }

    /// What arrives at a node, a need for each flow. What leads back is rework, but at a parallel gateway: that waits for it.
    fn arriving(&self, node: NodeId) -> Vec<Need> {
        let waits_for_all = matches!(self.graph[node].kind, NodeKind::Gateway(Gateway::Parallel));
        let mut needs = Vec::new();
        for &flow in &self.graph[node].incoming {
            let need = &self.edges[flow.index()];
            if self.order.is_back(flow) && !waits_for_all {
                needs.push(Need { clauses: Vec::new(), rework: need.slots() });
            } else {
                needs.push(need.clone());
            }
        }
        needs
    }

    /// What arrives at a step or an end event.
    fn arriving_at_step(&mut self, node: NodeId) -> Need {
        let needs = self.arriving(node);
        if matches!(self.graph[node].kind, NodeKind::Gateway(Gateway::Parallel)) {
            return Need::all(&needs);
        }
        if let Some(need) = Need::any(&needs) {
            return need;
        }
        let text = "so much leads here in so many ways that any one thing of it is taken to do";
        self.teller.tell(self.graph[node].element, Fate::Approximated, text);
        Need::loosest(&needs)
    }

    /// A throwing event is what the step before it hands on, where that always comes.
    fn pass_throw(&mut self, node: NodeId, need: &Need) -> bool {
        let [clause] = &need.clauses[..] else { return false };
        let [slot] = clause[..] else { return false };
        let event = &self.graph[node];
        let [exit] = event.outgoing[..] else { return false };
        let owner = self.done.slots[slot].owner;
        let is_plain = self.done.slots[slot].standing == Standing::Always
            && matches!(self.done.slots[slot].split, Split::Leaf)
            && self.done.is_step[owner.index()];
        if event.event == EventKind::Link {
            self.hand_over(exit, need.clone());
            return true;
        }
        if !need.rework.is_empty() || !is_plain || event.incoming.len() > 1 {
            return false;
        }
        if self.done.slots[slot].label.is_empty() {
            self.done.slots[slot].label.clone_from(&event.name);
        }
        self.done.senders.insert(node, owner);
        self.hand_over(exit, need.clone());
        true
    }

    /// Makes a node a step, which hands on what it likes.
    fn make_step(&mut self, node: NodeId) {
        self.done.is_step[node.index()] = true;
        self.emit(node);
    }

    /// Lets a flow hand something over, under its label where that can be said.
    fn hand_over(&mut self, flow: FlowId, need: Need) {
        let label = &self.graph[flow].name;
        if !label.is_empty() {
            let single = match &need.clauses[..] {
                [clause] if clause.len() == 1 => Some(clause[0]),
                _ => None,
            };
            let carries = single.is_some_and(|slot| self.label(slot, label));
            if !carries {
                let text = format!("the label `{label}` is not carried: what flows there has another name");
                self.teller.tell(self.graph[flow].element, Fate::Approximated, text);
            }
        }
        self.edges[flow.index()] = need;
    }

    /// Gives a slot a label, unless it has another one.
    fn label(&mut self, slot: SlotId, label: &str) -> bool {
        let slot = &mut self.done.slots[slot];
        if slot.label.is_empty() && slot.standing == Standing::Always && matches!(slot.split, Split::Leaf) {
            label.clone_into(&mut slot.label);
        }
        slot.label == label
    }
}
