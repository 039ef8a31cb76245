//! Comments behind neighbouring lines, which begin in one column where they can.

use crate::format::columns::{fits_column, shared_column};
use crate::format::writer::Printed;

/// A line with a comment behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TrailingComment {
    /// Byte at which the line ends and the blanks before the comment begin.
    pub at: usize,
    /// How wide the line is up to there.
    pub width: usize,
    /// The line's number.
    pub line: u32,
    /// How deep it is set in.
    pub depth: usize,
}

/// Puts the comments behind neighbouring lines of one depth into a column.
pub(super) fn align(printed: Printed, comments: &[TrailingComment]) -> Printed {
    let is_below =
        |one: &TrailingComment, next: &TrailingComment| next.line == one.line + 1 && next.depth == one.depth;
    let runs = comments.chunk_by(is_below).filter(|run| run.len() > 1);
    let gaps: Vec<(usize, usize)> = runs.flat_map(gaps).collect();
    if gaps.is_empty() {
        return printed;
    }
    let Printed { text: tight, mut anchors } = printed;
    let mut text = String::with_capacity(tight.len() + gaps.iter().map(|gap| gap.1).sum::<usize>());
    let mut moved = anchors.iter_mut().peekable();
    let mut from = 0;
    for (at, blanks) in gaps {
        let pulled = (text.len() - from) as u32;
        while let Some((_, anchor)) = moved.next_if(|(_, anchor)| *anchor as usize <= at) {
            *anchor += pulled;
        }
        text.push_str(&tight[from..at]);
        text.extend(std::iter::repeat_n(' ', blanks));
        from = at;
    }
    let pulled = (text.len() - from) as u32;
    moved.for_each(|(_, anchor)| *anchor += pulled);
    text.push_str(&tight[from..]);
    Printed { text, anchors }
}

/// How many blanks more the comments of a run need, and where.
fn gaps(run: &[TrailingComment]) -> Vec<(usize, usize)> {
    let sides: Vec<(usize, usize)> = run.iter().map(|comment| (comment.width, 0)).collect();
    let Some(column) = shared_column(&sides, usize::MAX) else { return Vec::new() };
    let is_pulled = |comment: &&TrailingComment| fits_column((comment.width, 0), column, usize::MAX);
    run.iter().filter(is_pulled).map(|comment| (comment.at, column - comment.width)).collect()
}
