//! The maps of a stream then and now over each other.

use std::collections::{HashMap, HashSet};

use crate::compare::{Comparison, Fate, Kind, Matching, OwnerKind, StreamChanges};
use crate::draw::diagram::{
    Change, Changes, Diagram, External, ExternalKind, Flow, Lane, Node, Origin, Port, PortId, Style, Target,
};
use crate::draw::stream;
use crate::model::{Model, ScopeId};

/// Names of then, by which they are called otherwise now.
pub(super) struct Renamed(HashMap<(bool, String), String>);

impl Renamed {
    /// Those of a comparison.
    pub(super) fn of(comparison: &Comparison) -> Renamed {
        let mut renamed = HashMap::new();
        for change in comparison.changes() {
            if change.fate != Fate::Renamed {
                continue;
            }
            if let (Some(then), Some(now)) = (&change.then, &change.now) {
                renamed.insert((change.kind == Kind::Item, then.owner.clone()), now.owner.clone());
            }
        }
        Renamed(renamed)
    }

    fn now<'n>(&'n self, is_item: bool, then: &'n str) -> &'n str {
        self.0.get(&(is_item, then.to_owned())).map_or(then, String::as_str)
    }
}

/// What all maps are drawn of.
#[derive(Clone, Copy)]
pub(super) struct Maps<'a, 's> {
    pub(super) models: [&'a Model<'s>; 2],
    pub(super) matching: &'a Matching,
    pub(super) renamed: &'a Renamed,
}

impl Maps<'_, '_> {
    /// The map of a stream; then and now are one if both are there.
    pub(super) fn of(&self, then: Option<ScopeId>, now: Option<ScopeId>, part: &StreamChanges) -> Diagram {
        let [old, new] = self.models;
        let before = then.map(|stream| stream::diagram(old, &[], stream)).unwrap_or_default();
        let after = now.map(|stream| stream::diagram(new, &[], stream)).unwrap_or_default();
        let mut laying = Laying::new(before, after, self.renamed);
        laying.pair_nodes(|at| {
            let step = old.steps_of(then?).nth(at)?;
            let steps = new.steps_of(now?);
            let step = self.matching.node_now(step)?;
            if steps.contains(step) { Some(step.index() - steps.start.index()) } else { None }
        });
        laying.pair_externals();
        laying.flows();
        laying.mark(part);
        laying.merged
    }
}

/// Both maps, and what becomes of them.
struct Laying<'r> {
    before: Diagram,
    after: Diagram,
    renamed: &'r Renamed,
    merged: Diagram,
    changes: Changes,
    /// For each box and each one outside of then, and of now, which one it is in the merged map.
    nodes: [Vec<usize>; 2],
    externals: [Vec<usize>; 2],
    /// For each port of then which one of the merged map it is: the box, whether it is an input, and the port.
    ports: HashMap<(usize, bool, usize), usize>,
}

