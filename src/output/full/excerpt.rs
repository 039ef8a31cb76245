//! The lines of one file that a finding's labels are on, harmless and of bounded length, with the labels moved along.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::clip::append_line;
use crate::output::source_index::SourceIndex;
use crate::sanitise::{SpanMap, sanitise};
use crate::source::{FileId, LineColumn};

/// How many lines of a label over several lines are drawn after its first; and then its last two.
const LINES_AFTER_START: usize = 3;

/// How far above a lone blank line, say at the end of the text, a line with something on it is looked for.
const LINES_BEFORE_BLANK: usize = 3;

/// What is drawn of one file.
pub(super) struct Excerpt {
    /// The file's path, harmless.
    pub path: String,
    /// The lines, each followed by a line feed.
    pub text: String,
    /// Where they are, in order.
    pub lines: Vec<Line>,
    /// The labels, in the order in which they were given.
    pub marks: Vec<Mark>,
    /// How many lines are drawn before the label's, where it is the only one and its line is blank.
    pub lead: usize,
}

/// One line of an excerpt.
pub(super) struct Line {
    /// Rises by one from a line to the next of the file, and by three over any gap: what is in it is not drawn.
    pub index: usize,
    /// 1-based number in the file.
    pub number: usize,
    /// Byte range in [`Excerpt::text`], without the line feed.
    pub range: Range<usize>,
}

/// One label of an excerpt.
pub(super) struct Mark {
    /// Byte range in [`Excerpt::text`].
    pub range: Range<usize>,
    /// Where it begins in the file.
    pub at: LineColumn,
}

impl Excerpt {
    /// Takes the lines that the `labels` are on: byte ranges inside the text, on borders of characters. Of each line
    /// at most `limit` characters are taken.
    pub fn new(texts: &SourceIndex<'_>, file: FileId, labels: &[Range<usize>], limit: usize) -> Excerpt {
        let source = texts.text(file);
        let spots: Vec<_> = labels.iter().map(|label| Spot::new(texts, file, label)).collect();
        let mut excerpt = Excerpt {
            path: sanitise(&texts.path(file)).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            marks: Vec::new(),
            lead: lead(texts, file, &spots),
        };
        let ends: Vec<_> = spots.iter().flat_map(|spot| [spot.range.start, spot.range.end]).collect();
        let mut map = SpanMap::default();
        for line in wanted_lines(&spots, excerpt.lead) {
            let index = match excerpt.lines.last() {
                Some(last) if last.number == line => last.index + 1,
                Some(last) => last.index + 3,
                None => 0,
            };
            let start = excerpt.text.len();
            let content = texts.line_range(file, line);
            append_line(source, content, &ends, limit, &mut map, &mut excerpt.text);
            excerpt.lines.push(Line { index, number: line + 1, range: start..excerpt.text.len() });
            excerpt.text.push('\n');
        }
        excerpt.marks = labels
            .iter()
            .zip(&spots)
            .map(|(label, spot)| {
                let range = map.clean(spot.range.start)..map.clean(spot.range.end);
                Mark { range: excerpt.visible(range), at: texts.line_column(file, label.start) }
            })
            .collect();
        excerpt
    }

    /// The range, begun early enough to cover something that has a width: a combining mark alone has none.
    fn visible(&self, range: Range<usize>) -> Range<usize> {
        let mut start = range.start;
        let covered = self.text.get(range.clone()).filter(|covered| !covered.is_empty());
        let covered = covered.or_else(|| self.text.get(start..)?.split_inclusive(|_| true).next());
        if !covered.is_some_and(|covered| covered.chars().all(|character| character.width() == Some(0))) {
            return range;
        }
        for (at, character) in self.text.get(..start).unwrap_or_default().char_indices().rev() {
            if character == '\n' {
                break;
            }
            start = at;
            if character.width() != Some(0) {
                break;
            }
        }
        start..range.end
    }
}

/// A label brought onto the visible part of lines.
struct Spot {
    /// Byte range in the source; neither end is inside a line end or, unless the range is empty, before a line.
    range: Range<usize>,
    /// 0-based indices of the lines with its start and its end.
    lines: (usize, usize),
}

impl Spot {
    fn new(texts: &SourceIndex<'_>, file: FileId, label: &Range<usize>) -> Spot {
        let first = texts.line_index(file, label.start);
        let content = texts.line_range(file, first);
        let start = label.start.clamp(content.start, content.end);
        let mut last = texts.line_index(file, label.end);
        if last > first && texts.line_range(file, last).start == label.end {
            last -= 1;
        }
        let end = label.end.min(texts.line_range(file, last).end).max(start);
        Spot { range: start..end, lines: (first, last) }
    }
}

/// How many lines it takes from a lone label on a blank line up to one with something on it; 0 if that is far.
fn lead(texts: &SourceIndex<'_>, file: FileId, spots: &[Spot]) -> usize {
    let [Spot { lines: (line, _), .. }] = spots else { return 0 };
    let blank = |line: usize| {
        let content = texts.text(file).get(texts.line_range(file, line)).unwrap_or_default();
        // A long line is as good as one with something on it, and quicker.
        content.len() <= 1000 && content.trim().is_empty()
    };
    let above = (0..=LINES_BEFORE_BLANK.min(*line)).find(|above| !blank(line - above));
    above.unwrap_or(0)
}

/// The 0-based indices of the lines to draw, in order.
fn wanted_lines(spots: &[Spot], lead: usize) -> Vec<usize> {
    let mut wanted = BTreeSet::new();
    for &Spot { lines: (first, last), .. } in spots {
        wanted.extend(first.saturating_sub(lead)..=last.min(first + LINES_AFTER_START));
        wanted.extend(last.saturating_sub(1).max(first)..=last);
    }
    // Codespan draws a single line between two others rather than a gap.
    let between: Vec<_> =
        wanted.iter().map(|line| line + 1).filter(|line| wanted.contains(&(line + 1))).collect();
    wanted.extend(between);
    wanted.into_iter().collect()
}
