//! The pools below each other, black boxes above them, and the way of messages between: beside the pools and never through one.

use std::collections::BTreeMap;

use super::graph::{Drawing, Party};
use crate::draw::layout::{Point, Rect, first_fit};

/// How high a black box is.
const BOX_HEIGHT: i32 = 60;
/// The least width of one.
const BOX_WIDTH: i32 = 140;
/// Between two of them.
const BOX_GAP: i32 = 30;
/// The distance of two lines.
const PITCH: i32 = 10;
/// A line that leaves a black box is farther than this from others.
const NEAR: i32 = PITCH - 3;
/// Above and below the lines between two pools.
const MARGIN: i32 = 20;

/// Where a message crosses the upper border of a pool.
pub(super) struct Port {
    /// An index of [`Drawing::messages`].
    pub message: usize,
    /// Whether it leaves the pool.
    pub is_out: bool,
    pub pool: usize,
    /// From the left border of the pool.
    pub x: i32,
    /// From the upper border of the pool to the node.
    pub points: Vec<Point>,
}

/// An end of a message between the pools: the gap above which pool, and where. A black box is above the first.
#[derive(Clone, Copy, Debug)]
struct Stop {
    gap: usize,
    x: i32,
}

/// The way of a message between the pools.
#[derive(Clone, Copy, Debug)]
struct Way {
    from: Stop,
    to: Stop,
    /// At which side it runs past pools; none where both ends are in one gap.
    side: Option<Side>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Stacks pools and black boxes, and joins what their ports leave open.
pub(super) fn stack(drawing: &mut Drawing, ports: &[Port]) {
    let widths = box_widths(drawing);
    let boxes_width = widths.iter().map(|width| width + BOX_GAP).sum::<i32>() - BOX_GAP;
    let width = drawing.pools.iter().map(|pool| pool.rect.width).max().unwrap_or(0).max(boxes_width);
    let spare = (width - boxes_width).max(0) / (widths.len().max(1) as i32);
    stand_boxes(drawing, ports, &widths, spare);
    let ways = ways(drawing, ports, width);
    let ends = ends(drawing, ports);
    // The lines of each gap, and of each side.
    let mut gaps: Vec<Vec<(i32, i32, usize)>> = vec![Vec::new(); drawing.pools.len() + 1];
    let mut sides: [Vec<(i32, i32, usize)>; 2] = [Vec::new(), Vec::new()];
    for (message, way) in ways.iter().enumerate() {
        let Some(way) = way else { continue };
        match way.side {
            None => gaps[way.from.gap].push((way.from.x.min(way.to.x), way.from.x.max(way.to.x), message)),
            Some(side) => {
                for stop in [way.from, way.to] {
                    let (from, to) = if side == Side::Left { (i32::MIN, stop.x) } else { (stop.x, i32::MAX) };
                    gaps[stop.gap].push((from, to, message));
                }
                let (one, other) = (way.from.gap as i32, way.to.gap as i32);
                sides[side as usize].push((one.min(other), one.max(other), message));
            }
        }
    }
    let gap_tracks: Vec<Tracks> = gaps.into_iter().map(Tracks::assign).collect();
    let side_tracks = sides.map(Tracks::assign);
    // Everything has its place from here on.
    let left = side_tracks[0].count * PITCH + MARGIN;
    let mut tops = Vec::new();
    let mut y = if drawing.boxes.is_empty() { 0 } else { BOX_HEIGHT };
    for (gap, tracks) in gap_tracks.iter().enumerate() {
        tops.push(y);
        y += 2 * MARGIN + tracks.count * PITCH;
        let Some(pool) = drawing.pools.get_mut(gap) else { break };
        pool.rect = Rect { x: left, y, width, height: pool.rect.height };
        y = pool.rect.bottom();
    }
    for own in &mut drawing.boxes {
        own.rect.x += left;
    }
    shift_pools(drawing);
    let side_x = |side: Side, message: usize| {
        let track = side_tracks[side as usize].of(message);
        match side {
            Side::Left => left - MARGIN / 2 - PITCH - track * PITCH,
            Side::Right => left + width + MARGIN / 2 + PITCH + track * PITCH,
        }
    };
    for (message, way) in ways.iter().enumerate() {
        let Some(way) = way else { continue };
        let track = |gap: usize| tops[gap] + MARGIN + PITCH / 2 + gap_tracks[gap].of(message) * PITCH;
        let (from, to) = (drawing.messages[message].from, drawing.messages[message].to);
        let mut points = end(drawing, from, ends[message][0], way.from.x + left);
        points.reverse();
        points.push((way.from.x + left, track(way.from.gap)));
        if let Some(side) = way.side {
            let x = side_x(side, message);
            points.extend([(x, track(way.from.gap)), (x, track(way.to.gap))]);
        }
        points.push((way.to.x + left, track(way.to.gap)));
        points.extend(end(drawing, to, ends[message][1], way.to.x + left));
        drawing.messages[message].points = straightened(points);
    }
    for message in &mut drawing.messages {
        let pool = drawing.pools.get(message.label_pool).map(|pool| pool.rect).unwrap_or_default();
        if let Some(label) = &mut message.label {
            (label.x, label.y) = (label.x + pool.x, label.y + pool.y);
        }
    }
}

/// How wide each black box is at least: wide enough for its lines.
fn box_widths(drawing: &Drawing) -> Vec<i32> {
    let mut lines = vec![0; drawing.boxes.len()];
    for message in &drawing.messages {
        for party in [message.from, message.to] {
            if let Party::Box(at) = party {
                lines[at] += 1;
            }
        }
    }
    lines.into_iter().map(|lines| BOX_WIDTH.max((lines + 2) * PITCH)).collect()
}

/// Puts black boxes side by side, each near the middle of what it has to do with, and all of them over the whole width.
fn stand_boxes(drawing: &mut Drawing, ports: &[Port], widths: &[i32], spare: i32) {
    let mut sums = vec![(0_i64, 0_i64); drawing.boxes.len()];
    for port in ports {
        let message = &drawing.messages[port.message];
        for party in [message.from, message.to] {
            let Party::Box(at) = party else { continue };
            sums[at] = (sums[at].0 + i64::from(port.x), sums[at].1 + 1);
        }
    }
    let mut order: Vec<usize> = (0..drawing.boxes.len()).collect();
    order.sort_by_key(|&at| if sums[at].1 == 0 { i64::MAX } else { sums[at].0 / sums[at].1 });
    let mut x = 0;
    for at in order {
        let width = widths[at] + spare;
        drawing.boxes[at].rect = Rect { x, y: 0, width, height: BOX_HEIGHT };
        x += width + BOX_GAP;
    }
}

/// The way of each message, from the left border of the pools.
fn ways(drawing: &Drawing, ports: &[Port], width: i32) -> Vec<Option<Way>> {
    let mut stops: Vec<[Option<Stop>; 2]> = vec![[None; 2]; drawing.messages.len()];
    // Where lines run up and down in the first gap.
    let mut taken = Taken::default();
    for port in ports {
        stops[port.message][usize::from(!port.is_out)] = Some(Stop { gap: port.pool, x: port.x });
        if port.pool == 0 {
            taken.add(port.x);
        }
    }
    let mut at_pools = vec![0; drawing.pools.len()];
    let mut ways = Vec::new();
    for (index, message) in drawing.messages.iter().enumerate() {
        for (at, party) in [message.from, message.to].into_iter().enumerate() {
            match party {
                Party::Node(..) => {}
                Party::Pool(pool) => {
                    at_pools[pool] += 1;
                    let x = at_pools[pool] * PITCH;
                    stops[index][at] = Some(Stop { gap: pool, x });
                    if pool == 0 {
                        taken.add(x);
                    }
                }
                Party::Box(own) => {
                    let other = stops[index][1 - at];
                    let rect = drawing.boxes[own].rect;
                    let wanted = match other {
                        Some(Stop { gap: 0, x }) => x,
                        Some(Stop { x, .. }) if x * 2 > width => rect.right(),
                        _ => rect.x,
                    };
                    stops[index][at] = Some(Stop { gap: 0, x: free(rect, wanted, other, &mut taken) });
                }
            }
        }
        let [Some(from), Some(to)] = stops[index] else {
            ways.push(None);
            continue;
        };
        let side = if from.gap == to.gap {
            None
        } else if from.x + to.x < width {
            Some(Side::Left)
        } else {
            Some(Side::Right)
        };
        ways.push(Some(Way { from, to, side }));
    }
    ways
}

/// Where a line leaves a black box: as near as can be to where it is wanted, and on no other line.
fn free(rect: Rect, wanted: i32, other: Option<Stop>, taken: &mut Taken) -> i32 {
    let (left, right) = (rect.x + PITCH, rect.right() - PITCH);
    let is_straight = matches!(other, Some(Stop { gap: 0, .. })) && left <= wanted && wanted <= right;
    if is_straight {
        return wanted;
    }
    let start = wanted.clamp(left, right);
    let (before, behind) = taken.beside(start);
    let x = match (before >= left, behind <= right) {
        (true, true) if start - before <= behind - start => before,
        (true, false) => before,
        (_, true) => behind,
        (false, false) => return start,
    };
    taken.add(x);
    x
}

/// Where no other line may run up and down.
#[derive(Default)]
struct Taken {
    /// Stretches that do not touch: the last place of each, by its first.
    stretches: BTreeMap<i32, i32>,
}

impl Taken {
    /// A line runs here, and needs a little room at both sides.
    fn add(&mut self, x: i32) {
        let (mut first, mut last) = (x - NEAR, x + NEAR);
        while let Some((&from, &to)) = self.stretches.range(..=last + 1).next_back()
            && to + 1 >= first
        {
            (first, last) = (first.min(from), last.max(to));
            self.stretches.remove(&from);
        }
        self.stretches.insert(first, last);
    }

