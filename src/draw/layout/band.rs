//! The band at the top, in which those outside stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::draw::diagram::{Diagram, External, ExternalKind, Origin, Target};
use crate::draw::layout::nets::MOST_LINES;
use crate::draw::layout::routes::Route;
use crate::draw::layout::tracks::{self, Request};
use crate::draw::layout::{Chip, Point, Rect, SMALL};
use crate::draw::text::Font;

/// The names of those outside.
pub const CHIP: Font = Font::regular(12);
/// How high one of those outside is.
pub const CHIP_HEIGHT: i32 = 28;

/// How wide a name is at most.
const NAME_WIDTH: i32 = 150;
/// Between a side and the first line that runs down.
const EDGE: i32 = 10;
/// Above those outside.
const TOP: i32 = 12;
/// Between two of them.
const GAP: i32 = 14;
/// Between them and the tracks below.
const MARGIN: i32 = 10;
const PITCH: i32 = 8;
/// The distance of two lines that run down from them, and the least that they may have.
const APART: i32 = 5;
const NEAR: i32 = 4;

/// A line that runs up into the band.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The flow.
    pub flow: usize,
    /// The gutter in which it runs.
    pub gutter: usize,
    /// Where it runs.
    pub x: i32,
}

/// Those outside, and how flows reach them.
#[derive(Debug, Default)]
pub(super) struct Chips {
    /// Of each: who, and the first gutter that it has to do with.
    chips: Vec<(usize, usize)>,
    /// By who and gutter, which one it is.
    by_gutter: BTreeMap<(usize, usize), usize>,
    placed: Vec<Chip>,
    height: i32,
    ends: BTreeMap<usize, Vec<Point>>,
}

impl Chips {
    /// One for all flows of somebody in neighbouring gutters, so that lines are short and few are there twice.
    pub fn new(diagram: &Diagram, routes: &[Route]) -> Chips {
        let mut chips = Chips::default();
        let mut lines: BTreeMap<(usize, usize), i32> = BTreeMap::new();
        for (flow, route) in diagram.flows.iter().zip(routes) {
            let (Route::Band(gutter), Some(external)) = (*route, external(flow.from, flow.to)) else {
                continue;
            };
            chips.by_gutter.insert((external, gutter), 0);
            *lines.entry((external, gutter)).or_default() += 1;
        }
        // Room for all lines of each, side by side; more than these share one there and one back.
        let mut least: Vec<i32> = Vec::new();
        let mut last: Option<(usize, usize)> = None;
        for (&(external, gutter), chip) in &mut chips.by_gutter {
            let is_near = last.is_some_and(|(before, at)| before == external && at + 1 >= gutter);
            if !is_near {
                chips.chips.push((external, gutter));
                least.push(2 * EDGE);
            }
            if let (Some(least), Some(&count)) = (least.last_mut(), lines.get(&(external, gutter))) {
                *least += count.min(MOST_LINES as i32) * 3 * APART;
            }
            *chip = chips.chips.len() - 1;
            last = Some((external, gutter));
        }
        for (&(external, _), least) in chips.chips.iter().zip(least) {
            let external_of = &diagram.externals[external];
            let (name, width) = chip_width(external_of, NAME_WIDTH);
            let width = width.max(least);
            let rect = Rect { x: 0, y: TOP, width, height: CHIP_HEIGHT };
            chips.placed.push(Chip { external, rect, name });
        }
        chips
    }

    /// How much room those take that begin in each of so many gutters.
    pub fn widths(&self, gutters: usize) -> Vec<i32> {
        let mut widths = vec![0; gutters];
        for (&(_, first), chip) in self.chips.iter().zip(&self.placed) {
            widths[first] += chip.rect.width + GAP;
        }
        widths
    }

    /// Puts each above its lines, none onto another, and finds the way from each to its lines.
    pub fn place(&mut self, diagram: &Diagram, lines: &[Line], left: i32, right: i32) {
        if self.placed.is_empty() {
            return;
        }
        let mut own: Vec<Vec<(i32, usize)>> = vec![Vec::new(); self.placed.len()];
        for line in lines {
            let flow = &diagram.flows[line.flow];
            let Some(external) = external(flow.from, flow.to) else { continue };
            if let Some(&chip) = self.by_gutter.get(&(external, line.gutter)) {
                own[chip].push((line.x, line.flow));
            }
        }
        self.stand(&own, left, right);
        let mut verticals: BTreeSet<i32> = lines.iter().map(|line| line.x).collect();
        let mut jogs = Vec::new();
        let mut requests = Vec::new();
        for (chip, lines) in own.iter_mut().enumerate() {
            lines.sort_unstable();
            let rect = self.placed[chip].rect;
            let mut ports = Ports::new(rect);
            let mut last: Option<(i32, i32)> = None;
            for &(x, flow) in lines.iter() {
                let port = match last {
                    Some((before, port)) if before == x => port,
                    _ if rect.x + 8 <= x && x <= rect.right() - 8 => x,
                    _ => ports.next(x, &mut verticals),
                };
                if port != x && last != Some((x, port)) {
                    let (from, to) = (port.min(x), port.max(x));
                    requests.push(Request { from, to, lower: vec![port], higher: vec![x] });
                }
                let jog = (port != x).then(|| requests.len() - 1);
                jogs.push((flow, port, x, jog));
                last = Some((x, port));
            }
        }
        let (tracks, count) = tracks::assign(&requests, APART);
        let bottom = TOP + CHIP_HEIGHT;
        for (flow, port, x, jog) in jogs {
            let mut ends = vec![(port, bottom)];
            if let Some(jog) = jog {
                let y = bottom + MARGIN + tracks[jog] as i32 * PITCH;
                ends.extend([(port, y), (x, y)]);
            }
            self.ends.insert(flow, ends);
        }
        self.height = bottom + MARGIN + count as i32 * PITCH + 6;
    }

