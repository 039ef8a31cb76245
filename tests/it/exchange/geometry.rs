//! What is drawn in BPMN can be read: no flow runs through what it has nothing to do with, and no names lie on each other.

use std::collections::BTreeMap;

use super::xml::{Element, read};
use super::{MODEL, projects, written};
use crate::cli::support::Place;

#[derive(Clone, Copy, Debug)]
struct Rect {
    x: i32,
    y: i32,
    right: i32,
    bottom: i32,
}

impl Rect {
    fn of(bounds: &Element) -> Rect {
        let number = |name| bounds.get(name).parse::<i32>().unwrap();
        let (x, y) = (number("x"), number("y"));
        Rect { x, y, right: x + number("width"), bottom: y + number("height") }
    }

    fn overlaps(self, other: Rect) -> bool {
        self.x < other.right && other.x < self.right && self.y < other.bottom && other.y < self.bottom
    }
}

/// What is wrong with a drawing.
fn faults(document: &Element) -> Vec<String> {
    let mut tags = BTreeMap::new();
    let mut ends: BTreeMap<&str, [&str; 2]> = BTreeMap::new();
    for element in document.all() {
        tags.insert(element.get("id"), element.name.as_str());
        if element.name == "sequenceFlow" || element.name == "messageFlow" {
            ends.insert(element.get("id"), [element.get("sourceRef"), element.get("targetRef")]);
        }
    }
    let (mut nodes, mut labels, mut edges) = (Vec::new(), Vec::new(), Vec::new());
    for shown in document.all() {
        let of = shown.get("bpmnElement");
        if let Some(label) = shown.child("BPMNLabel") {
            labels.push((of, Rect::of(label.child("Bounds").unwrap())));
        }
        match (shown.name.as_str(), tags.get(of).copied().unwrap_or_default()) {
            ("BPMNShape", "participant" | "lane") => {}
            ("BPMNShape", _) => nodes.push((of, Rect::of(shown.child("Bounds").unwrap()))),
            ("BPMNEdge", tag) => {
                let number = |point: &Element, name| point.get(name).parse::<i32>().unwrap();
                let points: Vec<(i32, i32)> = shown
                    .children
                    .iter()
                    .filter(|child| child.name == "waypoint")
                    .map(|point| (number(point, "x"), number(point, "y")))
                    .collect();
                edges.push((of, tag, points));
            }
            _ => {}
        }
    }
    let mut faults = Vec::new();
    for (at, &(one, rect)) in nodes.iter().enumerate() {
        for &(other, beside) in &nodes[at + 1..] {
            if rect.overlaps(beside) {
                faults.push(format!("{one} lies on {other}"));
            }
        }
    }
    for (at, &(one, rect)) in labels.iter().enumerate() {
        for &(other, beside) in labels[at + 1..].iter().chain(&nodes) {
            if rect.overlaps(beside) {
                faults.push(format!("the name of {one} lies on {other}"));
            }
        }
    }
    for (edge, tag, points) in &edges {
        if points.len() < 2 {
            faults.push(format!("{edge} leads nowhere"));
        }
        for pair in points.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            if x != to_x && y != to_y {
                faults.push(format!("{edge} runs aslant"));
            }
            let line = Rect {
                x: x.min(to_x),
                y: y.min(to_y),
                right: x.max(to_x).max(x.min(to_x) + 1),
                bottom: y.max(to_y).max(y.min(to_y) + 1),
            };
            for &(node, rect) in &nodes {
                let is_own =
                    ends.get(edge).is_some_and(|ends| ends.contains(&node)) || tag.starts_with("data");
                if !is_own && rect.overlaps(line) {
                    faults.push(format!("{edge} runs through {node}"));
                }
            }
        }
    }
    faults
}

#[test]
fn fixtures_can_be_read() {
    let place = Place::new(&[("a.vsd", MODEL)]);
    let own = place.path("a.vsd").parent().unwrap().to_path_buf();
    for project in projects().into_iter().chain([own]) {
        let shown = project.to_string_lossy().into_owned();
        let document = read(&written(&place, &["export", "--format", "bpmn", "--project", &shown]));
        let faults = faults(&document);
        assert!(faults.is_empty(), "{shown}:\n{}", faults.join("\n"));
    }
}

#[test]
fn long_names_have_room() {
    let long = "A name that somebody wrote without a thought for those who have to draw it later on some sheet of paper";
    let text = MODEL
        .replace("Register", &format!("Register: {long}"))
        .replace("Bulletin", &format!("Bulletin: {long}"))
        .replace("Month end", &format!("Month end: {long}"));
    let place = Place::new(&[("a.vsd", &text)]);
    let faults = faults(&read(&written(&place, &["export", "--format", "bpmn"])));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
