//! What the dependency graph loses without some of its points.
//!
//! It is found as deductive databases do when a fact is deleted (delete and rederive: Gupta, Mumick and Subrahmanian
//! 1993): what hangs on the points is taken away, and what still stands on something else is put back.

use std::cell::Cell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::dependency_graph::{DependencyGraph, PointId};

/// All cases together look at so many points of the graph for each that it has, and a million besides. Choices that all meet
/// late would look at the rest of the stream each; those that are left then are not judged.
const LOOKS_A_POINT: usize = 64;

/// How many of those that give it what it needs are lost, for each point that needs them all.
type Lacking = FxHashMap<PointId, u32>;

/// For each point that needs one giver, how many of them cannot be it.
type Seen = FxHashMap<PointId, usize>;

/// Takes points away from a graph and counts the looks that this costs.
pub(super) struct Losses<'m> {
    graph: &'m DependencyGraph,
    /// How many points may still be looked at.
    left: Cell<usize>,
}

impl<'m> Losses<'m> {
    pub(super) fn new(graph: &'m DependencyGraph) -> Losses<'m> {
        Losses::looking(graph, LOOKS_A_POINT)
    }

    /// The same with so many looks for each point of the graph, and a million besides.
    pub(super) fn looking(graph: &'m DependencyGraph, looks_a_point: usize) -> Losses<'m> {
        Losses { graph, left: Cell::new(1_000_000 + looks_a_point * graph.len()) }
    }

    /// Counts a look at `count` points. Gives whether more may be looked at.
    pub(super) fn spend(&self, count: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(count));
        !self.is_spent()
    }

    /// Whether no more may be looked at.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// The points that are no longer reached without these. Whatever may hang on them is taken away first: a circle that
    /// feeds only itself would keep itself alive, were each point asked whether it still has what it needs.
    pub(super) fn lost(&self, without: &[PointId]) -> FxHashSet<PointId> {
        let mut lost: FxHashSet<PointId> =
            without.iter().copied().filter(|&point| self.graph.is_reached(point)).collect();
        let mut queue: Vec<PointId> = lost.iter().copied().collect();
        let mut doubtful = Vec::new();
        let mut lacking = Lacking::default();
        let mut seen = Seen::default();
        while let Some(point) = queue.pop() {
            if !self.spend(1 + self.graph.gives(point).len()) {
                return lost;
            }
            for &head in self.graph.gives(point) {
                if !self.graph.is_reached(head) || self.graph.needs()[head.index()] == 0 {
                    continue;
                }
                if self.graph.is_conjunction(head) {
                    *lacking.entry(head).or_default() += 1;
                }
                if lost.contains(&head) {
                    continue;
                }
                if !self.graph.is_conjunction(head) {
                    if self.stands_on_another(head, &lost, &mut seen) {
                        continue;
                    }
                    doubtful.push(head);
                }
                lost.insert(head);
                queue.push(head);
            }
        }
        self.put_back(&mut lost, doubtful, without, &mut lacking);
        lost
    }

    /// Whether something else gives a point what it needs, and does not hang on it, as it was reached before: no matter what
    /// is lost besides, the point can stand on that. What is `lost` only grows meanwhile.
    fn stands_on_another(&self, point: PointId, lost: &FxHashSet<PointId>, seen: &mut Seen) -> bool {
        let givers = self.graph.givers(point);
        let from = seen.entry(point).or_default();
        let before = *from;
        while let Some(giver) = givers.get(*from) {
            if self.graph.rank(*giver) < self.graph.rank(point) && !lost.contains(giver) {
                break;
            }
            *from += 1;
        }
        self.spend(*from - before);
        *from < givers.len()
    }

    /// Puts back what still stands on something that is not lost.
    fn put_back(
        &self,
        lost: &mut FxHashSet<PointId>,
        doubtful: Vec<PointId>,
        without: &[PointId],
        lacking: &mut Lacking,
    ) {
        if doubtful.is_empty() {
            return;
        }
        let without: FxHashSet<PointId> = without.iter().copied().collect();
        let mut queue = Vec::new();
        for point in doubtful {
            if lost.contains(&point) && !without.contains(&point) && self.is_given(point, lost) {
                lost.remove(&point);
                queue.push(point);
            }
        }
        while let Some(point) = queue.pop() {
            for &head in self.graph.gives(point) {
                // A step needs all, and so does an output of one that runs a stream; for anything else this is enough.
                if let Some(lack) = lacking.get_mut(&head) {
                    *lack -= 1;
                    if *lack > 0 {
                        continue;
                    }
                }
                if lost.contains(&head) && !without.contains(&head) {
                    lost.remove(&head);
                    queue.push(head);
                }
            }
        }
    }

    /// Whether something gives a point what it needs, where one thing is enough.
    fn is_given(&self, point: PointId, lost: &FxHashSet<PointId>) -> bool {
        let is_there = |giver: &PointId| self.graph.is_reached(*giver) && !lost.contains(giver);
        self.graph.givers(point).iter().any(is_there)
    }
}
