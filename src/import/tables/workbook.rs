//! Workbooks of Excel: the stored values of their cells, sheet by sheet.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::package::{checked, damaged};
use super::sheet::{Fault, Loss, MOST_COLUMNS, Merged, Row, Sheet, Taken, bounded, fill_merged};
use crate::import::Input;
use crate::import::error::ImportError;
use crate::import::names::{brief, kept};
use crate::import::xml;

/// Reads the sheets of a workbook.
///
/// # Errors
/// Where it is broken, or holds more than is taken in.
pub(super) fn read(input: &Input<'_>) -> Result<Vec<Sheet>, ImportError> {
    checked(input)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(input.bytes))
        .map_err(|error| damaged(input, format!("the workbook is damaged: {}", fault(&error))))?;
    let mut sheets = Vec::new();
    let mut taken = Taken::default();
    for name in book.sheet_names() {
        let mut sheet = Sheet { file: input.name.to_owned(), name: Some(kept(&name)), ..Sheet::default() };
        match read_sheet(&mut book, &name, &mut sheet, &mut taken) {
            Ok(()) => bounded(input.name, taken)?,
            // A sheet that is a chart has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => {
                let why = format!("the sheet `{}` is damaged: {}", brief(&name), fault(&error));
                return Err(damaged(input, why));
            }
        }
        let regions = book.merge_cells_by_sheet_name(&name).map_err(|error| {
            let why =
                format!("the merged cells of the sheet `{}` are damaged: {}", brief(&name), fault(&error));
            damaged(input, why)
        })?;
        let mut merged = Vec::with_capacity(regions.len());
        for region in regions {
            let (first, last) = (region.start.0.saturating_add(1), region.end.0.saturating_add(1));
            merged.push(Merged { first, last, column: region.start.1 as usize });
        }
        fill_merged(&mut sheet, &merged, &mut taken);
        bounded(input.name, taken)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What is wrong with a workbook, or with a part of it.
fn fault(error: &XlsxError) -> String {
    match error {
        XlsxError::Xml(error) => format!("it is not well-formed XML: {}", xml::fault(error)),
        XlsxError::XmlAttr(error) => format!("it is not well-formed XML: {}", xml::attribute(error)),
        XlsxError::XmlEof(_) => "it ends too early".to_owned(),
        XlsxError::FileNotFound(part) => format!("there is no `{}` in it", brief(part)),
        XlsxError::RelationshipNotFound => "it does not say where a sheet is".to_owned(),
        XlsxError::Password => "it has a password".to_owned(),
        XlsxError::Alphanumeric(_)
        | XlsxError::NumericColumn(_)
        | XlsxError::RangeWithoutColumnComponent
        | XlsxError::RangeWithoutRowComponent
        | XlsxError::ColumnNumberOverflow
        | XlsxError::RowNumberOverflow
        | XlsxError::DimensionCount(_) => "a cell says that it stands where there is none".to_owned(),
        _ => "its parts do not fit together".to_owned(),
    }
}

/// Reads the cells of a sheet, up to the first that is more than is taken in.
fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheet: &mut Sheet,
    taken: &mut Taken,
) -> Result<(), XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let (row, column) = (record.pos.0.saturating_add(1), record.pos.1 as usize);
        if column >= MOST_COLUMNS {
            if !shown(&record.value, row, column, sheet).is_empty() {
                sheet.lose(row, column, Loss::Beyond);
            }
            continue;
        }
        if let DataRef::Error(error) = &record.value {
            sheet.faults.push((row, column, Fault::Error(error.to_string())));
            continue;
        }
        let text = shown(&record.value, row, column, sheet);
        if text.is_empty() {
            if record.formula.is_some() {
                sheet.faults.push((row, column, Fault::NoValue));
            }
            continue;
        }
        if !taken.add(&text) {
            return Ok(());
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    sheet.rows.extend(rows.into_iter().map(|(number, cells)| Row { number, cells }));
    sheet.faults.truncate(1000);
    Ok(())
}

/// A value as people see it; times as a number of minutes.
fn shown(value: &DataRef<'_>, row: u32, column: usize, sheet: &mut Sheet) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            sheet.text(row, column, text)
        }
        DataRef::SharedString(text) => sheet.text(row, column, text),
        DataRef::DateTime(time) => time_text(time.as_f64()),
    }
}

/// A number without what a computer adds to its decimals.
pub(super) fn number_text(number: f64) -> String {
    format!("{}", (number * 1e9).round() / 1e9)
}

/// A part of a day in minutes, as spreadsheets count times.
pub(super) fn time_text(days: f64) -> String {
    if days < 1000.0 { format!("{} min", (days * 1440.0).round()) } else { number_text(days) }
}
