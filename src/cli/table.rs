//! Columns of text, aligned.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::console::Paint;

/// How a cell looks.
pub type Look = fn(Paint, &str) -> String;

/// A cell: its text and how it looks.
pub type Cell = (String, Look);

/// The text as it is.
pub fn plain(_: Paint, text: &str) -> String {
    text.to_owned()
}

/// A cell that looks like nothing special.
pub fn cell(text: impl Into<String>) -> Cell {
    (text.into(), plain)
}

/// Writes the rows below each other, two blanks between columns, each row after `indent` blanks.
pub fn write(rows: &[Vec<Cell>], indent: usize, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (column, (text, _)) in row.iter().enumerate() {
            match widths.get_mut(column) {
                Some(width) => *width = (*width).max(text.width()),
                None => widths.push(text.width()),
            }
        }
    }
    for row in rows {
        let mut line = " ".repeat(indent);
        let last = row.iter().rposition(|(text, _)| !text.is_empty()).unwrap_or(0);
        for (column, (text, look)) in row.iter().enumerate().take(last + 1) {
            line.push_str(&look(paint, text));
            if column < last {
                line.extend(std::iter::repeat_n(' ', widths[column] - text.width() + 2));
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
