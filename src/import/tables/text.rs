//! Comma-separated values, whatever separates them and however their letters are encoded.

use std::borrow::Cow;

use super::exported::is_head;
use super::records::Records;
use super::sheet::{Row, Sheet, Taken, bounded};
use crate::export::csv::DANGEROUS;
use crate::import::Input;
use crate::import::error::ImportError;
use crate::import::headings::heading;

/// What may stand between the cells of a row.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many bytes of a text show what separates its cells.
const LOOKED_AT: usize = 64 << 10;

/// So many of its rows do.
const SNIFFED_ROWS: usize = 50;

/// What a text turned out to be.
pub(super) struct Text {
    /// Its rows.
    pub sheet: Sheet,
    /// How its letters were read, where that is worth a word.
    pub encoding: Option<&'static str>,
}

/// Reads a text as a table.
///
/// # Errors
/// Where it holds more than is taken in, or binary data.
pub(super) fn read(input: &Input<'_>, only: Option<u8>) -> Result<Text, ImportError> {
    let (text, encoding) = decoded(input)?;
    let (text, told) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        // Excel writes and reads a first line that names the delimiter.
        Some((sign, rest)) if sign.trim_end_matches('\r').len() == 1 => (rest, sign.bytes().next()),
        _ => (text.as_ref(), None),
    };
    let shift = u32::from(told.is_some());
    let delimiter = told.or(only).unwrap_or_else(|| sniffed(text));
    let mut sheet = Sheet { file: input.name.to_owned(), ..Sheet::default() };
    let mut records = Records::new(text, delimiter);
    let (mut number, mut taken) = (shift, Taken::default());
    while records.read() {
        number += 1;
        for &(column, loss) in &records.losses {
            sheet.lose(number, column, loss);
        }
        let mut row = Row { number, cells: Vec::with_capacity(records.cells.len()) };
        for (column, cell) in records.cells.iter().enumerate() {
            row.cells.push(unguarded(sheet.text(number, column, cell)));
        }
        if row.has_text() {
            taken.cells += row.cells.iter().filter(|cell| !cell.is_empty()).count();
            sheet.rows.push(row);
        }
        bounded(input.name, taken)?;
    }
    Ok(Text { sheet, encoding })
}

/// The text of a cell. Who writes tables for spreadsheets puts an apostrophe before what they would take for a formula.
fn unguarded(text: String) -> String {
    match text.strip_prefix('\'') {
        // A carriage return is a line end by now.
        Some(rest) if rest.starts_with(DANGEROUS) || rest.starts_with('\n') => rest.to_owned(),
        _ => text,
    }
}

/// The delimiter under which the first row is that of a table that `export` writes, else the one under which most headings are
/// known; of those that are as good, the one that makes the most columns in most rows.
fn sniffed(text: &str) -> u8 {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    for delimiter in DELIMITERS {
        let mut records = Records::new(&text[..end], delimiter);
        if records.read() && is_head(&records.cells) {
            return delimiter;
        }
    }
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let (mut headings, mut widths) = (0, Vec::new());
        let mut records = Records::new(&text[..end], delimiter);
        while widths.len() < SNIFFED_ROWS && records.read() {
            headings = headings.max(records.cells.iter().filter(|cell| heading(cell).is_some()).count());
            widths.push(records.cells.len());
        }
        widths.sort_unstable();
        let usual = widths.get(widths.len() / 2).copied().unwrap_or_default();
        if (headings, usual) > (best.0, best.1) {
            best = (headings, usual, delimiter);
        }
    }
    best.2
}

/// The text of a source, and how its letters were read where that is worth a word.
fn decoded<'a>(input: &Input<'a>) -> Result<(Cow<'a, str>, Option<&'static str>), ImportError> {
    let bytes = input.bytes;
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok((String::from_utf8_lossy(rest), None));
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).take(200).filter(|&&byte| byte == 0).count();
    let half = bytes.len().min(400) / 4;
    if bytes.starts_with(b"\xff\xfe") || half > 2 && zeros(1) > half {
        return Ok((Cow::Owned(utf16(bytes, u16::from_le_bytes)), None));
    }
    if bytes.starts_with(b"\xfe\xff") || half > 2 && zeros(0) > half {
        return Ok((Cow::Owned(utf16(bytes, u16::from_be_bytes)), None));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(with_nul(input, at));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), None)),
        Err(_) => {
            let text = bytes.iter().map(|&byte| western(byte)).collect();
            Ok((Cow::Owned(text), Some("Windows-1252")))
        }
    }
}

/// For a file with a byte that no text has: of one that is a text else, the line is named.
fn with_nul(input: &Input<'_>, at: usize) -> ImportError {
    let is_text = std::str::from_utf8(input.bytes).is_ok_and(|text| {
        text.chars().all(|letter| letter == '\0' || !letter.is_control() || letter.is_whitespace())
    });
    if !is_text {
        return ImportError::unknown(input.name);
    }
    let line = memchr::memchr_iter(b'\n', &input.bytes[..at]).count() + 1;
    ImportError::Unreadable {
        file: input.name.to_owned(),
        why: format!("line {line} holds a NUL, a character that no text has"),
        help: Some("take it out, or save the table again as CSV in UTF-8".to_owned()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String =
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.trim_start_matches('\u{feff}').to_owned()
}

/// A byte in the encoding that Windows uses in western Europe.
fn western(byte: u8) -> char {
    const SPECIAL: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => SPECIAL[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = read(&Input { name: "a.csv", bytes }, None).unwrap();
        text.sheet.rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn tables_are_read_however_they_are_written() {
        let expected =
            vec![vec!["Étape".to_owned(), "Input".to_owned()], vec!["a\nb".to_owned(), "1,5".to_owned()]];
        let text = "Étape;Input\r\n\"a\nb\";1,5\r\n";
        assert_eq!(rows(text.as_bytes()), expected);
        assert_eq!(rows(format!("\u{feff}{text}").as_bytes()), expected);
        assert_eq!(rows(format!("sep=;\r\n{text}").as_bytes()), expected);
        assert_eq!(rows(text.replace(';', "\t").as_bytes()), expected);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&little), expected);
        let big: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(rows(&big), expected);
        let western: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
        assert_eq!(rows(&western), expected);
    }

    #[test]
    fn what_guards_against_formulas_goes() {
        assert_eq!(rows(b"'=a,'b,''c"), [["=a", "'b", "'c"]]);
    }
}
