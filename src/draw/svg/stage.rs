//! Lanes with what stands in them, and the band of those outside.

use std::io;

use crate::draw::diagram::{Arrangement, ExternalKind, Node, NodeKind, Port, PortId};
use crate::draw::layout::{
    BOX_MARGIN, BOX_PADDING, CHIP, LANE_HEAD, NAME, NAME_LINE, Placed, Rect, SMALL, SMALL_LINE,
};
use crate::draw::svg::sheet::{EDGE, HEADING, Sheet};
use crate::draw::svg::writer::{Anchor, Svg};
use crate::finding::Level;

impl Sheet<'_> {
    pub(super) fn lanes(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let band = self.moved(self.layout.band);
        let width = self.width - 2 * EDGE;
        if band.height > 0 {
            svg.rect(Rect { width, ..band }, 0, "band")?;
            svg.text((band.x + 14, band.y + 30), Anchor::Start, HEADING, "soft", "Outside")?;
        }
        for (lane, rect) in self.diagram.lanes.iter().zip(&self.layout.lanes) {
            let rect = Rect { width, ..self.moved(*rect) };
            let (fill, bar) = match lane.activity {
                Some(activity) => (format!("lane{activity}"), format!("bar{activity}")),
                None => ("lane".to_owned(), "bar".to_owned()),
            };
            svg.rect(rect, 0, &fill)?;
            if !lane.name.is_empty() {
                svg.rect(Rect { width: 5, ..rect }, 0, &bar)?;
            }
            let lines = NAME.wrapped(&lane.name, LANE_HEAD - 22, 3);
            for (line, y) in lines.iter().zip((rect.y + 24..).step_by(17)) {
                svg.text((rect.x + 14, y), Anchor::Start, NAME, &bar, line)?;
            }
            let edge = format!("M{} {}H{}", rect.x, rect.y, rect.right());
            svg.path(&edge, "rule")?;
        }
        Ok(())
    }

    pub(super) fn labels(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        for label in &self.layout.labels {
            let port = self.port(label.port, label.is_input);
            let rect = self.moved(label.rect);
            let class = match port.fault {
                Some(level) => format!("text {}", level.word()),
                None => "text".to_owned(),
            };
            let is_whole = label.lines.iter().all(|line| !line.ends_with('…'));
            if !is_whole {
                svg.open("g", &[])?;
                svg.tip(&port.label)?;
            }
            for (line, y) in label.lines.iter().zip((rect.y + 10..).step_by(SMALL_LINE as usize)) {
                if label.is_input {
                    svg.text((rect.right(), y), Anchor::End, SMALL, &class, line)?;
                } else {
                    svg.text((rect.x, y), Anchor::Start, SMALL, &class, line)?;
                }
            }
            if !is_whole {
                svg.close("g")?;
            }
            if let Some(remark) = label.remark {
                let class = match port.kept {
                    Some(true) => "kept",
                    Some(false) => "missed",
                    None => "soft",
                };
                let remark = self.moved(remark);
                svg.text((remark.x, remark.y + 10), Anchor::Start, SMALL, class, &port.remark)?;
            }
        }
        Ok(())
    }

    pub(super) fn chips(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        for chip in &self.layout.chips {
            let external = &self.diagram.externals[chip.external];
            let Rect { x, y, width, height } = self.moved(chip.rect);
            let (right, bottom, middle) = (x + width, y + height, y + height / 2);
            self.group(svg, external.place, "outside")?;
            svg.tip(&format!("{} {}", external_word(external.kind), external.name))?;
            let mut text = (x + width / 2, middle + 4);
            match external.kind {
                ExternalKind::Stakeholder => {
                    svg.rect(Rect { x, y, width, height }, height / 2, "chip")?;
                    svg.circle((x + 16, y + 10), 4, "glyph")?;
                    svg.path(&format!("M{} {}a7 7 0 0 1 14 0z", x + 9, y + 22), "glyph")?;
                    text.0 += 6;
                }
                ExternalKind::Repository => {
                    let half = width / 2;
                    let data = format!(
                        "M{x} {}a{half} 5 0 0 1 {width} 0v{}a{half} 5 0 0 1 -{width} 0z",
                        y + 5,
                        height - 10
                    );
                    svg.path(&data, "chip")?;
                    svg.path(&format!("M{x} {}a{half} 5 0 0 0 {width} 0", y + 5), "fold")?;
                    text.1 += 2;
                }
                ExternalKind::Stream => {
                    let data = format!(
                        "M{x} {y}H{}L{right} {middle}L{} {bottom}H{x}L{} {middle}z",
                        right - 12,
                        right - 12,
                        x + 12
                    );
                    svg.path(&data, "chip")?;
                }
                ExternalKind::Activity => svg.rect(Rect { x, y, width, height }, 3, "chip")?,
                ExternalKind::Unknown => svg.rect(Rect { x, y, width, height }, 3, "chip error")?,
            }
            svg.text(text, Anchor::Middle, CHIP, "text", &chip.name)?;
            svg.close("g")?;
        }
        Ok(())
    }

    pub(super) fn node(&self, svg: &mut Svg<'_>, node: &Node, placed: &Placed) -> io::Result<()> {
        let rect = self.moved(placed.rect);
        self.group(svg, node.place, "node")?;
        // On a page the tables say all of it.
        let is_cut = placed.name.join(" ") != node.name
            || placed.detail != node.detail
            || placed.figures != node.figures;
        if is_cut || !self.options.bare {
            svg.tip(&node_tip(node))?;
        }
        let lane = match self.diagram.lanes.get(node.lane).and_then(|lane| lane.activity) {
            Some(activity) => format!(" box{activity}"),
            None => String::new(),
        };
        let level = match node.mark {
            Some(mark) if mark.level > Level::Info => format!(" {}", mark.level.word()),
            _ => String::new(),
        };
        let pale = if node.kind == NodeKind::Undescribed { " pale" } else { "" };
        svg.rect(rect, 6, &format!("box{lane}{pale}{level}"))?;
        if node.kind == NodeKind::Run {
            let inner = Rect { x: rect.x + 4, y: rect.y + 4, width: rect.width - 8, height: rect.height - 8 };
            svg.rect(inner, 4, "fold")?;
        }
        let x = rect.x + BOX_PADDING;
        let mut y = rect.y + BOX_MARGIN + 12;
        for line in &placed.name {
            svg.text((x, y), Anchor::Start, NAME, "text", line)?;
            y += NAME_LINE;
        }
        if !placed.detail.is_empty() {
            svg.text((x, y), Anchor::Start, SMALL, "soft", &placed.detail)?;
            y += SMALL_LINE + 3;
        }
        if !placed.figures.is_empty() {
            svg.path(&format!("M{} {}H{}", rect.x + 6, y - 7, rect.right() - 6), "fold")?;
            svg.text((x, y + 7), Anchor::Start, SMALL, "text", &placed.figures)?;
        }
        if let Some(mark) = node.mark {
            let is_chain = self.diagram.arrangement == Arrangement::Chain;
            let at = if is_chain { (rect.x + 1, rect.y + 1) } else { (rect.right() - 14, rect.y) };
            let count = if mark.count > 99 { "99+".to_owned() } else { mark.count.to_string() };
            svg.badge(at, 10, mark.level.word(), &count)?;
        }
        svg.close("g")
    }

    fn port(&self, port: PortId, is_input: bool) -> &Port {
        if is_input { self.diagram.input(port) } else { self.diagram.output(port) }
    }
}

fn node_tip(node: &Node) -> String {
    let mut text = node.name.clone();
    for more in [&node.detail, &node.figures] {
        if !more.is_empty() {
            text += &format!(" · {more}");
        }
    }
    text
}

fn external_word(kind: ExternalKind) -> &'static str {
    match kind {
        ExternalKind::Stakeholder => "stakeholder",
        ExternalKind::Repository => "repository",
        ExternalKind::Stream => "stream",
        ExternalKind::Activity => "activity",
        ExternalKind::Unknown => "unknown name",
    }
}
