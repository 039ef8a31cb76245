//! Pictures keep what they promise, whatever is drawn: nothing overlaps, no arrow passes through a box, each flow and each
//! finding is drawn once.

use std::collections::BTreeSet;

use vsdlint::draw::diagram::{
    Arrangement, Diagram, External, ExternalKind, Flow, Lane, Node, NodeKind, Origin, Port, PortId, Style,
    Target,
};
use vsdlint::draw::layout::{Label, Layout, Point, Rect, layout};
use vsdlint::draw::{chain, landscape, stream, svg};
use vsdlint::model::Model;
use vsdlint::project::Settings;
use vsdlint::rules::{check, metadata};
use vsdlint::source::Sources;

use crate::reference::generate::promises::generate_promises;
use crate::reference::generate::{generate, generate_wild};
use crate::reference::print::print;
use crate::reference::random::Random;
use crate::support::{directory, sources, texts};

/// How many random projects of each kind are drawn, where nothing is asked.
const RANDOM: u64 = 100;

/// A rectangle without its border.
fn inside(rect: Rect) -> Rect {
    Rect { x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2 }
}

/// What a straight line covers.
fn line(one: Point, other: Point) -> Rect {
    let (x, y) = (one.0.min(other.0), one.1.min(other.1));
    Rect { x, y, width: (one.0 - other.0).abs() + 1, height: (one.1 - other.1).abs() + 1 }
}

fn covered(layout: &Layout) -> Vec<(String, Rect)> {
    let mut all = Vec::new();
    for (at, placed) in layout.boxes.iter().enumerate() {
        all.push((format!("box {at}"), placed.rect));
    }
    for (at, chip) in layout.chips.iter().enumerate() {
        all.push((format!("chip {at}"), chip.rect));
    }
    for label in &layout.labels {
        all.push((format!("label {:?} {:?}", label.port, label.lines), label.rect));
        all.extend(label.remark.map(|rect| (format!("remark {:?}", label.port), rect)));
    }
    for name in &layout.lane_names {
        all.push((format!("name of lane {}", name.lane), name.rect));
    }
    all.retain(|(_, rect)| rect.width > 0 && rect.height > 0);
    all
}

/// What is wrong with the geometry of a picture.
fn faults(diagram: &Diagram, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let mut all = covered(layout);
    all.sort_by_key(|(_, rect)| rect.x);
    for (at, (name, rect)) in all.iter().enumerate() {
        let outside =
            rect.x < 0 || rect.y < 0 || rect.right() > layout.width || rect.bottom() > layout.height;
        if outside {
            faults.push(format!("{name} is outside: {rect:?}"));
        }
        for (other, covered) in all[at + 1..].iter().take_while(|(_, other)| other.x < rect.right()) {
            if rect.overlaps(*covered) {
                faults.push(format!("{name} and {other} overlap"));
            }
        }
    }
    if layout.wires.len() != diagram.flows.len() {
        faults.push(format!("{} lines for {} flows", layout.wires.len(), diagram.flows.len()));
    }
    let drawn: BTreeSet<_> = diagram.flows.iter().map(|flow| (flow.from, flow.to)).collect();
    if drawn.len() != diagram.flows.len() {
        faults.push("a flow is there twice".to_owned());
    }
    for (flow, wire) in diagram.flows.iter().zip(&layout.wires) {
        for pair in wire.points.windows(2) {
            let straight = pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1;
            if !straight {
                faults.push(format!("{flow:?} runs aslant: {pair:?}"));
            }
            for (name, rect) in &all {
                if line(pair[0], pair[1]).overlaps(inside(*rect)) {
                    faults.push(format!("{flow:?} passes through {name}: {pair:?}"));
                }
            }
        }
        faults.extend(ends(flow.from, flow.to, layout, &wire.points));
    }
    if diagram.arrangement != Arrangement::Chain {
        faults.extend(merged(diagram, layout));
    }
    faults
}

/// Whether a point lies on the border of a rectangle.
fn touches(rect: Rect, (x, y): Point) -> bool {
    let (within_x, within_y) = (rect.x <= x && x <= rect.right(), rect.y <= y && y <= rect.bottom());
    (x == rect.x || x == rect.right()) && within_y || (y == rect.y || y == rect.bottom()) && within_x
}

