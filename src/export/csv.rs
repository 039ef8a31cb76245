//! Tables as CSV (RFC 4180), which no spreadsheet takes for formulas.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::QuoteStyle;

use super::stats::Minutes;
use crate::sanitise::sanitise;

/// A table with a line of column names.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is called: also the name of its file, without the ending.
    pub name: &'static str,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its lines, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text of a model, which may be anything.
    Text(String),
    /// A number, which may be negative.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A count.
    pub fn count(count: usize) -> Cell {
        Cell::Number(count as f64)
    }

    /// A whole number.
    pub fn whole(number: i64) -> Cell {
        Cell::Number(number as f64)
    }

    /// Minutes.
    pub fn minutes(minutes: Minutes) -> Cell {
        Cell::Number(minutes.0 as f64 / 60.0)
    }

    /// Whether something is so.
    pub fn truth(truth: bool) -> Cell {
        Cell::Truth(truth)
    }
}

impl Table {
    /// An empty table.
    pub fn new(name: &'static str, columns: &[&str]) -> Table {
        Table { name, columns: columns.iter().map(|&column| column.to_owned()).collect(), rows: Vec::new() }
    }

    /// A table of texts.
    pub fn of_texts(name: &'static str, columns: Vec<String>, rows: Vec<Vec<String>>) -> Table {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect();
        Table { name, columns, rows }
    }

    /// Adds the rows of another table, each with `first` before its cells. The first of such tables says what its columns
    /// are called; the first column of all is there already.
    pub fn add_behind(&mut self, first: &str, other: Table) {
        if self.columns.len() == 1 {
            self.columns.extend(other.columns);
        }
        for mut row in other.rows {
            row.insert(0, Cell::text(first));
            self.rows.push(row);
        }
    }

    /// Writes the table as CSV: UTF-8, commas, lines that end with LF. The same table gives the same bytes.
    ///
    /// A text that a spreadsheet could take for a formula, since it begins with `=`, `+`, `-`, `@`, their wide forms, a tab or
    /// a carriage return, gets an apostrophe before it, and so does one that begins with an apostrophe: to take the first
    /// apostrophe away gives the text back. Where such a beginning stands behind a semicolon or a tab, at which a spreadsheet
    /// may part cells instead, all texts of the table stand in quotation marks.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let style = if self.hides_formula() { QuoteStyle::NonNumeric } else { QuoteStyle::Necessary };
        let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(style).from_writer(out);
        let names: Vec<String> = self.columns.iter().map(|column| harmless(column)).collect();
        writer.write_record(&names)?;
        for row in &self.rows {
            for cell in row {
                match cell {
                    Cell::Empty => writer.write_field("")?,
                    Cell::Text(text) => writer.write_field(harmless(text))?,
                    Cell::Number(number) => writer.write_field(number.to_string())?,
                    Cell::Truth(truth) => writer.write_field(truth.to_string())?,
                }
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }

    /// Whether a part of a text would look like a formula to a spreadsheet that parts cells elsewhere.
    fn hides_formula(&self) -> bool {
        let is_one =
            |text: &str| text.split([';', '\t']).skip(1).any(|part| part.trim_start().starts_with(DANGEROUS));
        self.columns.iter().any(|column| is_one(column))
            || self.rows.iter().flatten().any(|cell| matches!(cell, Cell::Text(text) if is_one(text)))
    }

    /// Makes visible what is not in texts, for a table at which somebody may look in a terminal.
    pub fn make_visible(&mut self) {
        for cell in self.rows.iter_mut().flatten() {
            if let Cell::Text(text) = cell
                && let Cow::Owned(visible) = sanitise(text)
            {
                *text = visible;
            }
        }
    }
}

/// What a spreadsheet takes for the beginning of a formula, and what marks that it is none.
pub(crate) const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\''];

fn harmless(text: &str) -> String {
    if text.starts_with(DANGEROUS) { format!("'{text}") } else { text.to_owned() }
}
