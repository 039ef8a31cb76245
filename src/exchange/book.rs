//! Looks things of a document up by their ids and names.

use rustc_hash::FxHashMap;

use crate::draw::stream::activity_name;
use crate::export::model::{Document, Flow, Step, Stream};
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

/// A document with an index.
pub(super) struct Book<'d> {
    pub document: &'d Document,
    flows: FxHashMap<&'d str, (Owner, &'d Flow)>,
    streams: FxHashMap<&'d str, usize>,
    steps: FxHashMap<&'d str, (usize, usize)>,
    /// The words of all broader items, by the words of an item.
    broader: FxHashMap<String, Vec<String>>,
}

impl<'d> Book<'d> {
    /// Looks through a document.
    pub(super) fn new(document: &'d Document) -> Book<'d> {
        let mut book = Book {
            document,
            flows: FxHashMap::default(),
            streams: FxHashMap::default(),
            steps: FxHashMap::default(),
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
            let broader = item.is.iter().map(|name| words(name)).collect();
            book.broader.insert(words(&item.declaration.name), broader);
        }
        book
    }

    fn add(&mut self, owner: Owner, flows: impl IntoIterator<Item = &'d Flow>) {
        for flow in flows {
            self.flows.insert(&flow.id, (owner, flow));
        }
    }

    /// The flow with an id, and whose it is.
    pub(super) fn flow(&self, id: &str) -> Option<(Owner, &'d Flow)> {
        self.flows.get(id).copied()
    }

    /// The stream with an id, by its index.
    pub(super) fn stream(&self, id: Option<&str>) -> Option<usize> {
        self.streams.get(id?).copied()
    }

    /// The step with an id: the index of its stream, and its own there.
    pub(super) fn step(&self, id: Option<&str>) -> Option<(usize, usize)> {
        self.steps.get(id?).copied()
    }

    /// Whether what is given is what somebody wants, or counts as it.
    pub(super) fn agrees(&self, given: &str, wanted: &str) -> bool {
        let (given, wanted) = (words(given), words(wanted));
        given == wanted || self.broader.get(&given).is_some_and(|broader| broader.contains(&wanted))
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
