//! The six activities in fixed places: plan above, improve below, engage at the left, and the three that make and run beside
//! it; who gives stands at the left, who takes at the right.
//!
//! Plan and improve are as wide as all others together, so whatever flows between them and the rest runs straight down or up.
//! What flows between boxes that are not neighbours runs above them if it leads to the right, and below if to the left.

use crate::distinct::Distinct;
use crate::draw::diagram::{Diagram, Flow, Origin, Target};
use crate::draw::layout::band::{CHIP_HEIGHT, chip_width};
use crate::draw::layout::boxes::label_width;
use crate::draw::layout::{
    BOX_PADDING, Chip, Label, Layout, NAME, Placed, Point, Rect, SMALL, SMALL_LINE, Wire,
};

const PLAN: usize = 0;
const ENGAGE: usize = 1;
const LAST: usize = 4;
const IMPROVE: usize = 5;

const BOX: i32 = 170;
const GAP: i32 = 130;
const HEIGHT: i32 = 96;
const BAR: i32 = 62;
/// The distance of two lines.
const PITCH: i32 = 14;
/// Between the bars and the nearest track.
const MARGIN: i32 = 42;
/// Between those outside and the boxes, besides the lines that run there.
const SIDE: i32 = 40;
const CHIP_GAP: i32 = 16;
const NAME_WIDTH: i32 = 150;
/// How long a flow is that comes from nobody or goes to nobody.
const STUB: i32 = 30;

/// Gives everything in a picture of the chain its place.
pub(super) fn layout(diagram: &Diagram) -> Layout {
    let mut sheet = Sheet::of(diagram);
    let mut layout = Layout::default();
    sheet.place(&mut layout);
    for flow in &diagram.flows {
        let points = sheet.points(flow);
        layout.wires.push(Wire { points });
    }
    layout.labels = labels(diagram, &layout);
    layout
}

/// Where the parts are, and what is still free beside them.
struct Sheet<'a> {
    diagram: &'a Diagram,
    boxes: [Rect; 6],
    /// The chips of those who give, and of those who take, by who.
    givers: Vec<Option<usize>>,
    takers: Vec<Option<usize>>,
    chips: Vec<Chip>,
    /// How many lines use each side of each box, and each side of the sheet, so far.
    used: [[i32; 4]; 6],
    lanes_left: i32,
    lanes_right: i32,
    above: i32,
    below: i32,
    /// How many lines run in the margins in all.
    count_left: i32,
    count_right: i32,
    count_above: i32,
    count_below: i32,
    chip_used: Vec<i32>,
}

/// Which side of a box.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

/// The activities that a flow leads from and to, where it does.
fn activities(flow: &Flow) -> (Option<usize>, Option<usize>) {
    let from = if let Origin::Output(port) = flow.from { Some(port.node) } else { None };
    let to = if let Target::Input(port) = flow.to { Some(port.node) } else { None };
    (from, to)
}

/// Whether an activity stands in the row in the middle.
fn is_middle(activity: usize) -> bool {
    (ENGAGE..=LAST).contains(&activity)
}

