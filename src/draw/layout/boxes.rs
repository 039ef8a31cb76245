//! How high each box is, and where on its sides flows leave and enter it.
//!
//! Heights are counted from the centre line of the box's row, downwards. Outputs lie on every twelfth pixel and inputs between
//! them, so that no two flows between the same columns run on one line; an input that the box before it feeds in the same row
//! lies on the line of that output.

use crate::draw::diagram::{Arrangement, Diagram, Node, NodeKind, Origin, Port, Target};
use crate::draw::layout::rows::Rows;
use crate::draw::text::Font;

/// How wide a box is.
pub const BOX_WIDTH: i32 = 178;
/// How wide and high a sign is.
pub const SIGN: i32 = 50;
/// How wide the name below a sign is at most, and a column that holds nothing but signs.
pub const SIGN_WIDTH: i32 = 92;
/// Between the border of a box and its text.
pub const BOX_PADDING: i32 = 11;
/// The name of a box.
pub const NAME: Font = Font::bold(13);
/// What else stands in a box, and what stands beside flows.
pub const SMALL: Font = Font::regular(11);
/// From one line of a name to the next.
pub const NAME_LINE: i32 = 17;
/// From one line of a label to the next.
pub const SMALL_LINE: i32 = 13;
/// From the top of a box to its name, and from its last line to its bottom.
pub const BOX_MARGIN: i32 = 9;
/// How wide a label is at most.
pub const LABEL_WIDTH: i32 = 104;

/// The numbers of findings beside labels.
pub const NUMBER: Font = Font::bold(9);
/// How high the mark with such a number is.
pub const NUMBER_HEIGHT: i32 = 13;
/// Before each such mark.
pub const NUMBER_GAP: i32 = 4;

/// How many numbers stand beside a label at most.
const MOST_NUMBERS: usize = 4;
const FIGURE_LINES: usize = 2;
const GRID: i32 = 12;
/// The least distance of two inputs without a label.
const APART: i32 = 12;

/// A box with its ports.
#[derive(Debug, Default)]
pub(super) struct BoxPlan {
    /// Its top and bottom, from the centre line of its row.
    pub top: i32,
    pub bottom: i32,
    /// What it and its labels take of the row.
    pub above: i32,
    pub below: i32,
    pub name: Vec<String>,
    pub detail: String,
    pub figures: Vec<String>,
    pub inputs: Vec<PortPlan>,
    pub outputs: Vec<PortPlan>,
}

/// A port.
#[derive(Debug, Default)]
pub(super) struct PortPlan {
    /// Its height, from the centre line of the row.
    pub y: i32,
    /// The lines of its label, which stand above it.
    pub label: Vec<String>,
    /// The findings whose numbers stand in the last line of the label.
    pub remarks: Vec<usize>,
}

/// As many lines a name and a label have at most.
#[derive(Clone, Copy)]
struct Lines {
    name: usize,
    label: usize,
}

impl Lines {
    fn of(diagram: &Diagram) -> Lines {
        match diagram.arrangement {
            Arrangement::Pool => Lines { name: 20, label: 20 },
            _ => Lines { name: 3, label: 3 },
        }
    }
}

impl PortPlan {
    /// A port whose item is written beside it, or only whether it is an alternative.
    fn new(port: &Port, is_named: bool, lines: Lines) -> PortPlan {
        let or = if port.is_or { "or " } else { "" };
        let text = format!("{or}{}", if is_named { &port.label } else { "" });
        let label = SMALL.wrapped(text.trim_end(), LABEL_WIDTH, lines.label);
        PortPlan { y: 0, label, remarks: Vec::new() }
    }

    /// An input, with what is remarked of it on a line of its own.
    fn of_input(port: &Port, is_far: bool, lines: Lines) -> PortPlan {
        let mut plan = PortPlan::new(port, port.is_named || is_far, lines);
        if !port.remark.is_empty() {
            plan.label.push(SMALL.fitted(&port.remark, LABEL_WIDTH));
        }
        plan
    }

    /// How wide its label is, with the numbers of findings.
    pub fn width(&self) -> i32 {
        label_width(&self.label, &self.remarks)
    }

    /// How much room its label takes above it.
    fn above(&self) -> i32 {
        if self.label.is_empty() { 0 } else { self.label.len() as i32 * SMALL_LINE + 4 }
    }
}

