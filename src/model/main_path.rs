//! The steps on the main path of their streams: those that an outcome waits for.

use crate::model::components::Graph;
use crate::model::dependency_graph::PointId;
use crate::model::{Model, NodeId};

/// Which steps are on the main path of a stream.
pub struct MainPath {
    /// By the indices of the points of the dependency graph, of which the first are the nodes.
    needed: Vec<bool>,
}

impl MainPath {
    /// Whether an outcome waits for this step, directly or through other steps.
    pub fn has(&self, step: NodeId) -> bool {
        self.needed[PointId::of(step).index()]
    }
}

impl Model<'_> {
    /// Looks for what the outcomes of all streams wait for: back from the steps that produce them, over all inputs but those
    /// that are `optional`, `rework` or `reply`. A flow that is reported leads nowhere. Takes time linear in the dependency
    /// graph.
    pub fn main_path(&self) -> MainPath {
        let graph = self.dependency_graph();
        let mut arcs = Vec::new();
        for point in graph.points() {
            for &taker in graph.gives(point) {
                arcs.push((taker, point));
            }
        }
        let back = Graph::new(graph.len(), &arcs);
        let mut needed = vec![false; graph.len()];
        let mut queue = Vec::new();
        for id in self.streams() {
            let scope = self.scope(id);
            for &(_, output) in self.all_producers(id) {
                let Some(step) = scope.output(output).node else { continue };
                queue.push(PointId::of(step));
            }
        }
        while let Some(point) = queue.pop() {
            if needed[point.index()] {
                continue;
            }
            needed[point.index()] = true;
            queue.extend_from_slice(back.heads(point));
        }
        MainPath { needed }
    }
}