    /// Each in the middle above its lines, moved to the side where another stands.
    fn stand(&mut self, own: &[Vec<(i32, usize)>], left: i32, right: i32) {
        let middle = |lines: &[(i32, usize)]| {
            let sum: i64 = lines.iter().map(|&(x, _)| i64::from(x)).sum();
            (sum / lines.len().max(1) as i64) as i32
        };
        let mut order: Vec<usize> = (0..self.placed.len()).collect();
        order.sort_by_key(|&chip| middle(&own[chip]));
        let mut free = left;
        for &chip in &order {
            let rect = &mut self.placed[chip].rect;
            rect.x = (middle(&own[chip]) - rect.width / 2).max(free);
            free = rect.right() + GAP;
        }
        let mut end = right.max(left);
        for &chip in order.iter().rev() {
            let rect = &mut self.placed[chip].rect;
            if rect.right() <= end {
                break;
            }
            rect.x = (end - rect.width).max(left);
            end = rect.x - GAP;
        }
        // Where there was not room enough for all, the picture grows to the right.
        let mut free = left;
        for &chip in &order {
            let rect = &mut self.placed[chip].rect;
            rect.x = rect.x.max(free);
            free = rect.right() + GAP;
        }
    }

    /// Where the last of them ends.
    pub fn right(&self) -> i32 {
        self.placed.iter().map(|chip| chip.rect.right()).max().unwrap_or(0)
    }

    /// How high the band is.
    pub fn height(&self) -> i32 {
        self.height
    }

    /// The corners from somebody outside down to the line of a flow.
    pub fn ends(&self, flow: usize) -> Option<Vec<Point>> {
        self.ends.get(&flow).cloned()
    }

    /// All of them in their places.
    pub fn into_chips(self) -> Vec<Chip> {
        self.placed
    }
}

/// The name of somebody outside as far as it fits, and how wide the whole is.
pub(super) fn chip_width(external: &External, room: i32) -> (String, i32) {
    let (name, width) = fitted(external, CHIP, room);
    (name, width + 2 * padding(external.kind))
}

/// The same where it stands beside a box, and is small.
pub(super) fn small_chip_width(external: &External) -> (String, i32) {
    let (name, width) = fitted(external, SMALL, NAME_WIDTH);
    (name, width + 2 * padding(external.kind) - 8)
}

fn fitted(external: &External, font: Font, room: i32) -> (String, i32) {
    // A record is known by its short name, while that of a stream is a word of the model's authors.
    let is_stream = external.kind == ExternalKind::Stream;
    let name = match &external.short {
        Some(short) if !is_stream && font.width(&external.name) > room => short,
        _ => &external.name,
    };
    let name = font.fitted(name, if is_stream { room + room / 2 } else { room });
    let width = font.width(&name);
    (name, width)
}

fn external(from: Origin, to: Target) -> Option<usize> {
    match (from, to) {
        (Origin::External(external), _) | (_, Target::External(external)) => Some(external),
        _ => None,
    }
}

/// Between the border and the name.
fn padding(kind: ExternalKind) -> i32 {
    match kind {
        ExternalKind::Stakeholder => 26,
        ExternalKind::Stream => 24,
        ExternalKind::Repository | ExternalKind::Activity | ExternalKind::Unknown => 14,
    }
}

/// Where lines leave somebody above whose side they do not end: from either side towards the other, apart from all other
/// lines. Where one is taken it stays so, and each search goes on where the last one ended.
struct Ports {
    rect: Rect,
    from_left: i32,
    from_right: i32,
}

impl Ports {
    fn new(rect: Rect) -> Ports {
        Ports { rect, from_left: rect.x + EDGE, from_right: rect.right() - EDGE }
    }

    /// Where a line that runs at `x` leaves: near the side that it goes to.
    fn next(&mut self, x: i32, verticals: &mut BTreeSet<i32>) -> i32 {
        let rect = self.rect;
        let (port, step, end) = if x > rect.x {
            (&mut self.from_right, -1, rect.x + EDGE)
        } else {
            (&mut self.from_left, 1, rect.right() - EDGE)
        };
        while (end - *port) * step > 0 && verticals.range(*port - NEAR + 1..*port + NEAR).next().is_some() {
            *port += step;
        }
        verticals.insert(*port);
        *port
    }
}
