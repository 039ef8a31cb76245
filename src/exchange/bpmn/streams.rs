//! Streams become pools: steps, what starts and ends them, gateways, and the data that no flow shows.

mod data;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycle::cycle;
use super::graph::{Data, Drawing, Flow, Lane, Node, NodeKind, Pool};
use crate::exchange::book::{Book, Owner, words};
use crate::exchange::ids::Ids;
use crate::exchange::joined::Joined;
use crate::exchange::remark::Teller;
use crate::export::model;
use crate::export::model::{EndKind, FlowId, Mode, Step};

/// A drawing in the making.
#[derive(Default)]
pub(super) struct Sketch {
    pub drawing: Drawing,
    pub ids: Ids,
    /// The pool of each stream, where it has one.
    pub pool_of: Vec<Option<usize>>,
    /// The nodes of each pool.
    pub nodes_of: Vec<Nodes>,
    /// The stores, by the words of their names.
    stores: FxHashMap<String, usize>,
}

/// Which node is what.
#[derive(Default)]
pub(super) struct Nodes {
    /// The node of each step.
    pub steps: Vec<usize>,
    /// The start event of each trigger, by its id.
    pub triggers: FxHashMap<FlowId, usize>,
    /// The end events of each outcome, by its id: one for each of its items.
    pub outcomes: FxHashMap<FlowId, Vec<usize>>,
}

/// Where an output leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    pub to: usize,
    /// Whether it leads back to what is done again.
    pub is_back: bool,
}

/// Draws one stream.
pub(super) struct Pen<'p, 'd> {
    pub book: &'p Book<'d>,
    pub teller: &'p mut Teller,
    sketch: &'p mut Sketch,
    /// The stream, an index of the document.
    at: usize,
    pub pool: Pool,
    nodes: Nodes,
    /// Where outputs and triggers lead to, by their ids.
    pub leads: FxHashMap<FlowId, Vec<Lead>>,
    /// The same as pairs.
    led: FxHashSet<(FlowId, usize)>,
    joined: Joined,
    /// The accesses to objects, by the step, the object, and whether it is written.
    accessed: FxHashMap<(usize, usize, bool), usize>,
    /// The node of each store that stands beside a step.
    stores_beside: FxHashMap<(usize, usize), usize>,
    objects: FxHashMap<String, usize>,
    /// The nodes that show an object.
    shown: FxHashMap<usize, usize>,
    lanes: FxHashMap<String, usize>,
}

/// Draws all streams that are described.
pub(super) fn draw<'d>(book: &Book<'d>, teller: &mut Teller) -> Sketch {
    let mut sketch = Sketch::default();
    let organisation = book.document.organisation.as_ref().map_or("", |own| own.declaration.name.as_str());
    sketch.drawing.id = sketch.ids.new_id("definitions", &[organisation]);
    sketch.drawing.collaboration_id = sketch.ids.new_id("collaboration", &[organisation]);
    let mut count = 0;
    for stream in &book.document.streams {
        sketch.pool_of.push(if stream.described { Some(count) } else { None });
        count += usize::from(stream.described);
    }
    for (at, stream) in book.document.streams.iter().enumerate() {
        if !stream.described {
            continue;
        }
        let name = &stream.declaration.name;
        let pool = Pool {
            id: sketch.ids.new_id("pool", &[name]),
            process_id: sketch.ids.new_id("process", &[name]),
            name: name.clone(),
            purpose: stream.declaration.purpose.clone(),
            ..Pool::default()
        };
        let mut pen = Pen {
            book,
            teller: &mut *teller,
            sketch: &mut sketch,
            at,
            pool,
            nodes: Nodes::default(),
            leads: FxHashMap::default(),
            led: FxHashSet::default(),
            joined: Joined::default(),
            accessed: FxHashMap::default(),
            stores_beside: FxHashMap::default(),
            objects: FxHashMap::default(),
            shown: FxHashMap::default(),
            lanes: FxHashMap::default(),
        };
        pen.add_nodes();
        pen.lead_in();
        pen.lead_out();
        pen.stand_events_in_lanes();
        pen.sort();
        let Pen { pool, nodes, .. } = pen;
        sketch.drawing.pools.push(pool);
        sketch.nodes_of.push(nodes);
    }
    sketch
}

