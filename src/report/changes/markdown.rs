//! What changed, as a comment on a merge request: what breaks for others first, then stream by stream, with a Mermaid picture
//! of what changed.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::map::{Maps, Renamed, changed_part};
use super::{place, places};
use crate::compare::{
    Change, Comparison, Fate, FindingChange, FindingChanges, FindingsByStream, Matching, StreamChanges,
    WayGroup, groups, ways,
};
use crate::draw::diagram::Diagram;
use crate::model::Model;
use crate::report::markdown::{drawn, text, words};
use crate::text::{listed, plural};

/// The first words of every comment, by which a later run finds the one that it is to write anew.
pub const MARK: &str = "<!-- vsdlint diff -->";

/// So many characters a comment may have on GitHub; GitLab takes more.
const MOST: usize = 60_000;

/// A picture of more boxes than these says nothing to anybody.
const MOST_BOXES: usize = 40;

/// Writes the comment. Every sign of the model that means something in Markdown is escaped. What would make it longer than
/// a comment may be is counted and left out.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(
    comparison: &Comparison,
    models: [&Model<'_>; 2],
    matching: &Matching,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renamed = Renamed::of(comparison);
    let maps = Maps { models, matching, renamed: &renamed };
    let mut comment = Comment::default();
    comment.add(&format!("{MARK}\n### What changes for whom\n\n{}\n\n", summary(comparison)));
    if comparison.unrelated {
        comment.add("Nothing of the one is found again in the other: these may be models of two different things.\n\n");
    }
    comment.add(&breaking(comparison));
    let mut findings = FindingsByStream::of(comparison);
    for part in &comparison.streams {
        let [then, now] = part.streams;
        let map = maps.of(then, now, part);
        comment.add_part(&heading(part), &picture(&map)?, &said(part, &findings.take(part)));
    }
    if !comparison.general.is_empty() {
        comment.add(&format!("#### Outside of all streams\n\n{}\n", changes(&comparison.general)));
    }
    comment.add(&other_findings(&findings.rest()));
    comment.write(out)
}

/// A comment that grows until it is as long as one may be.
#[derive(Default)]
struct Comment {
    text: String,
    /// Whether something did not fit, behind which nothing else is told.
    is_full: bool,
    /// How many lines of lists did not fit.
    left_out: usize,
}

impl Comment {
    /// Adds lines, as many as fit.
    fn add(&mut self, lines: &str) {
        for line in lines.split_inclusive('\n') {
            self.is_full |= !self.fits(line);
            if self.is_full {
                self.left_out += usize::from(line.starts_with("- "));
            } else {
                self.text += line;
            }
        }
    }

    /// Adds what is told of a stream, with a picture if there is room for it.
    fn add_part(&mut self, heading: &str, picture: &str, lines: &str) {
        self.add(heading);
        if !self.is_full && self.fits(picture) {
            self.text += picture;
        }
        self.add(lines);
    }

    fn fits(&self, more: &str) -> bool {
        self.text.len() + more.len() <= MOST
    }

    fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.left_out > 0 {
            let do_not = if self.left_out == 1 { "does not" } else { "do not" };
            let more = plural(self.left_out, "more line");
            let _ = writeln!(self.text, "\n{more} {do_not} fit here: `vsdlint diff` shows all.");
        }
        out.write_all(self.text.trim_end().as_bytes())?;
        out.write_all(b"\n")
    }
}

fn summary(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return format!("Nothing between {} and {}.", text(&comparison.then), text(&comparison.now));
    }
    let counts = comparison.counts;
    let mut parts = vec![plural(counts.changes, "change")];
    if counts.numbers > 0 {
        parts.push(plural(counts.numbers, "changed number"));
    }
    if counts.new_findings > 0 {
        parts.push(plural(counts.new_findings, "new finding"));
    }
    if counts.gone_findings > 0 {
        parts.push(format!("{} gone", plural(counts.gone_findings, "finding")));
    }
    let breaking = match counts.breaking {
        0 => "nothing breaks for others".to_owned(),
        1 => "**1 breaks something for others**".to_owned(),
        more => format!("**{more} break something for others**"),
    };
    format!("{} → {}: {}; {breaking}.", text(&comparison.then), text(&comparison.now), listed(&parts, "and"))
}

