//! Where everything is, as plain data.

use crate::draw::diagram::PortId;

/// A rectangle, in pixels from the left and top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its left border.
    pub x: i32,
    /// Its upper border.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

impl Rect {
    /// Its right border.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// Its lower border.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// Whether the two have any pixel in common.
    pub fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// A point, in pixels from the left and top.
pub type Point = (i32, i32);

/// A box in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its place.
    pub rect: Rect,
    /// The lines of its name.
    pub name: Vec<String>,
    /// What stands below the name, as far as it fits.
    pub detail: String,
    /// Its numbers, as far as they fit.
    pub figures: Vec<String>,
    /// Its alternatives.
    pub choices: Vec<Choice>,
}

/// The ports of a box of which only one is used, or of which one is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Whether they are inputs; otherwise they are outputs.
    pub is_input: bool,
    /// The height of the first.
    pub from: i32,
    /// The height of the last.
    pub to: i32,
}

/// A flow in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// Its corners, from where it comes from to where it goes to.
    pub points: Vec<Point>,
}

/// The label of a port in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The port.
    pub port: PortId,
    /// Whether it is an input; otherwise it is an output.
    pub is_input: bool,
    /// Its lines.
    pub lines: Vec<String>,
    /// The findings whose numbers stand in its last line, indices of the diagram's remarks.
    pub remarks: Vec<usize>,
    /// What it covers.
    pub rect: Rect,
    /// What the port's remark covers, if there is one.
    pub remark: Option<Rect>,
}

/// Somebody outside in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Who it is, an index of the diagram's externals.
    pub external: usize,
    /// Its place.
    pub rect: Rect,
    /// Its name, as far as it fits.
    pub name: String,
}

/// The name of a lane within a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneName {
    /// The lane, an index of the diagram's lanes.
    pub lane: usize,
    /// What it covers.
    pub rect: Rect,
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The width of the whole.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The band in which those outside stand; without height where there are none.
    pub band: Rect,
    /// The lanes, as long as those of the diagram.
    pub lanes: Vec<Rect>,
    /// The boxes, as long as those of the diagram.
    pub boxes: Vec<Placed>,
    /// Those outside. Who has to do with boxes far from each other is there more than once.
    pub chips: Vec<Chip>,
    /// The flows, as long as those of the diagram.
    pub wires: Vec<Wire>,
    /// The labels of all ports that have one.
    pub labels: Vec<Label>,
    /// The names of lanes once more, where the picture is so wide that those at the left are out of sight.
    pub lane_names: Vec<LaneName>,
}
