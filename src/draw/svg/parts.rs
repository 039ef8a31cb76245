//! The parts of a picture, from the top to the bottom.

use std::io;

use crate::draw::diagram::{
    Arrangement, Diagram, ExternalKind, Flow, Ladder, Node, NodeKind, Origin, Port, Style, Target,
};
use crate::draw::layout::{
    BOX_MARGIN, BOX_PADDING, CHIP, LANE_HEAD, Layout, NAME, NAME_LINE, Placed, Point, Rect, SMALL, SMALL_LINE,
};
use crate::draw::svg::Options;
use crate::draw::svg::writer::{Anchor, Svg};
use crate::draw::text::Font;
use crate::draw::words::item;
use crate::finding::Level;
use crate::source::FileSpan;
use crate::text::plural;

const TITLE: Font = Font::bold(20);
const SUBTITLE: Font = Font::regular(12);
const HEADING: Font = Font::bold(11);
const BODY: Font = Font::regular(12);
const STRONG: Font = Font::bold(12);

/// Around everything.
const EDGE: i32 = 24;
/// Narrower no picture is.
const LEAST_WIDTH: i32 = 760;
/// Wider no line of prose is.
const PROSE: i32 = 1100;
/// More findings than these are counted, not listed.
const MOST_REMARKS: usize = 12;
/// The width of the captions of lists.
const LIST_HEAD: i32 = 270;
/// The width of a step on the ladder.
const RUNG: i32 = 150;
/// The numbers stand beside the title where there is so much room for that.
const BESIDE: i32 = 480;
/// The corners of flows.
const RADIUS: i32 = 6;

/// What a picture shows, in words, for those who cannot see it.
pub(super) fn description(diagram: &Diagram) -> String {
    let mut text = format!("{} with {}", diagram.title, plural(diagram.nodes.len(), "box"));
    text = text.replace("boxs", "boxes");
    for node in &diagram.nodes {
        text += &format!("; {}", node.name);
        if let Some(mark) = node.mark {
            text += &format!(" ({})", plural(mark.count, "finding"));
        }
    }
    text
}

/// A picture with the places of its parts.
pub(super) struct Sheet<'a> {
    diagram: &'a Diagram,
    layout: &'a Layout,
    options: Options<'a>,
    pub width: i32,
    pub height: i32,
    /// Where the lanes begin.
    top: i32,
    /// Where the ladder, the findings and the legend begin.
    ladder: i32,
    remarks: i32,
    lists: i32,
    legend: i32,
}