impl<'r> Laying<'r> {
    fn new(before: Diagram, after: Diagram, renamed: &'r Renamed) -> Laying<'r> {
        let title = if after.title.is_empty() { &before.title } else { &after.title };
        let merged = Diagram { title: title.clone(), note: after.note.clone(), ..Diagram::default() };
        Laying {
            before,
            after,
            renamed,
            merged,
            changes: Changes::default(),
            nodes: [Vec::new(), Vec::new()],
            externals: [Vec::new(), Vec::new()],
            ports: HashMap::new(),
        }
    }

    /// Puts the boxes of both in one row: those of now in their order, each that is gone behind the one that it followed.
    fn pair_nodes(&mut self, now_of: impl Fn(usize) -> Option<usize>) {
        let (before, after) = (self.before.nodes.len(), self.after.nodes.len());
        let now: Vec<Option<usize>> = (0..before).map(now_of).collect();
        let mut behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut last = None;
        for (then, now) in now.iter().enumerate() {
            match now {
                Some(now) => last = Some(*now),
                None => behind.entry(last).or_default().push(then),
            }
        }
        let kept: HashSet<usize> = now.iter().flatten().copied().collect();
        self.nodes = [vec![0; before], vec![0; after]];
        self.gone(behind.remove(&None).unwrap_or_default());
        for at in 0..after {
            self.nodes[1][at] = self.merged.nodes.len();
            let mut node = self.after.nodes[at].clone();
            node.lane = self.lane(&self.after.lanes[node.lane].clone());
            self.merged.nodes.push(node);
            self.changes.nodes.push(if kept.contains(&at) { None } else { Some(Change::New) });
            self.gone(behind.remove(&Some(at)).unwrap_or_default());
        }
        for (then, now) in now.into_iter().enumerate() {
            let Some(now) = now else { continue };
            let merged = self.nodes[1][now];
            self.nodes[0][then] = merged;
            self.pair_ports(then, merged);
        }
        self.sort_lanes();
    }

    fn gone(&mut self, nodes: Vec<usize>) {
        for then in nodes {
            self.nodes[0][then] = self.merged.nodes.len();
            let mut node = self.before.nodes[then].clone();
            node.lane = self.lane(&self.before.lanes[node.lane].clone());
            for (is_input, count) in [(true, node.inputs.len()), (false, node.outputs.len())] {
                for port in 0..count {
                    self.ports.insert((then, is_input, port), port);
                }
            }
            self.merged.nodes.push(node);
            self.changes.nodes.push(Some(Change::Gone));
        }
    }

    fn lane(&mut self, lane: &Lane) -> usize {
        if let Some(at) = self.merged.lanes.iter().position(|other| other == lane) {
            return at;
        }
        self.merged.lanes.push(lane.clone());
        self.merged.lanes.len() - 1
    }

    /// Lanes stand in ITIL's order.
    fn sort_lanes(&mut self) {
        let mut order: Vec<usize> = (0..self.merged.lanes.len()).collect();
        order.sort_by_key(|&lane| self.merged.lanes[lane].activity.unwrap_or(usize::MAX));
        self.merged.lanes = order.iter().map(|&lane| self.merged.lanes[lane].clone()).collect();
        for node in &mut self.merged.nodes {
            node.lane = order.iter().position(|&lane| lane == node.lane).unwrap_or(0);
        }
    }

    /// Finds each port of a box of then at the box of now; what is not there is added.
    fn pair_ports(&mut self, then: usize, merged: usize) {
        for is_input in [true, false] {
            let side = |node: &Node| if is_input { node.inputs.clone() } else { node.outputs.clone() };
            let ports: Vec<Port> = side(&self.before.nodes[then]);
            let own = side(&self.merged.nodes[merged]);
            let mut by_label: HashMap<&str, Vec<usize>> = HashMap::new();
            for (at, port) in own.iter().enumerate().rev() {
                by_label.entry(&port.label).or_default().push(at);
            }
            for (at, port) in ports.into_iter().enumerate() {
                let label = self.renamed.now(true, &port.label);
                let known = by_label.get_mut(label).and_then(Vec::pop);
                let node = &mut self.merged.nodes[merged];
                let list = if is_input { &mut node.inputs } else { &mut node.outputs };
                let known = known.unwrap_or_else(|| {
                    list.push(Port { is_or: false, ..port });
                    list.len() - 1
                });
                self.ports.insert((then, is_input, at), known);
            }
        }
    }

    fn pair_externals(&mut self) {
        let mut known: HashMap<(ExternalKind, String), usize> = HashMap::new();
        for external in &self.after.externals {
            self.externals[1].push(self.merged.externals.len());
            known.insert((external.kind, external.name.clone()), self.merged.externals.len());
            self.merged.externals.push(external.clone());
            self.changes.externals.push(Some(Change::New));
        }
        for external in &self.before.externals {
            let name = self.renamed.now(false, &external.name).to_owned();
            let at = known.get(&(external.kind, name)).copied();
            if let Some(at) = at {
                self.changes.externals[at] = None;
            }
            self.externals[0].push(at.unwrap_or(self.merged.externals.len()));
            if at.is_none() {
                self.merged.externals.push(External { ..external.clone() });
                self.changes.externals.push(Some(Change::Gone));
            }
        }
    }

    fn flows(&mut self) {
        let mut before: HashMap<Key, Vec<Flow>> = HashMap::new();
        let mut order = Vec::new();
        for flow in self.before.flows.clone().into_iter().rev() {
            let flow = self.moved(&flow, 0);
            order.push(key(&flow));
            before.entry(key(&flow)).or_default().push(flow);
        }
        for flow in self.after.flows.clone() {
            let flow = self.moved(&flow, 1);
            let is_kept = before.get_mut(&key(&flow)).and_then(Vec::pop).is_some();
            self.merged.flows.push(flow);
            self.changes.flows.push(if is_kept { None } else { Some(Change::New) });
        }
        for key in order.into_iter().rev() {
            if let Some(flow) = before.get_mut(&key).and_then(Vec::pop) {
                self.merged.flows.push(flow);
                self.changes.flows.push(Some(Change::Gone));
            }
        }
    }

    /// A flow of one of the maps, between the boxes of the merged one.
    fn moved(&self, flow: &Flow, side: usize) -> Flow {
        let port = |id: PortId, is_input: bool| {
            let own = if side == 0 { self.ports.get(&(id.node, is_input, id.port)).copied() } else { None };
            PortId { node: self.nodes[side][id.node], port: own.unwrap_or(id.port) }
        };
        let from = match flow.from {
            Origin::Output(id) => Origin::Output(port(id, false)),
            Origin::External(external) => Origin::External(self.externals[side][external]),
            other => other,
        };
        let to = match flow.to {
            Target::Input(id) => Target::Input(port(id, true)),
            Target::External(external) => Target::External(self.externals[side][external]),
            other => other,
        };
        Flow { from, to, ..flow.clone() }
    }

    /// Marks what is there then and now and of which something changed. Arrows show by themselves what comes and goes.
    fn mark(&mut self, part: &StreamChanges) {
        let mut steps: HashSet<&str> = HashSet::new();
        let mut items: HashSet<(&str, &str)> = HashSet::new();
        for change in &part.changes {
            let Some(now) = change.now.as_ref().or(change.then.as_ref()) else { continue };
            match change.kind {
                Kind::Input | Kind::Output | Kind::Trigger | Kind::Outcome | Kind::End => {}
                Kind::Mode | Kind::Alternatives | Kind::Certainty | Kind::Promise | Kind::Every => {
                    let owner = if change.owner == OwnerKind::Step { now.owner.as_str() } else { "" };
                    items.insert((owner, now.item.as_deref().unwrap_or_default()));
                }
                _ if change.owner == OwnerKind::Step => {
                    steps.insert(now.owner.as_str());
                }
                _ => {}
            }
        }
        for (node, change) in self.merged.nodes.iter().zip(&mut self.changes.nodes) {
            if change.is_none() && steps.contains(node.name.as_str()) {
                *change = Some(Change::Changed);
            }
        }
        for (flow, change) in self.merged.flows.iter().zip(&mut self.changes.flows) {
            if change.is_none() && is_marked(&self.merged, flow, &items) {
                *change = Some(Change::Changed);
            }
        }
        self.merged.changes = Some(std::mem::take(&mut self.changes));
    }
}

/// What makes two flows one.
type Key = (Origin, Target, Style, bool);

fn key(flow: &Flow) -> Key {
    (flow.from, flow.to, flow.style, flow.starts)
}

/// Whether something changed of the item that flows here, at one of its ends or at the border of the stream.
fn is_marked(map: &Diagram, flow: &Flow, items: &HashSet<(&str, &str)>) -> bool {
    let mut ends: Vec<(&str, &Port)> = Vec::new();
    if let Origin::Output(id) = flow.from {
        ends.push((&map.nodes[id.node].name, map.output(id)));
    }
    if let Target::Input(id) = flow.to {
        ends.push((&map.nodes[id.node].name, map.input(id)));
    }
    let is_border = !matches!((flow.from, flow.to), (Origin::Output(_), Target::Input(_)));
    ends.iter().any(|(owner, port)| {
        items.contains(&(*owner, port.label.as_str()))
            || is_border && items.contains(&("", port.label.as_str()))
    })
}

/// The part of a map in which something changed: what is marked, and whom that touches.
pub(super) fn changed_part(map: &Diagram) -> Diagram {
    let mut nodes: Vec<bool> = (0..map.nodes.len()).map(|at| map.change_of_node(at).is_some()).collect();
    let mut externals = vec![false; map.externals.len()];
    for (at, flow) in map.flows.iter().enumerate() {
        if map.change_of_flow(at).is_none() {
            continue;
        }
        if let Origin::Output(PortId { node, .. }) = flow.from {
            nodes[node] = true;
        }
        if let Target::Input(PortId { node, .. }) = flow.to {
            nodes[node] = true;
        }
        for external in [external_from(flow), external_to(flow)].into_iter().flatten() {
            externals[external] = true;
        }
    }
    let (mut part, mut changes) =
        (Diagram { title: map.title.clone(), ..Diagram::default() }, Changes::default());
    part.lanes.clone_from(&map.lanes);
    let mut node_at = vec![0; nodes.len()];
    for (at, node) in map.nodes.iter().enumerate() {
        if nodes[at] {
            node_at[at] = part.nodes.len();
            part.nodes.push(node.clone());
            changes.nodes.push(map.change_of_node(at));
        }
    }
    let mut external_at = vec![0; externals.len()];
    for (at, external) in map.externals.iter().enumerate() {
        if externals[at] {
            external_at[at] = part.externals.len();
            part.externals.push(external.clone());
            changes.externals.push(map.change_of_external(at));
        }
    }
    for (at, flow) in map.flows.iter().enumerate() {
        let Some(change) = map.change_of_flow(at) else { continue };
        let mut flow = flow.clone();
        if let Origin::Output(id) = &mut flow.from {
            id.node = node_at[id.node];
        }
        if let Target::Input(id) = &mut flow.to {
            id.node = node_at[id.node];
        }
        if let Origin::External(external) = &mut flow.from {
            *external = external_at[*external];
        }
        if let Target::External(external) = &mut flow.to {
            *external = external_at[*external];
        }
        part.flows.push(flow);
        changes.flows.push(Some(change));
    }
    drop_empty_lanes(&mut part);
    part.changes = Some(changes);
    part
}

fn external_from(flow: &Flow) -> Option<usize> {
    if let Origin::External(external) = flow.from { Some(external) } else { None }
}

fn external_to(flow: &Flow) -> Option<usize> {
    if let Target::External(external) = flow.to { Some(external) } else { None }
}

fn drop_empty_lanes(map: &mut Diagram) {
    let mut at = vec![None; map.lanes.len()];
    let mut lanes = Vec::new();
    for node in &mut map.nodes {
        let lane = *at[node.lane].get_or_insert_with(|| {
            lanes.push(map.lanes[node.lane].clone());
            lanes.len() - 1
        });
        node.lane = lane;
    }
    map.lanes = lanes;
}

/// Gives each item a sign where all that flows of it is gone, new or changed, so that nobody needs to see a colour.
pub(super) fn sign_labels(map: &mut Diagram) {
    let mut seen: HashMap<(PortId, bool), Vec<Option<Change>>> = HashMap::new();
    for (at, flow) in map.flows.iter().enumerate() {
        let change = map.change_of_flow(at);
        if let Origin::Output(id) = flow.from {
            seen.entry((id, false)).or_default().push(change);
        }
        if let Target::Input(id) = flow.to {
            seen.entry((id, true)).or_default().push(change);
        }
    }
    for ((id, is_input), changes) in seen {
        let Some(Some(first)) = changes.first().copied() else { continue };
        if changes.iter().any(|change| *change != Some(first)) {
            continue;
        }
        let node = &mut map.nodes[id.node];
        let ports = if is_input { &mut node.inputs } else { &mut node.outputs };
        let port = &mut ports[id.port];
        port.label = format!("{} {}", first.sign(), port.label);
    }
}
