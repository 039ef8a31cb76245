//! A picture with the places of its parts, and what all parts share.

use std::io;

use crate::draw::diagram::Diagram;
use crate::draw::layout::{Layout, Rect};
use crate::draw::svg::Options;
use crate::draw::svg::writer::Svg;
use crate::draw::text::Font;
use crate::source::FileSpan;

pub(super) const HEADING: Font = Font::bold(11);
pub(super) const BODY: Font = Font::regular(12);
pub(super) const STRONG: Font = Font::bold(12);

/// Around everything.
pub(super) const EDGE: i32 = 24;
/// Wider no line of prose is.
pub(super) const PROSE: i32 = 1100;
/// The width of a step on the ladder.
pub(super) const RUNG: i32 = 150;

/// A picture with the places of its parts.
pub(super) struct Sheet<'a> {
    pub(super) diagram: &'a Diagram,
    pub(super) layout: &'a Layout,
    pub(super) options: Options<'a>,
    pub(super) width: i32,
    pub(super) height: i32,
    /// Whether the numbers stand beside the title.
    pub(super) is_beside: bool,
    /// Where the lanes begin.
    pub(super) top: i32,
    /// Where the ladder, the findings and the legend begin.
    pub(super) ladder: i32,
    pub(super) remarks: i32,
    pub(super) lists: i32,
    pub(super) legend: i32,
}

impl Sheet<'_> {
    /// A rectangle of the layout where it lies in the picture.
    pub(super) fn moved(&self, rect: Rect) -> Rect {
        Rect { x: rect.x + EDGE, y: rect.y + self.top, ..rect }
    }

    fn at(&self, place: Option<FileSpan>) -> Option<String> {
        Some(self.options.places?(place?))
    }

    /// Begins a group that stands for a place in the text.
    pub(super) fn group(&self, svg: &mut Svg<'_>, place: Option<FileSpan>, class: &str) -> io::Result<()> {
        match self.at(place) {
            Some(at) => svg.open("g", &[("class", class), ("data-at", &at)]),
            None if self.options.bare => svg.open("g", &[]),
            None => svg.open("g", &[("class", class)]),
        }
    }
}
