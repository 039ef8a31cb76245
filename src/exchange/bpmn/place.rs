//! Where everything stands: each pool is laid out as the map of a stream is, and the pools stand below each other.

use rustc_hash::FxHashMap;

use super::graph::{Drawing, Message, NodeKind, Party, Pool};
use super::route::{self, Port};
use crate::draw::diagram::{
    Arrangement, Diagram, External, ExternalKind, Flow, Lane, Node, NodeKind as Box, Origin, Port as Side,
    PortId, Style, Target,
};
use crate::draw::layout::{Layout, Point, Rect, SIGN_WIDTH, SMALL_LINE, layout};
use crate::draw::text::Font;

/// How wide the name of a pool, or of a lane, stands at its left.
const HEAD: i32 = 30;
/// From a sign to its name.
const NAME_GAP: i32 = 4;
/// Where a flow bends that does not run on the middle of a sign: so far beside it.
const BEND: i32 = 10;
/// The letters of labels, as large as tools draw them.
const LABEL: Font = Font::regular(11);

/// What a flow of a diagram is in the drawing, by index.
#[derive(Clone, Copy)]
enum Line {
    Flow(usize),
    Access(usize),
    /// The part of a message from its giver to the border of the pool.
    Out(usize),
    /// The part of a message from the border of the pool to its taker.
    In(usize),
}

/// A pool as a diagram, with what its flows are.
#[derive(Default)]
struct Plan {
    diagram: Diagram,
    lines: Vec<Line>,
}

/// Gives everything its place.
pub(super) fn place(drawing: &mut Drawing) {
    let mut ports = Vec::new();
    let messages = messages_of_pools(drawing);
    for (at, messages) in messages.iter().enumerate() {
        let plan = plan(drawing, at, messages);
        let layout = layout(&plan.diagram);
        stand(drawing, at, &plan, &layout, &mut ports);
    }
    route::stack(drawing, &ports);
}

/// The messages that each pool has to do with.
fn messages_of_pools(drawing: &Drawing) -> Vec<Vec<usize>> {
    let mut of_pools = vec![Vec::new(); drawing.pools.len()];
    for (index, message) in drawing.messages.iter().enumerate() {
        for party in [message.from, message.to] {
            if let Party::Node(pool, _) = party
                && of_pools[pool].last() != Some(&index)
            {
                of_pools[pool].push(index);
            }
        }
    }
    of_pools
}

fn plan(drawing: &Drawing, at: usize, messages: &[usize]) -> Plan {
    let pool = &drawing.pools[at];
    let mut plan = Plan::default();
    let diagram = &mut plan.diagram;
    diagram.arrangement = Arrangement::Pool;
    diagram.lanes = vec![Lane { name: String::new(), activity: None }; lane_count(pool)];
    for node in &pool.nodes {
        let kind = if node.kind.is_box() { Box::Step } else { Box::Sign };
        diagram.nodes.push(Node {
            lane: node.lane.unwrap_or(pool.lanes.len()),
            kind,
            name: node.name.clone(),
            detail: String::new(),
            figures: String::new(),
            mark: None,
            inputs: Vec::new(),
            outputs: Vec::new(),
            place: None,
        });
    }
    for (index, flow) in pool.flows.iter().enumerate() {
        let style = if flow.is_back { Style::Rework } else { Style::Solid };
        plan.join(flow.from, flow.to, &flow.name, style, Line::Flow(index));
    }
    for (index, access) in pool.accesses.iter().enumerate() {
        let Some(shown) = access.shown else { continue };
        let (from, to) = if access.is_write { (access.node, shown) } else { (shown, access.node) };
        plan.join(from, to, "", Style::Solid, Line::Access(index));
    }
    for &index in messages {
        let message = &drawing.messages[index];
        let is_named = !drawing.is_named_by_event(message);
        if let Party::Node(pool, node) = message.from
            && pool == at
        {
            let label = if is_named { message.item.as_str() } else { "" };
            plan.open(node, false, label, Line::Out(index));
        }
        if let Party::Node(pool, node) = message.to
            && pool == at
        {
            // It is named once: where it comes from, unless nobody is shown there.
            let is_here = is_named && !matches!(message.from, Party::Node(..));
            plan.open(node, true, if is_here { &message.item } else { "" }, Line::In(index));
        }
    }
    plan
}

/// How many lanes are laid out: one more than there are where something stands in none.
fn lane_count(pool: &Pool) -> usize {
    let has_loose = pool.nodes.iter().any(|node| node.lane.is_none());
    (pool.lanes.len() + usize::from(has_loose)).max(1)
}

impl Plan {
    /// Adds a flow between two nodes.
    fn join(&mut self, from: usize, to: usize, label: &str, style: Style, line: Line) {
        let from = Origin::Output(self.port(from, false, label));
        let to = Target::Input(self.port(to, true, ""));
        self.add(from, to, style, line);
    }

    /// Adds a flow between a node and the border of the pool.
    fn open(&mut self, node: usize, is_input: bool, label: &str, line: Line) {
        let port = self.port(node, is_input, label);
        let external = self.diagram.externals.len();
        self.diagram.externals.push(External {
            kind: ExternalKind::Stakeholder,
            name: String::new(),
            short: None,
            place: None,
        });
        if is_input {
            self.add(Origin::External(external), Target::Input(port), Style::Solid, line);
        } else {
            self.add(Origin::Output(port), Target::External(external), Style::Solid, line);
        }
    }

