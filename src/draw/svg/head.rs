//! The title of a picture, and the numbers beside it.

use std::io;

use crate::draw::diagram::Diagram;
use crate::draw::layout::{Rect, SMALL};
use crate::draw::svg::sheet::{EDGE, HEADING, PROSE, STRONG, Sheet};
use crate::draw::svg::stage::ranges;
use crate::draw::svg::writer::{Anchor, Svg};
use crate::draw::text::Font;

const TITLE: Font = Font::bold(20);
const SUBTITLE: Font = Font::regular(12);

/// The numbers stand beside the title where there is so much room for that.
const BESIDE: i32 = 480;

impl Sheet<'_> {
    pub(super) fn header(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let figures = figures_width(self.diagram);
        let room = self.width - 2 * EDGE - if self.is_beside { figures + 30 } else { 0 };
        let title = TITLE.fitted(&self.diagram.title, room);
        svg.text((EDGE, 36), Anchor::Start, TITLE, "text", &title)?;
        // What is neither at a box nor at an arrow is marked at the title.
        let rest = self.diagram.unmarked();
        if let Some(level) = rest.iter().map(|&remark| self.diagram.remarks[remark].level).max() {
            let text = HEADING.fitted(&ranges(&rest), 160);
            let (x, width) = (EDGE + TITLE.width(&title) + 8, 20.max(HEADING.width(&text) + 12));
            svg.pill(Rect { x, y: 20, width, height: 20 }, level.word(), HEADING, &text)?;
        }
        if !self.diagram.subtitle.is_empty() {
            let subtitle = SUBTITLE.fitted(&self.diagram.subtitle, room);
            svg.text((EDGE, 58), Anchor::Start, SUBTITLE, "soft", &subtitle)?;
        }
        if self.diagram.figures.is_empty() {
            return Ok(());
        }
        // In a wide picture near the title, where both are seen at once.
        let beside = TITLE.width(&title).max(SUBTITLE.width(&self.diagram.subtitle)).max(PROSE / 2) + 60;
        let x = (self.width - EDGE - figures).min(EDGE + beside);
        let (x, y) = if self.is_beside { (x, 18) } else { (EDGE, 72) };
        svg.rect(Rect { x, y, width: figures, height: 48 }, 8, "panel")?;
        let mut x = x + 14;
        for figure in &self.diagram.figures {
            svg.text((x, y + 19), Anchor::Start, SMALL, "soft", &figure.caption)?;
            svg.text((x, y + 37), Anchor::Start, STRONG, "text", &figure.value)?;
            x += SMALL.width(&figure.caption).max(STRONG.width(&figure.value)) + 24;
        }
        Ok(())
    }
}

/// How high the title and the numbers are.
pub(super) fn header_height(diagram: &Diagram, is_beside: bool) -> i32 {
    match (diagram.figures.is_empty(), is_beside) {
        (true, _) if diagram.subtitle.is_empty() => 54,
        (true, _) => 76,
        (false, true) => 80,
        (false, false) => 134,
    }
}

/// Whether the numbers stand beside the title of a picture that is so wide.
pub(super) fn is_beside(diagram: &Diagram, width: i32) -> bool {
    figures_width(diagram) + BESIDE < width - 2 * EDGE
}

fn figures_width(diagram: &Diagram) -> i32 {
    let of = diagram.figures.iter();
    of.map(|figure| SMALL.width(&figure.caption).max(STRONG.width(&figure.value)) + 24).sum::<i32>() + 4
}
