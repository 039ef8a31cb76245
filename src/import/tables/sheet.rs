//! A sheet as rows of texts, whatever file it came from.

use std::collections::BTreeMap;

use crate::import::draft::Draft;
use crate::import::error::ImportError;
use crate::import::remark::{Place, RemarkKind, Spot};

/// The most cells with text that are taken in from all sources together: hundreds of times what a process needs.
const MOST_CELLS: usize = 1_000_000;

/// The most columns of a sheet that are looked at.
pub(super) const MOST_COLUMNS: usize = 256;

/// The most bytes of one cell that are taken in.
pub(super) const MOST_BYTES: usize = 64 << 10;

/// The most bytes that all cells of a package have together, as many as its parts may have: many cells may share one text.
const MOST_TEXT: usize = 128 << 20;

/// How much text was taken in so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taken {
    /// The cells with text.
    pub cells: usize,
    /// The bytes in them; of a file that is no package they are not counted, since each stands in it.
    bytes: usize,
}

impl Taken {
    /// Counts one more cell. False where it is more than is taken in.
    pub(super) fn add(&mut self, text: &str) -> bool {
        self.cells += 1;
        self.bytes += text.len();
        self.excess().is_none()
    }

    /// What there is too much of, if there is.
    pub(super) fn excess(&self) -> Option<String> {
        if self.cells > MOST_CELLS {
            Some(format!("it has more than {MOST_CELLS} cells with text"))
        } else if self.bytes > MOST_TEXT {
            Some(format!("the text of all its cells is larger than {} MiB", MOST_TEXT >> 20))
        } else {
            None
        }
    }
}

/// For a file with more text than is taken in.
///
/// # Errors
/// Always where that is so.
pub(super) fn bounded(file: &str, taken: Taken) -> Result<(), ImportError> {
    let Some(why) = taken.excess() else { return Ok(()) };
    let help = "import the sheet that describes the process, without data".to_owned();
    Err(ImportError::Unreadable { file: file.to_owned(), why, help: Some(help) })
}

/// Rows and columns of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// The file that it is in.
    pub file: String,
    /// Its name; none in a file that has no sheets.
    pub name: Option<String>,
    /// Its rows; those without text are left out.
    pub rows: Vec<Row>,
    /// Cells that hold no text though they should: the number of their row, their column, 0-based, and why.
    pub faults: Vec<(u32, usize, Fault)>,
    /// What was lost while it was read, by its column, 0-based: the number of the first row, and in how many cells.
    pub losses: BTreeMap<(usize, Loss), (u32, usize)>,
}

/// What is lost of a cell before anybody looks at what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// The end of a very long text.
    End,
    /// It stands behind the last column that is looked at.
    Beyond,
    /// A quotation mark at its beginning that nothing closes.
    OpenMark,
    /// The marks around a part of it.
    TextBehind,
}

impl Loss {
    fn kind(self) -> RemarkKind {
        match self {
            Loss::TextBehind => RemarkKind::Approximated,
            _ => RemarkKind::Dropped,
        }
    }

    /// What there is to say of so many cells, of which the first is named beside it.
    fn text(self, cells: usize) -> String {
        let others = match cells - 1 {
            0 => String::new(),
            1 => "; so does another cell of this column".to_owned(),
            others => format!("; so do {others} other cells of this column"),
        };
        match self {
            Loss::End => {
                let most = MOST_BYTES >> 10;
                format!("this cell has more than {most} KiB, and loses what stands behind them{others}")
            }
            Loss::Beyond => {
                let cells = counted(cells);
                format!("what stands behind column {MOST_COLUMNS} is not carried over: {cells} with text")
            }
            Loss::OpenMark => format!(
                "this cell begins with a quotation mark that nothing closes, so the mark is left out: write one at \
                 the end of the cell too, and two for each within it{others}"
            ),
            Loss::TextBehind => format!(
                "this cell has text behind its closing quotation mark, which is read as a part of it: write two marks \
                 for each within a cell{others}"
            ),
        }
    }
}

/// So many cells, in words.
pub(super) fn counted(cells: usize) -> String {
    if cells == 1 { "a cell".to_owned() } else { format!("{cells} cells") }
}

/// Why a cell holds no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A formula whose value is not stored.
    NoValue,
    /// A formula that went wrong: `#REF!`.
    Error(String),
}

/// Cells below each other that are shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// The number of its first row.
    pub first: u32,
    /// The number of its last row.
    pub last: u32,
    /// Its first column, 0-based.
    pub column: usize,
}

/// Gives each cell of merged ones the text of the first, in rows that are there, as long as no more is taken in than may be.
pub(super) fn fill_merged(sheet: &mut Sheet, merged: &[Merged], taken: &mut Taken) {
    for region in merged.iter().filter(|region| region.column < MOST_COLUMNS) {
        let start = sheet.rows.partition_point(|row| row.number < region.first);
        let Some(text) = sheet.rows.get(start).filter(|row| row.number == region.first) else { continue };
        let text = text.cell(region.column).to_owned();
        if text.is_empty() {
            continue;
        }
        for row in sheet.rows[start + 1..].iter_mut().take_while(|row| row.number <= region.last) {
            if !taken.add(&text) {
                return;
            }
            if row.cells.len() <= region.column {
                row.cells.resize(region.column + 1, String::new());
            }
            if row.cells[region.column].is_empty() {
                row.cells[region.column].clone_from(&text);
            }
        }
    }
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Its number: 1 is the first.
    pub number: u32,
    /// Its cells from the first column on, without blanks at both ends.
    pub cells: Vec<String>,
}

impl Row {
    /// The text in a column, 0-based; empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether there is text in it.
    pub(super) fn has_text(&self) -> bool {
        self.cells.iter().any(|cell| !cell.is_empty())
    }
}

impl Sheet {
    /// The text of a cell, whose end is told of where it is too long: the number of its row, and its column, 0-based.
    pub(super) fn text(&mut self, row: u32, column: usize, text: &str) -> String {
        if trimmed(text).len() > MOST_BYTES {
            self.lose(row, column, Loss::End);
        }
        cell_text(text)
    }

    /// Notes what is lost of a cell: the number of its row, and its column, 0-based.
    pub(super) fn lose(&mut self, row: u32, column: usize, loss: Loss) {
        let (_, cells) = self.losses.entry((column.min(MOST_COLUMNS), loss)).or_insert((row, 0));
        *cells += 1;
    }

    /// Tells what was lost while it was read.
    pub(super) fn tell_losses(&self, draft: &mut Draft) {
        for (&(column, loss), &(row, cells)) in &self.losses {
            draft.remark(loss.kind(), &self.place(row, column), loss.text(cells));
        }
    }

    /// A cell of this sheet: the number of its row, and its column, 0-based.
    pub(super) fn place(&self, row: u32, column: usize) -> Place {
        let spot = Spot::Cell { sheet: self.name.clone(), row, column: column as u32 + 1 };
        Place { file: self.file.clone(), spot }
    }

    /// The sheet as a whole.
    pub(super) fn whole(&self) -> Place {
        let spot = self.name.clone().map_or(Spot::File, Spot::Sheet);
        Place { file: self.file.clone(), spot }
    }

    /// How many columns its widest row has.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default()
    }
}

/// The text of a cell: without blanks at both ends, and not too long.
pub(super) fn cell_text(text: &str) -> String {
    let text = trimmed(text);
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].replace("\r\n", "\n").replace('\r', "\n")
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}