    fn add(&mut self, from: Origin, to: Target, style: Style, line: Line) {
        self.diagram.flows.push(Flow { from, to, style, starts: false, fault: None, remarks: Vec::new() });
        self.lines.push(line);
    }

    fn port(&mut self, node: usize, is_input: bool, label: &str) -> PortId {
        let of = &mut self.diagram.nodes[node];
        let sides = if is_input { &mut of.inputs } else { &mut of.outputs };
        sides.push(Side { is_named: !label.is_empty(), ..Side::of_items(vec![label.to_owned()]) });
        PortId { node, port: sides.len() - 1 }
    }
}

/// Takes over where a layout puts a pool, from the left upper corner of the pool.
fn stand(drawing: &mut Drawing, at: usize, plan: &Plan, layout: &Layout, ports: &mut Vec<Port>) {
    let pool = &mut drawing.pools[at];
    let left = if pool.lanes.is_empty() { HEAD } else { 2 * HEAD };
    let right = |rect: Rect| Rect { x: rect.x + left, ..rect };
    pool.rect = Rect { x: 0, y: 0, width: left + layout.width, height: layout.height };
    for (lane, rect) in pool.lanes.iter_mut().zip(&layout.lanes) {
        lane.rect = Rect { x: HEAD, width: 0, ..*rect };
    }
    for (node, placed) in pool.nodes.iter_mut().zip(&layout.boxes) {
        let cell = right(placed.rect);
        node.rect = if node.kind.is_box() { cell } else { sign(cell, &node.kind) };
        if !node.kind.is_box() && !node.name.is_empty() {
            let lines = placed.name.len() as i32;
            let width = placed.name.iter().map(|line| LABEL.width(line)).max().unwrap_or(0).min(SIGN_WIDTH);
            let middle = node.rect.x + node.rect.width / 2;
            let y = node.rect.bottom() + NAME_GAP;
            node.label = Some(Rect { x: middle - width / 2, y, width, height: lines * SMALL_LINE });
        }
    }
    // Each port has one flow.
    let mut flows = FxHashMap::default();
    for (index, flow) in plan.diagram.flows.iter().enumerate() {
        if let Origin::Output(port) = flow.from {
            flows.insert((port, false), index);
        }
        if let Target::Input(port) = flow.to {
            flows.insert((port, true), index);
        }
    }
    let mut labels = vec![None; plan.lines.len()];
    for label in &layout.labels {
        if let Some(&flow) = flows.get(&(label.port, label.is_input))
            && !label.lines.is_empty()
        {
            labels[flow] = Some(right(label.rect));
        }
    }
    for (index, (wire, &line)) in layout.wires.iter().zip(&plan.lines).enumerate() {
        let mut points: Vec<Point> = wire.points.iter().map(|&(x, y)| (x + left, y)).collect();
        let flow = &plan.diagram.flows[index];
        if let Origin::Output(port) = flow.from {
            leave(&mut points, pool.nodes[port.node].rect);
        }
        if let Target::Input(port) = flow.to {
            points.reverse();
            leave(&mut points, pool.nodes[port.node].rect);
            points.reverse();
        }
        match line {
            Line::Flow(flow) => (pool.flows[flow].points, pool.flows[flow].label) = (points, labels[index]),
            Line::Access(access) => pool.accesses[access].points = points,
            Line::Out(message) | Line::In(message) => {
                let is_out = matches!(line, Line::Out(_));
                if is_out {
                    points.reverse();
                }
                // From here on it runs up to the border of the pool.
                let x = points.first().map_or(0, |&(x, _)| x);
                points.insert(0, (x, 0));
                ports.push(Port { message, is_out, pool: at, x, points });
                let own: &mut Message = &mut drawing.messages[message];
                if let Some(label) = labels[index] {
                    own.label = Some(label);
                    own.label_pool = at;
                }
            }
        }
    }
}

/// A sign in the middle of its cell.
fn sign(cell: Rect, kind: &NodeKind) -> Rect {
    let (width, height) = match kind {
        NodeKind::Start { .. } | NodeKind::End { .. } => (36, 36),
        NodeKind::Object(_) => (36, 50),
        _ => (50, 50),
    };
    let (x, y) = (cell.x + cell.width / 2, cell.y + cell.height / 2);
    Rect { x: x - width / 2, y: y - height / 2, width, height }
}

/// Lets a line begin at a sign and not at the border of its cell: straight, or round a corner beside the sign.
fn leave(points: &mut Vec<Point>, sign: Rect) {
    let Some(&(x, y)) = points.first() else { return };
    let (middle, centre) = (sign.x + sign.width / 2, sign.y + sign.height / 2);
    let is_right = x > middle;
    let side = if is_right { sign.right() } else { sign.x };
    if side == x {
        return;
    }
    let bend = if is_right { (side + BEND).min(x) } else { (side - BEND).max(x) };
    if y == centre {
        points[0] = (side, y);
        return;
    }
    points.splice(0..1, [(side, centre), (bend, centre), (bend, y)]);
}
