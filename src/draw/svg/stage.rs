//! Lanes with what stands in them, and the band of those outside.

use std::io;

use crate::draw::diagram::{Arrangement, Change, ExternalKind, Mark, Node, NodeKind, Port, PortId};
use crate::draw::layout::{
    BOX_MARGIN, BOX_PADDING, CHIP, CHIP_HEIGHT, LANE_HEAD, LANE_NAME, Label, NAME, NAME_LINE, NUMBER,
    NUMBER_GAP, NUMBER_HEIGHT, Placed, Rect, SMALL, SMALL_LINE, number_width, numbers,
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
        let mut edges = String::new();
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
            edges += &format!("M{} {}H{}", rect.x, rect.y, rect.right());
        }
        if !edges.is_empty() {
            svg.path(&edges, "rule")?;
        }
        for name in &self.layout.lane_names {
            let lane = &self.diagram.lanes[name.lane];
            let class = lane.activity.map_or("bar".to_owned(), |activity| format!("bar{activity}"));
            let rect = self.moved(name.rect);
            svg.text((rect.x, rect.y + 11), Anchor::Start, LANE_NAME, &class, &lane.name)?;
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
            self.numbers(svg, label, rect)?;
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

    /// The numbers of findings beside the last line of a label.
    fn numbers(&self, svg: &mut Svg<'_>, label: &Label, rect: Rect) -> io::Result<()> {
        let Some(level) = label.remarks.iter().map(|&remark| self.diagram.remarks[remark].level).max() else {
            return Ok(());
        };
        let last = label.lines.last().map_or(0, |line| SMALL.width(line));
        let numbers = numbers(&label.remarks);
        let all: i32 = numbers.iter().map(|number| number_width(number) + NUMBER_GAP).sum();
        let mut x = if label.is_input { rect.right() - last - all } else { rect.x + last + NUMBER_GAP };
        for number in numbers {
            let (width, height) = (number_width(&number), NUMBER_HEIGHT);
            let rect = Rect { x, y: rect.bottom() - height, width, height };
            svg.pill(rect, level.word(), NUMBER, &number)?;
            x += width + NUMBER_GAP;
        }
        Ok(())
    }

    pub(super) fn chips(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        for chip in &self.layout.chips {
            let external = &self.diagram.externals[chip.external];
            let Rect { x, y, width, height } = self.moved(chip.rect);
            let (right, bottom, middle) = (x + width, y + height, y + height / 2);
            // On a page what is written in it says as much.
            let has_tip = !self.options.bare || chip.name != external.name;
            if has_tip {
                self.group(svg, external.place, "outside")?;
                svg.tip(&format!("{} {}", external_word(external.kind), external.name))?;
            }
            let mut text = (x + width / 2, middle + 4);
            let is_small = height < CHIP_HEIGHT;
            let change = self.diagram.change_of_external(chip.external);
            let class = &change.map_or("chip".to_owned(), |change| format!("chip {}", change.word()));
            match external.kind {
                ExternalKind::Stakeholder => {
                    svg.rect(Rect { x, y, width, height }, height / 2, class)?;
                    let (head, body) = if is_small { (3, 5) } else { (4, 7) };
                    let centre = x + 2 + height / 2;
                    svg.circle((centre, middle - head), head, "glyph")?;
                    let left = centre - body;
                    let shoulders = middle + body + 1;
                    svg.path(&format!("M{left} {shoulders}a{body} {body} 0 0 1 {} 0z", 2 * body), "glyph")?;
                    text.0 += 6;
                }
                ExternalKind::Repository => {
                    let (half, lid) = (width / 2, if is_small { 3 } else { 5 });
                    let data = format!(
                        "M{x} {}a{half} {lid} 0 0 1 {width} 0v{}a{half} {lid} 0 0 1 -{width} 0z",
                        y + lid,
                        height - 2 * lid
                    );
                    svg.path(&data, class)?;
                    svg.path(&format!("M{x} {}a{half} {lid} 0 0 0 {width} 0", y + lid), "fold")?;
                    text.1 += if is_small { 1 } else { 2 };
                }
                ExternalKind::Stream => {
                    let data = format!(
                        "M{x} {y}H{}L{right} {middle}L{} {bottom}H{x}L{} {middle}z",
                        right - 12,
                        right - 12,
                        x + 12
                    );
                    svg.path(&data, class)?;
                }
                ExternalKind::Activity => svg.rect(Rect { x, y, width, height }, 3, class)?,
                ExternalKind::Unknown => svg.rect(Rect { x, y, width, height }, 3, "chip error")?,
            }
            svg.text(text, Anchor::Middle, if is_small { SMALL } else { CHIP }, "text", &chip.name)?;
            if let Some(change) = change {
                svg.badge((x + 4, y), 8, change.word(), change.sign())?;
            }
            if has_tip {
                svg.close("g")?;
            }
        }
        Ok(())
    }

    pub(super) fn node(
        &self,
        svg: &mut Svg<'_>,
        node: &Node,
        placed: &Placed,
        change: Option<Change>,
    ) -> io::Result<()> {
        let rect = self.moved(placed.rect);
        // On a page the tables say all of it.
        let is_cut = placed.name.join(" ") != node.name
            || placed.detail != node.detail
            || placed.figures.iter().any(|line| line.ends_with('…'));
        let has_tip = is_cut || !self.options.bare;
        if has_tip {
            self.group(svg, node.place, "node")?;
            svg.tip(&node_tip(node))?;
        }
        let lane = match self.diagram.lanes.get(node.lane).and_then(|lane| lane.activity) {
            Some(activity) => format!(" box{activity}"),
            None => String::new(),
        };
        let level = match &node.mark {
            Some(mark) if mark.level > Level::Info => format!(" {}", mark.level.word()),
            _ => String::new(),
        };
        let pale = if matches!(node.kind, NodeKind::Undescribed | NodeKind::Nobody) { " pale" } else { "" };
        let fate = change.map(|change| format!(" {}", change.word())).unwrap_or_default();
        svg.rect(rect, 6, &format!("box{lane}{pale}{level}{fate}"))?;
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
        }
        for line in &placed.figures {
            svg.text((x, y + 7), Anchor::Start, SMALL, "text", line)?;
            y += SMALL_LINE;
        }
        for choice in &placed.choices {
            let x = if choice.is_input { rect.x + 5 } else { rect.right() - 5 };
            let (from, to) = (choice.from + self.top - 5, choice.to + self.top + 5);
            svg.path(&format!("M{x} {from}V{to}"), "choice")?;
        }
        if let Some(mark) = &node.mark {
            let text = self.mark_text(mark, rect.width - 40);
            let width = 20.max(HEADING.width(&text) + 12);
            // On a chain lines leave the upper border at its right.
            let is_chain = self.diagram.arrangement == Arrangement::Chain;
            let right = if is_chain { rect.x + 11 } else { rect.right() - 4 };
            let pill = Rect { x: right - width, y: rect.y - 10, width, height: 20 };
            svg.pill(pill, mark.level.word(), HEADING, &text)?;
        }
        if let Some(change) = change {
            svg.badge((rect.x + 14, rect.y), 9, change.word(), change.sign())?;
        }
        if has_tip { svg.close("g") } else { Ok(()) }
    }

    /// The numbers of the findings, where the picture lists them, or else how many there are.
    fn mark_text(&self, mark: &Mark, room: i32) -> String {
        if mark.remarks.is_empty() {
            return if mark.count > 99 { "99+".to_owned() } else { mark.count.to_string() };
        }
        HEADING.fitted(&ranges(&mark.remarks), room)
    }

    fn port(&self, port: PortId, is_input: bool) -> &Port {
        if is_input { self.diagram.input(port) } else { self.diagram.output(port) }
    }
}

/// The numbers of findings: `1–3, 5`.
pub(super) fn ranges(remarks: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &remark in remarks {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == remark => *last = remark,
            _ => ranges.push((remark, remark)),
        }
    }
    let mut words = Vec::new();
    for (first, last) in ranges {
        words.push(match last - first {
            0 => (first + 1).to_string(),
            1 => format!("{}, {}", first + 1, last + 1),
            _ => format!("{}–{}", first + 1, last + 1),
        });
    }
    words.join(", ")
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
