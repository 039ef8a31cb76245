//! The names of lanes once more, in pictures so wide that those at the left are out of sight.

use crate::draw::diagram::{Arrangement, Diagram};
use crate::draw::layout::{LaneName, Layout, Rect};
use crate::draw::text::Font;

/// The names of lanes within a picture.
pub const LANE_NAME: Font = Font::bold(11);

/// Narrower pictures are seen as a whole.
const WIDE: i32 = 1600;
/// From one name of a lane to the next: less than a screen shows.
const DISTANCE: i32 = 1100;
/// How far from there a name may stand, and how far places are apart that are tried.
const REACH: i32 = 480;
const STRIDE: i32 = 24;
/// The height of a name, and the least distance to anything else.
const HEIGHT: i32 = 14;
const APART: i32 = 5;
/// So far below the top of its lane a name stands at most: whoever looks at the lane there sees it, and a lane that is
/// higher than a screen need not be searched to its end.
const DEPTH: i32 = 800;
/// Things are looked up by their place, in strips of this width.
const STRIP: i32 = 256;

/// Finds a free place for the name of each lane every so many pixels; none where there is none.
pub(super) fn find(diagram: &Diagram, layout: &Layout) -> Vec<LaneName> {
    let mut names = Vec::new();
    if layout.width < WIDE || diagram.arrangement != Arrangement::Lanes {
        return names;
    }
    let things = things(layout);
    for (lane, (own, rect)) in diagram.lanes.iter().zip(&layout.lanes).enumerate() {
        let width = LANE_NAME.width(&own.name);
        if width == 0 {
            continue;
        }
        let top = Rect { height: rect.height.min(DEPTH), ..*rect };
        let strips = Strips::of(&things, top);
        let mut middle = DISTANCE;
        while middle + DISTANCE / 3 < layout.width {
            if let Some(rect) = strips.free_place(top, middle, width) {
                names.push(LaneName { lane, rect });
            }
            middle += DISTANCE;
        }
    }
    names
}

/// All that a name must not stand upon.
fn things(layout: &Layout) -> Vec<Rect> {
    let mut things = Vec::new();
    for placed in &layout.boxes {
        // Marks of findings stand on the upper border.
        let Rect { x, y, width, height } = placed.rect;
        things.push(Rect { x, y: y - 10, width, height: height + 10 });
    }
    for label in &layout.labels {
        things.push(label.rect);
        things.extend(label.remark);
    }
    for wire in &layout.wires {
        for pair in wire.points.windows(2) {
            let (x, y) = (pair[0].0.min(pair[1].0), pair[0].1.min(pair[1].1));
            let (width, height) = ((pair[0].0 - pair[1].0).abs() + 1, (pair[0].1 - pair[1].1).abs() + 1);
            things.push(Rect { x, y, width, height });
        }
    }
    things
}

/// What is drawn in the upper part of a lane, by strips from left to right.
struct Strips(Vec<Vec<Rect>>);

impl Strips {
    /// What of `things` lies in `top`. Lines that run on one another count as one: else a strip would hold every flow that
    /// passes through it, and there may be as many as the picture is wide.
    fn of(things: &[Rect], top: Rect) -> Strips {
        let mut within: Vec<Rect> = Vec::new();
        for thing in things {
            let (from, to) = (thing.y.max(top.y), thing.bottom().min(top.bottom()));
            if from < to {
                within.push(Rect { y: from, height: to - from, ..*thing });
            }
        }
        within.sort_unstable_by_key(|thing| (thing.y, thing.height, thing.x));
        within.dedup_by(|next, last| {
            let is_one = (next.y, next.height) == (last.y, last.height) && next.x <= last.right();
            if is_one {
                last.width = last.width.max(next.right() - last.x);
            }
            is_one
        });
        let mut strips = Strips(vec![Vec::new(); (top.right() / STRIP + 1) as usize]);
        for thing in within {
            strips.add(thing);
        }
        strips
    }

    /// The strips that a rectangle lies in.
    fn around(&self, rect: Rect) -> std::ops::Range<usize> {
        let strip = |x: i32| (x.max(0) / STRIP) as usize;
        strip(rect.x)..(strip(rect.right()) + 1).min(self.0.len())
    }

    fn add(&mut self, rect: Rect) {
        let strips = self.around(rect);
        for strip in &mut self.0[strips] {
            strip.push(rect);
        }
    }

    fn is_free(&self, rect: Rect) -> bool {
        let Rect { x, y, width, height } = rect;
        let wide = Rect { x: x - APART, y: y - APART, width: width + 2 * APART, height: height + 2 * APART };
        self.0[self.around(wide)].iter().flatten().all(|other| !other.overlaps(wide))
    }

    /// A free place in a lane, as far up as there is one, and there as near to `middle` as possible.
    fn free_place(&self, lane: Rect, middle: i32, width: i32) -> Option<Rect> {
        let mut y = lane.y + APART + 1;
        while y + HEIGHT + APART < lane.bottom() {
            let mut away = 0;
            while away <= REACH {
                for x in [middle + away, middle - away] {
                    let rect = Rect { x, y, width, height: HEIGHT };
                    if rect.right() < lane.right() && self.is_free(rect) {
                        return Some(rect);
                    }
                }
                away += STRIDE;
            }
            y += HEIGHT;
        }
        None
    }
}
