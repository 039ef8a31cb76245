//! Where changes stand, by lines and columns. Only the files in which something changed are looked through.

use rustc_hash::FxHashMap;

use crate::export::{Place, Position};
use crate::model::Model;
use crate::source::{FileId, FileSpan, LineIndex};

/// The lines of the files that were asked for so far.
pub(super) struct Places<'m, 's> {
    model: &'m Model<'s>,
    lines: FxHashMap<FileId, LineIndex>,
}

impl<'m, 's> Places<'m, 's> {
    /// Those of a model.
    pub(super) fn new(model: &'m Model<'s>) -> Places<'m, 's> {
        Places { model, lines: FxHashMap::default() }
    }

    /// A place with its lines and columns.
    pub(super) fn of(&mut self, place: FileSpan) -> Place {
        let source = self.model.source(place.file);
        let lines = self.lines.entry(place.file).or_insert_with(|| LineIndex::new(&source.text));
        let position = |offset| {
            let at = lines.line_column(offset, &source.text);
            Position { line: at.line, column: at.column, offset }
        };
        Place {
            path: source.path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
            start: position(place.span.start),
            end: position(place.span.end),
        }
    }
}