/// The stream as it is called now, or was.
fn name(part: &StreamChanges) -> &str {
    part.now.as_ref().or(part.then.as_ref()).map_or("", String::as_str)
}

fn breaking(comparison: &Comparison) -> String {
    let mut lines = String::new();
    for change in comparison.general.iter().filter(|change| change.breaking.is_some()) {
        let _ = writeln!(lines, "- {}", words(&change.words));
    }
    for part in &comparison.streams {
        for change in part.changes.iter().filter(|change| change.breaking.is_some()) {
            let _ = writeln!(lines, "- {}: {}", text(name(part)), words(&change.words));
        }
        for way in ways(&part.numbers).iter().filter(|way| way.breaking.is_some()) {
            let _ = writeln!(lines, "- {}: {}", text(name(part)), words(&way.words()));
        }
    }
    if lines.is_empty() { lines } else { format!("#### What breaks for others\n\n{lines}\n") }
}

fn sign(fate: Fate) -> &'static str {
    match fate {
        Fate::Gone => "➖",
        Fate::New => "➕",
        Fate::Renamed | Fate::Moved | Fate::Changed => "✏️",
    }
}

fn line(change: &Change) -> String {
    let breaking = if change.breaking.is_some() { "**breaking:** " } else { "" };
    let places = places(change);
    let places = if places.is_empty() { places } else { format!(" <sub>{}</sub>", text(&places)) };
    format!("- {} {breaking}{}{places}\n", sign(change.fate), words(&change.words))
}

fn changes(changes: &[Change]) -> String {
    let mut lines = String::new();
    let groups = groups(changes);
    for group in &groups {
        match group.heading() {
            Some(heading) => {
                let _ = writeln!(lines, "{}:\n", words(&heading));
            }
            None if groups.len() > 1 => lines += "for nobody in particular:\n\n",
            None => {}
        }
        for &change in &group.changes {
            lines += &line(change);
        }
        lines.push('\n');
    }
    lines
}

/// The title of what is told of a stream.
fn heading(part: &StreamChanges) -> String {
    let mut section = format!("#### {}", text(name(part)));
    match (&part.then, &part.now) {
        (None, _) => section += " (new)",
        (_, None) => section += " (gone)",
        (Some(then), Some(now)) if then != now => {
            let _ = write!(section, " (then {})", text(then));
        }
        _ => {}
    }
    section + "\n\n"
}

/// What changed in a stream, as a picture; nothing where that would say nothing.
fn picture(map: &Diagram) -> io::Result<String> {
    let changed = changed_part(map);
    let mut picture = Vec::new();
    if !changed.nodes.is_empty() && changed.nodes.len() <= MOST_BOXES {
        drawn(&changed, &mut picture)?;
    }
    Ok(String::from_utf8_lossy(&picture).into_owned())
}

/// What is said of a stream in words.
fn said(part: &StreamChanges, told: &FindingChanges<'_>) -> String {
    let mut section = changes(&part.changes);
    if !part.numbers.is_empty() {
        section += "numbers:\n\n";
        for way in ways(&part.numbers) {
            section += &number(&way);
        }
        section.push('\n');
    }
    section + &findings(told)
}

fn number(way: &WayGroup<'_>) -> String {
    let breaking = if way.breaking.is_some() { "**breaking:** " } else { "" };
    format!("- ✏️ {breaking}{}\n", words(&way.words()))
}

fn findings(told: &FindingChanges<'_>) -> String {
    let mut lines = String::new();
    let line = |sign: &str, word: &str, finding: &FindingChange| {
        let place = text(&place(&finding.place));
        format!("- {sign} {word}: {} <sub>{}, {place}</sub>\n", words(&finding.message), finding.rule)
    };
    for finding in &told.new {
        lines += &line("➕", "new", finding);
    }
    for finding in &told.gone {
        lines += &line("➖", "gone", finding);
    }
    if lines.is_empty() { lines } else { format!("findings:\n\n{lines}\n") }
}

/// The findings that stand in no stream of which something else is told.
fn other_findings(told: &FindingChanges<'_>) -> String {
    let lines = findings(told);
    if lines.is_empty() { lines } else { format!("#### Findings elsewhere\n\n{lines}") }
}
