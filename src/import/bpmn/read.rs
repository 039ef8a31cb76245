//! From XML to the graph that it draws.

mod data;
mod flows;
mod implied;
mod lanes;
mod nodes;
mod notes;
mod pools;

use rustc_hash::FxHashMap;

use super::census::{Fate, Teller};
use super::graph::{FlowId, Graph, NodeId, PoolId, ScopeId};
use super::tree::{ElementId, Tree};
use crate::import::names::{kept, one_line};

/// A graph that is being read, with what its elements became.
pub(super) struct Reading<'t, 'a> {
    pub teller: &'t mut Teller<'a>,
    pub tree: &'a Tree,
    pub graph: Graph,
    /// All elements with an id; of two with one id, the first.
    ids: FxHashMap<&'a str, ElementId>,
    nodes: FxHashMap<ElementId, NodeId>,
    flows: FxHashMap<ElementId, FlowId>,
    scopes: FxHashMap<ElementId, ScopeId>,
    pools: FxHashMap<ElementId, PoolId>,
}

/// Reads what a file draws. What cannot be meant is told as broken, and left out.
pub(super) fn read(teller: &mut Teller<'_>) -> Graph {
    let tree = teller.tree;
    let mut reading = Reading {
        teller,
        tree,
        graph: Graph::default(),
        ids: FxHashMap::default(),
        nodes: FxHashMap::default(),
        flows: FxHashMap::default(),
        scopes: FxHashMap::default(),
        pools: FxHashMap::default(),
    };
    reading.find_ids();
    reading.read_labels();
    reading.read_processes();
    reading.read_pools();
    reading.read_lanes();
    reading.read_flows();
    reading.read_messages();
    reading.read_data();
    reading.read_notes();
    reading.add_what_is_implied();
    reading.graph
}

impl<'a> Reading<'_, 'a> {
    fn find_ids(&mut self) {
        for element in self.tree.ids() {
            let Some(id) = self.tree.attribute(element, "id") else { continue };
            if *self.ids.entry(id).or_insert(element) != element {
                self.teller.tell(
                    element,
                    Fate::Broken,
                    format!("the id `{id}` is that of another element too"),
                );
            }
        }
    }

    fn read_labels(&mut self) {
        for element in self.tree.ids() {
            if let Some(name) = self.tree.attribute(element, "name") {
                self.graph.labels.insert(element, kept(&one_line(name)));
            }
        }
    }

    /// What an id stands for; a prefix is left out, as some tools write one.
    fn named(&self, id: &str) -> Option<ElementId> {
        self.ids.get(super::tree::local(id)).copied()
    }

    /// What an attribute refers to.
    fn referred(&self, element: ElementId, attribute: &str) -> Option<ElementId> {
        self.named(self.tree.attribute(element, attribute)?)
    }

    /// The label of an element on one line; empty if it has none.
    fn label(&self, element: ElementId) -> String {
        self.graph.label(element).to_owned()
    }

    /// All elements of one name, in the order of the text.
    fn all(&self, tag: &'static str) -> impl Iterator<Item = ElementId> + use<'a> {
        let tree = self.tree;
        tree.ids().filter(move |&element| tree.tag(element) == tag)
    }

    /// How a message names an element: by its label, or else its kind.
    fn display(&self, element: ElementId) -> String {
        let label = self.graph.label(element);
        if label.is_empty() {
            let tag = self.tree.tag(element);
            let article = if tag.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            format!("{article} `{tag}` without a label")
        } else {
            format!("`{label}`")
        }
    }
}
