//! Data objects become items, data stores repositories.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Composer;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Access, DataId, NodeId, NodeKind, ScopeId};
use crate::import::draft::{About, End, ExternalKind, Flow, ItemId, Mode, StepId};
use crate::import::names::words_of;
use crate::import::remark::Place;

impl Composer<'_, '_, '_> {
    /// The item of a data object.
    pub(super) fn data_item(&mut self, data: DataId) -> ItemId {
        let of = &self.graph[data];
        let place = self.teller.place(of.element);
        if words_of(&of.name).is_empty() {
            return self.unlabelled_item(data, &place);
        }
        self.teller.draft.item(&of.name, &place)
    }

    /// The item of an object without a label: each is one of its own.
    fn unlabelled_item(&mut self, data: DataId, place: &Place) -> ItemId {
        if let Some(&known) = self.unlabelled.get(&data) {
            return known;
        }
        let name = match self.unlabelled.len() {
            0 => "Data without a label".to_owned(),
            count => format!("Data without a label ({})", count + 1),
        };
        self.teller
            .invent(self.graph[data].element, format!("a data object without a label is called `{name}`"));
        let item = self.teller.draft.item(&name, place);
        self.unlabelled.insert(data, item);
        item
    }

    pub(super) fn add_data(&mut self) {
        self.add_broader();
        let mut given = self.given();
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
                self.add_store(data, &accesses);
            } else {
                self.add_object(data, &accesses, &mut given);
            }
        }
    }

    /// An object in a state counts as the object.
    fn add_broader(&mut self) {
        let graph = self.graph;
        let mut plain = FxHashMap::default();
        for access in &graph.accesses {
            let of = &graph[access.data];
            if !of.is_store && of.name == of.plain_name && !of.name.is_empty() {
                plain.insert(of.name.as_str(), access.data);
            }
        }
        for access in &graph.accesses {
            let of = &graph[access.data];
            let Some(&broader) = plain.get(of.plain_name.as_str()) else { continue };
            let (item, broader) = (self.data_item(access.data), self.data_item(broader));
            self.add_broader_item(item, broader);
        }
    }

    fn add_store(&mut self, data: DataId, accesses: &[Access]) {
        let of = &self.graph[data];
        let place = self.teller.place(of.element);
        let name = if words_of(&of.name).is_empty() { "Data store".to_owned() } else { of.name.clone() };
        let words = words_of(&name);
        let store = match self.stores.get(&words) {
            Some(&known) => known,
            None => {
                let about = About::new(&name, place.clone());
                let store = self.teller.draft.add_external(ExternalKind::Repository, about);
                self.stores.insert(words.clone(), store);
                store
            }
        };
        let mut unnamed = None;
        for access in accesses {
            let Some(step) = self.step_of_access(access) else { continue };
            let item = match self.name_of_access(access, &words) {
                Some(own) => self.teller.draft.item(&own, &place),
                None => *unnamed.get_or_insert_with(|| self.data_of_store(data, &name)),
            };
            let mut flow = Flow::new(item, vec![End::External(store)], self.teller.place(access.element));
            if access.is_optional {
                flow.mode = Mode::Optional;
            }
            let of = self.teller.draft.step(step);
            let flows = if access.is_write { &mut of.outputs } else { &mut of.inputs };
            if self.stored.insert((step, item, store, access.is_write)) {
                flows.push(flow);
            }
        }
    }

    /// How a node calls what it reads from a store or writes into it; none where it says no more than the store does.
    fn name_of_access(&self, access: &Access, store: &str) -> Option<String> {
        let name = self.graph.label(access.item?);
        let words = words_of(name);
        if words.is_empty() || words == store { None } else { Some(name.to_owned()) }
    }

    /// The item of a store of which nobody says what it is.
    fn data_of_store(&mut self, data: DataId, name: &str) -> ItemId {
        let element = self.graph[data].element;
        let item_name = format!("Data of {name}");
        self.teller.invent(element, format!("what is kept in `{name}` is called `{item_name}`"));
        let place = self.teller.place(element);
        self.teller.draft.item(&item_name, &place)
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

    /// What steps give already.
    fn given(&self) -> Given {
        let mut given = Given::default();
        for (at, step) in self.teller.draft.steps.iter().enumerate() {
            for flow in &step.outputs {
                for &item in &flow.items {
                    given.insert((StepId::new(at), item, flow.ends.clone()));
                }
            }
        }
        given
    }

    fn add_object(&mut self, data: DataId, accesses: &[Access], given: &mut Given) {
        let item = self.data_item(data);
        let mut writers = Users::default();
        let mut readers = Users::default();
        // What comes with a start event is there from the beginning.
        let comes_with_start =
            accesses.iter().any(|access| access.is_write && self.graph[access.node].kind == NodeKind::Start);
        for access in accesses {
            let Some(step) = self.step_of_access(access) else { continue };
            let scope = self.graph[access.node].scope;
            let user = User {
                node: access.node,
                step,
                scope,
                place: self.order.place(access.node),
                access: *access,
            };
            if access.is_write { &mut writers } else { &mut readers }.add(user);
        }
        for user in &readers.all {
            if !self.handed.contains(&(user.node, data)) && !comes_with_start {
                self.add_reading(user, item, &writers);
            }
        }
        for user in &writers.all {
            if !self.handed.contains(&(user.node, data)) {
                self.add_writing(user, item, &readers, given);
            }
        }
    }

    /// A reader waits for data that is written before it along the flow. What is written behind it or elsewhere may be there or
    /// not, as may what it says that it can do without; what nobody else writes is missing, and stays so.
    fn add_reading(&mut self, user: &User, item: ItemId, writers: &Users) {
        let mut flow = Flow::new(item, Vec::new(), self.teller.place(user.access.element));
        if let Some(first) = writers.first_beside(user) {
            flow.mode = if first < user.place { Mode::Mandatory } else { Mode::Optional };
        } else if let Some(writer) = writers.other(user) {
            flow.mode = Mode::Optional;
            flow.ends.push(End::Step(writer));
        } else if !writers.all.is_empty() {
            flow.mode = Mode::Optional;
        }
        if user.access.is_optional {
            flow.mode = Mode::Optional;
        }
        self.teller.draft.step(user.step).inputs.push(flow);
    }

    fn add_writing(&mut self, user: &User, item: ItemId, readers: &Users, given: &mut Given) {
        let mut ends = Vec::new();
        if readers.first_beside(user).is_none() {
            let others = readers.all.iter().filter(|reader| reader.step != user.step);
            ends.extend(others.take(MOST_READERS).map(|reader| End::Step(reader.step)));
            if readers.all.len() > MOST_READERS + 1 {
                let text = format!("no more than {MOST_READERS} of those who read it are carried");
                self.teller.tell(user.access.element, Fate::Approximated, text);
            }
        }
        let mut flow = Flow::new(item, ends, self.teller.place(self.graph[user.node].element));
        if user.access.is_optional {
            flow.mode = Mode::Optional;
        }
        if given.insert((user.step, item, flow.ends.clone())) {
            self.teller.draft.step(user.step).outputs.push(flow);
        }
    }
}

