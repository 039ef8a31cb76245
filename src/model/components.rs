//! Strongly connected components of a graph, after Tarjan (1972), without recursion.

/// A directed graph over the nodes `0..len`, arcs grouped by their start.
#[derive(Debug)]
pub struct Graph {
    first: Vec<u32>,
    heads: Vec<u32>,
}

impl Graph {
    /// The graph of these arcs, given as (from, to). Arcs of one node keep their order.
    pub fn new(len: usize, arcs: &[(u32, u32)]) -> Graph {
        let mut first = vec![0; len + 1];
        for &(from, _) in arcs {
            first[from as usize + 1] += 1;
        }
        for node in 0..len {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut heads = vec![0; arcs.len()];
        for &(from, to) in arcs {
            let at = &mut next[from as usize];
            heads[*at as usize] = to;
            *at += 1;
        }
        Graph { first, heads }
    }

    /// How many nodes there are.
    fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// Where the arcs of `node` lead.
    pub fn heads(&self, node: u32) -> &[u32] {
        &self.heads[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }

    /// The number of each node's component; a component that others lead to has a lower number than they have.
    pub fn components(&self) -> Vec<u32> {
        const NEW: u32 = u32::MAX;
        let len = self.len();
        let mut component = vec![NEW; len];
        let mut order = vec![NEW; len];
        let mut low = vec![0; len];
        let (mut stack, mut path): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
        let (mut time, mut count) = (0, 0);
        for root in 0..len as u32 {
            if order[root as usize] != NEW {
                continue;
            }
            path.push((root, 0));
            while let Some(top) = path.last_mut() {
                let (node, arc) = *top;
                let at = node as usize;
                if order[at] == NEW {
                    order[at] = time;
                    low[at] = time;
                    time += 1;
                    stack.push(node);
                }
                if let Some(&head) = self.heads(node).get(arc as usize) {
                    top.1 += 1;
                    let to = head as usize;
                    if order[to] == NEW {
                        path.push((head, 0));
                    } else if component[to] == NEW {
                        low[at] = low[at].min(order[to]);
                    }
                    continue;
                }
                path.pop();
                if let Some(&(parent, _)) = path.last() {
                    low[parent as usize] = low[parent as usize].min(low[at]);
                }
                if low[at] == order[at] {
                    while let Some(member) = stack.pop() {
                        component[member as usize] = count;
                        if member == node {
                            break;
                        }
                    }
                    count += 1;
                }
            }
        }
        component
    }

    /// The components that no arc leaves and that hold an arc, each as its nodes in order; so lone nodes that lead
    /// nowhere do not count unless `lone` is set.
    pub fn sinks(&self, lone: bool) -> Vec<Vec<u32>> {
        let component = self.components();
        let count = component.iter().max().map_or(0, |&last| last as usize + 1);
        let mut leaves = vec![false; count];
        let mut holds = vec![lone; count];
        for node in 0..self.len() as u32 {
            let own = component[node as usize] as usize;
            for &head in self.heads(node) {
                let other = component[head as usize] as usize;
                leaves[own] |= own != other;
                holds[own] |= own == other;
            }
        }
        let mut sinks: Vec<Vec<u32>> = vec![Vec::new(); count];
        for node in 0..self.len() as u32 {
            let own = component[node as usize] as usize;
            if holds[own] && !leaves[own] {
                sinks[own].push(node);
            }
        }
        sinks.retain(|nodes| !nodes.is_empty());
        sinks.sort();
        sinks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sinks_are_loops_that_nothing_leaves() {
        // 0 → 1 ⇄ 2, 3 ⇄ 4 → 1, 5 alone, 6 ⟲
        let graph = Graph::new(7, &[(0, 1), (1, 2), (2, 1), (3, 4), (4, 3), (4, 1), (6, 6)]);
        assert_eq!(graph.sinks(false), vec![vec![1, 2], vec![6]]);
        assert_eq!(graph.sinks(true), vec![vec![1, 2], vec![5], vec![6]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let arcs: Vec<(u32, u32)> = (0..500_000).map(|node| (node, node + 1)).collect();
        assert_eq!(Graph::new(500_001, &arcs).sinks(true), vec![vec![500_000]]);
    }
}
