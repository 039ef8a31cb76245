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

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::book::{Book, Owner, title, words};
use super::ids::{Ids, behind};
use super::remark::{Remark, Teller};
use crate::export::Place;
use crate::export::model::{
    Declaration, Document, End, EndKind, Flow, FlowKind, Mode, Named, Roles, Step, Stream,
};
use crate::output::xml::Xml;
use crate::sanitise::sanitise;

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
    borders: FxHashMap<&'d str, usize>,
    related: FxHashMap<(Link, usize, usize, String), ()>,
}

impl<'d> Pen<'_, 'd> {
    fn add(&mut self, kind: Kind, names: &[&str], name: &str) -> usize {
        let id = self.ids.new_id(kind.word(), names);
        self.elements.push(Element {
            id,
            kind,
            name: name.to_owned(),
            purpose: None,
            properties: Vec::new(),
        });
        self.elements.len() - 1
    }

    /// The element of a kind that is called so; it is added where there is none.
    fn named(&mut self, kind: Kind, name: &str) -> usize {
        let key = (kind, words(name));
        if let Some(&known) = self.named.get(&key) {
            return known;
        }
        let added = self.add(kind, &[name], name);
        self.named.insert(key, added);
        added
    }

    fn declare(&mut self, kind: Kind, declaration: &Declaration) -> usize {
        let at = self.named(kind, &declaration.name);
        self.describe(at, declaration);
        at
    }

    /// What a declaration says beside the name.
    fn describe(&mut self, at: usize, declaration: &Declaration) {
        let element = &mut self.elements[at];
        element.purpose.clone_from(&declaration.purpose);
        for link in &declaration.links {
            element.properties.push((LINK, link.clone()));
        }
        if declaration.alias.is_some() {
            self.teller.lacks("an alias", &declaration.place);
        }
    }

    fn relate(&mut self, kind: Link, from: usize, to: usize, name: &str) {
        if from == to && kind != Link::Flow
            || self.related.insert((kind, from, to, words(name)), ()).is_some()
        {
            return;
        }
        let (giver, taker) = (behind(&self.elements[from].id), behind(&self.elements[to].id));
        let id = self.ids.new_id(kind.id_word(), &[giver, taker, name]);
        self.relations.push(Relation { id, kind, from, to, name: name.to_owned() });
    }

    fn add_declared(&mut self) {
        let document = self.book.document;
        if let Some(organisation) = &document.organisation
            && organisation.declaration.purpose.is_some()
        {
            self.teller.lacks("the `purpose` of an organisation", &organisation.declaration.place);
        }
        for stakeholder in &document.stakeholders {
            self.declare(Kind::BusinessActor, stakeholder);
        }
        for role in &document.roles {
            self.declare(Kind::BusinessRole, role);
        }
        for activity in &document.activities {
            let at = self.named(Kind::BusinessFunction, &title(activity.activity));
            self.describe(at, &activity.declaration);
            self.assign(at, &activity.roles);
        }
        for practice in &document.practices {
            self.declare(Kind::Capability, practice);
        }
        for repository in &document.repositories {
            self.declare(Kind::DataObject, repository);
        }
        for item in &document.items {
            self.declare(Kind::BusinessObject, &item.declaration);
        }
        for item in &document.items {
            let own = self.named(Kind::BusinessObject, &item.declaration.name);
            for broader in &item.is {
                let broader = self.named(Kind::BusinessObject, broader);
                self.relate(Link::Specialization, own, broader, "");
            }
        }
    }

    fn add_streams(&mut self) {
        let book = self.book;
        for stream in &book.document.streams {
            let name = &stream.declaration.name;
            let value_stream = self.add(Kind::ValueStream, &[name], name);
            self.describe(value_stream, &stream.declaration);
            let process = self.add(Kind::BusinessProcess, &[name], name);
            self.relate(Link::Realization, process, value_stream, "");
            self.assign(process, &stream.roles);
            self.streams.push(process);
            let mut steps = Vec::new();
            for flow in &stream.triggers {
                self.add_border(process, name, flow);
            }
            for step in &stream.steps {
                let own = &step.declaration.name;
                let at = self.add(Kind::BusinessProcess, &[name, own], own);
                self.describe(at, &step.declaration);
                self.relate(Link::Composition, process, at, "");
                steps.push(at);
            }
            for flow in &stream.outcomes {
                self.add_border(process, name, flow);
            }
            self.steps.push(steps);
        }
    }

    /// A trigger or an outcome.
    fn add_border(&mut self, process: usize, stream: &str, flow: &'d Flow) {
        let name = flow.items.join(" or ");
        let is_trigger = flow.kind == FlowKind::Trigger;
        let word = if is_trigger { "trigger" } else { "outcome" };
        let event = self.add(Kind::BusinessEvent, &[stream, word, &name], &name);
        let (from, to) = if is_trigger { (event, process) } else { (process, event) };
        self.relate(Link::Triggering, from, to, "");
        let properties = &mut self.elements[event].properties;
        properties.extend(flow.within.as_ref().map(|time| (WITHIN, time.text.clone())));
        properties.extend(flow.every.as_ref().map(|every| (EVERY, every.clone())));
        self.borders.insert(&flow.id, event);
    }

    fn relate_stream(&mut self, at: usize, stream: &'d Stream) {
        for flow in &stream.triggers {
            self.relate_flow(Owner::Trigger(at), flow);
        }
        for (index, step) in stream.steps.iter().enumerate() {
            let own = self.steps[at][index];
            self.relate_step(own, step);
            for flow in step.inputs.iter().chain(&step.outputs) {
                self.relate_flow(Owner::Step { stream: at, step: index }, flow);
            }
        }
        for flow in &stream.outcomes {
            self.relate_flow(Owner::Outcome(at), flow);
        }
    }

    fn relate_step(&mut self, own: usize, step: &Step) {
        let properties = &mut self.elements[own].properties;
        properties.extend(step.lead_time.as_ref().map(|time| (LEAD_TIME, time.text.clone())));
        properties.extend(step.process_time.as_ref().map(|time| (PROCESS_TIME, time.text.clone())));
        properties.extend(step.accuracy.map(|share| (ACCURACY, percentage(share))));
        if let Some(activity) = step.activity {
            let function = self.named(Kind::BusinessFunction, &title(activity));
            self.relate(Link::Aggregation, function, own, "");
        }
        if let Some(run) = self.book.stream(step.runs.as_deref()) {
            self.relate(Link::Serving, self.streams[run], own, "");
        }
        self.assign(own, &step.roles);
        for Named { name, .. } in &step.practices {
            let practice = self.named(Kind::Capability, name);
            self.relate(Link::Realization, own, practice, "");
        }
        for Named { place, .. } in &step.uses {
            self.teller.lacks("`uses`", place);
        }
    }

    fn assign(&mut self, to: usize, roles: &Roles) {
        for Named { name, .. } in &roles.responsible {
            let role = self.named(Kind::BusinessRole, name);
            self.relate(Link::Assignment, role, to, "");
        }
        for (word, named) in [
            ("accountable", &roles.accountable),
            ("consulted", &roles.consulted),
            ("informed", &roles.informed),
        ] {
            for Named { name, .. } in named {
                let role = self.named(Kind::BusinessRole, name);
                self.relate(Link::Association, role, to, word);
            }
        }
    }

    fn relate_activities(&mut self) {
        let book = self.book;
        for (at, activity) in book.document.activities.iter().enumerate() {
            for flow in activity.inputs.iter().chain(&activity.outputs) {
                self.relate_flow(Owner::Activity(at), flow);
            }
        }
    }

    /// The element that has a flow.
    fn element(&mut self, owner: Owner, flow: &Flow) -> Option<usize> {
        match owner {
            Owner::Activity(at) => {
                let activity = self.book.document.activities.get(at)?.activity;
                Some(self.named(Kind::BusinessFunction, &title(activity)))
            }
            Owner::Step { stream, step } => self.steps.get(stream)?.get(step).copied(),
            Owner::Trigger(_) | Owner::Outcome(_) => self.borders.get(flow.id.as_str()).copied(),
        }
    }

    fn relate_flow(&mut self, owner: Owner, flow: &'d Flow) {
        let Some(own) = self.element(owner, flow) else { return };
        self.tell_what_is_lost(flow);
        let is_taken = matches!(flow.kind, FlowKind::Input | FlowKind::Trigger);
        if matches!(flow.kind, FlowKind::Input | FlowKind::Output) {
            for item in &flow.items {
                let object = self.named(Kind::BusinessObject, item);
                self.relate(if is_taken { Link::Reads } else { Link::Writes }, own, object, "");
            }
        }
        let partners = if is_taken { &flow.fed_by } else { &flow.feeds };
        for end in &flow.ends {
            self.relate_end(own, flow, end, partners, is_taken);
        }
        // What is handed over is related where it is given.
        if flow.kind == FlowKind::Input {
            return;
        }
        for id in &flow.feeds {
            let Some((taker, taken)) = self.book.flow(id) else { continue };
            let Some(to) = self.element(taker, taken) else { continue };
            match (flow.kind, taken.kind) {
                (FlowKind::Trigger, FlowKind::Input) | (FlowKind::Output, FlowKind::Outcome) => {
                    self.relate(Link::Triggering, own, to, "");
                }
                (FlowKind::Output | FlowKind::Outcome, FlowKind::Input | FlowKind::Trigger) => {
                    for item in &flow.items {
                        if taken.items.iter().any(|wanted| self.book.agrees(item, wanted)) {
                            self.relate(Link::Flow, own, to, item);
                        }
                    }
                }
                // What a step and the stream that it runs hand each other, serving says.
                _ => {}
            }
        }
        if flow.left_out > 0 {
            let text = "it goes to so many that not all of these flows are there".to_owned();
            self.teller.dropped(&flow.place, text);
        }
    }

    fn relate_end(&mut self, own: usize, flow: &Flow, end: &End, partners: &[String], is_taken: bool) {
        let other = match end.kind {
            EndKind::Stakeholder => self.named(Kind::BusinessActor, &end.name),
            EndKind::Repository => {
                let store = self.named(Kind::DataObject, &end.name);
                self.relate(if is_taken { Link::Reads } else { Link::Writes }, own, store, "");
                return;
            }
            EndKind::Activity if partners.is_empty() => self.named(Kind::BusinessFunction, &title(&end.name)),
            EndKind::Stream | EndKind::Undescribed if partners.is_empty() => {
                let Some(stream) = self.book.stream(end.id.as_deref()) else { return };
                self.streams[stream]
            }
            EndKind::All if partners.is_empty() => {
                self.teller.lacks("`all`, where nobody takes or gives what it names", &end.place);
                return;
            }
            EndKind::Unknown | EndKind::Itself => {
                self.tell_unmet(flow, end, &end.place);
                return;
            }
            EndKind::Step if partners.is_empty() => {
                self.tell_unmet(flow, end, &end.place);
                return;
            }
            _ => return,
        };
        for item in &flow.items {
            let (from, to) = if is_taken { (other, own) } else { (own, other) };
            self.relate(Link::Flow, from, to, item);
        }
    }

    fn tell_unmet(&mut self, flow: &Flow, end: &End, place: &Place) {
        let item = flow.items.first().map_or("", String::as_str);
        self.teller.dropped(place, format!("`{item}` and `{}`: nothing there meets it", end.name));
    }

    /// Flows of ArchiMate have no alternatives, and all of them are alike.
    fn tell_what_is_lost(&mut self, flow: &Flow) {
        if flow.is_alternative || flow.items.len() > 1 {
            self.teller.lacks("`or`: each alternative is a flow", &flow.place);
        }
        match flow.mode {
            Mode::Mandatory => {}
            Mode::Optional => self.teller.lacks("`optional`", &flow.place),
            Mode::Rework => self.teller.lacks("`rework`", &flow.place),
            Mode::Reply => self.teller.lacks("`reply`", &flow.place),
        }
    }
}

