//! The landscape: all streams, what they hand to each other, who stands outside, and the repositories that several share.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::distinct::Distinct;
use crate::draw::diagram::{
    Arrangement, Diagram, External, ExternalKind, Flow, Lane, List, Mark, Node, NodeKind, Origin, Port, Side,
    Style, Target,
};
use crate::draw::{stream, words};
use crate::finding::{Finding, Level};
use crate::model::{Model, ScopeId};
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::text::plural;

/// Two items stand beside an arrow if they have no more bytes together.
const BOTH: usize = 42;

/// What goes from one side to another.
#[derive(Default)]
struct HandOver {
    items: Distinct<String>,
    fault: Option<Level>,
    /// How all of it is drawn; solid where only some may come or not.
    style: Option<Style>,
    runs: bool,
}

/// Draws all streams of a model.
pub fn diagram(model: &Model<'_>, findings: &[Finding]) -> Diagram {
    of_maps(model, &stream::diagrams(model, findings))
}

/// The same from the maps of all streams, in their order.
pub fn of_maps(model: &Model<'_>, maps: &[Diagram]) -> Diagram {
    let mut diagram = Diagram {
        title: "Landscape of value streams".to_owned(),
        lanes: vec![Lane { name: String::new(), activity: None }],
        arrangement: Arrangement::Beside,
        ..Diagram::default()
    };
    if maps.is_empty() {
        diagram.note = "No stream is declared.".to_owned();
    }
    let mut places: FxHashMap<FileSpan, usize> = FxHashMap::default();
    for (index, (stream, map)) in model.streams().zip(maps).enumerate() {
        let node = node(model, stream, map);
        places.extend(node.place.map(|place| (place, index)));
        diagram.nodes.push(node);
    }
    let mut gathering =
        Gathering { diagram: &mut diagram, places, outside: FxHashMap::default(), all: BTreeMap::new() };
    for (index, map) in maps.iter().enumerate() {
        gathering.given(index, map);
    }
    for (index, map) in maps.iter().enumerate() {
        gathering.taken(index, map);
    }
    for run in model.runs() {
        let from = model.node(run.step).scope.index() - 1;
        let to = run.stream.index() - 1;
        let hand_over = gathering.all.entry((Side::Node(from), Side::Node(to))).or_default();
        hand_over.runs = true;
    }
    let all = gathering.all;
    let shared = shared(&diagram, &all);
    for ((from, to), hand_over) in all {
        let is_shared = |side: Side| match side {
            Side::Outside(external) => shared[external],
            Side::Node(_) | Side::Nobody => true,
        };
        if is_shared(from) && is_shared(to) {
            connect(&mut diagram, from, to, hand_over);
        }
    }
    diagram
}

fn node(model: &Model<'_>, stream: ScopeId, map: &Diagram) -> Node {
    let statement = model.scope(stream).statement;
    let steps = map.count();
    let mut figures = Vec::new();
    if steps > 0 {
        figures.push(plural(steps, "step"));
    }
    let mark = map.own_remarks().map(|remark| remark.level).max();
    let accountable =
        statement.map(|statement| model.listed(statement, Keyword::Accountable)).unwrap_or_default();
    Node {
        lane: 0,
        kind: if model.scope(stream).described { NodeKind::Stream } else { NodeKind::Undescribed },
        name: map.title.clone(),
        detail: accountable.join(", "),
        figures: figures.join(" · "),
        mark: mark.map(|level| Mark { count: map.own_remarks().count(), level, remarks: Vec::new() }),
        inputs: Vec::new(),
        outputs: Vec::new(),
        place: statement.map(|statement| model.name_place(statement)),
    }
}

struct Gathering<'a> {
    diagram: &'a mut Diagram,
    /// The streams by the place of their name.
    places: FxHashMap<FileSpan, usize>,
    outside: FxHashMap<(ExternalKind, String), usize>,
    all: BTreeMap<(Side, Side), HandOver>,
}

