//! Lanes: who does what.

use rustc_hash::FxHashMap;

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::NodeId;
use crate::import::bpmn::tree::ElementId;

impl Reading<'_, '_> {
    /// Gives each node the label of the innermost lane that holds it, and what is in a sub-process that of the sub-process.
    pub(super) fn read_lanes(&mut self) {
        let mut deepest: FxHashMap<NodeId, (usize, ElementId)> = FxHashMap::default();
        for element in self.all("laneSet") {
            self.teller.mark(element, Fate::Carried);
        }
        for element in self.all("childLaneSet") {
            self.teller.mark(element, Fate::Carried);
        }
        for lane in self.all("lane") {
            let depth = self.depth(lane);
            let label = self.label(lane);
            let mut holds_any = false;
            let held: Vec<ElementId> = self.tree.children(lane).collect();
            for child in held {
                holds_any |= matches!(self.tree.tag(child), "flowNodeRef" | "childLaneSet");
                if self.tree.tag(child) != "flowNodeRef" {
                    continue;
                }
                let node = self
                    .named(&self.tree.element(child).text)
                    .and_then(|node| self.nodes.get(&node).copied());
                let Some(node) = node else { continue };
                match deepest.get(&node) {
                    Some(&(other, first)) if other == depth && first != lane => {
                        let what = self.display(self.graph[node].element);
                        let text = format!("{what} stands in two lanes");
                        self.teller.tell(lane, Fate::Broken, text);
                    }
                    Some(&(other, _)) if other > depth => {}
                    _ => {
                        deepest.insert(node, (depth, lane));
                    }
                }
            }
            match (label.is_empty(), holds_any) {
                (true, _) => {
                    self.teller.tell(lane, Fate::Dropped, "a lane without a label says nobody's name");
                }
                (false, true) => self.teller.mark(lane, Fate::Carried),
                (false, false) => {
                    self.teller.tell(lane, Fate::Dropped, format!("nothing stands in the lane `{label}`"));
                }
            }
        }
        // A sub-process stands before what is in it.
        for node in self.graph.node_ids() {
            let own = deepest.get(&node).map(|&(_, lane)| self.label(lane));
            let lane = match own {
                Some(label) if !label.is_empty() => Some(label),
                _ => self.graph[self.graph[node].scope]
                    .parent
                    .and_then(|parent| self.graph[parent].lane.clone()),
            };
            self.graph[node].lane = lane;
        }
    }

    /// In how many elements one stands.
    fn depth(&self, element: ElementId) -> usize {
        let mut depth = 0;
        let mut above = self.tree.element(element).parent;
        while let Some(parent) = above {
            depth += 1;
            above = self.tree.element(parent).parent;
        }
        depth
    }
}
