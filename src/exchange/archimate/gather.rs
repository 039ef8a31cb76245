//! What a model is in ArchiMate: its elements, and how they hang together.

use super::{ACCURACY, EVERY, Element, Kind, LEAD_TIME, LINK, Link, PROCESS_TIME, Pen, Relation, WITHIN};
use crate::exchange::book::{Owner, title, words};
use crate::exchange::ids::behind;
use crate::export::Place;
use crate::export::model::{
    Declaration, End, EndKind, Flow, FlowId, FlowKind, Mode, Named, Roles, Step, Stream,
};

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

    pub(super) fn add_declared(&mut self) {
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
            for broader in &item.directly {
                let broader = self.named(Kind::BusinessObject, broader);
                self.relate(Link::Specialization, own, broader, "");
            }
        }
    }

    pub(super) fn add_streams(&mut self) {
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
        self.borders.insert(flow.id, event);
    }

    pub(super) fn relate_stream(&mut self, at: usize, stream: &'d Stream) {
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

    pub(super) fn relate_activities(&mut self) {
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
            Owner::Trigger(_) | Owner::Outcome(_) => self.borders.get(&flow.id).copied(),
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
        let is_whole = self.relate_takers(own, flow);
        if flow.left_out > 0 || !is_whole {
            let text = "it goes to so many that not all of these flows are there".to_owned();
            self.teller.dropped(&flow.place, text);
        }
    }

    /// Relates a flow to those that it feeds. It says whether all of it is there.
    fn relate_takers(&mut self, own: usize, flow: &'d Flow) -> bool {
        let book = self.book;
        let Some(given) = book.known(flow.id) else { return true };
        let mut is_whole = true;
        for &id in &flow.feeds {
            let Some(taken) = book.known(id) else { continue };
            let Some(to) = self.element(taken.owner, taken.flow) else { continue };
            match (flow.kind, taken.flow.kind) {
                (FlowKind::Trigger, FlowKind::Input) | (FlowKind::Output, FlowKind::Outcome) => {
                    if self.joined.join(flow.id, id) {
                        self.relate(Link::Triggering, own, to, "");
                    } else {
                        is_whole = false;
                    }
                }
                (FlowKind::Output | FlowKind::Outcome, FlowKind::Input | FlowKind::Trigger) => {
                    for (item, &name) in flow.items.iter().zip(&given.items) {
                        if book.fitting(name, taken).is_empty() {
                            continue;
                        }
                        if !self.joined.join(flow.id, id) {
                            is_whole = false;
                            break;
                        }
                        self.relate(Link::Flow, own, to, item);
                    }
                }
                // What a step and the stream that it runs hand each other, serving says.
                _ => {}
            }
        }
        is_whole
    }

    fn relate_end(&mut self, own: usize, flow: &Flow, end: &End, partners: &[FlowId], is_taken: bool) {
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

/// `97.5%` for 0.975.
fn percentage(share: f64) -> String {
    let text = format!("{:.4}", share * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
