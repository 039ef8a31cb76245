//! Strongly connected components of a graph, after Tarjan (1972), without recursion.

use crate::syntax::ids::Id;

/// A directed graph over nodes that are numbered from 0, arcs grouped by their start.
#[derive(Debug)]
pub struct Graph<I> {
    first: Vec<usize>,
    heads: Vec<I>,
}

impl<I: Id> Graph<I> {
    /// The graph of `len` nodes and these arcs, given as (from, to). Arcs of one node keep their order.
    pub fn new(len: usize, arcs: &[(I, I)]) -> Graph<I> {
        let mut first = vec![0; len + 1];
        for &(from, _) in arcs {
            first[from.index() + 1] += 1;
        }
        for node in 0..len {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut heads: Vec<I> = arcs.iter().map(|&(_, to)| to).collect();
        for &(from, to) in arcs {
            let at = &mut next[from.index()];
            heads[*at] = to;
            *at += 1;
        }
        Graph { first, heads }
    }

    /// How many nodes there are.
    fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// Where the arcs of `node` lead.
    pub fn heads(&self, node: I) -> &[I] {
        &self.heads[self.first[node.index()]..self.first[node.index() + 1]]
    }

    /// The number of each node's component; a component that others lead to has a lower number than they have.
    pub fn components(&self) -> Vec<usize> {
        let mut search = Search::new(self.len());
        for root in 0..self.len() {
            search.walk(self, I::new(root));
        }
        search.component
    }

    /// The components that no arc leaves, each as its nodes in order. A lone node that leads nowhere, not even to itself,
    /// counts only if `may_be_lone` says so.
    pub(super) fn sinks(&self, may_be_lone: impl Fn(I) -> bool) -> Vec<Vec<I>> {
        let component = self.components();
        let count = component.iter().max().map_or(0, |&last| last + 1);
        let mut leaves = vec![false; count];
        let mut counts = vec![false; count];
        for (node, &own) in component.iter().enumerate() {
            counts[own] |= may_be_lone(I::new(node));
            for head in self.heads(I::new(node)) {
                let other = component[head.index()];
                leaves[own] |= own != other;
                counts[own] |= own == other;
            }
        }
        let mut sinks: Vec<Vec<I>> = vec![Vec::new(); count];
        for (node, &own) in component.iter().enumerate() {
            if counts[own] && !leaves[own] {
                sinks[own].push(I::new(node));
            }
        }
        sinks.retain(|nodes| !nodes.is_empty());
        sinks.sort();
        sinks
    }
}

/// Not met yet, or in no component yet.
const NEW: usize = usize::MAX;

/// Tarjan's search: the path from the root is a list, each node with the arc that is next, so that a long chain needs no
/// deep stack of calls.
struct Search<I> {
    component: Vec<usize>,
    /// When each node was met.
    order: Vec<usize>,
    /// The earliest node, as its time, that each one leads back to.
    low: Vec<usize>,
    /// Nodes that were met and are in no component yet.
    stack: Vec<I>,
    path: Vec<(I, usize)>,
    time: usize,
    count: usize,
}

impl<I: Id> Search<I> {
    fn new(len: usize) -> Search<I> {
        Search {
            component: vec![NEW; len],
            order: vec![NEW; len],
            low: vec![0; len],
            stack: Vec::new(),
            path: Vec::new(),
            time: 0,
            count: 0,
        }
    }

    /// Walks to all that `root` leads to and that was not met before.
    fn walk(&mut self, graph: &Graph<I>, root: I) {
        if self.order[root.index()] != NEW {
            return;
        }
        self.path.push((root, 0));
        while let Some(top) = self.path.last_mut() {
            let (node, arc) = *top;
            top.1 += 1;
            if self.order[node.index()] == NEW {
                self.meet(node);
            }
            match graph.heads(node).get(arc) {
                Some(&head) => self.follow(node, head),
                None => self.leave(node),
            }
        }
    }

    fn meet(&mut self, node: I) {
        self.order[node.index()] = self.time;
        self.low[node.index()] = self.time;
        self.time += 1;
        self.stack.push(node);
    }

    fn follow(&mut self, node: I, head: I) {
        if self.order[head.index()] == NEW {
            self.path.push((head, 0));
        } else if self.component[head.index()] == NEW {
            let low = &mut self.low[node.index()];
            *low = (*low).min(self.order[head.index()]);
        }
    }

    /// Goes back to where it came from, all arcs of `node` being done. Where it leads back to nothing earlier, it and
    /// what was met since is a component.
    fn leave(&mut self, node: I) {
        self.path.pop();
        let low = self.low[node.index()];
        if let Some(&(parent, _)) = self.path.last() {
            let parent = &mut self.low[parent.index()];
            *parent = (*parent).min(low);
        }
        if low != self.order[node.index()] {
            return;
        }
        while let Some(member) = self.stack.pop() {
            self.component[member.index()] = self.count;
            if member == node {
                break;
            }
        }
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::TermId;

    fn graph(len: usize, arcs: impl IntoIterator<Item = (usize, usize)>) -> Graph<TermId> {
        let arcs: Vec<_> = arcs.into_iter().map(|(from, to)| (TermId::new(from), TermId::new(to))).collect();
        Graph::new(len, &arcs)
    }

    fn sinks(graph: &Graph<TermId>, lone: bool) -> Vec<Vec<usize>> {
        let sinks = graph.sinks(|_| lone).into_iter();
        sinks.map(|sink| sink.into_iter().map(TermId::index).collect()).collect()
    }

    #[test]
    fn sinks_are_loops_that_nothing_leaves() {
        // 0 → 1 ⇄ 2, 3 ⇄ 4 → 1, 5 alone, 6 ⟲
        let graph = graph(7, [(0, 1), (1, 2), (2, 1), (3, 4), (4, 3), (4, 1), (6, 6)]);
        assert_eq!(sinks(&graph, false), vec![vec![1, 2], vec![6]]);
        assert_eq!(sinks(&graph, true), vec![vec![1, 2], vec![5], vec![6]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let graph = graph(500_001, (0..500_000).map(|node| (node, node + 1)));
        assert_eq!(sinks(&graph, true), vec![vec![500_000]]);
    }
}
