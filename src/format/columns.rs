//! Columns: how wide a line is, and where what stands to the right of neighbouring lines begins.

use crate::source::lines::line_end;

/// What begins in a column is pulled no further from what stands before it than by so much.
const MAX_GAP: usize = 20;

/// How many columns the first line of a text takes.
pub(super) fn width(text: &str) -> usize {
    // Of a text over several lines only the first shares its line with other words.
    let line = &text[..line_end(text, 0)];
    if line.is_ascii() { line.len() } else { unicode_width::UnicodeWidthStr::width(line) }
}

/// The column in which the right-hand sides of the most lines can begin; of two such the nearer one, and none where that
/// is not even half of them, or a single one. Each line comes with the widths of its two sides; `room` is what there is for
/// a line.
///
/// A line that is too long for the column, or too short, is left out and hinders none: see [`fits_column`].
pub(super) fn shared_column(lines: &[(usize, usize)], room: usize) -> Option<usize> {
    let mut candidates: Vec<usize> =
        lines.iter().map(|&(left, _)| left).filter(|&left| left < room).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let count = |column: usize| lines.iter().filter(|&&line| fits_column(line, column, room)).count();
    let (count, std::cmp::Reverse(column)) =
        candidates.into_iter().map(|column| (count(column), std::cmp::Reverse(column))).max()?;
    (count > 1 && 2 * count >= lines.len()).then_some(column)
}

/// Whether the right-hand side of a line begins in this column.
pub(super) fn fits_column((left, right): (usize, usize), column: usize, room: usize) -> bool {
    left <= column && column - left <= MAX_GAP && column + 1 + right <= room
}
