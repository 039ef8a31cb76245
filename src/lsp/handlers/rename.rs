//! Other names and another layout.

use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    LinkedEditingRangeParams, PrepareRenameParams, RenameParams, TextEdit,
};
use lsp_server::ErrorCode;
use serde_json::json;
use vsdlint::format::{self, Layout};
use vsdlint::ide::rename::{self as ide_rename, Refusal};
use vsdlint::ide::{Part, references};
use vsdlint::source::{FileId, FileSpan, Span};
use vsdlint::syntax::StatementFlags;

use super::{Answer, Snapshot, file, place, told};

/// What would be renamed here.
pub fn prepare_rename(params: &PrepareRenameParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    match ide_rename::prepare(snapshot.model, file, offset) {
        Ok((place, name)) => Ok(json!({ "range": snapshot.range(place), "placeholder": name })),
        Err(Refusal::Nothing) => told(()),
        Err(why) => Err((ErrorCode::RequestFailed, why.to_string())),
    }
}

/// Gives what stands here another name, in all files.
pub fn rename(params: &RenameParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    let edits = ide_rename::rename(snapshot.model, file, offset, &params.new_name);
    told(snapshot.edits(&edits.map_err(|why| (ErrorCode::RequestFailed, why.to_string()))?))
}

/// The places of a step's name that are written alike in its stream, to be edited as one.
pub fn linked(params: &LinkedEditingRangeParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    let Some(here) = references::at(snapshot.model, file, offset) else { return told(()) };
    let written = snapshot.model.sources.slice(here.place);
    // A bare alias is one word wherever it stands; whatever is typed into a text in quotes may need escapes.
    if !matches!(here.part, Part::Alias) || written.starts_with('"') || here.subject.is_none() {
        return told(());
    }
    let mut ranges = Vec::new();
    references::in_file(snapshot.model, file, &mut |mention| {
        if mention.subject == here.subject && snapshot.model.sources.slice(mention.place) == written {
            ranges.push(snapshot.range(mention.place));
        }
    });
    // Without classes of Unicode, which not every client's regular expressions know.
    Ok(json!({ "ranges": ranges, "wordPattern": "[^\\s\"{}(),.@/]+" }))
}

/// Lays a document out.
pub fn format(params: &DocumentFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file(&params.text_document, snapshot)?;
    let text = snapshot.text(file);
    let all = Span::new(0, text.len() as u32);
    told(edits(file, format::format_range(text, all, layout(snapshot)), snapshot))
}

/// Lays a part of a document out.
pub fn format_range(params: &DocumentRangeFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file(&params.text_document, snapshot)?;
    let span = snapshot.span(file, params.range);
    told(edits(file, format::format_range(snapshot.text(file), span, layout(snapshot)), snapshot))
}

/// Lays out the statement that a `}` or a line end has just completed.
pub fn format_on_type(params: &DocumentOnTypeFormattingParams, snapshot: &Snapshot<'_>) -> Answer {
    let (file, offset) = place(&params.text_document, params.position, snapshot)?;
    let text = snapshot.text(file);
    // What was typed stands before the place: the end of a block, or that of the line before a new one.
    let before = text.get(..offset as usize).unwrap_or_default().trim_end();
    let end = before.len() as u32;
    let mut statements = snapshot.model.tree(file).statements.iter();
    let closed =
        statements.find(|statement| statement.flags.has(StatementFlags::BLOCK) && statement.span.end == end);
    let line = before.rfind('\n').map_or(0, |at| at as u32 + 1);
    let start = closed.filter(|_| params.ch == "}").map_or(line, |block| block.span.start);
    let span = Span::new(start, end);
    told(edits(file, format::format_range(text, span, layout(snapshot)), snapshot))
}

/// The layout of the project, which holds for everybody, however an editor is set.
fn layout(snapshot: &Snapshot<'_>) -> Layout {
    Layout { width: snapshot.settings.line_width.value, indent: snapshot.settings.indent.value }
}

fn edits(file: FileId, edits: Vec<(Span, String)>, snapshot: &Snapshot<'_>) -> Vec<TextEdit> {
    let edit = |(span, new_text)| TextEdit { range: snapshot.range(FileSpan { file, span }), new_text };
    edits.into_iter().map(edit).collect()
}
