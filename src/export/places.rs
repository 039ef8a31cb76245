//! Where things stand in their files.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Model;
use crate::source::{FileId, FileSpan, LineIndex};

/// A range of a text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Place {
    /// The file, with `/` between folders; what is not UTF-8 in its name is U+FFFD.
    pub path: String,
    /// The first character.
    pub start: Position,
    /// After the last character; the same as `start` for an empty range.
    pub end: Position,
}

/// A position in a text.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Position {
    /// 1-based line. A line ends at LF, CRLF or CR.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// 1-based column in characters (Unicode scalar values). A byte-order mark counts as none.
    #[schemars(range(min = 1))]
    pub column: u32,
    /// 0-based offset in bytes of the file, which is UTF-8; a byte-order mark counts.
    pub offset: u32,
}

/// The lines of all files.
pub(super) struct Places<'m, 's> {
    model: &'m Model<'s>,
    lines: Vec<LineIndex>,
}

impl<'m, 's> Places<'m, 's> {
    /// Looks through all texts.
    pub(super) fn new(model: &'m Model<'s>) -> Places<'m, 's> {
        let lines = model.sources().as_slice().iter().map(|source| LineIndex::new(&source.text)).collect();
        Places { model, lines }
    }

    /// The path of a file as it is shown.
    pub(super) fn path(&self, file: FileId) -> String {
        shown_path(self.model, file)
    }

    /// A place with its lines and columns.
    pub(super) fn of(&self, place: FileSpan) -> Place {
        let text = &self.model.source(place.file).text;
        let position = |offset| {
            let at = self.lines[place.file.index()].line_column(offset, text);
            Position { line: at.line, column: at.column, offset }
        };
        Place {
            path: self.path(place.file),
            start: position(place.span.start),
            end: position(place.span.end),
        }
    }
}

/// The path of a file as [`Place::path`] holds it.
pub fn shown_path(model: &Model<'_>, file: FileId) -> String {
    let path = model.source(file).path.to_string_lossy();
    path.replace(std::path::MAIN_SEPARATOR, "/")
}