impl<'a> Sheet<'a> {
    fn of(diagram: &'a Diagram) -> Sheet<'a> {
        let none = || vec![None; diagram.externals.len()];
        let mut sheet = Sheet {
            diagram,
            boxes: [Rect::default(); 6],
            givers: none(),
            takers: none(),
            chips: Vec::new(),
            used: [[0; 4]; 6],
            lanes_left: 0,
            lanes_right: 0,
            above: 0,
            below: 0,
            count_left: 0,
            count_right: 0,
            count_above: 0,
            count_below: 0,
            chip_used: Vec::new(),
        };
        for flow in &diagram.flows {
            match (flow.from, flow.to, activities(flow)) {
                (Origin::External(_), _, (_, Some(to))) => {
                    sheet.count_left += 1;
                    sheet.count_below += i32::from(is_middle(to) && to != ENGAGE);
                }
                (_, Target::External(_), (Some(from), _)) => {
                    sheet.count_right += 1;
                    sheet.count_above += i32::from(is_middle(from) && from != LAST);
                }
                (_, _, (Some(from), Some(to))) if is_middle(from) && is_middle(to) => {
                    sheet.count_above += i32::from(to > from + 1);
                    sheet.count_below += i32::from(from > to + 1);
                }
                _ => {}
            }
        }
        sheet
    }

    /// Places boxes and chips.
    fn place(&mut self, layout: &mut Layout) {
        let width = |external: usize| chip_width(&self.diagram.externals[external], NAME_WIDTH).1;
        let givers = self.sides(|flow| if let Origin::External(one) = flow.from { Some(one) } else { None });
        let takers = self.sides(|flow| if let Target::External(one) = flow.to { Some(one) } else { None });
        let left = givers.iter().map(|&one| width(one)).max().unwrap_or(0);
        let right = takers.iter().map(|&one| width(one)).max().unwrap_or(0);
        let margin = |chips: i32, lines: i32| if chips == 0 { 10 } else { chips + SIDE + lines * PITCH };
        let x = margin(left, self.count_left);
        let core = 4 * BOX + 3 * GAP;
        let row = BAR + 2 * MARGIN + self.count_above * PITCH;
        let bottom = row + HEIGHT + 2 * MARGIN + self.count_below * PITCH;
        self.boxes[PLAN] = Rect { x, y: 0, width: core, height: BAR };
        self.boxes[IMPROVE] = Rect { x, y: bottom, width: core, height: BAR };
        for middle in ENGAGE..=LAST {
            let at = x + (middle - ENGAGE) as i32 * (BOX + GAP);
            self.boxes[middle] = Rect { x: at, y: row, width: BOX, height: HEIGHT };
        }
        let mut height = bottom + BAR;
        let end = x + core + margin(right, self.count_right);
        for (list, is_left) in [(&givers, true), (&takers, false)] {
            let all = list.len() as i32 * (CHIP_HEIGHT + CHIP_GAP) - CHIP_GAP;
            let mut y = ((bottom + BAR - all) / 2).max(0);
            for &external in list {
                let (name, width) = chip_width(&self.diagram.externals[external], NAME_WIDTH);
                let x = if is_left { left - width } else { end - right };
                let rect = Rect { x, y, width, height: CHIP_HEIGHT };
                let chips = if is_left { &mut self.givers } else { &mut self.takers };
                chips[external] = Some(self.chips.len());
                self.chips.push(Chip { external, rect, name });
                y += CHIP_HEIGHT + CHIP_GAP;
            }
            height = height.max(y);
        }
        self.chip_used = vec![0; self.chips.len()];
        // What is lowered by long lists of those outside leaves room for badges and stubs at the borders.
        layout.width = end;
        layout.height = height + STUB;
        for (node, rect) in self.diagram.nodes.iter().zip(self.boxes) {
            let room = rect.width.min(BOX) - 2 * BOX_PADDING;
            layout.boxes.push(Placed {
                rect: Rect { y: rect.y + STUB, ..rect },
                name: NAME.wrapped(&node.name, room, 3),
                detail: SMALL.fitted(&node.detail, rect.width - 2 * BOX_PADDING),
                figures: Vec::new(),
                choices: Vec::new(),
            });
        }
        layout.height += STUB;
        for rect in &mut self.boxes {
            rect.y += STUB;
        }
        for chip in &mut self.chips {
            chip.rect.y += STUB;
        }
        layout.chips = self.chips.clone();
    }

    /// Those outside who give, or take, in the order in which they are first met.
    fn sides(&self, of: impl Fn(&Flow) -> Option<usize>) -> Vec<usize> {
        let mut sides = Distinct::default();
        for external in self.diagram.flows.iter().filter_map(of) {
            sides.add(external);
        }
        sides.into_list()
    }

    /// The next free place on a side of a box. On the sides that face plan and improve the places around a third of the width
    /// are left to what flows to and from them.
    fn dock(&mut self, activity: usize, side: Side) -> Point {
        let rect = self.boxes[activity];
        let count = self.used[activity][side as usize];
        self.used[activity][side as usize] += 1;
        let down = rect.y + 16 + (count * PITCH) % (rect.height - 24);
        match side {
            Side::Left => (rect.x, down),
            Side::Right => (rect.right(), down),
            Side::Top => (rect.right() - 10 - (count * 9) % 60, rect.y),
            Side::Bottom => (rect.right() - 10 - (count * 9) % 60, rect.bottom()),
        }
    }

    /// Where a line meets a chip: on its right side, or on its left.
    fn chip(&mut self, chip: usize, is_giver: bool) -> Point {
        let rect = self.chips[chip].rect;
        let count = self.chip_used[chip];
        self.chip_used[chip] += 1;
        let y = rect.y + 6 + (count * 5) % (CHIP_HEIGHT - 10);
        if is_giver { (rect.right(), y) } else { (rect.x, y) }
    }

    fn points(&mut self, flow: &Flow) -> Vec<Point> {
        match (flow.from, flow.to, activities(flow)) {
            (_, _, (Some(from), Some(to))) => self.between(from, to),
            (Origin::External(external), _, (_, Some(to))) => match self.givers[external] {
                Some(chip) => self.line_in(chip, to),
                None => Vec::new(),
            },
            (_, Target::External(external), (Some(from), _)) => match self.takers[external] {
                Some(chip) => self.line_out(from, chip),
                None => Vec::new(),
            },
            (Origin::Nobody | Origin::Start, _, (_, Some(to))) => {
                let rect = self.boxes[to];
                let (x, y) = if to == IMPROVE { (rect.x + 20, rect.bottom()) } else { (rect.x + 20, rect.y) };
                let away = if to == IMPROVE { STUB } else { -STUB };
                vec![(x, y + away), (x, y)]
            }
            (_, _, (Some(from), _)) => {
                let rect = self.boxes[from];
                let (x, y) = if from == PLAN { (rect.x + 44, rect.y) } else { (rect.x + 44, rect.bottom()) };
                let away = if from == PLAN { -STUB } else { STUB };
                vec![(x, y), (x, y + away)]
            }
            _ => Vec::new(),
        }
    }

    fn between(&mut self, from: usize, to: usize) -> Vec<Point> {
        let (one, other) = (self.boxes[from], self.boxes[to]);
        // Two lines between each box and each bar: what leads down at the left, what leads up at the right.
        let down = one.y < other.y;
        if is_middle(from) != is_middle(to) {
            let middle = if is_middle(from) { one } else { other };
            let x = middle.x + if down { 66 } else { 92 };
            return if down {
                vec![(x, one.bottom()), (x, other.y)]
            } else {
                vec![(x, one.y), (x, other.bottom())]
            };
        }
        if !is_middle(from) {
            let x = self.boxes[ENGAGE + 1].right() + GAP / 2 + if down { -9 } else { 9 };
            return if down {
                vec![(x, one.bottom()), (x, other.y)]
            } else {
                vec![(x, one.y), (x, other.bottom())]
            };
        }
        let (left, right) = (from.min(to), from.max(to));
        if right == left + 1 {
            let y = one.y + if from < to { 32 } else { 68 };
            let (left, right) = (self.boxes[left].right(), self.boxes[right].x);
            return if from < to { vec![(left, y), (right, y)] } else { vec![(right, y), (left, y)] };
        }
        let side = if from < to { Side::Top } else { Side::Bottom };
        let (start, end) = (self.dock(from, side), self.dock(to, side));
        let y = self.track(from < to);
        vec![start, (start.0, y), (end.0, y), end]
    }

    /// The height of the next track above the row in the middle, or below it.
    fn track(&mut self, is_above: bool) -> i32 {
        let row = self.boxes[ENGAGE];
        if is_above {
            self.above += 1;
            row.y - MARGIN - (self.above - 1) * PITCH
        } else {
            self.below += 1;
            row.bottom() + MARGIN + (self.below - 1) * PITCH
        }
    }

    fn line_in(&mut self, chip: usize, to: usize) -> Vec<Point> {
        let start = self.chip(chip, true);
        let x = self.boxes[PLAN].x - SIDE / 2 - self.lanes_left * PITCH;
        self.lanes_left += 1;
        if is_middle(to) && to != ENGAGE {
            let end = self.dock(to, Side::Bottom);
            let y = self.track(false);
            return vec![start, (x, start.1), (x, y), (end.0, y), end];
        }
        let end = self.dock(to, Side::Left);
        vec![start, (x, start.1), (x, end.1), end]
    }

    fn line_out(&mut self, from: usize, chip: usize) -> Vec<Point> {
        let end = self.chip(chip, false);
        let x = self.boxes[PLAN].right() + SIDE / 2 + self.lanes_right * PITCH;
        self.lanes_right += 1;
        if is_middle(from) && from != LAST {
            let start = self.dock(from, Side::Top);
            let y = self.track(true);
            return vec![start, (start.0, y), (x, y), (x, end.1), end];
        }
        let start = self.dock(from, Side::Right);
        vec![start, (x, start.1), (x, end.1), end]
    }
}

/// A place beside a flow is looked for among all else that is drawn, so no more flows than these get their number. What
/// flows is in the lists below the picture, all of it.
const MOST_LABELS: usize = 500;

/// The number of items beside each flow, where nothing else is.
fn labels(diagram: &Diagram, layout: &Layout) -> Vec<Label> {
    let mut taken: Vec<Rect> = layout.boxes.iter().map(|placed| placed.rect).collect();
    taken.extend(layout.chips.iter().map(|chip| chip.rect));
    for wire in &layout.wires {
        for pair in wire.points.windows(2) {
            let (x, y) = (pair[0].0.min(pair[1].0), pair[0].1.min(pair[1].1));
            let (width, height) = ((pair[0].0 - pair[1].0).abs() + 1, (pair[0].1 - pair[1].1).abs() + 1);
            taken.push(Rect { x, y, width, height });
        }
    }
    let mut labels = Vec::new();
    for (flow, wire) in diagram.flows.iter().zip(&layout.wires).take(MOST_LABELS) {
        let (port, is_input) = match (flow.from, flow.to) {
            (Origin::Output(port), _) => (port, false),
            (_, Target::Input(port)) => (port, true),
            _ => continue,
        };
        let own = if is_input { diagram.input(port) } else { diagram.output(port) };
        let lines = vec![own.items.len().max(1).to_string()];
        let remarks = flow.remarks.clone();
        let rect = free_place(&wire.points, label_width(&lines, &remarks), &taken, layout);
        let Some(rect) = rect else { continue };
        taken.push(rect);
        labels.push(Label { port, is_input, lines, remarks, rect, remark: None });
    }
    labels
}

/// A place for a label beside a line, as near to its middle as there is one free.
fn free_place(points: &[Point], width: i32, taken: &[Rect], layout: &Layout) -> Option<Rect> {
    let mut pairs: Vec<(Point, Point)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_by_key(|(one, other)| -((one.0 - other.0).abs() + (one.1 - other.1).abs()));
    for (one, other) in pairs {
        for part in [4, 3, 5, 2, 6, 1, 7] {
            let x = one.0 + (other.0 - one.0) * part / 8;
            let y = one.1 + (other.1 - one.1) * part / 8;
            let places = if one.1 == other.1 {
                [(x - width / 2, y - SMALL_LINE - 2), (x - width / 2, y + 3)]
            } else if one.1 < other.1 {
                // Of the two lines between a pair what leads down runs at the left: its number stands there, too.
                [(x - 4 - width, y - SMALL_LINE / 2), (x + 4, y - SMALL_LINE / 2)]
            } else {
                [(x + 4, y - SMALL_LINE / 2), (x - 4 - width, y - SMALL_LINE / 2)]
            };
            for (x, y) in places {
                let rect = Rect { x, y, width, height: SMALL_LINE };
                let is_inside =
                    x >= 0 && y >= 0 && rect.right() <= layout.width && rect.bottom() <= layout.height;
                if is_inside && !taken.iter().any(|other| other.overlaps(rect)) {
                    return Some(rect);
                }
            }
        }
    }
    None
}
