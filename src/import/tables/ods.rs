//! Spreadsheets of OpenDocument: the stored values of their cells, sheet by sheet.
//!
//! Read here, since a cell or row may stand for as many as a file likes to say, and merged cells are told at the cell.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{damaged, part};
use super::sheet::{Loss, MOST_COLUMNS, Merged, Row, Sheet, Taken, bounded, fill_merged};
use super::workbook::{number_text, time_text};
use crate::import::Input;
use crate::import::error::ImportError;
use crate::import::names::kept;
use crate::import::times::iso_days;
use crate::import::xml;

/// Reads the sheets of a spreadsheet.
///
/// # Errors
/// Where it is broken, or holds more than is taken in.
pub(super) fn read(input: &Input<'_>) -> Result<Vec<Sheet>, ImportError> {
    let bytes = part(input, "content.xml")?;
    let text = String::from_utf8(bytes)
        .map_err(|_| ImportError::unreadable(input.name, "its content is not UTF-8"))?;
    let mut reader = Reader::from_str(&text);
    let mut content = Content { file: input.name, ..Content::default() };
    let broken = |why: &str| damaged(input, format!("its `content.xml` is not well-formed XML: {why}"));
    let mut depth = 0_u32;
    loop {
        let event = reader.read_event().map_err(|error| broken(&xml::fault(&error)))?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                content.start(&tag, false);
            }
            Event::Empty(tag) => content.start(&tag, true),
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                content.end(tag.local_name().as_ref());
            }
            Event::Text(text) => content.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => content.reference(&name),
            Event::CData(text) => content.text(&text),
            Event::Eof if depth > 0 => return Err(broken("it ends too early")),
            Event::Eof => break,
            _ => {}
        }
        bounded(input.name, content.taken)?;
    }
    Ok(content.sheets)
}

/// What was read so far.
#[derive(Default)]
struct Content<'a> {
    file: &'a str,
    sheets: Vec<Sheet>,
    merged: Vec<Merged>,
    /// The number of the row, 1-based, and how many it stands for.
    row: u32,
    repeats: u32,
    row_cells: Vec<String>,
    /// The column, 0-based, and for how many the cell stands.
    column: usize,
    columns: usize,
    /// The value that the cell has beside its text.
    value: Option<String>,
    cell: String,
    is_in_cell: bool,
    /// How deep in a note of a cell, which is no text of it.
    notes: u32,
    taken: Taken,
}

impl Content<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        match tag.local_name().as_ref() {
            "table" => {
                let name = kept(&attribute(tag, "name").unwrap_or_default());
                self.sheets.push(Sheet { file: self.file.to_owned(), name: Some(name), ..Sheet::default() });
                (self.row, self.repeats) = (1, 0);
            }
            "table-row" => {
                self.row = self.row.saturating_add(self.repeats);
                self.repeats = count(tag, "number-rows-repeated");
                self.row_cells.clear();
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.columns = count(tag, "number-columns-repeated") as usize;
                let rows = count(tag, "number-rows-spanned");
                if rows > 1 {
                    let last = self.row.saturating_add(rows - 1);
                    self.merged.push(Merged { first: self.row, last, column: self.column });
                }
                self.value = value(tag);
                self.cell.clear();
                self.is_in_cell = true;
                if is_empty {
                    self.end_cell();
                }
            }
            "annotation" if !is_empty => self.notes += 1,
            "line-break" => self.text("\n"),
            "s" | "tab" => self.text(" "),
            "p" if !self.cell.is_empty() => self.text("\n"),
            _ => {}
        }
    }

    fn end(&mut self, tag: &str) {
        match tag {
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row(),
            "annotation" => self.notes = self.notes.saturating_sub(1),
            "table" => {
                let merged = std::mem::take(&mut self.merged);
                if let Some(sheet) = self.sheets.last_mut() {
                    fill_merged(sheet, &merged, &mut self.taken);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_in_cell && self.notes == 0 {
            self.cell.push_str(text);
        }
    }

    /// A character by its number or name. What a document declares itself stands for nothing.
    fn reference(&mut self, name: &str) {
        let letter = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match name.strip_prefix("#x") {
                Some(digits) => u32::from_str_radix(digits, 16).ok().and_then(char::from_u32),
                None => {
                    name.strip_prefix('#').and_then(|digits| digits.parse().ok()).and_then(char::from_u32)
                }
            },
        };
        if let Some(letter) = letter {
            self.text(letter.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_cell(&mut self) {
        self.is_in_cell = false;
        let Some(sheet) = self.sheets.last_mut() else { return };
        let text = match self.value.take() {
            Some(value) => value,
            None => sheet.text(self.row, self.column, &self.cell),
        };
        let last = self.column.saturating_add(self.columns);
        let end = last.min(MOST_COLUMNS);
        if !text.is_empty() && last > end {
            sheet.lose(self.row, MOST_COLUMNS, Loss::Beyond);
        }
        if !text.is_empty() && self.column < end {
            self.row_cells.resize(self.column.max(self.row_cells.len()), String::new());
            for _ in self.column..end {
                self.row_cells.push(text.clone());
                self.taken.add(&text);
            }
        }
        self.column = self.column.saturating_add(self.columns);
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.row_cells);
        let Some(sheet) = self.sheets.last_mut() else { return };
        if cells.is_empty() {
            return;
        }
        for at in 0..self.repeats {
            if at > 0 && !cells.iter().all(|cell| self.taken.add(cell)) {
                return;
            }
            sheet.rows.push(Row { number: self.row.saturating_add(at), cells: cells.clone() });
        }
    }
}

/// A count that an attribute gives; one where it does not.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(1)
}

/// The value of a number, a share or a time; none for a text, which stands in the cell.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => {
            attribute(tag, "value").and_then(|value| value.parse().ok()).map(number_text)
        }
        "time" => attribute(tag, "time-value").and_then(|value| iso_days(&value)).map(time_text),
        _ => None,
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else { continue };
        if attribute.key.local_name().as_ref() == name {
            return attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .ok()
                .map(|value| value.into_owned());
        }
    }
    None
}
