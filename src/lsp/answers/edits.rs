//! Other names and another layout.

use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, FormattingOptions,
    LinkedEditingRangeParams, PrepareRenameParams, RenameParams, TextEdit,
};
use lsp_server::ErrorCode;
use serde_json::json;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use vsdlint::editor::rename::{self, Refusal};
use vsdlint::editor::{Part, mentions};
use vsdlint::format::{self, Layout};
use vsdlint::source::{FileId, Place, Span};

use super::{Answer, View, file, place, told};

/// What would be renamed here.
pub fn prepare_rename(params: PrepareRenameParams, view: &View<'_>) -> Answer {
    let at = params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    match rename::prepare(view.model, file, offset) {
        Ok((place, name)) => Ok(json!({ "range": view.range(place), "placeholder": name })),
        Err(Refusal::Nothing) => told(()),
        Err(why) => Err((ErrorCode::RequestFailed, why.to_string())),
    }
}

/// Gives what stands here another name, in all files.
pub fn rename(params: RenameParams, view: &View<'_>) -> Answer {
    let at = params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let edits = rename::rename(view.model, file, offset, &params.new_name);
    told(view.edits(&edits.map_err(|why| (ErrorCode::RequestFailed, why.to_string()))?))
}

/// The places of a step's name that are written alike in its stream, to be edited as one.
pub fn linked(params: LinkedEditingRangeParams, view: &View<'_>) -> Answer {
    let at = params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let Some(here) = mentions::at(view.model, file, offset) else { return told(()) };
    let written = view.model.sources.slice(here.place);
    // A bare alias is one word wherever it stands; whatever is typed into a text in quotes may need escapes.
    if !matches!(here.part, Part::Alias) || written.starts_with('"') || here.subject.is_none() {
        return told(());
    }
    let mut ranges = Vec::new();
    mentions::in_file(view.model, file, &mut |mention| {
        if mention.subject == here.subject && view.model.sources.slice(mention.place) == written {
            ranges.push(view.range(mention.place));
        }
    });
    Ok(json!({ "ranges": ranges, "wordPattern": "[\\p{L}_][\\p{L}\\p{N}_-]*" }))
}

/// Lays a document out.
pub fn format(params: DocumentFormattingParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    let new = format::format(view.text(file), layout(&params.options, view));
    told(difference(file, &new, view))
}

/// Lays a part of a document out.
pub fn format_range(params: DocumentRangeFormattingParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    let span = view.span(file, params.range);
    let new = format::format_range(view.text(file), span, layout(&params.options, view));
    told(difference(file, &new, view))
}

/// Lays out the statement that a `}` or a line end has just completed.
pub fn format_on_type(params: DocumentOnTypeFormattingParams, view: &View<'_>) -> Answer {
    let (file, offset) = place(&params.text_document, params.position, view)?;
    let text = view.text(file);
    // What was typed stands before the place; the line before a new one is complete.
    let before = text.get(..offset as usize).unwrap_or_default().trim_end();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let span = Span::new(line as u32, before.len() as u32);
    let new = format::format_range(text, span, layout(&params.options, view));
    told(difference(file, &new, view))
}

/// The layout that the project wants; where it says nothing about the indentation, what the editor is set to.
fn layout(_: &FormattingOptions, view: &View<'_>) -> Layout {
    view.settings.layout()
}

/// The edits that make a document this text, line by line.
fn difference(file: FileId, new: &str, view: &View<'_>) -> Vec<TextEdit> {
    let old = view.text(file);
    if old == new {
        return Vec::new();
    }
    let lines = |text: &'_ str| -> Vec<(u32, u32)> {
        let mut at = 0;
        let line = |line: &str| {
            let start = at;
            at += line.len() as u32;
            (start, at)
        };
        text.split_inclusive('\n').map(line).collect()
    };
    let (from, to) = (lines(old), lines(new));
    let written = |text: &'static str| text;
    let _ = written;
    let olds: Vec<&str> = old.split_inclusive('\n').collect();
    let news: Vec<&str> = new.split_inclusive('\n').collect();
    let bounds = |lines: &[(u32, u32)], range: std::ops::Range<usize>, len: usize| {
        let start = lines.get(range.start).map_or(len as u32, |line| line.0);
        let end = if range.is_empty() { start } else { lines[range.end - 1].1 };
        Span::new(start, end)
    };
    capture_diff_slices(Algorithm::Myers, &olds, &news)
        .into_iter()
        .filter(|change| change.tag() != DiffTag::Equal)
        .map(|change| TextEdit {
            range: view.range(Place { file, span: bounds(&from, change.old_range(), old.len()) }),
            new_text: new[bounds(&to, change.new_range(), new.len()).range()].to_owned(),
        })
        .collect()
}
