//! Who sends to a start event, and who takes what an end event sends.

use rustc_hash::FxHashMap;

use super::Composer;
use crate::import::bpmn::graph::{NodeId, Party};
use crate::import::draft::{End, ItemId};

impl Composer<'_, '_, '_> {
    /// Whom the triggers of a start event come from.
    pub(super) fn senders_to(&self, start: NodeId) -> FxHashMap<ItemId, Vec<End>> {
        let mut ends: FxHashMap<ItemId, Vec<End>> = FxHashMap::default();
        for &message in self.received.get(&start).into_iter().flatten() {
            if let Some(item) = self.messages[message] {
                ends.entry(item).or_default().push(self.border_end(self.graph.messages[message].from));
            }
        }
        ends
    }

    /// Whom an outcome goes to. Some may be there twice.
    pub(super) fn takers_from(&self, end: NodeId) -> Vec<End> {
        let mut ends = Vec::new();
        for &message in self.sent.get(&end).into_iter().flatten() {
            if self.messages[message].is_some() {
                ends.push(self.border_end(self.graph.messages[message].to));
            }
        }
        ends
    }

    /// A party as a border can name it: a stakeholder or a stream.
    pub(super) fn border_end(&self, party: Party) -> End {
        match party {
            Party::Pool(pool) => self.pools[pool.index()],
            Party::Node(node) => End::Stream(self.stream(self.graph[node].scope)),
        }
    }
}
