//! Flows as lines with rounded corners and heads.

use std::fmt::Write;
use std::io;

use crate::draw::diagram::{Diagram, Flow, Origin, Style, Target};
use crate::draw::layout::Point;
use crate::draw::svg::sheet::{EDGE, Sheet};
use crate::draw::svg::writer::Svg;
use crate::draw::words::{giver, item, taker};
use crate::finding::Level;
use crate::source::FileSpan;

/// The corners of flows.
const RADIUS: i32 = 6;

impl Sheet<'_> {
    pub(super) fn flow(&self, svg: &mut Svg<'_>, index: usize, flow: &Flow) -> io::Result<()> {
        let points: Vec<Point> =
            self.layout.wires[index].points.iter().map(|&(x, y)| (x + EDGE, y + self.top)).collect();
        let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return Ok(()) };
        let level = match (flow.fault, self.diagram.change_of_flow(index)) {
            (_, Some(change)) => change.word(),
            (fault, None) => fault.map(Level::word).unwrap_or_default(),
        };
        // On a page the tables say what flows from whom to whom, where it is one item.
        let has_tip = !self.options.bare || self.stands_for_several(flow);
        if has_tip {
            self.group(svg, self.place_of(flow), "flow")?;
            svg.tip(&tip(self.diagram, flow))?;
        }
        let style = match flow.style {
            Style::Solid => "",
            Style::Optional => " optional",
            Style::Rework => " rework",
            Style::Reply => " reply",
            Style::Runs => " runs",
        };
        svg.path(&rounded(&points), format!("wire{style} {level}").trim_end())?;
        match flow.from {
            Origin::Start => svg.circle(first, 5, "dot")?,
            Origin::Nobody => {
                svg.badge(first, 8, if level.is_empty() { "info" } else { level }, "?")?;
            }
            _ => {}
        }
        match flow.to {
            Target::Finish => {
                svg.circle(last, 6, "ring")?;
                svg.circle(last, 3, "dot")?;
            }
            Target::Nobody => {
                let bar = if first.0 == last.0 {
                    format!("M{} {}H{}", last.0 - 7, last.1, last.0 + 7)
                } else {
                    format!("M{} {}V{}", last.0, last.1 - 7, last.1 + 7)
                };
                svg.path(&bar, format!("wire {level}").trim_end())?;
            }
            _ => {
                let before = points.get(points.len().wrapping_sub(2)).copied().unwrap_or(first);
                svg.path(&arrow(before, last), format!("head {level}").trim_end())?;
            }
        }
        if has_tip { svg.close("g") } else { Ok(()) }
    }

    fn stands_for_several(&self, flow: &Flow) -> bool {
        let items = |flow: &Flow| match (flow.from, flow.to) {
            (Origin::Output(port), _) => self.diagram.output(port).items.len(),
            (_, Target::Input(port)) => self.diagram.input(port).items.len(),
            _ => 0,
        };
        items(flow) > 1
    }

    fn place_of(&self, flow: &Flow) -> Option<FileSpan> {
        match (flow.from, flow.to) {
            (_, Target::Input(port)) => self.diagram.input(port).place,
            (Origin::Output(port), _) => self.diagram.output(port).place,
            _ => None,
        }
    }
}

/// A line through these points, its corners rounded. All lines run at right angles.
fn rounded(points: &[Point]) -> String {
    let Some(&(x, y)) = points.first() else { return String::new() };
    let mut data = format!("M{x} {y}");
    let line = |data: &mut String, from: Point, to: Point| {
        let _ = match (from.0 == to.0, from.1 == to.1) {
            (true, true) => Ok(()),
            (true, false) => write!(data, "V{}", to.1),
            (false, true) => write!(data, "H{}", to.0),
            (false, false) => write!(data, "L{} {}", to.0, to.1),
        };
    };
    let mut at = (x, y);
    for pair in points.windows(3) {
        let &[before, corner, next] = pair else { continue };
        let half = |one: Point, other: Point| ((one.0 - other.0).abs() + (one.1 - other.1).abs()) / 2;
        let radius = RADIUS.min(half(before, corner)).min(half(corner, next));
        let towards = |other: Point| {
            let (dx, dy) = ((other.0 - corner.0).signum(), (other.1 - corner.1).signum());
            (corner.0 + dx * radius, corner.1 + dy * radius)
        };
        let (enter, leave) = (towards(before), towards(next));
        line(&mut data, at, enter);
        let control = (corner.0 - enter.0, corner.1 - enter.1);
        let _ = write!(data, "q{} {} {} {}", control.0, control.1, leave.0 - enter.0, leave.1 - enter.1);
        at = leave;
    }
    if let Some(&last) = points.last() {
        line(&mut data, at, last);
    }
    data
}

/// The head of an arrow that comes from `before` and ends at `tip`.
fn arrow(before: Point, (x, y): Point) -> String {
    let (dx, dy) = ((x - before.0).signum(), (y - before.1).signum());
    let (back_x, back_y) = (-dx * 9, -dy * 9);
    format!("M{x} {y}l{} {}l{} {}z", back_x - dy * 4, back_y + dx * 4, dy * 8, -dx * 8)
}

/// `User hands Outage report to Register the failure`.
fn tip(diagram: &Diagram, flow: &Flow) -> String {
    let port = match (flow.from, flow.to) {
        (Origin::Output(port), _) => Some(diagram.output(port)),
        (_, Target::Input(port)) => Some(diagram.input(port)),
        _ => None,
    };
    let start = if flow.from == Origin::Start { "trigger" } else { "nobody" };
    let end = if flow.to == Target::Finish { "outcome" } else { "nobody" };
    let from = giver(diagram, flow.from).unwrap_or(start);
    let to = taker(diagram, flow.to).unwrap_or(end);
    let mut text = format!("{}: {from} → {to}", item(diagram, flow));
    for item in port.map(|port| port.items.as_slice()).unwrap_or_default() {
        text += &format!("\n{item}");
    }
    text
}
