//! Data objects and stores, and who reads and writes them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Access, Data, DataId, NodeId, NodeKind};
use crate::import::bpmn::tree::ElementId;
use crate::import::names::{one_line, words_of};

impl Reading<'_, '_> {
    pub(super) fn read_data(&mut self) {
        let mut known: FxHashMap<ElementId, DataId> = FxHashMap::default();
        for element in self.tree.ids() {
            let is_store = match self.tree.tag(element) {
                "dataObjectReference" | "dataObject" => false,
                "dataStoreReference" | "dataStore" => true,
                _ => continue,
            };
            let data = self.data(element, is_store);
            known.insert(element, DataId::new(self.graph.data.len()));
            self.graph.data.push(data);
        }
        self.read_data_associations(&known);
        self.read_plain_associations(&known);
        let firsts = self.firsts();
        for access in &mut self.graph.accesses {
            access.data = firsts[access.data.index()];
        }
        self.drop_unused(&known);
    }

    /// A data object or store, or a reference to one.
    fn data(&self, element: ElementId, is_store: bool) -> Data {
        let attribute = if is_store { "dataStoreRef" } else { "dataObjectRef" };
        let mut plain_name = self.label(element);
        let mut state = self.state(element);
        if let Some(object) = self.referred(element, attribute) {
            if plain_name.is_empty() {
                plain_name = self.label(object);
            }
            if state.is_empty() {
                state = self.state(object);
            }
        }
        let has_state = !state.is_empty() && !plain_name.is_empty();
        let name = if has_state { format!("{plain_name} ({state})") } else { plain_name.clone() };
        Data { element, name, plain_name, is_store }
    }

    /// The state of a data object; empty if it has none.
    fn state(&self, element: ElementId) -> String {
        let state = self.tree.children(element).find(|&child| self.tree.tag(child) == "dataState");
        state.map(|state| self.label(state)).unwrap_or_default()
    }

    /// The associations that stand within a node.
    fn read_data_associations(&mut self, known: &FxHashMap<ElementId, DataId>) {
        let optional = self.read_optional_ends();
        for element in self.tree.ids() {
            let (is_write, end, own_end) = match self.tree.tag(element) {
                "dataInputAssociation" => (false, "sourceRef", "targetRef"),
                "dataOutputAssociation" => (true, "targetRef", "sourceRef"),
                _ => continue,
            };
            let item = self.tree.child_text(element, own_end).and_then(|id| self.named(id));
            let item = item.filter(|&own| matches!(self.tree.tag(own), "dataInput" | "dataOutput"));
            let is_optional = item.is_some_and(|own| optional.contains(&own));
            let node = self.tree.element(element).parent.and_then(|parent| self.nodes.get(&parent).copied());
            let data = self.tree.child_text(element, end).and_then(|id| self.named(id));
            let data = data.and_then(|data| known.get(&data).copied());
            self.add_access(
                Access { element, node: NodeId::FIRST, data: DataId::FIRST, is_write, item, is_optional },
                node,
                data,
            );
        }
    }

    /// The inputs that nodes may do without, and the outputs that may come of them or not; their messages may be among these.
    fn read_optional_ends(&mut self) -> FxHashSet<ElementId> {
        let mut optional = FxHashSet::default();
        for (tag, is_input) in [("optionalInputRefs", true), ("optionalOutputRefs", false)] {
            for element in self.all(tag) {
                let Some(end) = self.named(&self.tree.element(element).text) else { continue };
                optional.insert(end);
                // It stands in the specification of its node.
                let specification = self.tree.element(end).parent;
                let node = specification.and_then(|specification| self.tree.element(specification).parent);
                let Some(&node) = node.and_then(|node| self.nodes.get(&node)) else { continue };
                let words = words_of(&self.label(end));
                let graph = &mut self.graph;
                let all = if is_input { &mut graph.optional_inputs } else { &mut graph.optional_outputs };
                all.insert((node, words));
            }
        }
        optional
    }

