//! What steps read and write: objects, and stores.

use super::{Pen, first};
use crate::exchange::book::{Owner, words};
use crate::exchange::bpmn::graph::{Access, Data, NodeKind, Object, Store};
use crate::export::model;
use crate::export::model::{EndKind, Mode};

impl<'d> Pen<'_, 'd> {
    pub(super) fn read_stores(&mut self, node: usize, input: &'d model::Flow) {
        for end in &input.ends {
            if end.kind == EndKind::Repository {
                for item in &input.items {
                    self.access_store(node, &end.name, item, false, input.mode != Mode::Mandatory);
                }
            }
        }
    }

    /// A step reads what nobody gives, so that the fault is in the drawing, too.
    pub(super) fn read_what_is_missing(&mut self, node: usize, input: &'d model::Flow) {
        if self.names_outside(input) || self.is_fed_from_outside(input) {
            return;
        }
        for item in &input.items {
            self.access_object(node, item, false, false, true);
        }
    }

    /// A step reads what it may do without.
    pub(super) fn read(&mut self, node: usize, input: &'d model::Flow, sources: &[&'d model::Flow]) {
        let mut items: Vec<&'d str> = Vec::new();
        for source in sources {
            let Some((Owner::Step { step, .. }, _)) = self.book.flow(source.id) else { continue };
            let item = first(source);
            self.access_object(self.nodes.steps[step], item, true, source.mode == Mode::Optional, true);
            items.push(item);
        }
        if items.is_empty()
            && !(sources.is_empty() && (self.names_outside(input) || self.is_fed_from_outside(input)))
        {
            items.extend(input.items.iter().map(String::as_str));
        }
        if input.mode == Mode::Reply && !items.is_empty() {
            let text =
                format!("the reply `{}` of a step of the same stream is data that may come", first(input));
            self.teller.approximated(&input.place, text);
        }
        for item in items {
            self.access_object(node, item, false, true, true);
        }
    }

    /// Says where a step takes something narrower than what it asks for: one flow has one name.
    pub(super) fn tell_narrower(&mut self, input: &'d model::Flow) {
        let Some(own) = self.book.known(input.id) else { return };
        for &id in &input.fed_by {
            let Some(source) = self.book.known(id) else { continue };
            let [given] = source.items[..] else { continue };
            if !own.names(given) {
                let text = format!("`{}` is drawn as `{}`, which it gets", first(input), first(source.flow));
                self.teller.approximated(&input.place, text);
                return;
            }
        }
    }

    /// Lets a step read or write an object. It is shown beside the steps where no flow says it.
    pub(in crate::exchange::bpmn) fn access_object(
        &mut self,
        node: usize,
        item: &str,
        is_write: bool,
        is_optional: bool,
        is_shown: bool,
    ) {
        let object = self.object(item);
        let shown = if is_shown { Some(self.show_object(object, node)) } else { None };
        let next = self.pool.accesses.len();
        let known = *self.accessed.entry((node, object, is_write)).or_insert(next);
        if let Some(access) = self.pool.accesses.get_mut(known) {
            access.shown = access.shown.or(shown);
            return;
        }
        self.add_access(Access {
            id: String::new(),
            node,
            data: Data::Object(object),
            is_write,
            item: item.to_owned(),
            is_optional,
            shown,
            points: Vec::new(),
        });
    }

    /// Lets a step read or write a store, which stands beside it.
    pub(in crate::exchange::bpmn) fn access_store(
        &mut self,
        node: usize,
        name: &str,
        item: &str,
        is_write: bool,
        is_optional: bool,
    ) {
        let store = self.store(name);
        let shown = match self.stores_beside.get(&(node, store)) {
            Some(&shown) => shown,
            None => {
                let step = &self.pool.nodes[node];
                let (lane, rank, step) = (step.lane, step.rank.0, step.name.clone());
                let id = self.new_id("store", &[&step, name]);
                let shown = self.add_node(
                    id,
                    name,
                    NodeKind::Store(store),
                    lane,
                    (rank, if is_write { 3 } else { 0 }),
                );
                self.stores_beside.insert((node, store), shown);
                shown
            }
        };
        self.add_access(Access {
            id: String::new(),
            node,
            data: Data::Store(shown),
            is_write,
            item: item.to_owned(),
            is_optional,
            shown: Some(shown),
            points: Vec::new(),
        });
    }

    pub(super) fn add_access(&mut self, mut access: Access) {
        let step = self.pool.nodes[access.node].name.clone();
        access.id = self.new_id(if access.is_write { "write" } else { "read" }, &[&step, &access.item]);
        self.pool.accesses.push(access);
    }

    pub(super) fn store(&mut self, name: &str) -> usize {
        if let Some(&known) = self.sketch.stores.get(&words(name)) {
            return known;
        }
        let id = self.sketch.ids.new_id("repository", &[name]);
        let stores = &mut self.sketch.drawing.stores;
        stores.push(Store { id, name: name.to_owned() });
        self.sketch.stores.insert(words(name), stores.len() - 1);
        stores.len() - 1
    }

    pub(super) fn object(&mut self, item: &str) -> usize {
        if let Some(&known) = self.objects.get(&words(item)) {
            return known;
        }
        let (name, state) = self.book.state(item);
        let object = Object {
            id: self.new_id("object", &[item]),
            reference_id: self.new_id("item", &[item]),
            name: name.to_owned(),
            state: state.map(str::to_owned),
        };
        self.pool.objects.push(object);
        self.objects.insert(words(item), self.pool.objects.len() - 1);
        self.pool.objects.len() - 1
    }

    /// The node that shows an object.
    pub(super) fn show_object(&mut self, object: usize, node: usize) -> usize {
        if let Some(&known) = self.shown.get(&object) {
            return known;
        }
        let of = &self.pool.objects[object];
        let name = match &of.state {
            Some(state) => format!("{} [{state}]", of.name),
            None => of.name.clone(),
        };
        let id = of.reference_id.clone();
        let step = &self.pool.nodes[node];
        let (lane, rank) = (step.lane, (step.rank.0, 3));
        let shown = self.add_node(id, &name, NodeKind::Object(object), lane, rank);
        self.shown.insert(object, shown);
        shown
    }
}
