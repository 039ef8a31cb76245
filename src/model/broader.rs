//! What `is` says of items: all that each of them is, and loops.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::model::components::Graph;
use crate::model::declared::{Declared, ItemCycle, StatementRef};
use crate::syntax::ids::Id;
use crate::syntax::{Symbol, Term, TermId, Tree};

/// Where `is` leads to more items than this, the nearest count. A chain of n items would else take the square of n.
const MOST_BROADER: usize = 250;

/// One of the items that `is` relates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct ItemId(usize);

impl Id for ItemId {
    fn new(index: usize) -> ItemId {
        ItemId(index)
    }

    fn index(self) -> usize {
        self.0
    }
}

/// The items that `is` relates, with an arc from each to what it is said to be.
#[derive(Default)]
pub(super) struct Relations {
    items: Vec<Symbol>,
    ids: FxHashMap<Symbol, ItemId>,
    arcs: Vec<(ItemId, ItemId)>,
    /// The declaration that states each arc, and the term of the broader item.
    statements: Vec<(StatementRef, TermId)>,
}

impl Relations {
    /// Reads the declarations of items, whose aliases are known by now.
    pub(super) fn read(trees: &[Tree], declared: &Declared) -> Relations {
        let mut relations = Relations::default();
        for &statement in &declared.items {
            let tree = &trees[statement.file.index()];
            let Some(item) = tree.subject(statement.id).and_then(Term::symbol) else { continue };
            for at in tree.clause(statement.id) {
                let Some(broad) = tree[at].symbol() else { continue };
                let arc = (relations.id(declared.item(item)), relations.id(declared.item(broad)));
                relations.arcs.push(arc);
                relations.statements.push((statement, at));
            }
        }
        relations
    }

    fn id(&mut self, item: Symbol) -> ItemId {
        let next = ItemId(self.items.len());
        let id = *self.ids.entry(item).or_insert(next);
        if id == next {
            self.items.push(item);
        }
        id
    }

    /// What `is` leads to from each item, the item itself included and first; and its loops.
    pub(super) fn close(&self) -> (FxHashMap<Symbol, Box<[Symbol]>>, Vec<ItemCycle>) {
        let mut broader = FxHashMap::default();
        if self.arcs.is_empty() {
            return (broader, Vec::new());
        }
        let graph = Graph::new(self.items.len(), &self.arcs);
        // For whom each item was met last, so that the list need not be cleared.
        let mut met_for = vec![None; self.items.len()];
        for (index, &item) in self.items.iter().enumerate() {
            let all = reachable(&graph, ItemId(index), &mut met_for);
            if all.len() > 1 {
                broader.insert(item, all.into_iter().map(|id| self.items[id.index()]).collect());
            }
        }
        (broader, self.cycles(&graph))
    }

    /// One loop for each component that holds one, beginning with its first declaration in the text.
    fn cycles(&self, graph: &Graph<ItemId>) -> Vec<ItemCycle> {
        let component = graph.components();
        // The first arc inside each component, and which of them belongs to which.
        let mut firsts: Vec<usize> = Vec::new();
        let mut found: FxHashMap<usize, usize> = FxHashMap::default();
        let mut inner: FxHashMap<(ItemId, ItemId), usize> = FxHashMap::default();
        for (at, &(from, to)) in self.arcs.iter().enumerate() {
            let home = component[from.index()];
            if component[to.index()] != home {
                continue;
            }
            inner.entry((from, to)).or_insert(at);
            if *found.entry(home).or_insert(firsts.len()) == firsts.len() {
                firsts.push(at);
            }
        }
        let mut cycles = Vec::with_capacity(firsts.len());
        for first in firsts {
            let (from, to) = self.arcs[first];
            let mut way = vec![self.statements[first]];
            for arc in shortest_way(graph, &component, to, from) {
                way.extend(inner.get(&arc).map(|&at| self.statements[at]));
            }
            cycles.push(ItemCycle { way, items: Vec::new() });
        }
        for (&item, home) in self.items.iter().zip(&component) {
            if let Some(&at) = found.get(home) {
                cycles[at].items.push(item);
            }
        }
        cycles
    }
}

/// All that `start` leads to, the nearest first, beginning with itself.
fn reachable(graph: &Graph<ItemId>, start: ItemId, met_for: &mut [Option<ItemId>]) -> Vec<ItemId> {
    let mut all = vec![start];
    met_for[start.index()] = Some(start);
    let mut next = 0;
    while next < all.len() && all.len() <= MOST_BROADER {
        for &head in graph.heads(all[next]) {
            if met_for[head.index()] != Some(start) {
                met_for[head.index()] = Some(start);
                all.push(head);
            }
        }
        next += 1;
    }
    all
}

/// The arcs of a shortest way inside a component, breadth first.
fn shortest_way(
    graph: &Graph<ItemId>,
    component: &[usize],
    start: ItemId,
    goal: ItemId,
) -> Vec<(ItemId, ItemId)> {
    let mut before: FxHashMap<ItemId, ItemId> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    while let Some(item) = queue.pop_front() {
        if item == goal {
            break;
        }
        for &head in graph.heads(item) {
            let is_inside = component[head.index()] == component[start.index()];
            if is_inside && head != start && !before.contains_key(&head) {
                before.insert(head, item);
                queue.push_back(head);
            }
        }
    }
    let mut way = Vec::new();
    let mut item = goal;
    while item != start {
        let Some(&previous) = before.get(&item) else { break };
        way.push((previous, item));
        item = previous;
    }
    way.reverse();
    way
}
