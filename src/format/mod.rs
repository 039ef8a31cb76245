//! Text to text: the one layout of a model. What it says, and every comment in it, stays; only blanks, line ends,
//! quotation marks that a name does not need and commas behind a last member change.
//!
//! ```text
//! pieces.rs      text      -> items       what the parser cuts it into, and comments
//! outline.rs     items     -> elements    what begins a line, and how deep; verbatim.rs knows the lines that stay
//! print.rs       elements  -> text        blank_lines.rs knows where empty lines stand, columns.rs and trailing_comments.rs columns
//! statement.rs   tokens    -> words       one statement on a line; line_breaks.rs on several
//! ```
//!
//! What cannot be read stays to the letter, with all else on its lines.

mod blank_lines;
mod columns;
mod equivalence;
mod line_breaks;
mod outline;
mod pieces;
mod print;
mod statement;
mod trailing_comments;
mod verbatim;
mod writer;

use crate::source::Span;
use crate::source::lines::{line_start, next_line};
use crate::syntax::Tree;
use outline::Outline;
use pieces::Items;
use writer::Printed;

/// What can be chosen of the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatOptions {
    /// How many columns a line should have at most. One that cannot be broken may be longer, and so may a comment.
    pub width: usize,
    /// How many columns a block is set in.
    pub indent: usize,
}

impl Default for FormatOptions {
    fn default() -> FormatOptions {
        FormatOptions { width: 100, indent: 2 }
    }
}

/// Formats a model: gives the text as it should be.
///
/// `source` is at most [`crate::source::Source::MAX_BYTES`] long. A byte-order mark stays, and all lines end like the
/// last, with LF or CRLF, but for those within texts and comments. A second time changes nothing.
/// A text that would read differently afterwards, as may happen only where something in it cannot be read, is given back
/// as it is.
pub fn format(source: &str, options: FormatOptions) -> String {
    reformat(source, options).map_or_else(|| source.to_owned(), |printed| printed.text)
}

/// The edits that format the lines that `range`, in bytes, touches: each is a span of `source` and the text that replaces
/// it. They come in the order of the text, do not overlap, and are as small as they can be.
///
/// Made, they leave what [`format()`] gives for these lines, and nothing else is changed: the edits for any range are among
/// those for the whole text, and those for the whole text give [`format()`]'s.
pub fn format_range(source: &str, range: Span, options: FormatOptions) -> Vec<(Span, String)> {
    let Some(Printed { text, anchors }) = reformat(source, options) else { return Vec::new() };
    let lines = lines_of(source, range);
    let mut edits = Vec::new();
    let (mut old, mut new) = (0, 0);
    let end = (source.len() as u32, text.len() as u32);
    for (old_end, new_end) in anchors.into_iter().chain([end]) {
        let (span, replaced) = (Span::new(old, old_end), Span::new(new, new_end));
        let edit = shortened(source, span, &text[replaced.range()]);
        edits.extend(edit.filter(|(span, _)| span.start <= lines.end && lines.start <= span.end));
        (old, new) = (old_end, new_end);
    }
    edits
}

/// The formatted text; none if it has to stay as it is.
fn reformat(source: &str, options: FormatOptions) -> Option<Printed> {
    let (printed, tree) = print(source, options);
    if tree.errors.is_empty() {
        return Some(printed);
    }
    // How far an error reaches may depend on blanks and line ends.
    let (again, read) = print(&printed.text, options);
    let is_stable =
        again.text == printed.text && equivalence::says_the_same((source, &tree), (&printed.text, &read));
    is_stable.then_some(printed)
}

fn print(source: &str, options: FormatOptions) -> (Printed, Tree) {
    let (items, tree) = Items::read(source);
    let outline = Outline::of(source, &items, &tree);
    (print::print(source, &items, &outline, options), tree)
}

/// The whole lines that a range touches, without the last byte of the line end behind them.
fn lines_of(source: &str, range: Span) -> Span {
    let (start, end) = (source.len().min(range.start as usize), source.len().min(range.end as usize));
    let start = line_start(source, start);
    let end = next_line(source, end).map_or(source.len(), |below| below - 1);
    Span::new(start as u32, end as u32)
}

/// The edit that makes `new` of what stands at `span`, without what both have in common at either end; none if they are the
/// same.
fn shortened(source: &str, span: Span, new: &str) -> Option<(Span, String)> {
    let old = &source[span.range()];
    if old == new {
        return None;
    }
    let common = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
    };
    let start = common(&mut old.chars().zip(new.chars()));
    let (old, new) = (&old[start..], &new[start..]);
    let end = common(&mut old.chars().rev().zip(new.chars().rev()));
    let span = Span::new(span.start + start as u32, span.end - end as u32);
    Some((span, new[..new.len() - end].to_owned()))
}
