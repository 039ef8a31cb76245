//! What the standard means where nothing is drawn: links, starts and ends.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{EventKind, Flow, Gateway, Node, NodeId, NodeKind, ScopeId};

impl Reading<'_, '_> {
    pub(super) fn add_what_is_implied(&mut self) {
        self.join_compensations();
        for scope in self.graph.scope_ids() {
            self.join_links(scope);
            self.find_instantiating(scope);
            self.add_border(scope, NodeKind::Start);
            self.add_border(scope, NodeKind::End);
        }
    }

    /// What undoes the work of an activity is led to by the event at its border, which does not end that: it may be wanted or not.
    fn join_compensations(&mut self) {
        for element in self.all("association") {
            let end = |attribute| {
                let end = self.referred(element, attribute)?;
                self.nodes.get(&end).copied()
            };
            let (Some(event), Some(handler)) = (end("sourceRef"), end("targetRef")) else { continue };
            let (of, taker) = (&self.graph[event], &self.graph[handler]);
            let NodeKind::Boundary { host, .. } = of.kind else { continue };
            if of.event != EventKind::Compensation || !taker.is_compensation || of.scope != taker.scope {
                continue;
            }
            self.graph[event].kind = NodeKind::Boundary { host, is_interrupting: false };
            self.add_implicit(event, handler);
            self.teller.mark(element, Fate::Carried);
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
        let (mut gone, mut flows, mut begun) =
            (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
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
                        flows.insert(flow);
                        begun.insert(event);
                        match self.graph[event].kind {
                            NodeKind::Catch => self.graph[event].kind = NodeKind::Start,
                            NodeKind::Start => {}
                            _ => self.begin_with(event, scope),
                        }
                    }
                    // It says no more than that any one of the events begins the process.
                    gone.insert(node);
                }
                NodeKind::Task => self.begin_with(node, scope),
                _ => {}
            }
        }
        if gone.is_empty() {
            return;
        }
        self.graph[scope].nodes.retain(|node| !gone.contains(node));
        for event in begun {
            self.graph[event].incoming.retain(|flow| !flows.contains(flow));
        }
    }

    /// Adds a start event before a node that begins the process itself.
    fn begin_with(&mut self, node: NodeId, scope: ScopeId) {
        let name = self.graph[node].name.clone();
        let start = self.add_implied_node(scope, NodeKind::Start, name);
        self.add_implicit(start, node);
    }

    /// Without a start event, what nothing leads to begins, and without an end event, what leads to nothing ends the process.
    /// Beside such an event, such a node is a mistake. `border` is [`NodeKind::Start`] or [`NodeKind::End`].
    fn add_border(&mut self, scope: ScopeId, border: NodeKind) {
        let is_start = border == NodeKind::Start;
        let nodes = self.graph[scope].nodes.clone();
        let has_border = nodes.iter().any(|&node| self.graph[node].kind == border);
        let mut loose = Vec::new();
        for &node in &nodes {
            let Node { kind, event, incoming, outgoing, is_compensation, .. } = &self.graph[node];
            let (is_led_on, is_outside) = if is_start {
                (!incoming.is_empty(), matches!(kind, NodeKind::Start | NodeKind::Boundary { .. }))
            } else {
                (!outgoing.is_empty(), *kind == NodeKind::End || *event == EventKind::Compensation)
            };
            if !is_led_on && !is_outside && !is_compensation && !self.is_event_driven(node) {
                loose.push(node);
            }
        }
        if has_border {
            for node in loose {
                let element = self.graph[node].element;
                let name = self.display(element);
                let text = if is_start {
                    format!("nothing leads to {name}")
                } else {
                    format!("{name} leads to nothing")
                };
                self.teller.tell(element, Fate::Broken, text);
            }
            return;
        }
        if loose.is_empty() {
            return;
        }
        let added = self.add_implied_node(scope, border, String::new());
        for node in loose {
            let (source, target) = if is_start { (added, node) } else { (node, added) };
            self.add_implicit(source, target);
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
