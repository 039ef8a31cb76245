//! What an import has to say of its source: a kind, a place in the source, a sentence.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// What became of something in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RemarkKind {
    /// It contradicts itself in the source: a flow whose end is missing, a name for two things.
    Broken,
    /// It is not in the model.
    Dropped,
    /// It is in the model by something like it: a time that was rounded, a gateway that became an `or`.
    Approximated,
    /// It is in the model under a name that the source does not give.
    Invented,
    /// A name was taken for something else of that name: a supplier that is a step.
    Resolved,
    /// Something worth knowing.
    Note,
}

impl RemarkKind {
    /// All kinds, the gravest first.
    pub const ALL: [RemarkKind; 6] = [
        RemarkKind::Broken,
        RemarkKind::Dropped,
        RemarkKind::Approximated,
        RemarkKind::Invented,
        RemarkKind::Resolved,
        RemarkKind::Note,
    ];

    /// The word for it in reports and comments.
    pub fn word(self) -> &'static str {
        match self {
            RemarkKind::Broken => "broken",
            RemarkKind::Dropped => "dropped",
            RemarkKind::Approximated => "approximated",
            RemarkKind::Invented => "invented",
            RemarkKind::Resolved => "resolved",
            RemarkKind::Note => "note",
        }
    }
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The name of the file, as the caller gave it.
    pub file: String,
    /// Where in it.
    pub spot: Spot,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// A line, 1-based.
    Line(u32),
    /// A sheet as a whole.
    Sheet(String),
    /// A cell; row and column are 1-based. A file that has no sheets has none here.
    Cell {
        /// The name of the sheet.
        sheet: Option<String>,
        /// The row: 1 is the first of the file, or of the sheet.
        row: u32,
        /// The column: 1 is A.
        column: u32,
    },
}

impl Place {
    /// A file as a whole.
    pub fn file(file: &str) -> Place {
        Place { file: file.to_owned(), spot: Spot::File }
    }

    /// A line of a file, 1-based.
    pub fn line(file: &str, line: u32) -> Place {
        Place { file: file.to_owned(), spot: Spot::Line(line) }
    }
}

impl fmt::Display for Place {
    /// `file`, `file:12`, `file:Sheet` or `file:Sheet!B12`, as other tools name them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spot {
            Spot::File => write!(out, "{}", self.file),
            Spot::Line(line) => write!(out, "{}:{line}", self.file),
            Spot::Sheet(sheet) => write!(out, "{}:{sheet}", self.file),
            Spot::Cell { sheet: Some(sheet), row, column } => {
                write!(out, "{}:{sheet}!{}{row}", self.file, column_letters(*column))
            }
            Spot::Cell { sheet: None, row, column } => {
                write!(out, "{}:{}{row}", self.file, column_letters(*column))
            }
        }
    }
}

/// The letters of a column as spreadsheets show them: 1 is A, 27 is AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The number of a column, from its letters as spreadsheets show them or its digits; none for what is neither.
pub fn column_number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse::<u32>() {
        return if (1..=16_384).contains(&number) { Some(number) } else { None };
    }
    if text.is_empty() || text.len() > 3 {
        return None;
    }
    let mut number = 0;
    for letter in text.chars() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() {
            return None;
        }
        number = number * 26 + (u32::from(letter) - u32::from('A') + 1);
    }
    Some(number)
}

/// Something that an import has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What became of it.
    pub kind: RemarkKind,
    /// Where it stands in the source.
    pub place: Place,
    /// One sentence without a full stop; names in backquotes. It may hold anything that the source holds.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"), (16384, "XFD")] {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_number(letters), Some(column));
        }
    }
}
