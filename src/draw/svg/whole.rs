//! The whole picture: where its parts stand, and in which order they are drawn.

use std::io;

use crate::draw::diagram::Diagram;
use crate::draw::layout::{LANE_HEAD, Layout, Rect};
use crate::draw::svg::Options;
use crate::draw::svg::foot::{list_lines, remark_lines};
use crate::draw::svg::head::{header_height, is_beside};
use crate::draw::svg::sheet::{BODY, EDGE, RUNG, Sheet};
use crate::draw::svg::writer::{Anchor, Svg};

/// Narrower no picture is.
const LEAST_WIDTH: i32 = 760;

impl<'a> Sheet<'a> {
    /// Gives the parts of a picture their places.
    pub fn new(diagram: &'a Diagram, layout: &'a Layout, options: Options<'a>) -> Sheet<'a> {
        let mut width = (layout.width + 2 * EDGE).max(LEAST_WIDTH);
        if let Some(ladder) = &diagram.ladder {
            width = width.max(LANE_HEAD + ladder.rungs.len() as i32 * RUNG + 260);
        }
        let is_beside = is_beside(diagram, width);
        let top = if options.bare { 8 } else { header_height(diagram, is_beside) };
        let mut y = top + layout.height;
        if !diagram.note.is_empty() {
            y += 30;
        }
        let ladder = y + 26;
        y = if diagram.ladder.is_some() { ladder + 104 } else { y };
        let remarks = y + 48;
        if !options.bare && !diagram.remarks.is_empty() {
            y = remarks
                + remark_lines(diagram, width).iter().map(|lines| lines.len() as i32 * 17 + 8).sum::<i32>();
        }
        let lists = y + 40;
        if !options.bare && !diagram.lists.is_empty() {
            y = lists
                + list_lines(diagram, width).iter().map(|lines| lines.len() as i32 * 16 + 8).sum::<i32>();
        }
        let legend = y + if options.bare { 0 } else { 34 };
        let height = legend + 22;
        Sheet { diagram, layout, options, width, height, is_beside, top, ladder, remarks, lists, legend }
    }

    /// Draws all of it.
    pub fn draw(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        svg.rect(Rect { x: 0, y: 0, width: self.width, height: self.height }, 0, "paper")?;
        if !self.options.bare {
            self.header(svg)?;
        }
        self.lanes(svg)?;
        for (index, flow) in self.diagram.flows.iter().enumerate() {
            // What is wrong lies on top.
            if flow.fault.is_none() {
                self.flow(svg, index, flow)?;
            }
        }
        for (index, flow) in self.diagram.flows.iter().enumerate() {
            if flow.fault.is_some() {
                self.flow(svg, index, flow)?;
            }
        }
        self.labels(svg)?;
        self.chips(svg)?;
        for (index, (node, placed)) in self.diagram.nodes.iter().zip(&self.layout.boxes).enumerate() {
            self.node(svg, node, placed, self.diagram.change_of_node(index))?;
        }
        if !self.diagram.note.is_empty() {
            let at = (EDGE, self.top + self.layout.height + 22);
            svg.text(at, Anchor::Start, BODY, "soft", &self.diagram.note)?;
        }
        if let Some(ladder) = &self.diagram.ladder {
            self.ladder(svg, ladder)?;
        }
        if self.options.bare {
            return Ok(());
        }
        if !self.diagram.remarks.is_empty() {
            self.remarks(svg)?;
        }
        self.lists(svg)?;
        self.legend(svg)
    }
}
