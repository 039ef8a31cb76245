//! Lines that run side by side: which of them share a track, and in which order the tracks stand.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that wants a track: what it spans, and where other lines leave it to the lower and to the higher side.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// The lowest and the highest place that it spans.
    pub from: i32,
    pub to: i32,
    /// Where lines leave it towards lower tracks, and where towards higher ones.
    pub lower: Vec<i32>,
    pub higher: Vec<i32>,
}

impl Request {
    /// A line that spans nothing yet.
    pub fn new() -> Request {
        Request { from: i32::MAX, to: i32::MIN, ..Request::default() }
    }

    /// Makes it reach a place.
    pub fn reach(&mut self, place: i32) {
        self.from = self.from.min(place);
        self.to = self.to.max(place);
    }

    fn overlaps(&self, other: &Request, apart: i32) -> bool {
        self.from <= other.to + apart && other.from <= self.to + apart
    }

    fn holds(&self, place: i32) -> bool {
        self.from < place && place < self.to
    }

    /// How bad it is if it stands on a lower track than `other`: how many lines cross, and whether one seems to be the other.
    fn cost_below(&self, other: &Request) -> i64 {
        let own = self.higher.iter().filter(|&&place| other.holds(place)).count();
        let others = other.lower.iter().filter(|&&place| self.holds(place)).count();
        // Where one joins a line, and the other leaves that line only behind it, the one seems to go where the other goes.
        let seeming = self.higher.iter().filter(|place| other.lower.contains(place)).count();
        own as i64 + others as i64 + SEEMING * seeming as i64
    }
}

/// As bad as so many crossings.
const SEEMING: i64 = 100;

/// More lines than these are not compared each with each.
const MOST_SIFTED: usize = 64;

/// The track of each request, 0-based, and how many tracks there are. No two that overlap, or come nearer to each other than
/// `apart`, share one. Their order has few crossings: each in turn is put where it crosses least (sifting, after Rudell).
pub(super) fn assign(requests: &[Request], apart: i32) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..requests.len()).collect();
    order.sort_by_key(|&at| (requests[at].from, requests[at].to));
    if order.len() <= MOST_SIFTED {
        sift(requests, &mut order);
    }
    if requests.len() <= MOST_SIFTED {
        in_order(requests, &order, apart)
    } else {
        packed(requests, &order, apart)
    }
}

/// Each behind all before it that it overlaps, so that the order stays.
fn in_order(requests: &[Request], order: &[usize], apart: i32) -> (Vec<usize>, usize) {
    let mut tracks = vec![0; requests.len()];
    let mut count = 0;
    for (place, &at) in order.iter().enumerate() {
        for &other in &order[..place] {
            if requests[at].overlaps(&requests[other], apart) {
                tracks[at] = tracks[at].max(tracks[other] + 1);
            }
        }
        count = count.max(tracks[at] + 1);
    }
    (tracks, count)
}

/// Each on the lowest track that is free where it begins; they come by where that is.
fn packed(requests: &[Request], order: &[usize], apart: i32) -> (Vec<usize>, usize) {
    let spans = order.iter().map(|&at| (requests[at].from, requests[at].to));
    let (in_order, count) = first_fit(spans, apart);
    let mut tracks = vec![0; requests.len()];
    for (&at, track) in order.iter().zip(in_order) {
        tracks[at] = track;
    }
    (tracks, count)
}

/// The lowest track, 0-based, that is free where each of some spans begins, and how many tracks there are. They come by
/// where they begin; no two that come nearer to each other than `apart`, or as near, share one.
pub(crate) fn first_fit(spans: impl Iterator<Item = (i32, i32)>, apart: i32) -> (Vec<usize>, usize) {
    let mut tracks = Vec::new();
    let mut count = 0;
    // The tracks that are in use, by where, and those that are free again.
    let mut ends: BinaryHeap<Reverse<(i32, usize)>> = BinaryHeap::new();
    let mut free: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    for (from, to) in spans {
        while let Some(&Reverse((end, track))) = ends.peek()
            && end.saturating_add(apart) < from
        {
            ends.pop();
            free.push(Reverse(track));
        }
        let track = free.pop().map_or(count, |Reverse(track)| track);
        count = count.max(track + 1);
        tracks.push(track);
        ends.push(Reverse((to, track)));
    }
    (tracks, count)
}

fn sift(requests: &[Request], order: &mut Vec<usize>) {
    let count = requests.len();
    if count < 2 {
        return;
    }
    // How many more lines cross if the first stands below the second than the other way round.
    let gain = |one: usize, other: usize| {
        requests[one].cost_below(&requests[other]) - requests[other].cost_below(&requests[one])
    };
    for _ in 0..3 {
        let mut is_changed = false;
        for moved in 0..count {
            let Some(now) = order.iter().position(|&at| at == moved) else { continue };
            order.remove(now);
            let (mut best, mut best_cost, mut cost) = (0, 0, 0);
            for (at, &other) in order.iter().enumerate() {
                cost += gain(other, moved);
                if cost < best_cost {
                    (best, best_cost) = (at + 1, cost);
                }
            }
            // Where it stood is as good as the best, if it crosses as little there.
            let stay: i64 = order[..now].iter().map(|&other| gain(other, moved)).sum();
            let at = if stay == best_cost { now } else { best };
            is_changed |= at != now;
            order.insert(at, moved);
        }
        if !is_changed {
            break;
        }
    }
}
