//! Ends that say nothing: behind a step that sends messages or writes data, one without a label is there because BPMN wants an end.

use rustc_hash::FxHashSet;

use super::Composer;
use crate::import::bpmn::graph::{DataId, EventKind, NodeId, NodeKind, ScopeId};
use crate::import::bpmn::slots::SlotId;
use crate::import::names::words_of;

impl Composer<'_, '_, '_> {
    /// Finds these ends in all streams that have other ends too: a stream of which nothing else comes ends with its last step.
    pub(super) fn find_quiet_ends(&mut self) {
        let mut givers = self.writers();
        for (&node, messages) in &self.sent {
            if messages.iter().any(|&message| self.messages[message].is_some()) {
                givers.insert(node);
            }
        }
        for scope in self.graph.scope_ids() {
            if self.is_run_in_place(scope) {
                continue;
            }
            let (quiet, others): (Vec<NodeId>, Vec<NodeId>) =
                self.ends_of(scope).partition(|&end| self.is_quiet(end, &givers));
            if others.iter().any(|&end| !self.graph[end].incoming.is_empty()) {
                self.quiet_ends.extend(quiet);
            }
        }
    }

    fn ends_of(&self, scope: ScopeId) -> impl Iterator<Item = NodeId> {
        self.graph[scope].nodes.iter().copied().filter(|&node| self.graph[node].kind == NodeKind::End)
    }

    /// The nodes that write into a store, or data that somebody reads.
    fn writers(&self) -> FxHashSet<NodeId> {
        let accesses = &self.graph.accesses;
        let read: FxHashSet<_> =
            accesses.iter().filter(|access| !access.is_write).map(|access| access.data).collect();
        let is_taken = |data: DataId| self.graph[data].is_store || read.contains(&data);
        let writing = accesses.iter().filter(|access| access.is_write && is_taken(access.data));
        writing.map(|access| access.node).collect()
    }

    /// Whether an end without a label stands behind nothing but a step that gives something otherwise.
    fn is_quiet(&self, end: NodeId, givers: &FxHashSet<NodeId>) -> bool {
        let graph = self.graph;
        let of = &graph[end];
        let [flow] = of.incoming[..] else { return false };
        let source = graph[flow].source;
        let is_unsaid = words_of(&of.name).is_empty() && words_of(&graph[flow].name).is_empty();
        is_unsaid
            && of.event == EventKind::None
            && !givers.contains(&end)
            && matches!(graph[source].kind, NodeKind::Task | NodeKind::Call(_) | NodeKind::Catch)
            && self.steps[source.index()].is_some()
            && graph[source].outgoing.len() == 1
            && graph[source].boundaries.is_empty()
            && givers.contains(&source)
    }

    /// Whether a slot only leads to such an end.
    pub(super) fn leads_to_quiet_end(&self, slot: SlotId) -> bool {
        let takers = &self.done.slots[slot].takers;
        !takers.is_empty() && takers.iter().all(|taker| self.quiet_ends.contains(taker))
    }
}
