//! Which messages are answers: a step that waited for the answer to what it sends would never begin.

use super::Composer;
use crate::import::bpmn::graph::{NodeId, NodeKind, Party, ScopeId};

/// As many messages of one step are looked at.
const MOST_REQUESTS: usize = 100;

impl Composer<'_, '_, '_> {
    /// Whether a message answers what its taker sends: true where that goes to the stream from which the answer comes, false
    /// where it goes to another one of the same pool; none if it is no answer.
    pub(super) fn is_answer(&self, index: usize) -> Option<bool> {
        let message = &self.graph.messages[index];
        let (Party::Node(from), Party::Node(taker)) = (message.from, message.to) else { return None };
        let mut found = None;
        for &request in self.sent.get(&taker).into_iter().flatten().take(MOST_REQUESTS) {
            let Party::Node(asked) = self.graph.messages[request].to else { continue };
            if self.messages[request].is_none() || self.top(asked) != self.top(from) {
                continue;
            }
            let leads_there = if asked == from { request < index } else { self.leads(asked, from) };
            if leads_there {
                let is_near = self.graph[asked].scope == self.graph[from].scope;
                found = Some(found.unwrap_or(false) || is_near);
            }
        }
        found
    }

    /// Whether an answer comes from another node than the one that was asked, so that both name the streams instead.
    pub(super) fn takes_by_stream(&self, taker: NodeId, index: usize) -> bool {
        if self.is_answer(index) != Some(true) || matches!(self.graph[taker].kind, NodeKind::Boundary { .. })
        {
            return false;
        }
        let Party::Node(from) = self.graph.messages[index].from else { return false };
        !self.told.contains(&(taker, from))
    }

    /// Whether a node stands before another one of the same process along the flow.
    fn leads(&self, node: NodeId, other: NodeId) -> bool {
        if self.graph[node].kind == NodeKind::Start {
            return true;
        }
        let (chain, others) = (self.chain(node), self.chain(other));
        for (mine, theirs) in chain.iter().zip(&others) {
            if mine != theirs {
                return self.order.place(*mine) < self.order.place(*theirs);
            }
        }
        false
    }

    /// The sub-processes around a node, the outermost first, and the node itself.
    fn chain(&self, node: NodeId) -> Vec<NodeId> {
        let mut chain = vec![node];
        let mut scope = self.graph[node].scope;
        while let Some(parent) = self.graph[scope].parent {
            chain.push(parent);
            scope = self.graph[parent].scope;
        }
        chain.reverse();
        chain
    }

    /// The outermost node around a node decides of which process it is.
    fn top(&self, node: NodeId) -> ScopeId {
        let chain = self.chain(node);
        self.graph[chain[0]].scope
    }
}
