//! Formats a document, or a part of it.

use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};
use vsdlint::format::{self, FormatOptions};
use vsdlint::source::lines::line_start;
use vsdlint::source::{FileId, Span};
use vsdlint::syntax::StatementFlags;

use super::answer::{Answer, file_of, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// Formats a document.
pub fn format(params: &DocumentFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let all = Span::new(0, snapshot.text(file).len() as u32);
    to_answer(edits(file, all, snapshot))
}

/// Formats a part of a document.
pub fn format_range(params: &DocumentRangeFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let span = snapshot.span(file, params.range);
    to_answer(edits(file, span, snapshot))
}

/// Formats the statement that a `}` or a line end has just completed.
pub fn format_on_type(params: &DocumentOnTypeFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let (file, offset) = place_of(&params.text_document, params.position, snapshot)?;
    let text = snapshot.text(file);
    // What was typed stands before the place: the end of a block, or that of the line before a new one.
    let before = text.get(..offset as usize).unwrap_or_default().trim_end();
    let end = before.len() as u32;
    let mut statements = snapshot.model.tree(file).statements.iter();
    let closed =
        statements.find(|statement| statement.flags.has(StatementFlags::BLOCK) && statement.span.end == end);
    let line = line_start(before, before.len()) as u32;
    let start = closed.filter(|_| params.ch == "}").map_or(line, |block| block.span.start);
    to_answer(edits(file, Span::new(start, end), snapshot))
}

/// The edits that format the lines which a span touches.
fn edits(file: FileId, span: Span, snapshot: &Snapshot<'_>) -> Vec<TextEdit> {
    // The layout of the project holds for everybody, however an editor is set.
    let settings = snapshot.settings;
    let options = FormatOptions { width: settings.line_width.value, indent: settings.indent.value };
    snapshot.text_edits(file, format::format_range(snapshot.text(file), span, options))
}
