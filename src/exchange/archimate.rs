//! A model in ArchiMate, as The Open Group's exchange format writes it (namespace 3.0, which 3.1 and 3.2 keep).
//!
//! ```text
//! stream                 ValueStream, and the BusinessProcess that realises it
//! step                   BusinessProcess, a part of that of its stream
//! trigger, outcome       BusinessEvent
//! activity               BusinessFunction, of which its steps are parts
//! stakeholder, role      BusinessActor, BusinessRole
//! item, repository       BusinessObject, DataObject
//! practice               Capability
//! ```

mod gather;
mod write;

use rustc_hash::FxHashMap;

use super::book::Book;
use super::ids::Ids;
use super::joined::Joined;
use super::remark::{Remark, Teller};
use crate::export::model::{Document, FlowId};

/// A model in ArchiMate, ready to be written.
pub struct Archimate {
    id: String,
    name: String,
    elements: Vec<Element>,
    relations: Vec<Relation>,
    /// What ArchiMate cannot say, in the order of the files.
    pub remarks: Vec<Remark>,
}

/// What an element is; the word is that of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    ValueStream,
    BusinessProcess,
    BusinessFunction,
    BusinessEvent,
    BusinessActor,
    BusinessRole,
    BusinessObject,
    DataObject,
    Capability,
}

/// What a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Link {
    Flow,
    Triggering,
    Reads,
    Writes,
    Composition,
    Aggregation,
    Assignment,
    Realization,
    Serving,
    Specialization,
    Association,
}

struct Element {
    id: String,
    kind: Kind,
    name: String,
    purpose: Option<String>,
    /// Values of [`PROPERTIES`], by their index.
    properties: Vec<(usize, String)>,
}

struct Relation {
    id: String,
    kind: Link,
    from: usize,
    to: usize,
    /// May be empty.
    name: String,
}

/// What is said of elements beside their names.
const PROPERTIES: [&str; 6] =
    ["lead_time", "process_time", "complete_and_accurate", "within", "every", "link"];
const LEAD_TIME: usize = 0;
const PROCESS_TIME: usize = 1;
const ACCURACY: usize = 2;
const WITHIN: usize = 3;
const EVERY: usize = 4;
const LINK: usize = 5;

impl Archimate {
    /// Makes it of a model. The same document gives the same, and ids follow from names.
    pub fn of(document: &Document) -> Archimate {
        let book = Book::new(document);
        let mut pen = Pen {
            book: &book,
            teller: Teller::new("ArchiMate"),
            ids: Ids::default(),
            elements: Vec::new(),
            relations: Vec::new(),
            named: FxHashMap::default(),
            streams: Vec::new(),
            steps: Vec::new(),
            borders: FxHashMap::default(),
            joined: Joined::default(),
            related: FxHashMap::default(),
        };
        let name =
            document.organisation.as_ref().map_or("Value streams", |own| own.declaration.name.as_str());
        let id = pen.ids.new_id("model", &[name]);
        pen.add_declared();
        pen.add_streams();
        for (at, stream) in document.streams.iter().enumerate() {
            pen.relate_stream(at, stream);
        }
        pen.relate_activities();
        let Pen { elements, relations, teller, .. } = pen;
        Archimate { id, name: name.to_owned(), elements, relations, remarks: teller.finish() }
    }
}

struct Pen<'b, 'd> {
    book: &'b Book<'d>,
    teller: Teller,
    ids: Ids,
    elements: Vec<Element>,
    relations: Vec<Relation>,
    /// Elements that are known by their kind and the words of their names.
    named: FxHashMap<(Kind, String), usize>,
    /// The process of each stream.
    streams: Vec<usize>,
    /// The process of each step.
    steps: Vec<Vec<usize>>,
    /// The event of each trigger and outcome, by its id.
    borders: FxHashMap<FlowId, usize>,
    joined: Joined,
    related: FxHashMap<(Link, usize, usize, String), ()>,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::ValueStream => "ValueStream",
            Kind::BusinessProcess => "BusinessProcess",
            Kind::BusinessFunction => "BusinessFunction",
            Kind::BusinessEvent => "BusinessEvent",
            Kind::BusinessActor => "BusinessActor",
            Kind::BusinessRole => "BusinessRole",
            Kind::BusinessObject => "BusinessObject",
            Kind::DataObject => "DataObject",
            Kind::Capability => "Capability",
        }
    }
}

impl Link {
    fn word(self) -> &'static str {
        match self {
            Link::Flow => "Flow",
            Link::Triggering => "Triggering",
            Link::Reads | Link::Writes => "Access",
            Link::Composition => "Composition",
            Link::Aggregation => "Aggregation",
            Link::Assignment => "Assignment",
            Link::Realization => "Realization",
            Link::Serving => "Serving",
            Link::Specialization => "Specialization",
            Link::Association => "Association",
        }
    }

    /// The same as the beginning of an id, in which reading and writing differ.
    fn id_word(self) -> &'static str {
        match self {
            Link::Reads => "Read",
            Link::Writes => "Write",
            _ => self.word(),
        }
    }
}