impl Gathering<'_> {
    /// What a stream gives to others.
    fn given(&mut self, index: usize, map: &Diagram) {
        for flow in &map.flows {
            let Target::External(external) = flow.to else { continue };
            if map.externals[external].kind == ExternalKind::Activity {
                continue;
            }
            let to = self.side(&map.externals[external]);
            self.add(Side::Node(index), to, words::item(map, flow), flow);
        }
    }

    /// What a stream takes from others. What another stream gives has been gathered there.
    fn taken(&mut self, index: usize, map: &Diagram) {
        for flow in &map.flows {
            let Origin::External(external) = flow.from else { continue };
            if map.externals[external].kind == ExternalKind::Activity {
                continue;
            }
            let from = self.side(&map.externals[external]);
            let pair = (from, Side::Node(index));
            let is_known = matches!(from, Side::Node(_))
                && self.all.get(&pair).is_some_and(|hand_over| !hand_over.items.is_empty());
            if !is_known {
                self.add(from, Side::Node(index), words::item(map, flow), flow);
            }
        }
    }

    fn add(&mut self, from: Side, to: Side, item: String, flow: &Flow) {
        if from == to {
            return;
        }
        let hand_over = self.all.entry((from, to)).or_default();
        hand_over.fault = hand_over.fault.max(flow.fault);
        let is_same = hand_over.style.is_none_or(|style| style == flow.style);
        hand_over.style = Some(if is_same { flow.style } else { Style::Solid });
        hand_over.items.add(item);
    }

    fn side(&mut self, external: &External) -> Side {
        if external.kind == ExternalKind::Stream
            && let Some(&stream) = external.place.and_then(|place| self.places.get(&place))
        {
            return Side::Node(stream);
        }
        let key = (external.kind, external.name.clone());
        let next = self.diagram.externals.len();
        let index = *self.outside.entry(key).or_insert(next);
        if index == next {
            self.diagram.externals.push(external.clone());
        }
        Side::Outside(index)
    }
}

/// Of each of those outside whether it is shown: a repository only if several streams share it.
fn shared(diagram: &Diagram, all: &BTreeMap<(Side, Side), HandOver>) -> Vec<bool> {
    let mut streams: Vec<Vec<usize>> = vec![Vec::new(); diagram.externals.len()];
    for (from, to) in all.keys() {
        match (from, to) {
            (Side::Outside(external), Side::Node(stream)) | (Side::Node(stream), Side::Outside(external)) => {
                streams[*external].push(*stream);
            }
            _ => {}
        }
    }
    let mut shared = Vec::with_capacity(streams.len());
    for (external, own) in diagram.externals.iter().zip(&mut streams) {
        own.sort_unstable();
        own.dedup();
        shared.push(external.kind != ExternalKind::Repository || own.len() > 1);
    }
    shared
}

fn connect(diagram: &mut Diagram, from: Side, to: Side, hand_over: HandOver) {
    let HandOver { items, fault, style, runs } = hand_over;
    let items = items.into_list();
    let style = if items.is_empty() && runs { Style::Runs } else { style.unwrap_or(Style::Solid) };
    let label = match items.as_slice() {
        [] => "runs".to_owned(),
        [one] => one.clone(),
        [one, other] if one.len() + other.len() <= BOTH => format!("{one}, {other}"),
        [first, rest @ ..] => {
            let caption = format!("{} → {}", diagram.name_of(from), diagram.name_of(to));
            diagram.lists.push(List { caption, items: items.clone() });
            format!("{first} +{}", rest.len())
        }
    };
    let port = Port { label, fault, ..Port::of_items(items) };
    diagram.connect(from, to, port, style, Vec::new());
    // Where it comes from may be far away.
    if let Side::Node(node) = to
        && let Some(port) = diagram.nodes[node].inputs.last_mut()
    {
        port.is_named = true;
    }
}