impl Archimate {
    /// Writes it as XML, in UTF-8.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = Xml::new(out)?;
        let attributes = [
            ("xmlns", "http://www.opengroup.org/xsd/archimate/3.0/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("identifier", &*self.id),
        ];
        xml.open("model", &attributes)?;
        xml.text("name", &[], &sanitise(&self.name))?;
        if !self.elements.is_empty() {
            xml.open("elements", &[])?;
            for element in &self.elements {
                element.write(&mut xml)?;
            }
            xml.close("elements")?;
        }
        if !self.relations.is_empty() {
            xml.open("relationships", &[])?;
            for relation in &self.relations {
                self.write_relation(relation, &mut xml)?;
            }
            xml.close("relationships")?;
        }
        if self.elements.iter().any(|element| !element.properties.is_empty()) {
            xml.open("propertyDefinitions", &[])?;
            for name in PROPERTIES {
                let id = format!("property.{name}");
                xml.open("propertyDefinition", &[("identifier", &id), ("type", "string")])?;
                xml.text("name", &[], name)?;
                xml.close("propertyDefinition")?;
            }
            xml.close("propertyDefinitions")?;
        }
        xml.close("model")?;
        xml.end()
    }

    fn write_relation(&self, relation: &Relation, xml: &mut Xml<'_>) -> io::Result<()> {
        let mut attributes = vec![
            ("identifier", relation.id.as_str()),
            ("source", &self.elements[relation.from].id),
            ("target", &self.elements[relation.to].id),
            ("xsi:type", relation.kind.word()),
        ];
        match relation.kind {
            Link::Reads => attributes.push(("accessType", "Read")),
            Link::Writes => attributes.push(("accessType", "Write")),
            _ => {}
        }
        if relation.name.is_empty() {
            return xml.empty("relationship", &attributes);
        }
        xml.open("relationship", &attributes)?;
        xml.text("name", &[], &sanitise(&relation.name))?;
        xml.close("relationship")
    }
}

impl Element {
    fn write(&self, xml: &mut Xml<'_>) -> io::Result<()> {
        xml.open("element", &[("identifier", &self.id), ("xsi:type", self.kind.word())])?;
        xml.text("name", &[], &sanitise(&self.name))?;
        if let Some(purpose) = &self.purpose {
            let lines: Vec<_> = purpose.lines().map(sanitise).collect();
            xml.text("documentation", &[], &lines.join("\n"))?;
        }
        if !self.properties.is_empty() {
            xml.open("properties", &[])?;
            for (property, value) in &self.properties {
                let id = format!("property.{}", PROPERTIES[*property]);
                xml.open("property", &[("propertyDefinitionRef", &id)])?;
                xml.text("value", &[], &sanitise(value))?;
                xml.close("property")?;
            }
            xml.close("properties")?;
        }
        xml.close("element")
    }
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

/// `97.5%` for 0.975.
fn percentage(share: f64) -> String {
    let text = format!("{:.4}", share * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