/// How wide the lines of a label are, with the numbers of findings in the last of them.
pub(super) fn label_width(lines: &[String], remarks: &[usize]) -> i32 {
    let longest = lines.iter().map(|line| SMALL.width(line)).max().unwrap_or(0);
    let last = lines.last().map_or(0, |line| SMALL.width(line));
    let numbers = numbers(remarks).iter().map(|number| number_width(number) + NUMBER_GAP).sum::<i32>();
    longest.max(last + numbers)
}

/// The numbers beside a label: those of the first findings, and an ellipsis if there are others.
pub fn numbers(remarks: &[usize]) -> Vec<String> {
    let mut numbers: Vec<String> =
        remarks.iter().take(MOST_NUMBERS).map(|remark| (remark + 1).to_string()).collect();
    if remarks.len() > MOST_NUMBERS {
        numbers.push("…".to_owned());
    }
    numbers
}

/// How wide the mark with a number beside a label is.
pub fn number_width(number: &str) -> i32 {
    NUMBER_HEIGHT.max(NUMBER.width(number) + 6)
}

/// How much room the remark of a port takes below it.
fn below(port: &Port) -> i32 {
    if port.remark.is_empty() { 0 } else { SMALL_LINE + 5 }
}

/// Plans all boxes.
pub(super) fn plan(diagram: &Diagram, columns: &[usize], rows: &Rows) -> Vec<BoxPlan> {
    let orders = Orders::new(diagram, columns, rows);
    let mut order: Vec<usize> = (0..diagram.nodes.len()).collect();
    order.sort_by_key(|&node| columns[node]);
    let mut plans: Vec<BoxPlan> = Vec::new();
    plans.resize_with(diagram.nodes.len(), BoxPlan::default);
    let beside = beside(diagram, columns, rows);
    let far = far(diagram, columns);
    let lines = Lines::of(diagram);
    for index in order {
        let node = &diagram.nodes[index];
        let mut plan = BoxPlan::of_text(node, lines);
        plan.write_labels(node, &far[index], lines);
        plan.place_outputs(node, &orders.outputs[index]);
        let wanted: Vec<Option<i32>> = beside[index]
            .iter()
            .map(|feeder| feeder.map(|(node, port)| plans[node].outputs[port].y))
            .collect();
        plan.place_inputs(&orders.inputs[index], &wanted);
        plan.bound(node);
        plans[index] = plan;
    }
    number_flows(diagram, &mut plans);
    plans
}

/// Puts the numbers of findings beside one label of each flow that they speak of: where it arrives, if that has a label.
fn number_flows(diagram: &Diagram, plans: &mut [BoxPlan]) {
    for flow in &diagram.flows {
        let taken = match flow.to {
            Target::Input(to) if !plans[to.node].inputs[to.port].label.is_empty() => Some(to),
            _ => None,
        };
        let port = match (flow.from, flow.to, taken) {
            (_, _, Some(to)) => &mut plans[to.node].inputs[to.port],
            (Origin::Output(from), _, None) => &mut plans[from.node].outputs[from.port],
            (_, Target::Input(to), None) => &mut plans[to.node].inputs[to.port],
            _ => continue,
        };
        port.remarks.extend(&flow.remarks);
    }
    for plan in plans {
        for port in plan.inputs.iter_mut().chain(&mut plan.outputs) {
            port.remarks.sort_unstable();
            port.remarks.dedup();
        }
    }
}

/// For each input of each box whether something that feeds it stands farther away than in the column before, so that its name
/// is out of sight there.
fn far(diagram: &Diagram, columns: &[usize]) -> Vec<Vec<bool>> {
    let mut far: Vec<Vec<bool>> = diagram.nodes.iter().map(|node| vec![false; node.inputs.len()]).collect();
    for flow in &diagram.flows {
        if let (Origin::Output(from), Target::Input(to)) = (flow.from, flow.to) {
            far[to.node][to.port] |= columns[from.node] + 1 != columns[to.node];
        }
    }
    far
}

