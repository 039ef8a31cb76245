//! The order in which a drawing is read: along the flow, so that what hands something over stands above what takes it.

use rustc_hash::FxHashSet;

use super::graph::{FlowId, Gateway, Graph, NodeId, NodeKind, ScopeId};

/// The order of all nodes.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// The nodes of each scope, along the flow.
    pub sequences: Vec<Vec<NodeId>>,
    /// For each node, its place in the sequence of its scope.
    places: Vec<usize>,
    /// For each flow, whether it leads back to what came before it.
    back: Vec<bool>,
}

/// How far the search has come with a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
}

impl Order {
    /// Looks through all scopes, in time in proportion to them.
    pub(super) fn of(graph: &Graph) -> Order {
        let mut search = Search::new(graph, vec![false; graph.flows.len()]);
        search.marks = true;
        for scope in graph.scope_ids() {
            search.find_ways_back(scope);
        }
        let mut search = Search::new(graph, search.back);
        let mut order = Order { sequences: Vec::new(), places: vec![0; graph.nodes.len()], back: Vec::new() };
        for scope in graph.scope_ids() {
            let sequence = search.sequence(scope);
            for (place, &node) in sequence.iter().enumerate() {
                order.places[node.index()] = place;
            }
            order.sequences.push(sequence);
        }
        order.back = search.back;
        order
    }

    /// Whether a flow leads back to what came before it.
    pub(super) fn is_back(&self, flow: FlowId) -> bool {
        self.back[flow.index()]
    }

    /// The place of a node along the flow of its scope.
    pub(super) fn place(&self, node: NodeId) -> usize {
        self.places[node.index()]
    }
}

struct Search<'a> {
    graph: &'a Graph,
    states: Vec<State>,
    finished: Vec<NodeId>,
    back: Vec<bool>,
    /// Whether what leads to an open node is marked as a way back.
    marks: bool,
    /// How many flows have come to each parallel gateway, which begins with the last of them.
    arrivals: Vec<usize>,
    /// Parallel gateways that something has come to.
    joins: Vec<NodeId>,
    /// Flows to what was left already: through a gateway that waited, it may lead back.
    crossings: Vec<FlowId>,
}

/// As many flows are looked at to find out where crossings lead, and so many more for each of them.
const MOST_LOOKS: usize = 5_000;
const MOST_LOOKS_EACH: usize = 100;

/// Where a search begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    /// At start events.
    Start,
    /// At what nothing leads to.
    Loose,
    /// In rings that nothing leads into.
    Ring,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph, back: Vec<bool>) -> Search<'a> {
        Search {
            graph,
            states: vec![State::Unseen; graph.nodes.len()],
            finished: Vec::new(),
            back,
            marks: false,
            arrivals: vec![0; graph.nodes.len()],
            joins: Vec::new(),
            crossings: Vec::new(),
        }
    }

    /// Depth first from the starts, then from what nothing leads to. A ring that nothing leads into has no way back: all that
    /// is in it waits for the rest.
    fn find_ways_back(&mut self, scope: ScopeId) {
        for root in [Root::Start, Root::Loose] {
            self.walk_from(scope, root);
        }
        // Some of what these wait for does not come before them.
        let mut next = 0;
        while let Some(&join) = self.joins.get(next) {
            next += 1;
            if self.states[join.index()] == State::Unseen {
                self.walk(join);
            }
        }
        let crossings = std::mem::take(&mut self.crossings);
        if !self.joins.is_empty() {
            self.break_rings(crossings);
        }
        self.joins.clear();
    }

    /// What a gateway that waits leads back to was left before the gateway was gone through: such a flow closes a ring as well.
    fn break_rings(&mut self, crossings: Vec<FlowId>) {
        let mut looks = MOST_LOOKS + crossings.len() * MOST_LOOKS_EACH;
        for flow in crossings {
            let of = &self.graph[flow];
            self.back[flow.index()] = self.leads(of.target, of.source, &mut looks);
        }
    }

    /// Whether one node leads to another one, ways back aside. Where too much would have to be looked at, it does not.
    fn leads(&self, from: NodeId, to: NodeId, looks: &mut usize) -> bool {
        let mut seen = FxHashSet::from_iter([from]);
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if node == to {
                return true;
            }
            for (flow, target) in self.exits(node) {
                if *looks == 0 {
                    return false;
                }
                *looks -= 1;
                let is_back = flow.is_some_and(|flow| self.back[flow.index()]);
                if !is_back && seen.insert(target) {
                    open.push(target);
                }
            }
        }
        false
    }

    /// The nodes of a scope: each behind all that leads to it, ways back and rings aside. What is walked last stands first.
    fn sequence(&mut self, scope: ScopeId) -> Vec<NodeId> {
        for root in [Root::Loose, Root::Start, Root::Ring] {
            self.walk_from(scope, root);
        }
        self.finished.reverse();
        std::mem::take(&mut self.finished)
    }

    fn walk_from(&mut self, scope: ScopeId, root: Root) {
        let graph = self.graph;
        for &node in graph[scope].nodes.iter().rev() {
            let kind = graph[node].kind;
            let begins = match root {
                Root::Start => kind == NodeKind::Start,
                Root::Loose => {
                    graph[node].incoming.is_empty()
                        && !matches!(kind, NodeKind::Start | NodeKind::Boundary { .. })
                }
                Root::Ring => true,
            };
            if begins && self.states[node.index()] == State::Unseen {
                self.walk(node);
            }
        }
    }

    fn walk(&mut self, root: NodeId) {
        let mut stack = vec![(root, self.exits(root))];
        self.states[root.index()] = State::Open;
        while let Some((node, exits)) = stack.last_mut() {
            let Some((flow, target)) = exits.pop() else {
                self.states[node.index()] = State::Done;
                self.finished.push(*node);
                stack.pop();
                continue;
            };
            let state = self.states[target.index()];
            match state {
                State::Unseen if self.waits(target) => {}
                State::Unseen => {
                    self.states[target.index()] = State::Open;
                    stack.push((target, self.exits(target)));
                }
                State::Open => {
                    if let Some(flow) = flow
                        && self.marks
                    {
                        self.back[flow.index()] = true;
                    }
                }
                State::Done => self.crossings.extend(flow.filter(|_| self.marks)),
            }
        }
    }

    /// Whether something comes to a parallel gateway that waits for more.
    fn waits(&mut self, node: NodeId) -> bool {
        let of = &self.graph[node];
        if !self.marks || of.kind != NodeKind::Gateway(Gateway::Parallel) || of.incoming.len() < 2 {
            return false;
        }
        if self.arrivals[node.index()] == 0 {
            self.joins.push(node);
        }
        self.arrivals[node.index()] += 1;
        self.arrivals[node.index()] < of.incoming.len()
    }

    /// Where it goes on from a node. The first is taken last, so that it stands first in the end.
    fn exits(&self, node: NodeId) -> Vec<(Option<FlowId>, NodeId)> {
        let mut exits = Vec::new();
        for &flow in &self.graph[node].outgoing {
            if self.marks || !self.back[flow.index()] {
                exits.push((Some(flow), self.graph[flow].target));
            }
        }
        for &event in &self.graph[node].boundaries {
            exits.push((None, event));
        }
        exits
    }
}