    /// The nearest free places before and behind another one; itself twice if it is free.
    fn beside(&self, x: i32) -> (i32, i32) {
        match self.stretches.range(..=x).next_back() {
            Some((&from, &to)) if x <= to => (from - 1, to + 1),
            _ => (x, x),
        }
    }
}

/// From the border of a pool or a black box to whoever stands there, for both ends of each message: where it comes from, and
/// where it goes to. Points are from the upper border of the pool; there are none where there is no node.
fn ends<'p>(drawing: &Drawing, ports: &'p [Port]) -> Vec<[&'p [Point]; 2]> {
    let mut ends: Vec<[&[Point]; 2]> = vec![[&[]; 2]; drawing.messages.len()];
    for port in ports {
        ends[port.message][usize::from(!port.is_out)] = &port.points;
    }
    ends
}

/// The same for one party, in its place on the whole drawing.
fn end(drawing: &Drawing, party: Party, points: &[Point], x: i32) -> Vec<Point> {
    match party {
        Party::Box(at) => vec![(x, drawing.boxes[at].rect.bottom())],
        Party::Pool(pool) => vec![(x, drawing.pools[pool].rect.y)],
        Party::Node(pool, _) => {
            let at = drawing.pools[pool].rect;
            points.iter().map(|&(x, y)| (x + at.x, y + at.y)).collect()
        }
    }
}