/// Whether a line begins and ends where it should.
fn ends(from: Origin, to: Target, layout: &Layout, points: &[Point]) -> Vec<String> {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return vec![format!("{from:?} to {to:?} is not drawn")];
    };
    let chip = |external: usize, at: Point| {
        let mut own = layout.chips.iter().filter(|chip| chip.external == external);
        own.any(|chip| touches(chip.rect, at))
    };
    let begins = match from {
        Origin::Output(port) => touches(layout.boxes[port.node].rect, first),
        Origin::External(external) => chip(external, first),
        Origin::Start | Origin::Nobody => points.len() == 2,
    };
    let ends = match to {
        Target::Input(port) => touches(layout.boxes[port.node].rect, last),
        Target::External(external) => chip(external, last),
        Target::Finish | Target::Nobody => points.len() == 2,
    };
    if begins && ends {
        Vec::new()
    } else {
        vec![format!("{from:?} to {to:?} is drawn from {first:?} to {last:?}")]
    }
}

/// Lines of different flows that run on one another.
fn merged(diagram: &Diagram, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let mut pieces: Vec<(bool, i32, i32, i32, usize)> = Vec::new();
    for (flow, wire) in layout.wires.iter().enumerate() {
        for pair in wire.points.windows(2) {
            let (one, other) = (pair[0], pair[1]);
            if one.1 == other.1 {
                pieces.push((true, one.1, one.0.min(other.0), one.0.max(other.0), flow));
            } else {
                pieces.push((false, one.0, one.1.min(other.1), one.1.max(other.1), flow));
            }
        }
    }
    pieces.sort_unstable();
    for (at, one) in pieces.iter().enumerate() {
        for other in &pieces[at + 1..] {
            if (one.0, one.1) != (other.0, other.1) || other.2 >= one.3 {
                break;
            }
            let (a, b) = (&diagram.flows[one.4], &diagram.flows[other.4]);
            let is_joint = diagram.flows.iter().any(|c| c.from == a.from && c.to == b.to);
            if a.from != b.from && a.to != b.to && !is_joint {
                let (one, other) = (&layout.wires[one.4].points, &layout.wires[other.4].points);
                faults.push(format!("{a:?} and {b:?} run on one line: {one:?} and {other:?}"));
            }
        }
    }
    faults
}

/// What is wrong with the numbers of the findings: each is listed, stands at its box, and at each flow that it colours.
fn numbers(diagram: &Diagram, layout: &Layout) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, remark) in diagram.remarks.iter().enumerate() {
        let Some(node) = remark.node else { continue };
        if !diagram.nodes[node].mark.as_ref().is_some_and(|mark| mark.remarks.contains(&index)) {
            wrong.push(format!("finding {index} is not at its box"));
        }
    }
    for node in &diagram.nodes {
        let Some(mark) = &node.mark else { continue };
        // A stream in a landscape has its findings counted, and tells them in its own map.
        if diagram.arrangement != Arrangement::Beside && mark.count != mark.remarks.len() {
            wrong.push(format!("{} findings at {}, {:?}", mark.count, node.name, mark.remarks));
        }
    }
    for flow in &diagram.flows {
        if diagram.arrangement != Arrangement::Beside && flow.fault.is_some() == flow.remarks.is_empty() {
            wrong.push(format!("{flow:?} has a colour and no number, or a number and no colour"));
        }
        let beside = |label: &&Label| {
            if label.is_input {
                flow.to == Target::Input(label.port)
            } else {
                flow.from == Origin::Output(label.port)
            }
        };
        let labels: Vec<&Label> = layout.labels.iter().filter(beside).collect();
        // Where a chain is crowded, the number of the box has to do.
        if labels.is_empty() && diagram.arrangement == Arrangement::Chain {
            continue;
        }
        for remark in &flow.remarks {
            if !labels.iter().any(|label| label.remarks.contains(remark)) {
                wrong.push(format!("{flow:?} has no number {remark} beside it"));
            }
        }
    }
    wrong
}

/// Draws all streams of a project, and looks at each picture.
fn look(name: &str, sources: &Sources) -> usize {
    let model = Model::new(sources);
    let findings = check(&model, &Settings::defaults(metadata()), &[]);
    let mut drawn = 0;
    let mut pictures: Vec<Diagram> =
        model.streams().map(|stream| stream::diagram(&model, &findings, stream)).collect();
    pictures.push(landscape::diagram(&model, &findings));
    pictures.push(chain::diagram(&model, &findings));
    for diagram in pictures {
        let found = layout(&diagram);
        let mut wrong = faults(&diagram, &found);
        wrong.extend(numbers(&diagram, &found));
        let mut one = Vec::new();
        svg::write(&diagram, svg::Options::default(), &mut one).unwrap();
        let mut other = Vec::new();
        svg::write(&diagram, svg::Options::default(), &mut other).unwrap();
        if one != other {
            wrong.push("two runs draw two pictures".to_owned());
        }
        let texts: Vec<&str> = sources.as_slice().iter().map(|source| source.text.as_str()).collect();
        assert!(wrong.is_empty(), "{name}: {}\n{}\n{}", diagram.title, wrong.join("\n"), texts.join("\n"));
        drawn += 1;
    }
    drawn
}