/// The items that steps give, each with those to whom the statement says that it goes.
type Given = FxHashSet<(StepId, ItemId, Vec<End>)>;

/// As many readers are named as those to whom data of another pool goes.
const MOST_READERS: usize = 1_000;

/// A step that reads data, or writes it.
#[derive(Clone, Copy)]
struct User {
    node: NodeId,
    step: StepId,
    scope: ScopeId,
    /// Its place along the flow of its scope.
    place: usize,
    access: Access,
}

/// All that read data, or all that write it, each step once.
#[derive(Default)]
struct Users {
    all: Vec<User>,
    known: FxHashSet<StepId>,
    /// The two that come first along the flow of each scope: one of them is not the one who asks.
    firsts: FxHashMap<ScopeId, [Option<(usize, StepId)>; 2]>,
}

impl Users {
    fn add(&mut self, user: User) {
        if !self.known.insert(user.step) {
            return;
        }
        self.all.push(user);
        let firsts = self.firsts.entry(user.scope).or_default();
        let own = Some((user.place, user.step));
        if firsts[0].is_none_or(|first| user.place < first.0) {
            *firsts = [own, firsts[0]];
        } else if firsts[1].is_none_or(|second| user.place < second.0) {
            firsts[1] = own;
        }
    }

    /// The place of the first other one in the scope of a user.
    fn first_beside(&self, user: &User) -> Option<usize> {
        let firsts = self.firsts.get(&user.scope)?;
        let other = firsts.iter().flatten().find(|&&(_, step)| step != user.step);
        other.map(|&(place, _)| place)
    }

    /// The first other one, wherever it stands.
    fn other(&self, user: &User) -> Option<StepId> {
        let other = self.all.iter().find(|other| other.step != user.step);
        other.map(|other| other.step)
    }
}
