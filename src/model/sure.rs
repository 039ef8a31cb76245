//! What is read for certain: on the lines of a syntax error, what was read beside it is a guess.

use std::ops::Range;
use std::sync::OnceLock;

use crate::model::{Model, StatementRef};
use crate::source::FileId;
use crate::syntax::Tree;

/// The lines with syntax errors of each file, found once somebody asks.
#[derive(Debug)]
pub(super) struct Unsure(Vec<OnceLock<Vec<Range<u32>>>>);

impl Unsure {
    /// Of so many files.
    pub(super) fn of(files: usize) -> Unsure {
        Unsure((0..files).map(|_| OnceLock::new()).collect())
    }
}

impl Model<'_> {
    /// Whether nothing was reported as an error on the lines of the statement, its block included.
    pub fn is_sure(&self, statement: StatementRef) -> bool {
        let tree = self.tree(statement.file);
        if tree.errors.is_empty() {
            return true;
        }
        let span = tree[statement.id].span;
        let lines = self.unsure(statement.file);
        let behind = lines.partition_point(|lines| lines.start <= span.end);
        behind.checked_sub(1).is_none_or(|last| lines[last].end < span.start)
    }

    fn unsure(&self, file: FileId) -> &[Range<u32>] {
        self.unsure.0[file.index()].get_or_init(|| lines_of_errors(self.tree(file), &self.source(file).text))
    }
}

/// From the start of the first to the end of the last line of each error, joined where they meet. In order.
fn lines_of_errors(tree: &Tree, text: &str) -> Vec<Range<u32>> {
    let mut lines: Vec<Range<u32>> = Vec::new();
    // Errors are in the order of their places.
    for error in &tree.errors {
        let span = error.span.range();
        if let Some(last) = lines.last_mut()
            && error.span.start <= last.end
        {
            if error.span.end > last.end {
                last.end = end_of_line(text, span.end);
            }
            continue;
        }
        let start = text[..span.start].rfind('\n').map_or(0, |feed| feed + 1) as u32;
        lines.push(start..end_of_line(text, span.end));
    }
    lines
}

fn end_of_line(text: &str, from: usize) -> u32 {
    text[from..].find('\n').map_or(text.len(), |feed| from + feed) as u32
}