/// A picture of up to 60 boxes between which anything flows: more than any model says, so that the layout has no excuse.
fn anything(seed: u64) -> Diagram {
    let mut random = Random::new(seed);
    let lanes = 1 + random.below(6);
    let mut diagram = Diagram { title: format!("Anything {seed}"), ..Diagram::default() };
    for lane in 0..lanes {
        diagram.lanes.push(Lane { name: format!("Lane {lane}"), activity: Some(lane) });
    }
    let port = |random: &mut Random, label: String| Port {
        is_or: random.chance(30),
        is_named: random.chance(70),
        remark: if random.chance(10) { "✓ within 4h".to_owned() } else { String::new() },
        ..Port::of_items(vec![label])
    };
    for node in 0..1 + random.below(60) {
        let (inputs, outputs) = (random.below(5), random.below(5));
        let ports = |random: &mut Random, count: usize, word: &str| {
            (0..count).map(|at| port(random, format!("{word} {at} of the step {node}"))).collect()
        };
        let (inputs, outputs) = (ports(&mut random, inputs, "Input"), ports(&mut random, outputs, "Output"));
        diagram.nodes.push(Node {
            lane: random.below(lanes),
            kind: NodeKind::Step,
            name: format!("Do the step {node}"),
            detail: if random.chance(50) { "Somebody".to_owned() } else { String::new() },
            figures: if random.chance(50) { "LT 1h · PT 5min".to_owned() } else { String::new() },
            mark: None,
            inputs,
            outputs,
            place: None,
        });
    }
    let kinds = [ExternalKind::Stakeholder, ExternalKind::Repository, ExternalKind::Stream];
    for external in 0..random.below(6) {
        let kind = *random.pick(&kinds).unwrap();
        diagram.externals.push(External {
            kind,
            name: format!("Outside {external}"),
            short: None,
            place: None,
        });
    }
    let (mut outputs, mut inputs) = (Vec::new(), Vec::new());
    for (node, own) in diagram.nodes.iter().enumerate() {
        outputs.extend((0..own.outputs.len()).map(|port| PortId { node, port }));
        inputs.extend((0..own.inputs.len()).map(|port| PortId { node, port }));
    }
    let styles = [Style::Solid, Style::Solid, Style::Solid, Style::Optional, Style::Rework, Style::Reply];
    let mut drawn = BTreeSet::new();
    for _ in 0..random.below(2 * (outputs.len() + 1)) {
        let external = random.below(diagram.externals.len());
        let outside = !diagram.externals.is_empty() && random.chance(25);
        let from = match random.pick(&outputs) {
            Some(&output) => Origin::Output(output),
            None => continue,
        };
        let Some(&input) = random.pick(&inputs) else { continue };
        let (from, to) = match (outside, random.below(10)) {
            (true, 0..5) => (Origin::External(external), Target::Input(input)),
            (true, _) => (from, Target::External(external)),
            (false, 0) => (Origin::Nobody, Target::Input(input)),
            (false, 1) => (Origin::Start, Target::Input(input)),
            (false, 2) => (from, Target::Nobody),
            (false, 3) => (from, Target::Finish),
            _ => (from, Target::Input(input)),
        };
        let style = *random.pick(&styles).unwrap();
        if drawn.insert((from, to)) {
            let starts = random.chance(20);
            diagram.flows.push(Flow { from, to, style, starts, fault: None, remarks: Vec::new() });
        }
    }
    diagram
}

/// The same with those outside beside the boxes: there each flow has ports of its own, and each port a name.
fn beside(mut diagram: Diagram) -> Diagram {
    diagram.arrangement = Arrangement::Beside;
    for port in diagram.nodes.iter_mut().flat_map(|node| &mut node.inputs) {
        port.is_named = true;
    }
    let (mut left, mut entered) = (BTreeSet::new(), BTreeSet::new());
    diagram.flows.retain(|flow| {
        let is_first_there = match flow.to {
            Target::Input(port) => entered.insert(port),
            _ => true,
        };
        let is_first = match flow.from {
            Origin::Output(port) => left.insert(port),
            _ => true,
        };
        is_first && is_first_there
    });
    diagram
}

