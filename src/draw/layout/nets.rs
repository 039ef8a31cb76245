//! Nets: flows that run on one line, and the tracks that they want.

use rustc_hash::FxHashMap;

use crate::draw::diagram::{Diagram, Flow, Origin, PortId, Target};
use crate::draw::layout::tracks::{self, Request};

/// Flows of one net run on one line: those of an output, and those that come from outside to an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Net {
    Output(PortId),
    Input(PortId),
    FromOutside(usize),
    ToOutside(usize),
}

/// What somebody outside has to do with runs on one line if it is more than this: side by side it would fill the picture.
pub(super) const MOST_LINES: usize = 24;

/// The net of each flow; none for what begins or ends beside a box.
pub(super) fn nets(diagram: &Diagram) -> Vec<Option<Net>> {
    let mut counts = vec![0; diagram.externals.len()];
    for flow in &diagram.flows {
        if let (Origin::External(external), _) | (_, Target::External(external)) = (flow.from, flow.to) {
            counts[external] += 1;
        }
    }
    let is_many = |external: usize| counts[external] > MOST_LINES;
    diagram.flows.iter().map(|flow| net(flow, is_many)).collect()
}

fn net(flow: &Flow, is_many: impl Fn(usize) -> bool) -> Option<Net> {
    match (flow.from, flow.to) {
        (Origin::External(external), _) if is_many(external) => Some(Net::FromOutside(external)),
        (_, Target::External(external)) if is_many(external) => Some(Net::ToOutside(external)),
        (Origin::Output(port), _) => Some(Net::Output(port)),
        (_, Target::Input(port)) => Some(Net::Input(port)),
        _ => None,
    }
}

/// Tracks that are wanted, by where and by whom.
#[derive(Default)]
pub(super) struct Wanted {
    index: FxHashMap<(usize, Net), usize>,
    requests: Vec<Vec<Request>>,
}

impl Wanted {
    pub fn of(count: usize) -> Wanted {
        Wanted { index: FxHashMap::default(), requests: vec![Vec::new(); count] }
    }

    pub fn request(&mut self, place: usize, net: Net) -> &mut Request {
        let list = &mut self.requests[place];
        let at = *self.index.entry((place, net)).or_insert_with(|| {
            list.push(Request::new());
            list.len() - 1
        });
        &mut list[at]
    }

    pub fn assign(self, apart: i32) -> Tracks {
        let mut tracks = Vec::with_capacity(self.requests.len());
        let mut counts = Vec::with_capacity(self.requests.len());
        for requests in &self.requests {
            let (assigned, count) = tracks::assign(requests, apart);
            tracks.push(assigned);
            counts.push(count as i32);
        }
        Tracks { index: self.index, tracks, counts }
    }
}

/// The track of each net in each gutter or channel.
pub(super) struct Tracks {
    index: FxHashMap<(usize, Net), usize>,
    tracks: Vec<Vec<usize>>,
    pub counts: Vec<i32>,
}

impl Tracks {
    /// The track of a net, 0-based; 0 where it has none.
    pub fn of(&self, place: usize, net: Net) -> i32 {
        self.index.get(&(place, net)).map_or(0, |&at| self.tracks[place][at] as i32)
    }
}
