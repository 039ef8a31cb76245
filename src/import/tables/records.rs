//! The rows of a text whose cells stand between separators and quotation marks, as RFC 4180 has them.
//!
//! A mark that is not closed does not take in what stands below it: it is left out, and told of.

use std::borrow::Cow;

use super::sheet::{Loss, MOST_COLUMNS};

/// Reads a text row by row.
pub(super) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    /// Behind what was read.
    at: usize,
    /// The cells of the row that was read last, as far as they are looked at.
    pub cells: Vec<Cow<'t, str>>,
    /// What is wrong in that row, by the column, 0-based.
    pub losses: Vec<(usize, Loss)>,
}

impl<'t> Records<'t> {
    /// The rows of a text.
    pub(super) fn new(text: &'t str, delimiter: u8) -> Records<'t> {
        Records { text, delimiter, at: 0, cells: Vec::new(), losses: Vec::new() }
    }

    /// Reads the next row, an empty one as well; false behind the last.
    pub(super) fn read(&mut self) -> bool {
        self.cells.clear();
        self.losses.clear();
        if self.at >= self.text.len() {
            return false;
        }
        let bytes = self.text.as_bytes();
        let mut column = 0;
        loop {
            let cell = self.cell(column);
            if column < MOST_COLUMNS {
                self.cells.push(cell);
            } else if !cell.trim().is_empty() {
                self.losses.push((column, Loss::Beyond));
            }
            column += 1;
            match bytes.get(self.at) {
                Some(&byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return true;
                }
                _ => {
                    self.at += 1;
                    return true;
                }
            }
        }
    }

    /// Reads the cell that begins here, up to what ends it.
    fn cell(&mut self, column: usize) -> Cow<'t, str> {
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            if let Some(cell) = self.quoted(column) {
                return cell;
            }
            self.losses.push((column, Loss::OpenMark));
            self.at += 1;
        }
        let begin = self.at;
        self.at = self.end_of_cell(begin);
        Cow::Borrowed(&self.text[begin..self.at])
    }

    /// Reads the cell between marks that begins here. None where its mark is not closed, and where the next one closes nothing
    /// but stands amid a text of a row below: then nothing is read.
    fn quoted(&mut self, column: usize) -> Option<Cow<'t, str>> {
        let bytes = self.text.as_bytes();
        let begin = self.at + 1;
        let mut end = begin;
        loop {
            end += memchr::memchr(b'"', &bytes[end..])?;
            if bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            end += 2;
        }
        let inside = &self.text[begin..end];
        let behind = &self.text[end + 1..self.end_of_cell(end + 1)];
        let mut cell = Cow::Borrowed(inside);
        if inside.contains('"') {
            cell = Cow::Owned(inside.replace("\"\"", "\""));
        }
        if !behind.trim().is_empty() {
            if inside.contains(['\n', '\r']) && inside.contains(char::from(self.delimiter)) {
                return None;
            }
            self.losses.push((column, Loss::TextBehind));
            cell.to_mut().push_str(behind);
        }
        self.at = end + 1 + behind.len();
        Some(cell)
    }

    /// Where a cell without marks ends.
    fn end_of_cell(&self, begin: usize) -> usize {
        let rest = &self.text.as_bytes()[begin..];
        memchr::memchr3(self.delimiter, b'\n', b'\r', rest).map_or(self.text.len(), |length| begin + length)
    }
}