/// For each input of each box the output that feeds it, if that is of a box before it in its row with none in between.
fn beside(diagram: &Diagram, columns: &[usize], rows: &Rows) -> Vec<Vec<Option<(usize, usize)>>> {
    let mut beside: Vec<Vec<Option<(usize, usize)>>> =
        diagram.nodes.iter().map(|node| vec![None; node.inputs.len()]).collect();
    for flow in &diagram.flows {
        let (Origin::Output(from), Target::Input(to)) = (flow.from, flow.to) else { continue };
        let (left, right) = (columns[from.node] + 1, columns[to.node]);
        let row = rows.row[to.node];
        if left <= right && rows.row[from.node] == row && rows.is_free(row, left, right) {
            beside[to.node][to.port].get_or_insert((from.node, from.port));
        }
    }
    beside
}

impl BoxPlan {
    fn of_text(node: &Node, lines: Lines) -> BoxPlan {
        if node.kind == NodeKind::Sign {
            return BoxPlan::of_sign(node, lines);
        }
        let width = BOX_WIDTH - 2 * BOX_PADDING;
        let name = NAME.wrapped(&node.name, width, lines.name);
        let mut height = 2 * BOX_MARGIN + name.len() as i32 * NAME_LINE;
        let detail = SMALL.fitted(&node.detail, width);
        let mut figures = SMALL.wrapped(&node.figures, width, FIGURE_LINES);
        for line in &mut figures {
            line.truncate(line.trim_end_matches([' ', '·']).len());
        }
        height += if detail.is_empty() { 0 } else { SMALL_LINE + 3 };
        height += if figures.is_empty() { 0 } else { figures.len() as i32 * SMALL_LINE + 8 };
        let height = height.max(44);
        let top = -height / 2;
        BoxPlan { top, bottom: top + height, name, detail, figures, ..BoxPlan::default() }
    }

    /// A sign on the centre line, and as much room above it as its name takes below.
    fn of_sign(node: &Node, lines: Lines) -> BoxPlan {
        let name = SMALL.wrapped(&node.name, SIGN_WIDTH - 2, lines.name);
        let below = SIGN / 2 + if name.is_empty() { 0 } else { name.len() as i32 * SMALL_LINE + 6 };
        BoxPlan { top: -below, bottom: below, name, ..BoxPlan::default() }
    }

    fn write_labels(&mut self, node: &Node, far: &[bool], lines: Lines) {
        self.outputs = node.outputs.iter().map(|port| PortPlan::new(port, true, lines)).collect();
        let inputs = node.inputs.iter().zip(far);
        self.inputs = inputs.map(|(port, &is_far)| PortPlan::of_input(port, is_far, lines)).collect();
    }

    fn place_outputs(&mut self, node: &Node, order: &[usize]) {
        let heights = |port: usize| (self.outputs[port].above(), below(&node.outputs[port]));
        let mut ys = Vec::with_capacity(order.len());
        let mut bottom: i32 = i32::MIN / 2;
        let mut y = 0;
        for &port in order {
            let (above, below) = heights(port);
            y = up(y.max(bottom + above.max(GRID)), GRID, 0);
            ys.push(y);
            bottom = y + below;
        }
        let middle = ys.first().zip(ys.last()).map_or(0, |(first, last)| (first + last) / 2);
        let shift = middle / GRID * GRID;
        for (&port, y) in order.iter().zip(ys) {
            self.outputs[port].y = y - shift;
        }
    }

    fn place_inputs(&mut self, order: &[usize], wanted: &[Option<i32>]) {
        let room = |inputs: &[PortPlan], port: usize| inputs[port].above().max(APART);
        // The first one that can lie on the line of an output does, and the others stand around it.
        let fixed = order.iter().position(|&port| wanted[port].is_some());
        let (anchor, line) = match fixed.and_then(|at| Some((at, wanted[order[at]]?))) {
            Some(found) => found,
            None => {
                let middle = order.len().saturating_sub(1) / 2;
                (middle, up(if order.len().is_multiple_of(2) { -GRID } else { -GRID / 2 }, GRID, GRID / 2))
            }
        };
        let Some(&first) = order.get(anchor) else { return };
        self.inputs[first].y = line;
        let mut y = line;
        for &port in &order[anchor + 1..] {
            let least = y + room(&self.inputs, port);
            y = match wanted[port] {
                Some(line) if line >= least => line,
                _ => up(least, GRID, GRID / 2),
            };
            self.inputs[port].y = y;
        }
        let mut below = first;
        let mut y = line;
        for &port in order[..anchor].iter().rev() {
            // On the grid of inputs, at least so much above the one below.
            y = -up(room(&self.inputs, below) - y, GRID, GRID / 2);
            self.inputs[port].y = y;
            below = port;
        }
    }