/// Moves what is in the pools to where these stand.
fn shift_pools(drawing: &mut Drawing) {
    for pool in &mut drawing.pools {
        let at = pool.rect;
        let shift = |rect: &mut Rect| (rect.x, rect.y) = (rect.x + at.x, rect.y + at.y);
        let count = pool.lanes.len();
        for (index, lane) in pool.lanes.iter_mut().enumerate() {
            shift(&mut lane.rect);
            lane.rect.width = at.right() - lane.rect.x;
            if index == 0 {
                lane.rect = Rect { y: at.y, height: lane.rect.bottom() - at.y, ..lane.rect };
            }
            if index + 1 == count && lane.rect.bottom() + MARGIN >= at.bottom() {
                lane.rect.height = at.bottom() - lane.rect.y;
            }
        }
        for node in &mut pool.nodes {
            shift(&mut node.rect);
            node.label.iter_mut().for_each(shift);
        }
        let mut lines: Vec<&mut Vec<Point>> = pool.flows.iter_mut().map(|flow| &mut flow.points).collect();
        lines.extend(pool.accesses.iter_mut().map(|access| &mut access.points));
        for line in lines {
            *line = straightened(line.iter().map(|&(x, y)| (x + at.x, y + at.y)).collect());
        }
        pool.flows.iter_mut().filter_map(|flow| flow.label.as_mut()).for_each(shift);
    }
}

/// The same line without corners that are none.
fn straightened(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., one, two] = kept[..]
            && (one.0 == two.0 && two.0 == point.0 || one.1 == two.1 && two.1 == point.1)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Which of some lines side by side each message takes.
struct Tracks {
    of: rustc_hash::FxHashMap<usize, i32>,
    count: i32,
}

impl Tracks {
    /// Lines that overlap have tracks of their own: each gets the first that is free where it begins, from the left.
    fn assign(mut spans: Vec<(i32, i32, usize)>) -> Tracks {
        spans.sort_unstable();
        let (tracks, count) = first_fit(spans.iter().map(|&(from, to, _)| (from, to)), PITCH - 1);
        let mut of = rustc_hash::FxHashMap::default();
        for (&(_, _, message), track) in spans.iter().zip(tracks) {
            of.insert(message, track as i32);
        }
        Tracks { of, count: count as i32 }
    }

    fn of(&self, message: usize) -> i32 {
        self.of.get(&message).copied().unwrap_or(0)
    }
}
