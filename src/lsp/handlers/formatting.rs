//! Formats a document, or a part of it.

use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};
use vsdlint::format::{self, FormatOptions};
use vsdlint::source::lines::line_start;
use vsdlint::source::{FileId, FileSpan, Span};
use vsdlint::syntax::StatementFlags;

use super::answer::{Answer, file_of, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// Formats a document.
pub fn format(params: &DocumentFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let text = snapshot.text(file);
    let all = Span::new(0, text.len() as u32);
    to_answer(edits(file, format::format_range(text, all, options(snapshot)), snapshot))
}

/// Formats a part of a document.
pub fn format_range(params: &DocumentRangeFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let span = snapshot.span(file, params.range);
    to_answer(edits(file, format::format_range(snapshot.text(file), span, options(snapshot)), snapshot))
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
    let span = Span::new(start, end);
    to_answer(edits(file, format::format_range(text, span, options(snapshot)), snapshot))
}

/// The layout of the project, which holds for everybody, however an editor is set.
fn options(snapshot: &Snapshot<'_>) -> FormatOptions {
    FormatOptions { width: snapshot.settings.line_width.value, indent: snapshot.settings.indent.value }
}

fn edits(file: FileId, edits: Vec<(Span, String)>, snapshot: &Snapshot<'_>) -> Vec<TextEdit> {
    let edit = |(span, new_text)| TextEdit { range: snapshot.range(FileSpan { file, span }), new_text };
    edits.into_iter().map(edit).collect()
}