    /// Makes the box high enough for its ports, and the row for their labels.
    fn bound(&mut self, node: &Node) {
        let ports = self.inputs.iter().chain(&self.outputs);
        for port in ports.clone() {
            self.top = self.top.min(port.y - 12);
            self.bottom = self.bottom.max(port.y + 12);
        }
        self.above = ports.map(|port| port.y - port.above()).fold(self.top, i32::min);
        let remarks = self.outputs.iter().zip(&node.outputs).map(|(plan, port)| plan.y + below(port));
        self.below = remarks.fold(self.bottom, i32::max);
        if node.kind == NodeKind::Sign {
            // The sign itself stands in the middle.
            self.bottom = self.bottom.max(-self.top);
            self.top = -self.bottom;
            (self.above, self.below) = (self.above.min(self.top), self.below.max(self.bottom));
        }
    }
}

/// The least number that is not below `least` and a multiple of `grid` beside `offset`.
fn up(least: i32, grid: i32, offset: i32) -> i32 {
    least + (offset - least).rem_euclid(grid)
}

/// The order of the ports on each side of each box, from top to bottom: by where their flows go or come from, so that few of
/// them cross. Alternatives stay together.
struct Orders {
    inputs: Vec<Vec<usize>>,
    outputs: Vec<Vec<usize>>,
}

/// Above all rows, for who stands outside.
const ABOVE: i64 = -1;

impl Orders {
    fn new(diagram: &Diagram, columns: &[usize], rows: &Rows) -> Orders {
        let mut inputs: Vec<Vec<Mean>> =
            diagram.nodes.iter().map(|node| vec![Mean::default(); node.inputs.len()]).collect();
        let mut outputs: Vec<Vec<Mean>> =
            diagram.nodes.iter().map(|node| vec![Mean::default(); node.outputs.len()]).collect();
        // Flows that come back run below.
        let key = |own: usize, other: usize, is_back: bool| {
            let row = rows.row[other] as i64 * 4;
            if is_back && rows.row[own] >= rows.row[other] { rows.row[own] as i64 * 4 + 2 } else { row }
        };
        for flow in &diagram.flows {
            match (flow.from, flow.to) {
                (Origin::Output(from), Target::Input(to)) => {
                    let is_back = columns[from.node] >= columns[to.node];
                    outputs[from.node][from.port].add(key(from.node, to.node, is_back));
                    inputs[to.node][to.port].add(key(to.node, from.node, is_back));
                }
                (Origin::Output(from), Target::External(_)) => outputs[from.node][from.port].add(ABOVE),
                (Origin::External(_), Target::Input(to)) => inputs[to.node][to.port].add(ABOVE),
                (Origin::Output(from), _) => {
                    outputs[from.node][from.port].add(rows.row[from.node] as i64 * 4);
                }
                (_, Target::Input(to)) => inputs[to.node][to.port].add(rows.row[to.node] as i64 * 4),
                _ => {}
            }
        }
        let nodes = || diagram.nodes.iter();
        Orders {
            inputs: nodes().zip(&inputs).map(|(node, means)| ordered(&node.inputs, means)).collect(),
            outputs: nodes().zip(&outputs).map(|(node, means)| ordered(&node.outputs, means)).collect(),
        }
    }
}

/// The mean of some rows.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: i64,
    count: i64,
}

impl Mean {
    fn add(&mut self, row: i64) {
        self.sum += row;
        self.count += 1;
    }

    fn with(self, other: Mean) -> Mean {
        Mean { sum: self.sum + other.sum, count: self.count + other.count }
    }

    /// In thousandths of a row.
    fn value(self) -> i64 {
        self.sum * 1000 / self.count.max(1)
    }
}

fn ordered(ports: &[Port], means: &[Mean]) -> Vec<usize> {
    let mut groups: Vec<(Mean, Vec<usize>)> = Vec::new();
    for (index, port) in ports.iter().enumerate() {
        match groups.last_mut() {
            Some((mean, group)) if port.is_or => {
                *mean = mean.with(means[index]);
                group.push(index);
            }
            _ => groups.push((means[index], vec![index])),
        }
    }
    groups.sort_by_key(|(mean, _)| mean.value());
    groups.into_iter().flat_map(|(_, group)| group).collect()
}
