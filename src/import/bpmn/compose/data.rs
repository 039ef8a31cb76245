//! Data objects become items, data stores repositories.

use rustc_hash::FxHashMap;

use super::Composer;
use super::ends::push;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Access, DataId, NodeId, NodeKind};
use crate::import::draft::{About, End, ExternalId, ExternalKind, Flow, ItemId, Mode, StepId};
use crate::import::names::words_of;

impl Composer<'_, '_, '_> {
    /// The item of a data object.
    pub(super) fn data_item(&mut self, data: DataId) -> ItemId {
        let of = &self.graph[data];
        let place = self.teller.place(of.element);
        if words_of(&of.name).is_empty() {
            let name = "Data without a label";
            return self.teller.draft.item(name, &place);
        }
        self.teller.draft.item(&of.name, &place)
    }

    pub(super) fn add_data(&mut self) {
        self.add_broader();
        let mut stores = FxHashMap::default();
        let mut by_data: FxHashMap<DataId, Vec<Access>> = FxHashMap::default();
        let mut order = Vec::new();
        for access in &self.graph.accesses {
            let all = by_data.entry(access.data).or_default();
            if all.is_empty() {
                order.push(access.data);
            }
            all.push(*access);
        }
        for data in order {
            let accesses = by_data.remove(&data).unwrap_or_default();
            if self.graph[data].is_store {
                self.add_store(data, &accesses, &mut stores);
            } else {
                self.add_object(data, &accesses);
            }
        }
    }

    /// An object in a state counts as the object.
    fn add_broader(&mut self) {
        let graph = self.graph;
        let mut plain = FxHashMap::default();
        for access in &graph.accesses {
            let of = &graph[access.data];
            if !of.is_store && of.name == of.plain_name {
                plain.insert(of.name.as_str(), access.data);
            }
        }
        for access in &graph.accesses {
            let of = &graph[access.data];
            let Some(&broader) = plain.get(of.plain_name.as_str()) else { continue };
            let (item, broader) = (self.data_item(access.data), self.data_item(broader));
            let known = &mut self.teller.draft.items[item.index()].is;
            if item != broader && !known.contains(&broader) {
                known.push(broader);
            }
        }
    }

    fn add_store(
        &mut self,
        data: DataId,
        accesses: &[Access],
        stores: &mut FxHashMap<String, (ExternalId, ItemId)>,
    ) {
        let of = &self.graph[data];
        let place = self.teller.place(of.element);
        let name = if words_of(&of.name).is_empty() { "Data store".to_owned() } else { of.name.clone() };
        let words = words_of(&name);
        let (store, item) = match stores.get(&words) {
            Some(&known) => known,
            None => {
                let about = About::new(&name, place.clone());
                let store = self.teller.draft.add_external(ExternalKind::Repository, about);
                let item_name = format!("Data of {name}");
                self.teller.invent(of.element, format!("what is kept in `{name}` is called `{item_name}`"));
                let item = self.teller.draft.item(&item_name, &place);
                stores.insert(words, (store, item));
                (store, item)
            }
        };
        for access in accesses {
            let Some(step) = self.step_of_access(access) else { continue };
            let flow = Flow::new(item, vec![End::External(store)], self.teller.place(access.element));
            let of = self.teller.draft.step(step);
            let flows = if access.is_write { &mut of.outputs } else { &mut of.inputs };
            if !flows.iter().any(|known| known.items == flow.items && known.ends == flow.ends) {
                flows.push(flow);
            }
        }
    }

    /// The step that reads or writes; none where an event does that, which is told.
    fn step_of_access(&mut self, access: &Access) -> Option<StepId> {
        let node = match self.graph[access.node].kind {
            NodeKind::Boundary { host, .. } => host,
            _ => access.node,
        };
        let step = self.step(node);
        if step.is_none() {
            let name = &self.graph[access.data].name;
            let text = format!("an event reads or writes `{name}`, where the language has no step for it");
            self.teller.tell(access.element, Fate::Dropped, text);
        }
        step
    }

    fn add_object(&mut self, data: DataId, accesses: &[Access]) {
        if words_of(&self.graph[data].name).is_empty() {
            self.teller.invent(
                self.graph[data].element,
                "a data object without a label is called `Data without a label`",
            );
        }
        let item = self.data_item(data);
        let mut writers: Vec<(NodeId, StepId)> = Vec::new();
        let mut readers: Vec<(NodeId, StepId, &Access)> = Vec::new();
        // What comes with a start event is there from the beginning.
        let comes_with_start =
            accesses.iter().any(|access| access.is_write && self.graph[access.node].kind == NodeKind::Start);
        for access in accesses {
            let Some(step) = self.step_of_access(access) else { continue };
            if access.is_write {
                if !writers.iter().any(|&(_, known)| known == step) {
                    writers.push((access.node, step));
                }
            } else if !readers.iter().any(|&(_, known, _)| known == step) {
                readers.push((access.node, step, access));
            }
        }
        for &(node, step, access) in &readers {
            if self.handed.contains(&(node, data)) || comes_with_start {
                continue;
            }
            self.add_reading(node, step, access, item, &writers);
        }
        for &(node, step) in &writers {
            if self.handed.contains(&(node, data)) {
                continue;
            }
            self.add_writing(node, step, item, &readers);
        }
    }

    /// A reader waits for data that is written before it along the flow. What is written behind it or elsewhere may be there or
    /// not; what nobody else writes is missing, and stays so.
    fn add_reading(
        &mut self,
        node: NodeId,
        step: StepId,
        access: &Access,
        item: ItemId,
        writers: &[(NodeId, StepId)],
    ) {
        let scope = self.graph[node].scope;
        let mut flow = Flow::new(item, Vec::new(), self.teller.place(access.element));
        let others = || writers.iter().filter(|&&(_, writer)| writer != step);
        let is_near = |&&(writer, _): &&(NodeId, StepId)| self.graph[writer].scope == scope;
        if others().any(|writer| is_near(&writer)) {
            let place = self.order.place(node);
            let is_before = others().filter(is_near).any(|&(writer, _)| self.order.place(writer) < place);
            flow.mode = if is_before { Mode::Mandatory } else { Mode::Optional };
        } else if let Some(&(_, writer)) = others().next() {
            flow.mode = Mode::Optional;
            flow.ends.push(End::Step(writer));
        } else if !writers.is_empty() {
            flow.mode = Mode::Optional;
        }
        self.teller.draft.step(step).inputs.push(flow);
    }

    fn add_writing(
        &mut self,
        node: NodeId,
        step: StepId,
        item: ItemId,
        readers: &[(NodeId, StepId, &Access)],
    ) {
        let scope = self.graph[node].scope;
        let others = || readers.iter().filter(|&&(_, reader, _)| reader != step);
        let mut ends = Vec::new();
        if !others().any(|&(reader, ..)| self.graph[reader].scope == scope) {
            for &(_, reader, _) in others() {
                push(&mut ends, End::Step(reader));
            }
        }
        let flow = Flow::new(item, ends, self.teller.place(self.graph[node].element));
        let outputs = &mut self.teller.draft.step(step).outputs;
        if !outputs.iter().any(|known| known.items.contains(&item) && known.ends == flow.ends) {
            outputs.push(flow);
        }
    }
}
