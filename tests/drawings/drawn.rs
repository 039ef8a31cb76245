//! Reads a drawing in BPMN for the token game, apart from the importer: the nodes and flows of its processes, and nothing else.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::net::{Flow, Kind, Net, Way};

const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// Why a drawing cannot be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unplayed {
    /// It is no XML in UTF-8.
    Unreadable,
    /// A sub-process that an event starts: no flow says when.
    EventDriven,
}

/// A flow as it is written.
struct Written {
    id: String,
    source: String,
    target: String,
    is_conditional: bool,
}

/// What is read while it is read.
#[derive(Default)]
struct Reading {
    net: Net,
    /// Nodes by their ids.
    nodes: HashMap<String, usize>,
    flows: Vec<Written>,
    /// The default flow of nodes.
    defaults: HashMap<usize, String>,
    /// The activities at whose border events stand.
    hosts: Vec<(usize, String)>,
    /// What defines each event.
    definitions: HashMap<usize, String>,
    names: HashMap<usize, String>,
    /// Link events: whether they throw, and the name.
    links: Vec<(usize, bool, String)>,
    is_event_driven: bool,
    /// What undoes the work of others, which nothing leads to.
    undoes: Vec<usize>,
}

/// What is open while it is read.
#[derive(Clone, Copy)]
enum Open {
    Process,
    Node(usize),
    Flow,
    Passed,
    Other,
}

/// Reads the processes of a drawing, each by itself.
pub fn read(bytes: &[u8]) -> Result<Vec<Net>, Unplayed> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unplayed::Unreadable)?;
    let mut reader = NsReader::from_str(text);
    let mut processes: Vec<Reading> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // The scope of each node or process that is open.
    let mut scopes: Vec<usize> = Vec::new();
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|_| Unplayed::Unreadable)?;
        let is_bpmn = matches!(space, ResolveResult::Bound(space) if space.as_ref() == BPMN);
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                let opened = begin(&tag, is_bpmn, &open, &mut scopes, &mut processes);
                open.push(opened);
            }
            Event::Empty(tag) => {
                let opened = begin(&tag, is_bpmn, &open, &mut scopes, &mut processes);
                end(opened, &mut scopes);
            }
            Event::End(_) => {
                if let Some(opened) = open.pop() {
                    end(opened, &mut scopes);
                }
            }
            _ => {}
        }
    }
    processes.retain(|process| !process.net.nodes.is_empty());
    processes.into_iter().map(Reading::finish).collect()
}

fn end(opened: Open, scopes: &mut Vec<usize>) {
    if matches!(opened, Open::Process | Open::Node(_)) {
        scopes.pop();
    }
}

fn begin(
    tag: &BytesStart<'_>,
    is_bpmn: bool,
    open: &[Open],
    scopes: &mut Vec<usize>,
    processes: &mut Vec<Reading>,
) -> Open {
    let name = tag.local_name().as_ref().to_owned();
    if !is_bpmn || matches!(open.last(), Some(Open::Passed)) || name == "extensionElements" {
        return Open::Passed;
    }
    if name == "process" {
        processes.push(Reading::default());
        scopes.push(0);
        return Open::Process;
    }
    let (Some(process), Some(&scope)) = (processes.last_mut(), scopes.last()) else { return Open::Other };
    match open.last() {
        Some(Open::Process) => process.begin_node(&name, tag, scope, scopes),
        Some(&Open::Node(node)) => {
            process.define(node, &name, tag);
            match process.net.nodes[node].kind {
                Kind::Sub(inner) => process.begin_node(&name, tag, inner, scopes),
                _ => Open::Other,
            }
        }
        Some(Open::Flow) if name == "conditionExpression" => {
            if let Some(flow) = process.flows.last_mut() {
                flow.is_conditional = true;
            }
            Open::Other
        }
        _ => Open::Other,
    }
}

impl Reading {
    /// A node or a flow that stands in a scope.
    fn begin_node(
        &mut self,
        name: &str,
        tag: &BytesStart<'_>,
        scope: usize,
        scopes: &mut Vec<usize>,
    ) -> Open {
        if name == "sequenceFlow" {
            self.flows.push(Written {
                id: attribute(tag, "id"),
                source: local(&attribute(tag, "sourceRef")),
                target: local(&attribute(tag, "targetRef")),
                is_conditional: false,
            });
            return Open::Flow;
        }
        let kind = match name {
            "startEvent" => Kind::Start,
            "endEvent" => Kind::End,
            "exclusiveGateway" | "eventBasedGateway" => Kind::Exclusive,
            "parallelGateway" => Kind::Parallel,
            "inclusiveGateway" | "complexGateway" => Kind::Inclusive,
            "subProcess" | "transaction" | "adHocSubProcess" => {
                self.is_event_driven |= attribute(tag, "triggeredByEvent") == "true";
                self.net.scopes += 1;
                Kind::Sub(self.net.scopes - 1)
            }
            "boundaryEvent" => {
                Kind::Border { host: 0, interrupts: attribute(tag, "cancelActivity") != "false" }
            }
            "callActivity" | "intermediateCatchEvent" | "intermediateThrowEvent" | "implicitThrowEvent" => {
                Kind::Task
            }
            _ if name == "task" || name.ends_with("Task") => Kind::Task,
            _ => return Open::Other,
        };
        let node = self.net.add_within(kind, scope);
        self.nodes.entry(attribute(tag, "id")).or_insert(node);
        self.names.insert(node, attribute(tag, "name"));
        let default = attribute(tag, "default");
        if !default.is_empty() {
            self.defaults.insert(node, default);
        }
        if name == "boundaryEvent" {
            self.hosts.push((node, local(&attribute(tag, "attachedToRef"))));
        }
        if attribute(tag, "isForCompensation") == "true" {
            self.undoes.push(node);
        }
        scopes.push(match kind {
            Kind::Sub(inner) => inner,
            _ => scope,
        });
        Open::Node(node)
    }

