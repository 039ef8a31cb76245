//! Gives everything in a [`Diagram`] its place: a layered drawing with lanes.
//!
//! Columns are the order of time and lanes hold rows. Flows run at right angles, on tracks of their own in the gutters
//! between columns and in the channels between rows, so that none passes through a box; labels stand in a zone beside the
//! ports, which no track enters. So nothing overlaps by the way it is built, and the geometry, which is plain data, can be
//! asked whether that holds. After the methods of Sugiyama, Tagawa and Toda (layers) and of channel routing in circuits
//! (tracks).

mod band;
mod beside;
mod boxes;
mod chain;
mod columns;
mod geometry;
mod lane_names;
mod nets;
mod routes;
mod rows;
mod tracks;

use crate::draw::diagram::{Arrangement, Diagram, Flow, NodeKind, Origin, PortId, Target};
use band::Chips;
use beside::Beside;
use boxes::{BoxPlan, PortPlan};
use nets::{Net, Tracks, Wanted, nets};
use routes::Route;
use rows::Rows;

pub use band::{CHIP, CHIP_HEIGHT};
pub use boxes::{
    BOX_MARGIN, BOX_PADDING, BOX_WIDTH, NAME, NAME_LINE, NUMBER, NUMBER_GAP, NUMBER_HEIGHT, SIGN, SIGN_WIDTH,
    SMALL, SMALL_LINE, number_width, numbers,
};
pub use geometry::{Chip, Choice, Label, LaneName, Layout, Placed, Point, Rect, Wire};
pub use lane_names::LANE_NAME;
pub(crate) use tracks::first_fit;

/// How wide the names of the lanes stand at the left.
pub const LANE_HEAD: i32 = 116;
/// The distance of two tracks.
const PITCH: i32 = 10;
/// Between a zone of labels and the tracks.
const MARGIN: i32 = 10;
/// Between a label and the bar at which a flow ends, or the question mark at which it begins.
const BAR_GAP: i32 = 6;
/// What an arrow takes before a box.
const ARROW: i32 = 12;
/// Above and below what stands in a row.
const ROW_MARGIN: i32 = 7;
/// The height of a channel without tracks.
const CHANNEL: i32 = 12;
/// Higher than anything in the lanes.
const TOP: i32 = i32::MIN / 4;

/// Gives everything its place.
pub fn layout(diagram: &Diagram) -> Layout {
    if diagram.arrangement == Arrangement::Chain {
        return chain::layout(diagram);
    }
    let columns = columns::columns(diagram);
    let rows = Rows::new(diagram, &columns);
    let plans = boxes::plan(diagram, &columns, &rows);
    let routes = routes::routes(diagram, &columns, &rows);
    let mut sheet = Sheet::new(diagram, &columns, &rows, &plans, &routes);
    sheet.stack_rows();
    sheet.stand_columns();
    sheet.drawn()
}

/// A layout in the making.
struct Sheet<'a> {
    diagram: &'a Diagram,
    columns: &'a [usize],
    rows: &'a Rows,
    plans: &'a [BoxPlan],
    routes: &'a [Route],
    nets: Vec<Option<Net>>,
    /// The number of columns.
    width: usize,
    /// How wide each column is.
    column_widths: Vec<i32>,
    /// The centre line of each row.
    centres: Vec<i32>,
    /// The upper border of each channel.
    channels: Vec<i32>,
    along: Option<Tracks>,
    /// The left border of each gutter's tracks, and of each column.
    track_starts: Vec<i32>,
    column_starts: Vec<i32>,
    across: Option<Tracks>,
    chips: Chips,
    beside: Beside,
    /// How much room the labels take at the left and at the right of each gutter.
    zones: Vec<(i32, i32)>,
    /// Where the last gutter ends.
    right: i32,
}

