//! What the standard means where nothing is drawn: links, starts and ends.

use rustc_hash::FxHashMap;

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{EventKind, Flow, Gateway, Node, NodeId, NodeKind, ScopeId};

impl Reading<'_, '_> {
    pub(super) fn add_what_is_implied(&mut self) {
        for scope in self.graph.scope_ids() {
            self.join_links(scope);
            self.find_instantiating(scope);
            self.add_start(scope);
            self.add_end(scope);
        }
    }

    /// A throwing link event leads to the catching one of its name.
    fn join_links(&mut self, scope: ScopeId) {
        let mut targets: FxHashMap<String, NodeId> = FxHashMap::default();
        let nodes = self.graph[scope].nodes.clone();
        for &node in &nodes {
            if self.graph[node].event == EventKind::Link && self.graph[node].kind == NodeKind::Catch {
                targets.entry(self.link(node)).or_insert(node);
            }
        }
        for &node in &nodes {
            if self.graph[node].event != EventKind::Link || self.graph[node].kind != NodeKind::Throw {
                continue;
            }
            let element = self.graph[node].element;
            match targets.get(&self.link(node)) {
                Some(&target) => {
                    self.add_implicit(node, target);
                }
                None => {
                    let text = format!("{} links to nothing", self.display(element));
                    self.teller.tell(element, Fate::Broken, text);
                }
            }
        }
    }

    /// The name by which link events find each other.
    fn link(&self, node: NodeId) -> String {
        let element = self.graph[node].element;
        let mut name = self.graph[node].name.clone();
        for child in self.tree.children(element) {
            if self.tree.tag(child) == "linkEventDefinition" && !self.label(child).is_empty() {
                name = self.label(child);
            }
        }
        name
    }

    /// A task or an event gateway that makes an instance begins the process like a start event.
    fn find_instantiating(&mut self, scope: ScopeId) {
        for node in self.graph[scope].nodes.clone() {
            let Node { is_instantiating, kind, .. } = self.graph[node];
            if !is_instantiating || !self.graph[node].incoming.is_empty() {
                continue;
            }
            match kind {
                NodeKind::Gateway(Gateway::Event) => {
                    let events: Vec<_> = self.graph[node].outgoing.drain(..).collect();
                    for flow in events {
                        let event = self.graph[flow].target;
                        self.graph[event].incoming.retain(|&other| other != flow);
                        match self.graph[event].kind {
                            NodeKind::Catch => self.graph[event].kind = NodeKind::Start,
                            _ => {
                                self.begin_with(event, scope);
                            }
                        }
                    }
                    // It says no more than that any one of the events begins the process.
                    self.graph[scope].nodes.retain(|&other| other != node);
                }
                NodeKind::Task => {
                    self.begin_with(node, scope);
                }
                _ => {}
            }
        }
    }

    /// Adds a start event before a node that begins the process itself.
    fn begin_with(&mut self, node: NodeId, scope: ScopeId) {
        let name = self.graph[node].name.clone();
        let start = self.add_implied_node(scope, NodeKind::Start, name);
        self.add_implicit(start, node);
    }

    /// Without a start event, what nothing leads to begins. Beside one, such a node is a mistake.
    fn add_start(&mut self, scope: ScopeId) {
        let nodes = self.graph[scope].nodes.clone();
        let has_start = nodes.iter().any(|&node| self.graph[node].kind == NodeKind::Start);
        let mut without = Vec::new();
        for &node in &nodes {
            let is_outside = matches!(self.graph[node].kind, NodeKind::Start | NodeKind::Boundary { .. })
                || self.graph[node].is_compensation
                || self.is_event_driven(node);
            if !is_outside && self.graph[node].incoming.is_empty() {
                without.push(node);
            }
        }
        if has_start {
            for node in without {
                let element = self.graph[node].element;
                let text = format!("nothing leads to {}", self.display(element));
                self.teller.tell(element, Fate::Broken, text);
            }
            return;
        }
        if without.is_empty() {
            return;
        }
        let start = self.add_implied_node(scope, NodeKind::Start, String::new());
        for node in without {
            self.add_implicit(start, node);
        }
    }

    /// Without an end event, what leads to nothing ends the process. Beside one, such a node is a mistake.
    fn add_end(&mut self, scope: ScopeId) {
        let nodes = self.graph[scope].nodes.clone();
        let has_end = nodes.iter().any(|&node| self.graph[node].kind == NodeKind::End);
        let mut without = Vec::new();
        for &node in &nodes {
            let is_outside = self.graph[node].kind == NodeKind::End
                || self.graph[node].is_compensation
                || self.graph[node].event == EventKind::Compensation
                || self.is_event_driven(node);
            if !is_outside && self.graph[node].outgoing.is_empty() {
                without.push(node);
            }
        }
        if has_end {
            for node in without {
                let element = self.graph[node].element;
                let text = format!("{} leads to nothing", self.display(element));
                self.teller.tell(element, Fate::Broken, text);
            }
            return;
        }
        if without.is_empty() {
            return;
        }
        let end = self.add_implied_node(scope, NodeKind::End, String::new());
        for node in without {
            self.add_implicit(node, end);
        }
    }

    fn is_event_driven(&self, node: NodeId) -> bool {
        matches!(self.graph[node].kind, NodeKind::Sub(inner) if self.graph[inner].is_event_driven)
    }

    fn add_implied_node(&mut self, scope: ScopeId, kind: NodeKind, name: String) -> NodeId {
        self.graph.add_node(Node {
            element: self.graph[scope].element,
            name,
            kind,
            event: EventKind::None,
            scope,
            lane: None,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            boundaries: Vec::new(),
            is_instantiating: false,
            is_compensation: false,
        })
    }

    fn add_implicit(&mut self, source: NodeId, target: NodeId) {
        let element = self.graph[source].element;
        self.graph.add_flow(Flow {
            element,
            name: String::new(),
            source,
            target,
            is_conditional: false,
            is_default: false,
        });
    }
}
