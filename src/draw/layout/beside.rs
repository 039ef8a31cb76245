//! Those outside beside the boxes that have to do with them: each flow ends at one of its own, so nothing runs far.

use crate::draw::diagram::{Arrangement, Diagram, Origin, Target};
use crate::draw::layout::band::small_chip_width;
use crate::draw::layout::{Chip, Rect, Wire};

/// How high one of them is: less than the distance of two labelled flows.
const HEIGHT: i32 = 20;
/// Between one of them and the tracks.
const GAP: i32 = 8;

/// Those outside who stand beside boxes.
#[derive(Debug, Default)]
pub(super) struct Beside {
    chips: Vec<Planned>,
    /// How much room those take in each gutter who take from the column before it, and who give to the column behind it.
    widths: Vec<(i32, i32)>,
}

#[derive(Debug)]
struct Planned {
    flow: usize,
    external: usize,
    is_giver: bool,
    name: String,
    width: i32,
}

impl Beside {
    /// One for each flow from or to somebody outside, where they stand beside the boxes. `width` is the number of columns.
    pub fn new(diagram: &Diagram, columns: &[usize], width: usize) -> Beside {
        let mut beside = Beside { chips: Vec::new(), widths: vec![(0, 0); width + 1] };
        if diagram.arrangement != Arrangement::Beside {
            return beside;
        }
        for (index, flow) in diagram.flows.iter().enumerate() {
            let (external, is_giver, room) = match (flow.from, flow.to) {
                (Origin::Output(port), Target::External(external)) => {
                    (external, false, &mut beside.widths[columns[port.node] + 1].0)
                }
                (Origin::External(external), Target::Input(port)) => {
                    (external, true, &mut beside.widths[columns[port.node]].1)
                }
                _ => continue,
            };
            let (name, width) = small_chip_width(&diagram.externals[external]);
            *room = (*room).max(width + GAP);
            beside.chips.push(Planned { flow: index, external, is_giver, name, width });
        }
        beside
    }

    /// How much room those take at the left of a gutter.
    pub fn taker_width(&self, gutter: usize) -> i32 {
        self.widths[gutter].0
    }

    /// How much room those take at the right of a gutter.
    pub fn giver_width(&self, gutter: usize) -> i32 {
        self.widths[gutter].1
    }

    /// All of them in their places, at the ends of their flows.
    pub fn into_chips(self, wires: &[Wire]) -> Vec<Chip> {
        let mut chips = Vec::new();
        for Planned { flow, external, is_giver, name, width } in self.chips {
            let points = &wires[flow].points;
            let Some(&(x, y)) = (if is_giver { points.first() } else { points.last() }) else { continue };
            let x = if is_giver { x - width } else { x };
            let rect = Rect { x, y: y - HEIGHT / 2, width, height: HEIGHT };
            chips.push(Chip { external, rect, name });
        }
        chips
    }
}
