//! Cuts a source line that is too long to be drawn whole down to the parts around its labels.

use std::ops::Range;

use crate::sanitise::SpanMap;

/// How many characters of a source line are drawn at most; fewer where the terminal is narrower. Of a longer line
/// the parts around its labels are drawn, with an ellipsis for each part left out.
pub(super) const MAX_CHARACTERS: usize = 240;

/// Below this many characters a line is not cut, however narrow the terminal.
pub(super) const MIN_CHARACTERS: usize = 60;

/// Appends the line at `content` of the source, or about `limit` characters of it around those of `ends` in it:
/// offsets of where labels begin and end.
pub(super) fn append_line(
    source: &str,
    content: Range<usize>,
    ends: &[usize],
    limit: usize,
    map: &mut SpanMap,
    text: &mut String,
) {
    let line = Line { text: source.get(content.clone()).unwrap_or_default(), start: content.start };
    if line.text.char_indices().nth(limit).is_none() {
        return map.append(source, content, text);
    }
    let inside = |end: &usize| content.start <= *end && *end <= content.end;
    let mut points: Vec<_> = ends.iter().copied().filter(inside).collect();
    points.sort_unstable();
    points.dedup();
    let mut drawn = content.start;
    for window in line.windows(&points, limit) {
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

/// A line, and the byte offset in the source at which it starts. Its length is never walked, only up to the limit.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    /// The byte ranges in the source to draw: all labels and as much on both sides as fits, or if they lie too far
    /// apart, a little around each end.
    fn windows(&self, points: &[usize], limit: usize) -> Vec<Range<usize>> {
        let first = points.first().copied().unwrap_or(self.start);
        let last = points.last().copied().unwrap_or(self.start);
        let between = self.text.get(first - self.start..last - self.start).unwrap_or_default();
        let between = between.chars().take(limit + 1).count();
        let mut windows: Vec<Range<usize>> = Vec::new();
        if between <= limit {
            let spare = limit - between;
            let after = self.after(last).chars().take(spare).count();
            let before = self.before(first).chars().rev().take(spare).count();
            let before = before.min((spare / 2).max(spare - after));
            windows.push(self.back(first, before)..self.forward(last, spare - before));
            return windows;
        }
        let reach = (limit / 2 / points.len()).max(1);
        for &point in points {
            let window = self.back(point, reach)..self.forward(point, reach);
            match windows.last_mut() {
                Some(last) if window.start <= last.end => last.end = window.end,
                _ => windows.push(window),
            }
        }
        windows
    }

    fn before(&self, point: usize) -> &str {
        self.text.get(..point - self.start).unwrap_or_default()
    }

    fn after(&self, point: usize) -> &str {
        self.text.get(point - self.start..).unwrap_or_default()
    }

    /// The offset `reach` characters before `point`, or the start of the line.
    fn back(&self, point: usize, reach: usize) -> usize {
        let skipped: usize = self.before(point).chars().rev().take(reach).map(char::len_utf8).sum();
        point - skipped
    }

    /// The offset `reach` characters after `point`, or the end of the line.
    fn forward(&self, point: usize, reach: usize) -> usize {
        let skipped: usize = self.after(point).chars().take(reach).map(char::len_utf8).sum();
        point + skipped
    }
}