impl<'d> Pen<'_, 'd> {
    fn stream(&self) -> &'d model::Stream {
        self.book.stream_at(self.at)
    }

    /// An id of something in this stream.
    pub(super) fn new_id(&mut self, kind: &str, names: &[&str]) -> String {
        let mut all = vec![self.pool.name.as_str()];
        all.extend(names);
        self.sketch.ids.new_id(kind, &all)
    }

    /// Adds a node.
    pub(super) fn add_node(
        &mut self,
        id: String,
        name: &str,
        kind: NodeKind,
        lane: Option<usize>,
        rank: (usize, u8),
    ) -> usize {
        self.pool.nodes.push(Node {
            id,
            name: name.to_owned(),
            purpose: None,
            kind,
            lane,
            rank,
            optional_inputs: Vec::new(),
            optional_outputs: Vec::new(),
            rect: Default::default(),
            label: None,
        });
        self.pool.nodes.len() - 1
    }

    /// Adds a gateway of a step, with its lane.
    pub(super) fn add_gateway(&mut self, node: usize, kind: NodeKind, is_behind: bool) -> usize {
        let of = &self.pool.nodes[node];
        let (lane, step, name) = (of.lane, of.rank.0, of.name.clone());
        let word = match (&kind, is_behind) {
            (NodeKind::Exclusive, true) => "choice",
            (NodeKind::Exclusive, false) => "merge",
            (_, true) => "split",
            (_, false) => "join",
        };
        let id = self.new_id(word, &[&name]);
        self.add_node(id, "", kind, lane, (step, if is_behind { 2 } else { 0 }))
    }

    /// Adds a sequence flow.
    pub(super) fn add_flow(&mut self, from: usize, lead: Lead, name: &str, is_conditional: bool) {
        let (giver, taker) = (self.pool.nodes[from].id.clone(), self.pool.nodes[lead.to].id.clone());
        let id = self.sketch.ids.new_id("flow", &[short(&giver), short(&taker), name]);
        self.pool.flows.push(Flow {
            id,
            from,
            to: lead.to,
            name: name.to_owned(),
            is_conditional,
            is_back: lead.is_back,
            points: Vec::new(),
            label: None,
        });
    }

    fn add_nodes(&mut self) {
        let stream = self.stream();
        for trigger in &stream.triggers {
            self.tell_narrower(trigger);
            let item = first(trigger);
            let is_message = !trigger.ends.is_empty() || self.is_fed_from_outside(trigger);
            let cycle = trigger.every.as_deref().and_then(cycle);
            if let (Some(every), None) = (&trigger.every, &cycle) {
                let text = format!("`every {every}` is no time of the calendar or the clock");
                self.teller.dropped(&trigger.place, text);
            }
            let id = self.new_id("start", &[item]);
            let node = self.add_node(id, item, NodeKind::Start { is_message, cycle }, None, (0, 0));
            self.nodes.triggers.insert(trigger.id, node);
            if trigger.is_alternative {
                let text =
                    format!("that `{item}` or another one starts the stream: each does in the drawing");
                self.teller.approximated(&trigger.place, text);
            }
        }
        for (at, step) in stream.steps.iter().enumerate() {
            let lane = step.roles.responsible.first().map(|role| self.lane(&role.name));
            let name = &step.declaration.name;
            let id = self.new_id("step", &[name]);
            let runs = self.book.stream(step.runs.as_deref()).and_then(|stream| self.sketch.pool_of[stream]);
            if step.runs.is_some() && runs.is_none() {
                let text = format!("`{name}` runs a stream that is only named");
                self.teller.dropped(&step.declaration.place, text);
            }
            let kind = runs.map_or(NodeKind::Task, NodeKind::Call);
            let node = self.add_node(id, name, kind, lane, (at + 1, 1));
            self.pool.nodes[node].purpose.clone_from(&step.declaration.purpose);
            self.nodes.steps.push(node);
        }
        for outcome in &stream.outcomes {
            let mut ends = Vec::new();
            let is_message = !outcome.ends.is_empty();
            for item in &outcome.items {
                let id = self.new_id("end", &[item]);
                let rank = (stream.steps.len() + 1, 1);
                ends.push(self.add_node(id, item, NodeKind::End { is_message }, None, rank));
            }
            if outcome.items.len() > 1 {
                let text =
                    format!("the outcome `{}` or another one: each is an end of its own", first(outcome));
                self.teller.approximated(&outcome.place, text);
            }
            self.nodes.outcomes.insert(outcome.id, ends);
        }
    }

    fn lane(&mut self, role: &str) -> usize {
        if let Some(&lane) = self.lanes.get(&words(role)) {
            return lane;
        }
        let id = self.new_id("lane", &[role]);
        self.pool.lanes.push(Lane { id, name: role.to_owned(), rect: Default::default() });
        self.lanes.insert(words(role), self.pool.lanes.len() - 1);
        self.pool.lanes.len() - 1
    }

    /// Leads what feeds them to steps and ends. The first part of a flow is added when all that its giver leads to is known.
    fn lead_in(&mut self) {
        let stream = self.stream();
        for (at, step) in stream.steps.iter().enumerate() {
            self.lead_into_step(self.nodes.steps[at], step);
        }
        for outcome in &stream.outcomes {
            let ends = self.nodes.outcomes[&outcome.id].clone();
            for (end, sources) in ends.into_iter().zip(self.sources_of_items(outcome)) {
                let entry = if sources.len() > 1 { self.merge_before(end) } else { end };
                for source in sources {
                    self.lead(source, entry, false);
                }
            }
        }
    }

    /// What feeds each item of an outcome within this stream.
    fn sources_of_items(&mut self, outcome: &'d model::Flow) -> Vec<Vec<&'d model::Flow>> {
        let mut sources = vec![Vec::new(); outcome.items.len()];
        let Some(own) = self.book.known(outcome.id) else { return sources };
        for source in self.sources(outcome) {
            let given = self.book.known(source.id).and_then(|known| known.items.first());
            for at in given.map(|&given| self.book.fitting(given, own)).unwrap_or_default() {
                sources[at].push(source);
            }
        }
        sources
    }

    fn lead_into_step(&mut self, node: usize, step: &'d Step) {
        let mut clauses: Vec<Vec<&'d model::Flow>> = Vec::new();
        let mut known: FxHashSet<Vec<FlowId>> = FxHashSet::default();
        let mut back: Vec<&'d model::Flow> = Vec::new();
        for input in &step.inputs {
            let sources = self.sources(input);
            self.read_stores(node, input);
            match input.mode {
                Mode::Mandatory if sources.is_empty() => self.read_what_is_missing(node, input),
                Mode::Mandatory => {
                    if known.insert(sources.iter().map(|source| source.id).collect()) {
                        clauses.push(sources);
                    }
                }
                Mode::Rework => back.extend(sources),
                Mode::Optional | Mode::Reply => self.read(node, input, &sources),
            }
            self.tell_narrower(input);
        }
        let is_merged = match &clauses[..] {
            [] => back.len() > 1,
            [clause] => clause.len() + back.len() > 1,
            _ => !back.is_empty(),
        };
        let entry = if is_merged { self.merge_before(node) } else { node };
        let join =
            if clauses.len() > 1 { Some(self.add_gateway(node, NodeKind::Parallel, false)) } else { None };
        if let Some(join) = join {
            self.add_flow(join, Lead { to: entry, is_back: false }, "", false);
        }
        for clause in clauses {
            let to = match join {
                None => entry,
                Some(join) if clause.len() == 1 => join,
                Some(join) => {
                    let merge = self.add_gateway(node, NodeKind::Exclusive, false);
                    self.add_flow(merge, Lead { to: join, is_back: false }, "", false);
                    merge
                }
            };
            for source in clause {
                self.lead(source, to, false);
            }
        }
        for source in back {
            self.lead(source, entry, true);
        }
    }

    /// Adds a gateway before a node that any one flow leads on.
    fn merge_before(&mut self, node: usize) -> usize {
        let merge = self.add_gateway(node, NodeKind::Exclusive, false);
        self.add_flow(merge, Lead { to: node, is_back: false }, "", false);
        merge
    }

    fn lead(&mut self, source: &'d model::Flow, to: usize, is_back: bool) {
        if self.led.insert((source.id, to)) {
            self.leads.entry(source.id).or_default().push(Lead { to, is_back });
        }
    }

    /// What feeds a flow within this stream, as far as it is drawn.
    fn sources(&mut self, flow: &'d model::Flow) -> Vec<&'d model::Flow> {
        let (mut sources, mut is_whole) = (Vec::new(), true);
        for &id in &flow.fed_by {
            let Some((owner, source)) = self.book.flow(id) else { continue };
            if owner.stream() != Some(self.at) || matches!(owner, Owner::Outcome(_)) {
                continue;
            }
            if self.joined.join(id, flow.id) {
                sources.push(source);
            } else {
                is_whole = false;
            }
        }
        if !is_whole {
            let text = format!("`{}` comes from so many that not all of them are drawn", first(flow));
            self.teller.dropped(&flow.place, text);
        }
        sources
    }

    /// Whether anything of another stream feeds a flow.
    fn is_fed_from_outside(&self, flow: &model::Flow) -> bool {
        flow.fed_by.iter().any(|&id| {
            let owner = self.book.flow(id).and_then(|(owner, _)| owner.stream());
            owner.is_some_and(|stream| stream != self.at)
        })
    }

    /// A message, a store or nobody: what an input comes from outside by.
    pub(super) fn names_outside(&self, flow: &model::Flow) -> bool {
        flow.ends.iter().any(|end| match end.kind {
            EndKind::Stakeholder
            | EndKind::Repository
            | EndKind::Activity
            | EndKind::All
            | EndKind::Stream
            | EndKind::Undescribed => true,
            EndKind::Step => self.book.step(end.id.as_deref()).is_some_and(|(stream, _)| stream != self.at),
            EndKind::Itself | EndKind::Unknown => false,
        })
    }

    /// Whether an output goes to another stream.
    pub(super) fn feeds_outside(&self, output: &model::Flow) -> bool {
        output.feeds.iter().any(|&id| {
            let owner = self.book.flow(id).and_then(|(owner, _)| owner.stream());
            owner.is_some_and(|stream| stream != self.at)
        })
    }

    /// Whether an output goes to nobody at all, or to nobody who takes it.
    pub(super) fn is_for_nobody(&self, output: &model::Flow) -> bool {
        output.feeds.is_empty() && !self.names_outside(output)
    }

    fn lead_out(&mut self) {
        let stream = self.stream();
        for trigger in &stream.triggers {
            self.lead_from_start(self.nodes.triggers[&trigger.id], trigger);
        }
        for (at, step) in stream.steps.iter().enumerate() {
            self.lead_from_step(self.nodes.steps[at], step);
        }
    }

    /// Events stand in the lane of what they lead to, or of what leads to them.
    fn stand_events_in_lanes(&mut self) {
        for flow in &self.pool.flows {
            let (from, to) = (self.pool.nodes[flow.from].lane, self.pool.nodes[flow.to].lane);
            let is_event = |node: usize| {
                matches!(self.pool.nodes[node].kind, NodeKind::Start { .. } | NodeKind::End { .. })
            };
            if from.is_none() && is_event(flow.from) {
                self.pool.nodes[flow.from].lane = to;
            } else if to.is_none() && is_event(flow.to) {
                self.pool.nodes[flow.to].lane = from;
            }
        }
    }

    /// Puts the nodes in the order of the text: what belongs to a step stands with it.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.pool.nodes.len()).collect();
        order.sort_by_key(|&node| self.pool.nodes[node].rank);
        let mut place = vec![0; order.len()];
        for (at, &node) in order.iter().enumerate() {
            place[node] = at;
        }
        let mut nodes: Vec<Option<Node>> =
            std::mem::take(&mut self.pool.nodes).into_iter().map(Some).collect();
        self.pool.nodes.extend(order.iter().filter_map(|&node| nodes[node].take()));
        for flow in &mut self.pool.flows {
            (flow.from, flow.to) = (place[flow.from], place[flow.to]);
        }
        for access in &mut self.pool.accesses {
            access.node = place[access.node];
            access.shown = access.shown.map(|shown| place[shown]);
            if let Data::Store(store) = &mut access.data {
                *store = place[*store];
            }
        }
        let Nodes { steps, triggers, outcomes } = &mut self.nodes;
        for node in steps.iter_mut().chain(triggers.values_mut()).chain(outcomes.values_mut().flatten()) {
            *node = place[*node];
        }
    }
}

/// The first item of a flow, by which it is called.
pub(super) fn first(flow: &model::Flow) -> &str {
    flow.items.first().map_or("", String::as_str)
}

/// The part of an id behind the name of the stream.
fn short(id: &str) -> &str {
    id.splitn(3, '.').nth(2).unwrap_or(id)
}
