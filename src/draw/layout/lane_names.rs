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
/// Things are looked up by their place, in strips of this width.
const STRIP: i32 = 256;

/// Finds a free place for the name of each lane every so many pixels; none where there is none.
pub(super) fn find(diagram: &Diagram, layout: &Layout) -> Vec<LaneName> {
    let mut names = Vec::new();
    if layout.width < WIDE || diagram.arrangement != Arrangement::Lanes {
        return names;
    }
    let strips = Strips::of(layout);
    let mut middle = DISTANCE;
    while middle + DISTANCE / 3 < layout.width {
        for (lane, (own, rect)) in diagram.lanes.iter().zip(&layout.lanes).enumerate() {
            let width = LANE_NAME.width(&own.name);
            if let (true, Some(rect)) = (width > 0, strips.free_place(*rect, middle, width)) {
                names.push(LaneName { lane, rect });
            }
        }
        middle += DISTANCE;
    }
    names
}

/// What is drawn, by strips from left to right.
struct Strips(Vec<Vec<Rect>>);

impl Strips {
    fn of(layout: &Layout) -> Strips {
        let mut strips = Strips(vec![Vec::new(); (layout.width / STRIP + 1) as usize]);
        for placed in &layout.boxes {
            // Marks of findings stand on the upper border.
            let Rect { x, y, width, height } = placed.rect;
            strips.add(Rect { x, y: y - 10, width, height: height + 10 });
        }
        for label in &layout.labels {
            strips.add(label.rect);
            if let Some(rect) = label.remark {
                strips.add(rect);
            }
        }
        for wire in &layout.wires {
            for pair in wire.points.windows(2) {
                let (x, y) = (pair[0].0.min(pair[1].0), pair[0].1.min(pair[1].1));
                let (width, height) = ((pair[0].0 - pair[1].0).abs() + 1, (pair[0].1 - pair[1].1).abs() + 1);
                strips.add(Rect { x, y, width, height });
            }
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