    /// Associations between data and a node or a flow, as older tools write them.
    fn read_plain_associations(&mut self, known: &FxHashMap<ElementId, DataId>) {
        for element in self.all("association") {
            let source = self.referred(element, "sourceRef");
            let target = self.referred(element, "targetRef");
            let (Some(source), Some(target)) = (source, target) else { continue };
            let (data, other, is_write) = match (known.get(&source), known.get(&target)) {
                (Some(&data), None) => (data, target, false),
                (None, Some(&data)) => (data, source, true),
                _ => continue,
            };
            if let Some(&flow) = self.flows.get(&other) {
                self.graph.carried.push((flow, data));
                self.teller.mark(element, Fate::Carried);
            } else if let Some(&node) = self.nodes.get(&other) {
                let access = Access { element, node, data, is_write, item: None, is_optional: false };
                self.add_access(access, Some(node), Some(data));
                if self
                    .tree
                    .attribute(element, "associationDirection")
                    .is_none_or(|direction| direction == "None")
                {
                    let way = if is_write { "written" } else { "read" };
                    let text = format!(
                        "an association without a direction: `{}` is taken to be {way}",
                        self.graph[data].name
                    );
                    self.teller.tell(element, Fate::Approximated, text);
                }
            }
        }
    }

    /// Adds an access of a node to data, where both are known.
    fn add_access(&mut self, access: Access, node: Option<NodeId>, data: Option<DataId>) {
        let element = access.element;
        let (Some(node), Some(data)) = (node, data) else {
            let text = if access.is_write {
                "it writes no data object or store"
            } else {
                "it reads no data object or store"
            };
            self.teller.tell(
                element,
                Fate::Dropped,
                format!("a data association that leads nowhere: {text}"),
            );
            return;
        };
        if matches!(self.graph[node].kind, NodeKind::Gateway(_)) {
            self.teller.tell(element, Fate::Broken, "a gateway reads or writes no data");
            return;
        }
        self.teller.mark(element, Fate::Carried);
        self.graph.accesses.push(Access { node, data, ..access });
    }

    /// Several references to one object in one state are one, the first: for each its own. Objects are one by their names, and
    /// without names if they are.
    fn firsts(&self) -> Vec<DataId> {
        let mut known: FxHashMap<(&str, bool), DataId> = FxHashMap::default();
        let mut unnamed: FxHashMap<ElementId, DataId> = FxHashMap::default();
        let mut firsts = Vec::new();
        for (at, data) in self.graph.data.iter().enumerate() {
            let id = DataId::new(at);
            let first = if data.name.is_empty() {
                let object = self.referred(data.element, "dataObjectRef").unwrap_or(data.element);
                unnamed.entry(object).or_insert(id)
            } else {
                known.entry((&data.name, data.is_store)).or_insert(id)
            };
            firsts.push(*first);
        }
        firsts
    }

    /// What nothing reads or writes is not in the model.
    fn drop_unused(&mut self, known: &FxHashMap<ElementId, DataId>) {
        let mut used: Vec<String> =
            self.graph.accesses.iter().map(|access| self.graph[access.data].name.clone()).collect();
        used.extend(self.graph.carried.iter().map(|&(_, data)| self.graph[data].name.clone()));
        used.sort_unstable();
        for element in self.tree.ids() {
            let Some(&data) = known.get(&element) else { continue };
            let (name, plain) = (self.graph[data].name.clone(), self.graph[data].plain_name.clone());
            let is_reference = self.tree.tag(element).ends_with("Reference");
            let object =
                self.referred(element, "dataObjectRef").or_else(|| self.referred(element, "dataStoreRef"));
            let is_used = used.binary_search(&name).is_ok();
            if is_used {
                self.teller.mark(element, Fate::Carried);
                if let Some(object) = object {
                    self.teller.mark(object, Fate::Carried);
                }
            } else if is_reference {
                let plain = one_line(&plain);
                let text = if plain.is_empty() {
                    format!("nothing reads or writes {}", self.display(element))
                } else {
                    format!("nothing reads or writes `{plain}`")
                };
                self.teller.tell(element, Fate::Dropped, text);
                if let Some(object) = object {
                    self.teller.mark(object, Fate::Carried);
                }
            }
        }
    }
}