impl<'a> Sheet<'a> {
    fn new(
        diagram: &'a Diagram,
        columns: &'a [usize],
        rows: &'a Rows,
        plans: &'a [BoxPlan],
        routes: &'a [Route],
    ) -> Sheet<'a> {
        let width = columns.iter().max().map_or(0, |&last| last + 1);
        let chips = match diagram.arrangement {
            Arrangement::Pool => Chips::default(),
            _ => Chips::new(diagram, routes),
        };
        let (centres, channels, track_starts, column_starts) = Default::default();
        Sheet {
            diagram,
            columns,
            rows,
            plans,
            routes,
            nets: nets(diagram),
            width,
            column_widths: column_widths(diagram, columns, width),
            centres,
            channels,
            along: None,
            track_starts,
            column_starts,
            across: None,
            chips,
            beside: Beside::new(diagram, columns, width),
            zones: Vec::new(),
            right: 0,
        }
    }

    fn output_y(&self, port: PortId) -> i32 {
        self.centres[self.rows.row[port.node]] + self.plans[port.node].outputs[port.port].y
    }

    fn input_y(&self, port: PortId) -> i32 {
        self.centres[self.rows.row[port.node]] + self.plans[port.node].inputs[port.port].y
    }

    /// Gives rows and channels their heights.
    fn stack_rows(&mut self) {
        let count = self.rows.count();
        let mut along = Wanted::of(count + 1);
        for (index, flow) in self.diagram.flows.iter().enumerate() {
            let (Some(net), Route::Channel { out, channel, into }) = (self.nets[index], self.routes[index])
            else {
                continue;
            };
            let (Origin::Output(from), Target::Input(to)) = (flow.from, flow.to) else { continue };
            let request = along.request(channel, net);
            for (gutter, node) in [(out, from.node), (into, to.node)] {
                let at = gutter as i32;
                request.reach(at);
                // Row `channel` lies below the channel, and all before it above.
                let side =
                    if self.rows.row[node] < channel { &mut request.lower } else { &mut request.higher };
                side.push(at);
            }
        }
        let along = along.assign(0);
        let mut extents = vec![(20, 20); count];
        for (node, plan) in self.plans.iter().enumerate() {
            let (above, below) = &mut extents[self.rows.row[node]];
            *above = (*above).max(-plan.above);
            *below = (*below).max(plan.below);
        }
        let mut y = 0;
        for row in 0..=count {
            self.channels.push(y);
            y += CHANNEL + along.counts[row] * PITCH;
            let Some((above, below)) = extents.get(row) else { break };
            y += ROW_MARGIN + above;
            self.centres.push(y);
            y += below + ROW_MARGIN;
        }
        self.along = Some(along);
    }

    fn channel_y(&self, channel: usize, net: Net) -> i32 {
        let track = self.along.as_ref().map_or(0, |tracks| tracks.of(channel, net));
        self.channels[channel] + CHANNEL / 2 + PITCH / 2 + track * PITCH
    }

    /// Gives columns and gutters their widths.
    fn stand_columns(&mut self) {
        let mut across = Wanted::of(self.width + 1);
        for (index, flow) in self.diagram.flows.iter().enumerate() {
            let (Some(net), route) = (self.nets[index], &self.routes[index]) else { continue };
            let source = if let Origin::Output(port) = flow.from { Some(self.output_y(port)) } else { None };
            let target = if let Target::Input(port) = flow.to { Some(self.input_y(port)) } else { None };
            match (*route, source, target) {
                (Route::Gutter(gutter), Some(source), Some(target)) if source != target => {
                    let request = across.request(gutter, net);
                    request.reach(source);
                    request.reach(target);
                    request.lower.push(source);
                    request.higher.push(target);
                }
                (Route::Channel { out, channel, into }, Some(source), Some(target)) => {
                    let y = self.channel_y(channel, net);
                    let request = across.request(out, net);
                    request.reach(source);
                    request.reach(y);
                    request.lower.push(source);
                    let goes_on = into > out;
                    if goes_on {
                        request.higher.push(y);
                    } else {
                        request.lower.push(y);
                    }
                    let request = across.request(into, net);
                    request.reach(target);
                    request.reach(y);
                    request.higher.push(target);
                    if goes_on { request.lower.push(y) } else { request.higher.push(y) }
                }
                (Route::Band(gutter), source, target) => {
                    let request = across.request(gutter, net);
                    request.reach(TOP);
                    if let Some(y) = source {
                        request.reach(y);
                        request.lower.push(y);
                    }
                    if let Some(y) = target {
                        request.reach(y);
                        request.higher.push(y);
                    }
                }
                _ => {}
            }
        }
        let across = across.assign(6);
        let has_names = self.diagram.lanes.iter().any(|lane| !lane.name.is_empty());
        let mut x = if has_names { LANE_HEAD } else { MARGIN };
        self.zones = self.zones();
        let chip_widths = self.chips.widths(self.zones.len());
        for (gutter, &(left, right)) in self.zones.iter().enumerate() {
            let start = x;
            let tracks = across.counts[gutter] * PITCH;
            let (left, right) =
                (left + self.beside.taker_width(gutter), right + self.beside.giver_width(gutter));
            x += left + MARGIN;
            self.track_starts.push(x);
            x += tracks + right.max(ARROW) + MARGIN;
            // Those outside need their room above the gutter and the column behind it.
            let column = self.column_widths.get(gutter).copied().unwrap_or(0);
            x = x.max(start + chip_widths[gutter] - column);
            if gutter < self.width {
                self.column_starts.push(x);
                x += column;
            }
        }
        self.right = x;
        self.across = Some(across);
    }

    /// How much room the labels take at the left and at the right of each gutter.
    fn zones(&self) -> Vec<(i32, i32)> {
        let mut zones = vec![(0, 0); self.width + 1];
        for (node, plan) in self.plans.iter().enumerate() {
            let column = self.columns[node];
            for (port, own) in self.diagram.nodes[node].outputs.iter().zip(&plan.outputs) {
                let width = own.width().max(SMALL.width(&port.remark));
                zones[column + 1].0 = zones[column + 1].0.max(width + 2 * MARGIN);
            }
            for own in &plan.inputs {
                zones[column].1 = zones[column].1.max(own.width() + ARROW + MARGIN);
            }
        }
        zones
    }

    fn gutter_x(&self, gutter: usize, net: Net) -> i32 {
        let track = self.across.as_ref().map_or(0, |tracks| tracks.of(gutter, net));
        self.track_starts[gutter] + PITCH / 2 + track * PITCH
    }

    /// Puts everything together.
    fn drawn(mut self) -> Layout {
        let lines: Vec<band::Line> = self.band_lines();
        let left = LANE_HEAD;
        self.chips.place(self.diagram, &lines, left, self.right);
        let right = self.right.max(self.chips.right());
        let below = self.chips.height();
        let mut layout = Layout {
            width: right,
            band: Rect { x: 0, y: 0, width: right, height: below },
            ..Layout::default()
        };
        for lane in 0..self.diagram.lanes.len() {
            let (first, end) = (self.rows.starts[lane], self.rows.starts[lane + 1]);
            let top = self.channels[first] + if first == 0 { 0 } else { CHANNEL / 2 };
            let is_last = end == self.rows.count();
            let bottom = self.channels[end] + if is_last { self.last_channel() } else { CHANNEL / 2 };
            layout.lanes.push(Rect { x: 0, y: below + top, width: right, height: bottom - top });
        }
        layout.height = layout.lanes.last().map_or(below, |lane| lane.bottom());
        for (node, plan) in self.plans.iter().enumerate() {
            layout.boxes.push(Placed {
                rect: Rect {
                    x: self.column_starts[self.columns[node]],
                    y: below + self.centres[self.rows.row[node]] + plan.top,
                    width: self.column_widths[self.columns[node]],
                    height: plan.bottom - plan.top,
                },
                name: plan.name.clone(),
                detail: plan.detail.clone(),
                figures: plan.figures.clone(),
                choices: self.choices(node, below),
            });
        }
        for (index, flow) in self.diagram.flows.iter().enumerate() {
            let mut points = self.points(index, flow);
            for point in &mut points {
                point.1 += below;
            }
            let ends = self.chips.ends(index);
            match (flow.from, ends) {
                (Origin::External(_), Some(ends)) => {
                    points.splice(0..0, ends);
                }
                (_, Some(ends)) => points.extend(ends.into_iter().rev()),
                _ => {}
            }
            points.dedup();
            layout.wires.push(Wire { points });
        }
        layout.labels = self.labels(below);
        let beside = std::mem::take(&mut self.beside);
        layout.chips = self.chips.into_chips();
        layout.chips.extend(beside.into_chips(&layout.wires));
        layout.lane_names = lane_names::find(self.diagram, &layout);
        layout
    }

    /// The alternatives of a box, in its place.
    fn choices(&self, node: usize, below: i32) -> Vec<Choice> {
        let (plan, own) = (&self.plans[node], &self.diagram.nodes[node]);
        let centre = below + self.centres[self.rows.row[node]];
        let mut choices = Vec::new();
        for (is_input, ports, plans) in
            [(true, &own.inputs, &plan.inputs), (false, &own.outputs, &plan.outputs)]
        {
            let mut open: Option<Choice> = None;
            for (port, plan) in ports.iter().zip(plans) {
                let y = centre + plan.y;
                match &mut open {
                    Some(choice) if port.is_or => choice.to = y,
                    _ => {
                        choices.extend(open);
                        open = Some(Choice { is_input, from: y, to: y });
                    }
                }
            }
            choices.extend(open);
        }
        choices.retain(|choice| choice.from < choice.to);
        choices
    }

    fn last_channel(&self) -> i32 {
        let count = self.along.as_ref().and_then(|tracks| tracks.counts.last().copied()).unwrap_or(0);
        CHANNEL + count * PITCH
    }

    /// The verticals that reach the band, each with the flow that it is of.
    fn band_lines(&self) -> Vec<band::Line> {
        let mut lines = Vec::new();
        for (index, route) in self.routes.iter().enumerate() {
            let (Some(net), Route::Band(gutter)) = (self.nets[index], *route) else { continue };
            lines.push(band::Line { flow: index, gutter, x: self.gutter_x(gutter, net) });
        }
        lines
    }

    /// The corners of a flow, from the centre lines of the rows. What lies in the band is left out.
    fn points(&self, index: usize, flow: &Flow) -> Vec<Point> {
        let mut points = Vec::new();
        let Some(net) = self.nets[index] else { return points };
        let source = if let Origin::Output(port) = flow.from {
            let column = self.columns[port.node];
            Some((self.column_starts[column] + self.column_widths[column], self.output_y(port)))
        } else {
            None
        };
        let target = if let Target::Input(port) = flow.to {
            Some((self.column_starts[self.columns[port.node]], self.input_y(port)))
        } else {
            None
        };
        points.extend(source);
        match self.routes[index] {
            Route::Gutter(gutter) => {
                if let (Some(source), Some(target)) = (source, target)
                    && source.1 != target.1
                {
                    let x = self.gutter_x(gutter, net);
                    points.extend([(x, source.1), (x, target.1)]);
                }
            }
            Route::Channel { out, channel, into } => {
                let y = self.channel_y(channel, net);
                let (left, right) = (self.gutter_x(out, net), self.gutter_x(into, net));
                points.extend(source.map(|(_, at)| (left, at)));
                points.extend([(left, y), (right, y)]);
                points.extend(target.map(|(_, at)| (right, at)));
            }
            Route::Band(gutter) => {
                let x = self.gutter_x(gutter, net);
                points.extend(source.or(target).map(|(_, at)| (x, at)));
            }
            Route::Beside => {
                if let (Some((x, y)), Origin::Output(port)) = (source, flow.from) {
                    points.push((x + self.zones[self.columns[port.node] + 1].0, y));
                }
                if let (Some((x, y)), Target::Input(port)) = (target, flow.to) {
                    points.push((x - self.zones[self.columns[port.node]].1, y));
                }
            }
            Route::Stub => {
                if let (Some((x, y)), Origin::Output(port)) = (source, flow.from) {
                    points.push((x + stub(&self.plans[port.node].outputs[port.port]) + BAR_GAP, y));
                }
                if let (Some((x, y)), Target::Input(port)) = (target, flow.to) {
                    points.push((x - stub(&self.plans[port.node].inputs[port.port]) - ARROW - BAR_GAP, y));
                }
            }
        }
        points.extend(target);
        points
    }

    fn labels(&self, below: i32) -> Vec<Label> {
        let mut labels = Vec::new();
        for (node, plan) in self.plans.iter().enumerate() {
            let left = self.column_starts[self.columns[node]];
            let centre = below + self.centres[self.rows.row[node]];
            for (index, (port, own)) in self.diagram.nodes[node].outputs.iter().zip(&plan.outputs).enumerate()
            {
                let mut rect = covered(own, centre + own.y);
                rect.x = left + self.column_widths[self.columns[node]] + 8;
                let remark = if port.remark.is_empty() {
                    None
                } else {
                    let width = SMALL.width(&port.remark);
                    Some(Rect { x: rect.x, y: centre + own.y + 3, width, height: SMALL_LINE })
                };
                let port = PortId { node, port: index };
                let (lines, remarks) = (own.label.clone(), own.remarks.clone());
                labels.push(Label { port, is_input: false, lines, remarks, rect, remark });
            }
            for (index, own) in plan.inputs.iter().enumerate() {
                if own.label.is_empty() && own.remarks.is_empty() {
                    continue;
                }
                let mut rect = covered(own, centre + own.y);
                rect.x = left - ARROW - rect.width;
                let port = PortId { node, port: index };
                let (lines, remarks) = (own.label.clone(), own.remarks.clone());
                labels.push(Label { port, is_input: true, lines, remarks, rect, remark: None });
            }
        }
        labels
    }
}

/// How wide each column is: as its boxes, or as its signs where it holds nothing else.
fn column_widths(diagram: &Diagram, columns: &[usize], count: usize) -> Vec<i32> {
    let mut widths = vec![SIGN_WIDTH; count];
    for (node, &column) in diagram.nodes.iter().zip(columns) {
        if node.kind != NodeKind::Sign {
            widths[column] = BOX_WIDTH;
        }
    }
    widths
}

/// How long a flow is that begins or ends beside a box.
fn stub(port: &PortPlan) -> i32 {
    port.width().max(14) + MARGIN - 2
}

/// What the label of a port at the height `y` covers; `x` is left open.
fn covered(port: &PortPlan, y: i32) -> Rect {
    let height = port.label.len() as i32 * SMALL_LINE;
    Rect { x: 0, y: y - 3 - height, width: port.width(), height }
}
