//! Processes and sub-processes, and the activities, events and gateways in them.

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{EventKind, Gateway, Node, NodeId, NodeKind, Scope, ScopeId};
use crate::import::bpmn::tree::ElementId;

/// What a node is by its element alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Task,
    Sub,
    Call,
    Gateway(Gateway),
    Start,
    End,
    Catch,
    Throw,
    Boundary,
}

/// What an element is, if it is a node.
fn shape(tag: &str) -> Option<Shape> {
    Some(match tag {
        "task" | "userTask" | "serviceTask" | "sendTask" | "receiveTask" | "scriptTask" | "manualTask"
        | "businessRuleTask" => Shape::Task,
        "subProcess" | "transaction" | "adHocSubProcess" => Shape::Sub,
        "callActivity" => Shape::Call,
        "exclusiveGateway" => Shape::Gateway(Gateway::Exclusive),
        "eventBasedGateway" => Shape::Gateway(Gateway::Event),
        "inclusiveGateway" => Shape::Gateway(Gateway::Inclusive),
        "parallelGateway" => Shape::Gateway(Gateway::Parallel),
        "complexGateway" => Shape::Gateway(Gateway::Complex),
        "startEvent" => Shape::Start,
        "endEvent" => Shape::End,
        "intermediateCatchEvent" => Shape::Catch,
        "intermediateThrowEvent" | "implicitThrowEvent" => Shape::Throw,
        "boundaryEvent" => Shape::Boundary,
        _ => return None,
    })
}

/// The kind of an event, by the element that defines it.
fn event_kind(tag: &str) -> Option<EventKind> {
    Some(match tag {
        "messageEventDefinition" => EventKind::Message,
        "timerEventDefinition" => EventKind::Timer,
        "linkEventDefinition" => EventKind::Link,
        "errorEventDefinition" => EventKind::Error,
        "escalationEventDefinition" => EventKind::Escalation,
        "cancelEventDefinition" => EventKind::Cancel,
        "compensateEventDefinition" => EventKind::Compensation,
        "terminateEventDefinition" => EventKind::Terminate,
        "signalEventDefinition" => EventKind::Signal,
        "conditionalEventDefinition" => EventKind::Condition,
        _ => return None,
    })
}

impl Reading<'_, '_> {
    /// Finds all processes with something in them, their sub-processes, and all nodes.
    pub(super) fn read_processes(&mut self) {
        for process in self.all("process") {
            if self.has_nodes(process) {
                self.read_scope(process, None);
            }
        }
        self.read_calls();
        self.read_hosts();
    }

    fn has_nodes(&self, element: ElementId) -> bool {
        self.tree.children(element).any(|child| shape(self.tree.tag(child)).is_some())
    }

    /// Reads a process or a sub-process. The depth of XML is bounded, so this cannot nest too deep.
    fn read_scope(&mut self, element: ElementId, parent: Option<NodeId>) -> ScopeId {
        let scope = ScopeId::new(self.graph.scopes.len());
        self.graph.scopes.push(Scope {
            element,
            name: self.label(element),
            parent,
            outer: parent.map(|node| self.graph[node].scope),
            is_event_driven: self.tree.is_true(element, "triggeredByEvent"),
            nodes: Vec::new(),
            pool: None,
        });
        self.scopes.insert(element, scope);
        self.teller.mark(element, Fate::Carried);
        let children: Vec<ElementId> = self.tree.children(element).collect();
        for child in children {
            if let Some(shape) = shape(self.tree.tag(child)) {
                self.read_node(child, shape, scope);
            }
        }
        scope
    }

    fn read_node(&mut self, element: ElementId, shape: Shape, scope: ScopeId) {
        let kind = match shape {
            Shape::Task | Shape::Sub | Shape::Call => NodeKind::Task,
            Shape::Gateway(gateway) => NodeKind::Gateway(gateway),
            Shape::Start => NodeKind::Start,
            Shape::End => NodeKind::End,
            Shape::Catch | Shape::Boundary => NodeKind::Catch,
            Shape::Throw => NodeKind::Throw,
        };
        let event = self.event(element);
        let node = self.graph.add_node(Node {
            element,
            name: self.label(element),
            kind,
            event,
            scope,
            lane: None,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            boundaries: Vec::new(),
            is_instantiating: self.tree.is_true(element, "instantiate"),
            is_compensation: self.tree.is_true(element, "isForCompensation"),
        });
        self.nodes.insert(element, node);
        self.teller.mark(element, Fate::Carried);
        if shape == Shape::Sub && self.has_nodes(element) {
            let inner = self.read_scope(element, Some(node));
            self.graph[node].kind = NodeKind::Sub(inner);
        }
    }

    /// The kind of an event by what defines it, in its element or elsewhere.
    fn event(&mut self, element: ElementId) -> EventKind {
        let mut found = Vec::new();
        for child in self.tree.children(element) {
            let definition = match self.tree.tag(child) {
                "eventDefinitionRef" => self.named(&self.tree.element(child).text),
                _ => Some(child),
            };
            let Some(definition) = definition else { continue };
            let Some(kind) = event_kind(self.tree.tag(definition)) else { continue };
            let fate = match kind {
                EventKind::Message | EventKind::Timer | EventKind::Link => Fate::Carried,
                _ => Fate::Approximated,
            };
            self.teller.mark(definition, fate);
            found.push(kind);
        }
        match found[..] {
            [] => EventKind::None,
            [kind] => kind,
            _ => EventKind::Several,
        }
    }

    /// Calls of processes that the file holds.
    fn read_calls(&mut self) {
        for node in self.graph.node_ids() {
            let element = self.graph[node].element;
            if self.tree.tag(element) != "callActivity" {
                continue;
            }
            let Some(called) = self.referred(element, "calledElement") else { continue };
            match self.scopes.get(&called) {
                Some(&scope) => self.graph[node].kind = NodeKind::Call(scope),
                None if self.tree.tag(called).starts_with("global") => {
                    self.teller.mark(called, Fate::Carried);
                    if self.graph[node].name.is_empty() {
                        self.graph[node].name = self.label(called);
                    }
                }
                None => {}
            }
        }
    }

    /// The activities at whose border events stand.
    fn read_hosts(&mut self) {
        for node in self.graph.node_ids() {
            let element = self.graph[node].element;
            if self.tree.tag(element) != "boundaryEvent" {
                continue;
            }
            let host =
                self.referred(element, "attachedToRef").and_then(|host| self.nodes.get(&host).copied());
            let is_activity = |host: &NodeId| {
                matches!(self.graph[*host].kind, NodeKind::Task | NodeKind::Sub(_) | NodeKind::Call(_))
            };
            match host {
                Some(host) if is_activity(&host) && self.graph[host].scope == self.graph[node].scope => {
                    let is_interrupting = self.tree.attribute(element, "cancelActivity") != Some("false");
                    self.graph[node].kind = NodeKind::Boundary { host, is_interrupting };
                    self.graph[host].boundaries.push(node);
                }
                _ => {
                    let text = format!("{} stands at the border of nothing", self.display(element));
                    self.teller.tell(element, Fate::Broken, text);
                }
            }
        }
    }
}