#[test]
fn pictures_of_anything_are_in_order() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let (first, count) = (number("VSDLINT_SEED").unwrap_or(0), number("VSDLINT_CASES").unwrap_or(RANDOM));
    for seed in first..first + count {
        for diagram in [anything(seed), beside(anything(seed))] {
            let wrong = faults(&diagram, &layout(&diagram));
            assert!(wrong.is_empty(), "seed {seed}, {:?}:\n{}", diagram.arrangement, wrong.join("\n"));
        }
    }
}

#[test]
fn pictures_of_fixtures_are_in_order() {
    for folder in ["fixtures/northwind", "fixtures/ferry", "fixtures/itil4", "fixtures/trades"] {
        look(folder, &directory(folder));
    }
    for path in texts("fixtures/broken") {
        // One of them is no text.
        if let Ok(text) = std::fs::read_to_string(&path) {
            let path = path.display().to_string();
            look(&path, &sources([(path.clone(), text)]));
        }
    }
}

#[test]
fn pictures_of_the_rules_examples_are_in_order() {
    let mut drawn = 0;
    for rule in metadata() {
        for block in rule.documentation.split("```vsd ").skip(1) {
            let (_, rest) = block.split_once('\n').unwrap();
            let (text, _) = rest.split_once("```").unwrap();
            drawn += look(&rule.name, &sources([("model.vsd".to_owned(), text)]));
        }
    }
    assert!(drawn > 100, "{drawn}");
}

#[test]
fn pictures_of_random_organisations_are_in_order() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let (first, count) = (number("VSDLINT_SEED").unwrap_or(0), number("VSDLINT_CASES").unwrap_or(RANDOM));
    let mut drawn = 0;
    for seed in first..first + count {
        for (kind, mut project) in
            [("plain", generate(seed)), ("wild", generate_wild(seed)), ("promises", generate_promises(seed))]
        {
            let files = print(&mut project);
            drawn += look(&format!("{kind} {seed}"), &sources(files));
        }
    }
    assert!(drawn as u64 > count, "{drawn}");
}

/// Steps that each give one item, and steps that each take it.
fn hand_over(givers: usize, takers: usize) -> Sources {
    let mut text = "stream s {\n  trigger A\n".to_owned();
    for at in 0..givers {
        text += &format!("  step \"give {at}\" in plan {{ input A output X }}\n");
    }
    for at in 0..takers {
        text += &format!("  step \"take {at}\" in engage {{ input X output Z }}\n");
    }
    text += "  outcome Z\n}\n";
    sources([("model.vsd".to_owned(), text)])
}

#[test]
fn only_what_many_give_to_many_is_not_drawn_arrow_by_arrow() {
    for (givers, takers, arrows) in [(40, 1, 40), (1, 40, 40), (24, 40, 960), (40, 40, 40 * 24 + 16)] {
        let project = hand_over(givers, takers);
        let model = Model::new(&project);
        let stream = model.streams().next().unwrap();
        let diagram = stream::diagram(&model, &[], stream);
        let between = diagram.flows.iter().filter(|flow| {
            matches!((flow.from, flow.to), (Origin::Output(_), Target::Input(_))) && !flow.starts
        });
        assert_eq!(between.count(), arrows, "{givers} to {takers}");
        assert_eq!(diagram.note.is_empty(), arrows == givers * takers, "{}", diagram.note);
        let is_for_nobody = |flow: &Flow| flow.to == Target::Nobody || flow.from == Origin::Nobody;
        assert!(!diagram.flows.iter().any(is_for_nobody), "{givers} to {takers}");
        look(&format!("{givers} to {takers}"), &project);
    }
}

#[test]
fn large_pictures_are_in_order() {
    let mut rings = "stream s {\n  trigger A\n  outcome Z\n".to_owned();
    for at in 0..60 {
        rings += &format!("  step \"a {at}\" in engage {{ input \"x {at}\" output \"y {at}\" }}\n");
        rings += &format!("  step \"b {at}\" in plan {{ input \"y {at}\" output \"x {at}\" }}\n");
    }
    rings += "}\n";
    look("many rings", &sources([("model.vsd".to_owned(), rings)]));
    let mut outside = String::new();
    for at in 0..200 {
        outside += &format!("stakeholder \"s {at}\"\n");
    }
    outside += "stream s {\n";
    for at in 0..200 {
        outside += &format!("  trigger \"t {at}\" from \"s {at}\"\n");
        outside += &format!("  step \"a {at}\" in engage {{ input \"t {at}\" output Z }}\n");
    }
    outside += "  outcome Z\n}\n";
    look("many outside", &sources([("model.vsd".to_owned(), outside)]));
}