impl<'a> Sheet<'a> {
    pub fn new(diagram: &'a Diagram, layout: &'a Layout, options: Options<'a>) -> Sheet<'a> {
        let mut width = (layout.width + 2 * EDGE).max(LEAST_WIDTH);
        if let Some(ladder) = &diagram.ladder {
            width = width.max(LANE_HEAD + ladder.rungs.len() as i32 * RUNG + 260);
        }
        let is_beside = figures_width(diagram) + BESIDE < width - 2 * EDGE;
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
                + remark_lines(diagram, width).iter().map(|lines| lines.len() as i32 * 17 + 6).sum::<i32>();
        }
        let lists = y + 40;
        if !options.bare && !diagram.lists.is_empty() {
            y = lists
                + list_lines(diagram, width).iter().map(|lines| lines.len() as i32 * 16 + 8).sum::<i32>();
        }
        let legend = y + if options.bare { 0 } else { 34 };
        Sheet { diagram, layout, options, width, height: legend + 22, top, ladder, remarks, lists, legend }
    }

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
        for (node, placed) in self.diagram.nodes.iter().zip(&self.layout.boxes) {
            self.node(svg, node, placed)?;
        }
        if !self.diagram.note.is_empty() {
            let at = (EDGE, self.top + self.layout.height + 22);
            svg.text(at, Anchor::Start, BODY, "soft", &self.diagram.note)?;
        }
        if let Some(ladder) = &self.diagram.ladder {
            self.ladder(svg, ladder)?;
        }
        if !self.options.bare && !self.diagram.remarks.is_empty() {
            self.remarks(svg)?;
        }
        if !self.options.bare {
            self.lists(svg)?;
        }
        if self.options.bare { Ok(()) } else { self.legend(svg) }
    }

    fn header(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let figures = figures_width(self.diagram);
        let is_beside = figures + BESIDE < self.width - 2 * EDGE;
        let room = self.width - 2 * EDGE - if is_beside { figures + 30 } else { 0 };
        let title = TITLE.fitted(&self.diagram.title, room);
        svg.text((EDGE, 36), Anchor::Start, TITLE, "text", &title)?;
        // What is in no box is marked at the title.
        let rest = self.diagram.remarks.iter().filter(|remark| remark.node.is_none());
        if let Some(level) = rest.clone().map(|remark| remark.level).max() {
            let at = (EDGE + TITLE.width(&title) + 18, 30);
            svg.circle(at, 10, &format!("badge {}", level.word()))?;
            let count = rest.count().to_string();
            svg.text((at.0, at.1 + 4), Anchor::Middle, Font::bold(11), "badge-text", &count)?;
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
        let (x, y) = if is_beside { (x, 18) } else { (EDGE, 72) };
        svg.rect(Rect { x, y, width: figures, height: 48 }, 8, "panel")?;
        let mut x = x + 14;
        for figure in &self.diagram.figures {
            svg.text((x, y + 19), Anchor::Start, SMALL, "soft", &figure.caption)?;
            svg.text((x, y + 37), Anchor::Start, STRONG, "text", &figure.value)?;
            x += SMALL.width(&figure.caption).max(STRONG.width(&figure.value)) + 24;
        }
        Ok(())
    }

    fn moved(&self, rect: Rect) -> Rect {
        Rect { x: rect.x + EDGE, y: rect.y + self.top, ..rect }
    }

    fn lanes(&self, svg: &mut Svg<'_>) -> io::Result<()> {
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

    fn at(&self, place: Option<FileSpan>) -> Option<String> {
        Some(self.options.places?(place?))
    }

    /// Begins a group that stands for a place in the text.
    fn group(&self, svg: &mut Svg<'_>, place: Option<FileSpan>, class: &str) -> io::Result<()> {
        match self.at(place) {
            Some(at) => svg.open("g", &[("class", class), ("data-at", &at)]),
            None if self.options.bare => svg.open("g", &[]),
            None => svg.open("g", &[("class", class)]),
        }
    }

    fn flow(&self, svg: &mut Svg<'_>, index: usize, flow: &Flow) -> io::Result<()> {
        let points: Vec<Point> =
            self.layout.wires[index].points.iter().map(|&(x, y)| (x + EDGE, y + self.top)).collect();
        let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return Ok(()) };
        let level = flow.fault.map(Level::word).unwrap_or_default();
        self.group(svg, self.place_of(flow), "flow")?;
        svg.tip(&tip(self.diagram, flow))?;
        let style = match flow.style {
            Style::Solid => "",
            Style::Optional => " optional",
            Style::Rework => " rework",
            Style::Reply => " reply",
            Style::Runs => " runs",
        };
        svg.path(&rounded(&points), format!("wire{style} {level}").trim_end())?;
        match flow.from {
            Origin::Start => svg.circle(first, 5, "dot")?,
            Origin::Nobody => {
                svg.circle(first, 8, &format!("badge {}", if level.is_empty() { "info" } else { level }))?;
                svg.text((first.0, first.1 + 4), Anchor::Middle, Font::bold(11), "badge-text", "?")?;
            }
            _ => {}
        }
        match flow.to {
            Target::Finish => {
                svg.circle(last, 6, "ring")?;
                svg.circle(last, 3, "dot")?;
            }
            Target::Nobody => {
                let bar = if first.0 == last.0 {
                    format!("M{} {}H{}", last.0 - 7, last.1, last.0 + 7)
                } else {
                    format!("M{} {}V{}", last.0, last.1 - 7, last.1 + 7)
                };
                svg.path(&bar, format!("wire {level}").trim_end())?;
            }
            _ => {
                let before = points.get(points.len().wrapping_sub(2)).copied().unwrap_or(first);
                svg.path(&arrow(before, last), format!("head {level}").trim_end())?;
            }
        }
        svg.close("g")
    }

    fn place_of(&self, flow: &Flow) -> Option<FileSpan> {
        match (flow.from, flow.to) {
            (_, Target::Input(port)) => self.diagram.input(port).place,
            (Origin::Output(port), _) => self.diagram.output(port).place,
            _ => None,
        }
    }

    fn labels(&self, svg: &mut Svg<'_>) -> io::Result<()> {
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

    fn port(&self, port: crate::draw::diagram::PortId, is_input: bool) -> &Port {
        if is_input { self.diagram.input(port) } else { self.diagram.output(port) }
    }

    fn chips(&self, svg: &mut Svg<'_>) -> io::Result<()> {
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

    fn node(&self, svg: &mut Svg<'_>, node: &Node, placed: &Placed) -> io::Result<()> {
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
            svg.circle(at, 10, &format!("badge {}", mark.level.word()))?;
            let count = if mark.count > 99 { "99+".to_owned() } else { mark.count.to_string() };
            svg.text((at.0, at.1 + 4), Anchor::Middle, Font::bold(11), "badge-text", &count)?;
        }
        svg.close("g")
    }

    /// Waiting above, working below, as value stream maps show it (Rother and Shook).
    fn ladder(&self, svg: &mut Svg<'_>, ladder: &Ladder) -> io::Result<()> {
        let (x, y) = (EDGE, self.ladder);
        svg.text((x, y), Anchor::Start, HEADING, "soft", &ladder.caption)?;
        let (high, low) = (y + 34, y + 62);
        svg.text((x, high + 4), Anchor::Start, SMALL, "soft", "waiting")?;
        svg.text((x, low + 4), Anchor::Start, SMALL, "soft", "working")?;
        let mut at = x + LANE_HEAD - 30;
        let mut data = format!("M{at} {high}");
        let half = RUNG / 2;
        for rung in &ladder.rungs {
            let waiting = if rung.waiting.is_empty() { "?" } else { &rung.waiting };
            let working = if rung.working.is_empty() { "?" } else { &rung.working };
            data += &format!("h{half}V{low}h{half}V{high}");
            svg.text((at + half / 2, high - 7), Anchor::Middle, SMALL, "text", waiting)?;
            svg.text((at + half + half / 2, low - 7), Anchor::Middle, SMALL, "text", working)?;
            svg.open("g", &[])?;
            svg.tip(&rung.name)?;
            let name = SMALL.fitted(&rung.name, RUNG - 10);
            svg.text((at + half + half / 2, low + 16), Anchor::Middle, SMALL, "soft", &name)?;
            svg.close("g")?;
            at += RUNG;
        }
        svg.path(&data, "ladder")?;
        for (word, total, line) in [("waiting", &ladder.waiting, high), ("working", &ladder.working, low)] {
            let width = SMALL.width(word);
            svg.text((at + 18, line + 4), Anchor::Start, SMALL, "soft", word)?;
            svg.text((at + 24 + width, line + 4), Anchor::Start, STRONG, "text", total)?;
        }
        Ok(())
    }

    fn remarks(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let mut y = self.remarks;
        svg.text((EDGE, y - 14), Anchor::Start, HEADING, "soft", "Findings")?;
        let lines = remark_lines(self.diagram, self.width);
        for (index, lines) in lines.iter().enumerate() {
            let remark = self.diagram.remarks.get(index).filter(|_| index < MOST_REMARKS);
            self.group(svg, remark.map(|remark| remark.place), "finding")?;
            if let Some(remark) = remark {
                let word = remark.level.word();
                let width = SMALL.width(word) + 14;
                svg.rect(Rect { x: EDGE, y: y - 9, width, height: 17 }, 8, &format!("badge {word}"))?;
                svg.text((EDGE + width / 2, y + 3), Anchor::Middle, SMALL, "badge-text", word)?;
            }
            for line in lines {
                svg.text((EDGE + 60, y + 4), Anchor::Start, BODY, "text", line)?;
                y += 17;
            }
            svg.close("g")?;
            y += 6;
        }
        Ok(())
    }

    /// What stands behind the flows that are drawn as one.
    fn lists(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let mut y = self.lists;
        for (list, lines) in self.diagram.lists.iter().zip(list_lines(self.diagram, self.width)) {
            let caption = HEADING.fitted(&list.caption, LIST_HEAD - 12);
            svg.text((EDGE, y), Anchor::Start, HEADING, "text", &caption)?;
            for line in lines {
                svg.text((EDGE + LIST_HEAD, y), Anchor::Start, SMALL, "text", &line)?;
                y += 16;
            }
            y += 8;
        }
        Ok(())
    }

    /// The highest level of the findings that such flows are part of.
    fn level_of(&self, is_meant: fn(&Flow) -> bool) -> Option<Level> {
        let meant = self.diagram.flows.iter().filter(|flow| is_meant(flow));
        meant.filter_map(|flow| flow.fault).max()
    }

    fn legend(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let mut x = EDGE;
        let y = self.legend;
        let has = |style: Style| self.diagram.flows.iter().any(|flow| flow.style == style);
        let is_chain = self.diagram.arrangement == Arrangement::Chain;
        let mut lines = Vec::new();
        for (style, class, word) in [
            (Style::Solid, "wire", "is waited for"),
            (Style::Optional, "wire optional", "may come or not"),
            (Style::Rework, "wire rework", "comes back: rework"),
            (Style::Reply, "wire reply", "answers what was asked"),
            (Style::Runs, "wire runs", "runs it as one of its steps"),
        ] {
            let word = if is_chain { "so many items flow" } else { word };
            if has(style) {
                lines.push((class, word));
            }
        }
        let faults = self.diagram.flows.iter().filter_map(|flow| flow.fault);
        match faults.max() {
            Some(Level::Error) => lines.push(("wire error", "has a finding")),
            Some(Level::Warn) => lines.push(("wire warn", "has a finding")),
            Some(Level::Info) | None => {}
        }
        for (class, word) in lines {
            svg.path(&format!("M{x} {y}h32"), class)?;
            svg.text((x + 40, y + 4), Anchor::Start, SMALL, "soft", word)?;
            x += 40 + SMALL.width(word) + 26;
        }
        let has = |found: fn(&Flow) -> bool| self.diagram.flows.iter().any(found);
        if has(|flow| flow.from == Origin::Start) {
            svg.circle((x + 6, y), 5, "dot")?;
            svg.text((x + 18, y + 4), Anchor::Start, SMALL, "soft", "trigger")?;
            x += 18 + SMALL.width("trigger") + 26;
        }
        if has(|flow| flow.from == Origin::Nobody) {
            let level = self.level_of(|flow| flow.from == Origin::Nobody).map_or("info", Level::word);
            svg.circle((x + 6, y), 8, &format!("badge {level}"))?;
            svg.text((x + 6, y + 4), Anchor::Middle, Font::bold(11), "badge-text", "?")?;
            svg.text((x + 20, y + 4), Anchor::Start, SMALL, "soft", "nobody gives it")?;
            x += 20 + SMALL.width("nobody gives it") + 26;
        }
        if has(|flow| flow.to == Target::Nobody) {
            let level = self.level_of(|flow| flow.to == Target::Nobody).map(Level::word).unwrap_or_default();
            let bar = format!("M{x} {y}h12M{} {}v14", x + 12, y - 7);
            svg.path(&bar, format!("wire {level}").trim_end())?;
            svg.text((x + 20, y + 4), Anchor::Start, SMALL, "soft", "nobody takes it")?;
            x += 20 + SMALL.width("nobody takes it") + 26;
        }
        if has(|flow| flow.to == Target::Finish) {
            svg.circle((x + 6, y), 6, "ring")?;
            svg.circle((x + 6, y), 3, "dot")?;
            svg.text((x + 18, y + 4), Anchor::Start, SMALL, "soft", "outcome")?;
            x += 18 + SMALL.width("outcome") + 26;
        }
        if self
            .diagram
            .nodes
            .iter()
            .any(|node| matches!(node.kind, NodeKind::Step | NodeKind::Run) && !node.figures.is_empty())
        {
            let words = "LT lead time · PT process time · % complete and accurate";
            svg.text((x, y + 4), Anchor::Start, SMALL, "soft", words)?;
        }
        Ok(())
    }
}

fn header_height(diagram: &Diagram, is_beside: bool) -> i32 {
    match (diagram.figures.is_empty(), is_beside) {
        (true, _) if diagram.subtitle.is_empty() => 54,
        (true, _) => 76,
        (false, true) => 80,
        (false, false) => 134,
    }
}

fn figures_width(diagram: &Diagram) -> i32 {
    let of = diagram.figures.iter();
    of.map(|figure| SMALL.width(&figure.caption).max(STRONG.width(&figure.value)) + 24).sum::<i32>() + 4
}

/// The lines of each finding that is listed, and one that counts the rest.
fn remark_lines(diagram: &Diagram, width: i32) -> Vec<Vec<String>> {
    let room = (width - 2 * EDGE - 60).min(PROSE);
    let mut all = Vec::new();
    for remark in diagram.remarks.iter().take(MOST_REMARKS) {
        all.push(BODY.wrapped(&remark.text.replace('`', ""), room, 3));
    }
    if diagram.remarks.len() > MOST_REMARKS {
        all.push(vec![format!("and {}", plural(diagram.remarks.len() - MOST_REMARKS, "other finding"))]);
    }
    all
}

/// The lines of each list.
fn list_lines(diagram: &Diagram, width: i32) -> Vec<Vec<String>> {
    let room = (width - 2 * EDGE - LIST_HEAD).min(PROSE);
    diagram.lists.iter().map(|list| SMALL.wrapped(&list.items.join(" · "), room, 12)).collect()
}

/// A line through these points, its corners rounded.
fn rounded(points: &[Point]) -> String {
    let Some(&(x, y)) = points.first() else { return String::new() };
    let mut data = format!("M{x} {y}");
    for at in 1..points.len() {
        let (before, corner) = (points[at - 1], points[at]);
        let Some(&next) = points.get(at + 1) else {
            data += &format!("L{} {}", corner.0, corner.1);
            break;
        };
        let half = |one: Point, other: Point| ((one.0 - other.0).abs() + (one.1 - other.1).abs()) / 2;
        let radius = RADIUS.min(half(before, corner)).min(half(corner, next));
        let towards = |other: Point| {
            let (dx, dy) = ((other.0 - corner.0).signum(), (other.1 - corner.1).signum());
            (corner.0 + dx * radius, corner.1 + dy * radius)
        };
        let (enter, leave) = (towards(before), towards(next));
        data += &format!("L{} {}Q{} {} {} {}", enter.0, enter.1, corner.0, corner.1, leave.0, leave.1);
    }
    data
}

/// The head of an arrow that comes from `before` and ends at `tip`.
fn arrow(before: Point, (x, y): Point) -> String {
    let (dx, dy) = ((x - before.0).signum(), (y - before.1).signum());
    let (back_x, back_y) = (x - dx * 9, y - dy * 9);
    format!("M{x} {y}L{} {}L{} {}z", back_x - dy * 4, back_y + dx * 4, back_x + dy * 4, back_y - dx * 4)
}

/// `User hands Outage report to Register the failure`.
fn tip(diagram: &Diagram, flow: &Flow) -> String {
    let port = match (flow.from, flow.to) {
        (Origin::Output(port), _) => Some(diagram.output(port)),
        (_, Target::Input(port)) => Some(diagram.input(port)),
        _ => None,
    };
    let from = match flow.from {
        Origin::Output(port) => diagram.nodes[port.node].name.clone(),
        Origin::External(external) => diagram.externals[external].name.clone(),
        Origin::Start => "trigger".to_owned(),
        Origin::Nobody => "nobody".to_owned(),
    };
    let to = match flow.to {
        Target::Input(port) => diagram.nodes[port.node].name.clone(),
        Target::External(external) => diagram.externals[external].name.clone(),
        Target::Finish => "outcome".to_owned(),
        Target::Nobody => "nobody".to_owned(),
    };
    let mut text = format!("{}: {from} → {to}", item(diagram, flow));
    for item in port.map(|port| port.items.as_slice()).unwrap_or_default() {
        text += &format!("\n{item}");
    }
    text
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
