//! What stands below the lanes: the time ladder, the findings, the lists and the legend.

use std::io;

use crate::draw::diagram::{Arrangement, Diagram, Flow, Ladder, NodeKind, Origin, Style, Target};
use crate::draw::layout::{LANE_HEAD, NUMBER, Rect, SMALL};
use crate::draw::svg::sheet::{BODY, EDGE, HEADING, PROSE, RUNG, STRONG, Sheet};
use crate::draw::svg::writer::{Anchor, Svg};
use crate::finding::Level;
use crate::text::plural;

/// More findings than these are counted, not listed.
const MOST_REMARKS: usize = 12;
/// How wide the number of a finding and its level are.
const REMARK_HEAD: i32 = 70;
/// The width of the captions of lists.
const LIST_HEAD: i32 = 270;

impl Sheet<'_> {
    /// Waiting above, working below, as value stream maps show it (Rother and Shook).
    pub(super) fn ladder(&self, svg: &mut Svg<'_>, ladder: &Ladder) -> io::Result<()> {
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
            let name = SMALL.fitted(&rung.name, RUNG - 10);
            let middle = (at + half + half / 2, low + 16);
            if name == rung.name {
                svg.text(middle, Anchor::Middle, SMALL, "soft", &name)?;
            } else {
                svg.open("g", &[])?;
                svg.tip(&rung.name)?;
                svg.text(middle, Anchor::Middle, SMALL, "soft", &name)?;
                svg.close("g")?;
            }
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

    pub(super) fn remarks(&self, svg: &mut Svg<'_>) -> io::Result<()> {
        let mut y = self.remarks;
        svg.text((EDGE, y - 14), Anchor::Start, HEADING, "soft", "Findings")?;
        let lines = remark_lines(self.diagram, self.width);
        for (index, lines) in lines.iter().enumerate() {
            let remark = self.diagram.remarks.get(index).filter(|_| index < MOST_REMARKS);
            self.group(svg, remark.map(|remark| remark.place), "finding")?;
            if let Some(remark) = remark {
                let word = remark.level.word();
                let number = (index + 1).to_string();
                let width = 20.max(HEADING.width(&number) + 12);
                svg.pill(Rect { x: EDGE, y: y - 10, width, height: 20 }, word, HEADING, &number)?;
                svg.text((EDGE + width + 8, y + 4), Anchor::Start, SMALL, &format!("text {word}"), word)?;
            }
            for line in lines {
                svg.text((EDGE + REMARK_HEAD, y + 4), Anchor::Start, BODY, "text", line)?;
                y += 17;
            }
            svg.close("g")?;
            y += 8;
        }
        Ok(())
    }

    /// What stands behind the flows that are drawn as one.
    pub(super) fn lists(&self, svg: &mut Svg<'_>) -> io::Result<()> {
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

    pub(super) fn legend(&self, svg: &mut Svg<'_>) -> io::Result<()> {
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
            svg.badge((x + 6, y), 8, level, "?")?;
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
        if self.layout.boxes.iter().any(|placed| !placed.choices.is_empty()) {
            let word = "or: only one of these comes, or one is enough";
            svg.path(&format!("M{} {}V{}", x + 4, y - 7, y + 7), "choice")?;
            svg.text((x + 14, y + 4), Anchor::Start, SMALL, "soft", word)?;
            x += 14 + SMALL.width(word) + 26;
        }
        let counted =
            self.diagram.nodes.iter().filter_map(|node| node.mark.as_ref()).map(|mark| mark.level).max();
        let listed = self.diagram.remarks.iter().map(|remark| remark.level).max();
        if let Some(level) = listed.or(counted) {
            let word = if listed.is_some() { "finding n in the list" } else { "n findings" };
            svg.pill(Rect { x, y: y - 7, width: 14, height: 14 }, level.word(), NUMBER, "n")?;
            svg.text((x + 20, y + 4), Anchor::Start, SMALL, "soft", word)?;
            x += 20 + SMALL.width(word) + 26;
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

/// The lines of each finding that is listed, and one that counts the rest.
pub(super) fn remark_lines(diagram: &Diagram, width: i32) -> Vec<Vec<String>> {
    let room = (width - 2 * EDGE - REMARK_HEAD).min(PROSE);
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
pub(super) fn list_lines(diagram: &Diagram, width: i32) -> Vec<Vec<String>> {
    let room = (width - 2 * EDGE - LIST_HEAD).min(PROSE);
    diagram.lists.iter().map(|list| SMALL.wrapped(&list.items.join(" · "), room, 12)).collect()
}
