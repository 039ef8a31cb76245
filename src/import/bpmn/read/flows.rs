//! Sequence flows.

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Flow, NodeId, NodeKind};
use crate::import::bpmn::tree::ElementId;
use crate::import::names::{kept, one_line};

impl Reading<'_, '_> {
    pub(super) fn read_flows(&mut self) {
        for element in self.all("sequenceFlow") {
            match self.ends(element) {
                Ok((source, target)) => self.read_flow(element, source, target),
                Err(text) => {
                    self.teller.tell(element, Fate::Broken, text);
                }
            }
        }
    }

    /// Where a flow begins and ends, or why it cannot be meant.
    fn ends(&self, element: ElementId) -> Result<(NodeId, NodeId), String> {
        let end = |attribute| self.referred(element, attribute).and_then(|end| self.nodes.get(&end).copied());
        let (source, target) = match (end("sourceRef"), end("targetRef")) {
            (Some(source), Some(target)) => (source, target),
            (Some(source), None) => {
                return Err(format!("a sequence flow from {} that ends nowhere", self.show(source)));
            }
            (None, Some(target)) => {
                return Err(format!("a sequence flow to {} that begins nowhere", self.show(target)));
            }
            (None, None) => return Err("a sequence flow between nothing and nothing".to_owned()),
        };
        let (from, to) = (self.show(source), self.show(target));
        let graph = &self.graph;
        if graph[source].scope != graph[target].scope {
            let is_one = self.process(source) == self.process(target);
            let border = if is_one { "of a sub-process" } else { "of a pool" };
            return Err(format!("a sequence flow from {from} to {to} crosses the border {border}"));
        }
        if graph[target].kind == NodeKind::Start {
            return Err(format!("a sequence flow from {from} leads into the start event {to}"));
        }
        if graph[source].kind == NodeKind::End {
            return Err(format!("a sequence flow to {to} leads out of the end event {from}"));
        }
        if matches!(graph[target].kind, NodeKind::Boundary { .. }) {
            return Err(format!("a sequence flow from {from} leads into the boundary event {to}"));
        }
        Ok((source, target))
    }

    fn show(&self, node: NodeId) -> String {
        self.display(self.graph[node].element)
    }

    /// The element of the process that a node stands in, over all sub-processes.
    fn process(&self, node: NodeId) -> ElementId {
        let mut scope = self.graph[node].scope;
        while let Some(outer) = self.graph[scope].outer {
            scope = outer;
        }
        self.graph[scope].element
    }

    fn read_flow(&mut self, element: ElementId, source: NodeId, target: NodeId) {
        let id = self.tree.attribute(element, "id");
        let is_default = id.is_some() && self.tree.reference(self.graph[source].element, "default") == id;
        let condition = one_line(self.tree.child_text(element, "conditionExpression").unwrap_or_default());
        let is_conditional =
            self.tree.children(element).any(|child| self.tree.tag(child) == "conditionExpression");
        let mut name = self.label(element);
        if name.is_empty() && !condition.is_empty() {
            self.teller.tell(
                element,
                Fate::Approximated,
                format!("the condition `{condition}` stands for a label"),
            );
            name = kept(&condition);
        }
        self.teller.mark(element, Fate::Carried);
        let flow = Flow { element, name, source, target, is_conditional, is_default };
        let flow = self.graph.add_flow(flow);
        self.flows.insert(element, flow);
    }
}
