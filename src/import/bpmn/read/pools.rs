//! Pools, with the processes in them or as black boxes, and the messages between them.

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Message, Party, Pool, PoolId};
use crate::import::bpmn::tree::ElementId;

impl Reading<'_, '_> {
    pub(super) fn read_pools(&mut self) {
        for element in self.all("participant") {
            let process = self.referred(element, "processRef");
            let mut scope = process.and_then(|process| self.scopes.get(&process).copied());
            if let Some(process) = process
                && scope.is_none()
            {
                self.teller.mark(process, Fate::Carried);
            }
            if self.tree.attribute(element, "processRef").is_some() && process.is_none() {
                // Collaborations on their own often name processes of other files.
                self.teller.mark(element, Fate::Carried);
            }
            if let Some(shown) = scope
                && self.graph[shown].pool.is_some()
            {
                let text = format!("{} shows a process that another pool shows too", self.display(element));
                self.teller.tell(element, Fate::Approximated, text);
                scope = None;
            }
            let id = PoolId::new(self.graph.pools.len());
            self.graph.pools.push(Pool { element, name: self.label(element), process: scope });
            self.pools.insert(element, id);
            self.teller.mark(element, Fate::Carried);
            if let Some(scope) = scope {
                self.graph[scope].pool = Some(id);
            }
        }
        for element in self.all("collaboration") {
            self.teller.mark(element, Fate::Carried);
        }
        for element in self.all("process") {
            if !self.teller.census.is_marked(element) {
                let text = format!("{} is a process without a node", self.display(element));
                self.teller.tell(element, Fate::Dropped, text);
            }
        }
    }

    pub(super) fn read_messages(&mut self) {
        for element in self.all("messageFlow") {
            let from = self.party(element, "sourceRef");
            let to = self.party(element, "targetRef");
            let (Some(from), Some(to)) = (from, to) else {
                let text = match (from.is_some(), to.is_some()) {
                    (false, false) => "a message flow between nothing and nothing",
                    (false, true) => "a message flow that begins nowhere",
                    _ => "a message flow that ends nowhere",
                };
                self.teller.tell(element, Fate::Broken, text);
                continue;
            };
            let mut name = self.label(element);
            if let Some(message) = self.referred(element, "messageRef") {
                self.teller.mark(message, Fate::Carried);
                if name.is_empty() {
                    name = self.label(message);
                }
            }
            self.teller.mark(element, Fate::Carried);
            self.graph.messages.push(Message { element, name, from, to });
        }
        for node in self.graph.node_ids() {
            self.read_message_of(self.graph[node].element);
        }
    }

    /// The message that a task or an event names.
    fn read_message_of(&mut self, element: ElementId) {
        let mut bearers = vec![element];
        bearers.extend(self.tree.children(element));
        for bearer in bearers {
            let Some(message) = self.referred(bearer, "messageRef") else { continue };
            self.teller.mark(message, Fate::Carried);
            let name = self.label(message);
            let Some(&node) = self.nodes.get(&element) else { continue };
            if self.graph[node].name.is_empty() {
                self.graph[node].name = name;
            }
        }
    }

    /// Who stands at an end of a message flow.
    fn party(&self, element: ElementId, attribute: &str) -> Option<Party> {
        let end = self.referred(element, attribute)?;
        if let Some(&node) = self.nodes.get(&end) {
            return Some(Party::Node(node));
        }
        if let Some(&pool) = self.pools.get(&end) {
            return Some(Party::Pool(pool));
        }
        let scope = *self.scopes.get(&end)?;
        self.graph[scope].pool.map(Party::Pool)
    }
}
