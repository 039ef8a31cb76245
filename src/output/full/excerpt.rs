//! The lines of one file that a finding's labels are on, harmless and of bounded length, with the labels moved along.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::output::sanitise::{SpanMap, sanitise};
use crate::output::texts::Texts;
use crate::source::{FileId, LineColumn};

/// How many characters of a source line are drawn at most. Of a longer one the parts around its labels are, with
/// an ellipsis for each part left out.
pub(super) const MAX_CHARACTERS: usize = 240;

/// How many lines of a label over several lines are drawn after its first; and then its last two.
const LINES_AFTER_START: usize = 3;

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
    /// Takes the lines that the `labels` are on: byte ranges inside the text, on borders of characters.
    pub fn new(texts: &Texts<'_>, file: FileId, labels: &[Range<usize>]) -> Excerpt {
        let source = texts.text(file);
        let spots: Vec<_> = labels.iter().map(|label| Spot::new(texts, file, label)).collect();
        let mut excerpt = Excerpt {
            path: sanitise(&texts.path(file)).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            marks: Vec::new(),
        };
        let mut map = SpanMap::default();
        for line in wanted_lines(&spots) {
            let index = match excerpt.lines.last() {
                Some(last) if last.number == line => last.index + 1,
                Some(last) => last.index + 3,
                None => 0,
            };
            let start = excerpt.text.len();
            let content = texts.line_range(file, line);
            append_line(source, content, &spots, &mut map, &mut excerpt.text);
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
    fn new(texts: &Texts<'_>, file: FileId, label: &Range<usize>) -> Spot {
        let first = texts.line_index(file, label.start);
        let start = label.start.min(texts.line_range(file, first).end);
        let mut last = texts.line_index(file, label.end);
        if last > first && texts.line_range(file, last).start == label.end {
            last -= 1;
        }
        let end = label.end.min(texts.line_range(file, last).end).max(start);
        Spot { range: start..end, lines: (first, last) }
    }
}

/// The 0-based indices of the lines to draw, in order.
fn wanted_lines(spots: &[Spot]) -> Vec<usize> {
    let mut wanted = BTreeSet::new();
    for &Spot { lines: (first, last), .. } in spots {
        wanted.extend(first..=last.min(first + LINES_AFTER_START));
        wanted.extend(last.saturating_sub(1).max(first)..=last);
    }
    // Codespan draws a single line between two others rather than a gap.
    let between: Vec<_> =
        wanted.iter().map(|line| line + 1).filter(|line| wanted.contains(&(line + 1))).collect();
    wanted.extend(between);
    wanted.into_iter().collect()
}

/// Appends the line at `content` of the source, or as much as may be drawn of it.
fn append_line(source: &str, content: Range<usize>, spots: &[Spot], map: &mut SpanMap, text: &mut String) {
    let line = source.get(content.clone()).unwrap_or_default();
    if line.char_indices().nth(MAX_CHARACTERS).is_none() {
        return map.append(source, content, text);
    }
    let ends = spots.iter().flat_map(|spot| [spot.range.start, spot.range.end]);
    let mut points: Vec<_> = ends.filter(|&point| content.start <= point && point <= content.end).collect();
    points.sort_unstable();
    points.dedup();
    let mut drawn = content.start;
    for window in windows(source, &content, &points) {
        if window.start > drawn {
            text.push('…');
        }
        drawn = window.end;
        map.append(source, window, text);
    }
    if drawn < content.end {
        text.push('…');
    }
}

/// The parts of a long line to draw: as much around each point as fits, or the beginning where there is no point.
fn windows(source: &str, content: &Range<usize>, points: &[usize]) -> Vec<Range<usize>> {
    let (points, reach) = match points.len() {
        0 => (&[content.start][..], MAX_CHARACTERS),
        count => (points, (MAX_CHARACTERS / 2 / count).max(1)),
    };
    let mut windows: Vec<Range<usize>> = Vec::new();
    for &point in points {
        let window = back(source, content, point, reach)..forward(source, content, point, reach);
        match windows.last_mut() {
            Some(last) if window.start <= last.end => last.end = window.end,
            _ => windows.push(window),
        }
    }
    windows
}

/// The offset `reach` characters before `point`, or the start of the line.
fn back(source: &str, content: &Range<usize>, point: usize, reach: usize) -> usize {
    let before = source.get(content.start..point).unwrap_or_default();
    before.char_indices().nth_back(reach - 1).map_or(content.start, |(at, _)| content.start + at)
}

/// The offset `reach` characters after `point`, or the end of the line.
fn forward(source: &str, content: &Range<usize>, point: usize, reach: usize) -> usize {
    let after = source.get(point..content.end).unwrap_or_default();
    after.char_indices().nth(reach).map_or(content.end, |(at, _)| point + at)
}
