//! Other names and another layout.

use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    LinkedEditingRangeParams, PrepareRenameParams, RenameParams, TextEdit,
};
use lsp_server::ErrorCode;
use serde_json::json;
use vsdlint::format::{self, Layout};
use vsdlint::ide::rename::{self, Refusal};
use vsdlint::ide::{Part, references};
use vsdlint::source::{FileId, FileSpan, Span};
use vsdlint::syntax::StatementFlags;

use super::{Answer, View, file, place, told};

/// What would be renamed here.
pub fn prepare_rename(params: &PrepareRenameParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    match rename::prepare(view.model, file, offset) {
        Ok((place, name)) => Ok(json!({ "range": view.range(place), "placeholder": name })),
        Err(Refusal::Nothing) => told(()),
        Err(why) => Err((ErrorCode::RequestFailed, why.to_string())),
    }
}

/// Gives what stands here another name, in all files.
pub fn rename(params: &RenameParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let edits = rename::rename(view.model, file, offset, &params.new_name);
    told(view.edits(&edits.map_err(|why| (ErrorCode::RequestFailed, why.to_string()))?))
}

/// The places of a step's name that are written alike in its stream, to be edited as one.
pub fn linked(params: &LinkedEditingRangeParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let Some(here) = references::at(view.model, file, offset) else { return told(()) };
    let written = view.model.sources.slice(here.place);
    // A bare alias is one word wherever it stands; whatever is typed into a text in quotes may need escapes.
    if !matches!(here.part, Part::Alias) || written.starts_with('"') || here.subject.is_none() {
        return told(());
    }
    let mut ranges = Vec::new();
    references::in_file(view.model, file, &mut |mention| {
        if mention.subject == here.subject && view.model.sources.slice(mention.place) == written {
            ranges.push(view.range(mention.place));
        }
    });
    // Without classes of Unicode, which not every client's regular expressions know.
    Ok(json!({ "ranges": ranges, "wordPattern": "[^\\s\"{}(),.@/]+" }))
}

/// Lays a document out.
pub fn format(params: &DocumentFormattingParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    let text = view.text(file);
    let all = Span::new(0, text.len() as u32);
    told(edits(file, format::format_range(text, all, layout(view)), view))
}

/// Lays a part of a document out.
pub fn format_range(params: &DocumentRangeFormattingParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    let span = view.span(file, params.range);
    told(edits(file, format::format_range(view.text(file), span, layout(view)), view))
}

/// Lays out the statement that a `}` or a line end has just completed.
pub fn format_on_type(params: &DocumentOnTypeFormattingParams, view: &View<'_>) -> Answer {
    let (file, offset) = place(&params.text_document, params.position, view)?;
    let text = view.text(file);
    // What was typed stands before the place: the end of a block, or that of the line before a new one.
    let before = text.get(..offset as usize).unwrap_or_default().trim_end();
    let end = before.len() as u32;
    let mut statements = view.model.tree(file).statements.iter();
    let closed =
        statements.find(|statement| statement.flags.has(StatementFlags::BLOCK) && statement.span.end == end);
    let line = before.rfind('\n').map_or(0, |at| at as u32 + 1);
    let start = closed.filter(|_| params.ch == "}").map_or(line, |block| block.span.start);
    let span = Span::new(start, end);
    told(edits(file, format::format_range(text, span, layout(view)), view))
}

/// The layout of the project, which holds for everybody, however an editor is set.
fn layout(view: &View<'_>) -> Layout {
    Layout { width: view.settings.line_width.value, indent: view.settings.indent.value }
}

fn edits(file: FileId, edits: Vec<(Span, String)>, view: &View<'_>) -> Vec<TextEdit> {
    let edit = |(span, new_text)| TextEdit { range: view.range(FileSpan { file, span }), new_text };
    edits.into_iter().map(edit).collect()
}