    /// What stands in a node and says of which kind it is.
    fn define(&mut self, node: usize, name: &str, tag: &BytesStart<'_>) {
        if name.ends_with("EventDefinition") {
            self.definitions.insert(node, name.to_owned());
        }
        if name == "linkEventDefinition" {
            let link = attribute(tag, "name");
            let link = if link.is_empty() { self.names[&node].clone() } else { link };
            self.links.push((node, false, link));
        }
    }

    fn finish(mut self) -> Result<Net, Unplayed> {
        if self.is_event_driven {
            return Err(Unplayed::EventDriven);
        }
        self.join();
        self.place_at_borders();
        self.join_links();
        for node in 0..self.net.nodes.len() {
            let of = self.net.nodes[node];
            let definition = self.definitions.get(&node).map_or("", String::as_str);
            // A sub-process of which nothing is drawn is a task.
            if let Kind::Sub(scope) = of.kind
                && self.net.nodes.iter().all(|other| other.scope != scope)
            {
                self.net.nodes[node].kind = Kind::Task;
            }
            if of.kind == Kind::End && definition == "terminateEventDefinition" {
                self.net.nodes[node].kind = Kind::Terminate;
            }
            if of.kind == Kind::End
                && let Some(border) = self.catcher(node, definition)
            {
                self.net.nodes[node].kind = Kind::Raise(border);
            }
            // What nothing leads to begins by itself.
            let is_loose = self.net.incoming(node).is_empty() && !self.undoes.contains(&node);
            self.net.nodes[node].begins =
                of.kind == Kind::Start || is_loose && !matches!(of.kind, Kind::Border { .. });
        }
        Ok(self.net)
    }

    fn join(&mut self) {
        for flow in &self.flows {
            let (Some(&from), Some(&to)) = (self.nodes.get(&flow.source), self.nodes.get(&flow.target))
            else {
                continue;
            };
            let (source, target) = (self.net.nodes[from], self.net.nodes[to]);
            let is_sound = source.scope == target.scope
                && source.kind != Kind::End
                && !matches!(target.kind, Kind::Start | Kind::Border { .. });
            if !is_sound {
                continue;
            }
            let way = match (self.defaults.get(&from) == Some(&flow.id), flow.is_conditional) {
                (true, _) => Way::Default,
                (false, true) => Way::If,
                (false, false) => Way::Always,
            };
            self.net.flows.push(Flow { from, to, way });
        }
    }

    fn place_at_borders(&mut self) {
        for (node, host) in &self.hosts {
            let of = &mut self.net.nodes[*node];
            match (self.nodes.get(host), of.kind) {
                (Some(&host), Kind::Border { interrupts, .. }) => of.kind = Kind::Border { host, interrupts },
                _ => of.kind = Kind::Task,
            }
        }
    }

    fn join_links(&mut self) {
        for (node, throws, _) in &mut self.links {
            *throws = self.net.incoming(*node).len() > self.net.outgoing(*node).len();
        }
        for (node, _, link) in self.links.iter().filter(|(_, throws, _)| *throws) {
            let target = self.links.iter().find(|(_, throws, other)| !throws && other == link);
            if let Some(&(target, ..)) = target {
                self.net.join(*node, target);
            }
        }
    }

    /// The event at the border of the sub-process that catches what an end in it raises.
    fn catcher(&self, end: usize, definition: &str) -> Option<usize> {
        if !["errorEventDefinition", "escalationEventDefinition", "cancelEventDefinition"]
            .contains(&definition)
        {
            return None;
        }
        let scope = self.net.nodes[end].scope;
        let parent = self.net.nodes.iter().position(|node| node.kind == Kind::Sub(scope))?;
        let mut catchers = Vec::new();
        for (node, of) in self.net.nodes.iter().enumerate() {
            let is_there = matches!(of.kind, Kind::Border { host, .. } if host == parent);
            if is_there && self.definitions.get(&node).map(String::as_str) == Some(definition) {
                catchers.push(node);
            }
        }
        let same = catchers.iter().find(|node| self.names[node] == self.names[&end]);
        same.or(catchers.first()).copied()
    }
}

/// An attribute without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).ok().flatten();
    found.map(|found| found.value.into_owned()).unwrap_or_default()
}

/// A reference without a prefix.
fn local(reference: &str) -> String {
    reference.rsplit(':').next().unwrap_or_default().trim().to_owned()
}
