//! Text to text: the one layout of a model. What it says, and every comment in it, stays; only blanks, line ends,
//! quotation marks that a bare name does not need and commas behind a last member change.
//!
//! ```text
//! outline.rs    text      -> elements    statements, braces, comments, in their order and depth
//! sentence.rs   statement -> words       how one statement is written, on one line or several
//! print.rs      elements  -> lines       blank lines, columns, what shares a line
//! ```
//!
//! What cannot be read stays to the letter, with all else on its lines.

mod names;
mod outline;
mod print;
mod sentence;

use similar::{DiffOp, TextDiff};

use crate::source::Span;
use crate::syntax::{self, Marks, Tree};
use outline::Outline;

/// What can be chosen of the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// How many columns a line should have at most. One that cannot be broken may be longer.
    pub width: usize,
    /// How many columns a block is set in.
    pub indent: usize,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { width: 100, indent: 2 }
    }
}

/// Lays out a model. A byte-order mark and line ends as CRLF stay; all lines end like the first.
///
/// What is laid out once is not changed by a second time. A text that would read differently afterwards, as may happen
/// only where something in it cannot be read, is given back as it is.
pub fn format(source: &str, layout: Layout) -> String {
    let tree = syntax::parse(source);
    let outline = Outline::of(source, &tree);
    let text = print::print(source, &outline, layout);
    if tree.errors.is_empty() || says_the_same(source, &tree, &text) { text } else { source.to_owned() }
}

/// The edits that lay out the lines that `range`, in bytes, touches, and as few others as possible; in the order of the
/// text. Each replaces a span by a text.
pub fn format_range(source: &str, range: Span, layout: Layout) -> Vec<(Span, String)> {
    let text = format(source, layout);
    let (before, after): (Vec<&str>, Vec<&str>) = (lines(source), lines(&text));
    let starts = starts(&before);
    let diff = TextDiff::from_slices(&before, &after);
    let edit = |op: &DiffOp| {
        let (old, new) = (op.old_range(), op.new_range());
        let span = Span::new(starts[old.start], starts[old.end]);
        let touches = span.start <= range.end && range.start <= span.end;
        let changes = !matches!(op, DiffOp::Equal { .. });
        (changes && touches).then(|| (span, after[new].concat()))
    };
    diff.ops().iter().filter_map(edit).collect()
}

/// The lines of a text, with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line begins, and where the last one ends.
fn starts(lines: &[&str]) -> Vec<u32> {
    let mut starts = vec![0];
    for line in lines {
        starts.push(starts.last().copied().unwrap_or(0) + line.len() as u32);
    }
    starts
}

/// Whether `text` reads as `source` does: the same statements in the same blocks, of the same names, and as much that
/// cannot be read.
fn says_the_same(source: &str, tree: &Tree, text: &str) -> bool {
    let other = syntax::parse(text);
    let is_broken = |marks: Marks| marks.has(Marks::BROKEN);
    let statements = tree.statements.iter().zip(&other.statements).all(|(one, two)| {
        (one.keyword, one.marks, one.terms, one.next) == (two.keyword, two.marks, two.terms, two.next)
            && (is_broken(one.marks) || one.clause == two.clause)
    });
    let words = |text: &str, span: Span| {
        let mut words = String::new();
        syntax::words::fold_written(&text[span.range()], &mut words);
        words
    };
    let terms = tree.terms.iter().zip(&other.terms);
    statements
        && tree.statements.len() == other.statements.len()
        && tree.terms.len() == other.terms.len()
        && tree.errors.len() == other.errors.len()
        && tree.comments.len() == other.comments.len()
        && terms.into_iter().all(|(one, two)| {
            one.is_joined() == two.is_joined() && words(source, one.span) == words(text, two.span)
        })
}
