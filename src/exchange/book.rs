//! Looks things of a document up by their ids and names.

use rustc_hash::FxHashMap;

use crate::draw::stream::activity_name;
use crate::export::model::{Document, Flow, FlowId, Step, Stream};
use crate::model::Activity;
use crate::syntax::words::normalize;

/// Whose a flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The description of an activity, an index of [`Document::activities`].
    Activity(usize),
    /// A stream, an index of [`Document::streams`]: its trigger.
    Trigger(usize),
    /// Its outcome.
    Outcome(usize),
    /// A step, an index of [`Stream::steps`].
    Step { stream: usize, step: usize },
}

impl Owner {
    /// The stream that it is in; none for an activity.
    pub(super) fn stream(self) -> Option<usize> {
        match self {
            Owner::Activity(_) => None,
            Owner::Trigger(stream) | Owner::Outcome(stream) | Owner::Step { stream, .. } => Some(stream),
        }
    }
}

/// The name of an item, whatever its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ItemName(usize);

/// A flow, and whose it is.
pub(super) struct Known<'d> {
    pub owner: Owner,
    pub flow: &'d Flow,
    /// The names of its items, in their order.
    pub items: Vec<ItemName>,
    /// The same by name, each with its place among the items.
    sorted: Vec<(ItemName, usize)>,
}

/// A document with an index.
pub(super) struct Book<'d> {
    pub document: &'d Document,
    flows: FxHashMap<FlowId, Known<'d>>,
    streams: FxHashMap<&'d str, usize>,
    steps: FxHashMap<&'d str, (usize, usize)>,
    /// The names of items, by their words.
    names: FxHashMap<String, ItemName>,
    /// All broader items of an item, in the order of their names.
    broader: FxHashMap<ItemName, Vec<ItemName>>,
}

impl<'d> Book<'d> {
    /// Looks through a document.
    pub(super) fn new(document: &'d Document) -> Book<'d> {
        let mut book = Book {
            document,
            flows: FxHashMap::default(),
            streams: FxHashMap::default(),
            steps: FxHashMap::default(),
            names: FxHashMap::default(),
            broader: FxHashMap::default(),
        };
        for (at, activity) in document.activities.iter().enumerate() {
            book.add(Owner::Activity(at), activity.inputs.iter().chain(&activity.outputs));
        }
        for (at, stream) in document.streams.iter().enumerate() {
            book.streams.insert(&stream.id, at);
            book.add(Owner::Trigger(at), &stream.triggers);
            book.add(Owner::Outcome(at), &stream.outcomes);
            for (step, of) in stream.steps.iter().enumerate() {
                book.steps.insert(&of.id, (at, step));
                book.add(Owner::Step { stream: at, step }, of.inputs.iter().chain(&of.outputs));
            }
        }
        for item in &document.items {
            let name = book.name(&item.declaration.name);
            let mut broader = Vec::with_capacity(item.is.len());
            for one in &item.is {
                broader.push(book.name(one));
            }
            broader.sort_unstable();
            book.broader.insert(name, broader);
        }
        book
    }

    fn add(&mut self, owner: Owner, flows: impl IntoIterator<Item = &'d Flow>) {
        for flow in flows {
            let mut items = Vec::with_capacity(flow.items.len());
            for item in &flow.items {
                items.push(self.name(item));
            }
            let mut sorted: Vec<(ItemName, usize)> = items.iter().copied().zip(0..).collect();
            sorted.sort_unstable();
            self.flows.insert(flow.id, Known { owner, flow, items, sorted });
        }
    }

    fn name(&mut self, item: &str) -> ItemName {
        let next = ItemName(self.names.len());
        *self.names.entry(words(item)).or_insert(next)
    }

    /// The flow with an id.
    pub(super) fn known(&self, id: FlowId) -> Option<&Known<'d>> {
        self.flows.get(&id)
    }

    /// The flow with an id, and whose it is.
    pub(super) fn flow(&self, id: FlowId) -> Option<(Owner, &'d Flow)> {
        let known = self.flows.get(&id)?;
        Some((known.owner, known.flow))
    }

    /// The stream with an id, by its index.
    pub(super) fn stream(&self, id: Option<&str>) -> Option<usize> {
        self.streams.get(id?).copied()
    }

    /// The step with an id: the index of its stream, and its own there.
    pub(super) fn step(&self, id: Option<&str>) -> Option<(usize, usize)> {
        self.steps.get(id?).copied()
    }

    /// Which of the items of a flow something is, or counts as: their places among them, in order. It looks through the
    /// shorter list of both, that of the flow or that of all broader items.
    pub(super) fn fitting(&self, given: ItemName, wanted: &Known<'_>) -> Vec<usize> {
        let mut places = Vec::new();
        let broader = self.broader.get(&given).map_or(&[][..], Vec::as_slice);
        if wanted.items.len() <= broader.len() {
            for (place, item) in wanted.items.iter().enumerate() {
                if *item == given || broader.binary_search(item).is_ok() {
                    places.push(place);
                }
            }
            return places;
        }
        wanted.push_places(given, &mut places);
        for &item in broader {
            wanted.push_places(item, &mut places);
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Whether an item is another one, or counts as it.
    fn agrees(&self, item: &str, other: &str) -> bool {
        let (item, other) = (words(item), words(other));
        if item == other {
            return true;
        }
        let (Some(item), Some(other)) = (self.names.get(&item), self.names.get(&other)) else { return false };
        self.broader.get(item).is_some_and(|broader| broader.binary_search(other).is_ok())
    }

    /// The name of an item without its state, and its state: an item such as `Order (approved)` that is an `Order`.
    pub(super) fn state<'i>(&self, item: &'i str) -> (&'i str, Option<&'i str>) {
        let Some((name, state)) = item.strip_suffix(')').and_then(|item| item.rsplit_once(" (")) else {
            return (item, None);
        };
        if self.agrees(item, name) && !state.is_empty() { (name, Some(state)) } else { (item, None) }
    }

    /// The stream with this index.
    pub(super) fn stream_at(&self, at: usize) -> &'d Stream {
        &self.document.streams[at]
    }

    /// The step with these indices.
    pub(super) fn step_at(&self, (stream, step): (usize, usize)) -> &'d Step {
        &self.document.streams[stream].steps[step]
    }
}

impl Known<'_> {
    /// Whether one of its items has this name.
    pub(super) fn names(&self, item: ItemName) -> bool {
        let at = self.sorted.partition_point(|&(name, _)| name < item);
        self.sorted.get(at).is_some_and(|&(name, _)| name == item)
    }

    fn push_places(&self, item: ItemName, places: &mut Vec<usize>) {
        let first = self.sorted.partition_point(|&(name, _)| name < item);
        for &(name, place) in &self.sorted[first..] {
            if name != item {
                break;
            }
            places.push(place);
        }
    }
}

/// The words of a name, in which all its spellings are one.
pub(super) fn words(name: &str) -> String {
    let mut words = String::new();
    normalize(name, &mut words);
    words
}

/// `Design and transition` for `design_and_transition`, as ITIL prints it; a name that is none of an activity as it is.
pub(super) fn title(activity: &str) -> String {
    let known = Activity::ALL.into_iter().find(|known| known.name() == activity);
    match known {
        Some(known) => activity_name(known).to_owned(),
        None => activity.to_owned(),
    }
}
