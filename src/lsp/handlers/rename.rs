//! Other names.

use gen_lsp_types::{LinkedEditingRangeParams, PrepareRenameParams, RenameParams};
use lsp_server::ErrorCode;
use serde_json::json;
use vsdlint::ide::rename::{self as ide_rename, Refusal};
use vsdlint::ide::{Part, references};
use vsdlint::syntax::words::unquote;

use super::answer::{Answer, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// What would be renamed here.
pub fn prepare_rename(params: &PrepareRenameParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    match ide_rename::prepare(snapshot.model, file, offset) {
        Ok((place, name)) => Ok(json!({ "range": snapshot.range(place), "placeholder": name })),
        Err(Refusal::Nothing) => to_answer(()),
        Err(why) => Err((ErrorCode::RequestFailed, why.to_string())),
    }
}

/// Gives what stands here another name, in all files.
pub fn rename(params: &RenameParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let edits = ide_rename::rename(snapshot.model, file, offset, &params.new_name);
    to_answer(snapshot.edits(&edits.map_err(|why| (ErrorCode::RequestFailed, why.to_string()))?))
}

/// The places of a step's name that are written alike in its stream, to be edited as one.
pub fn linked(params: &LinkedEditingRangeParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let Some(here) = references::at(snapshot.model, file, offset) else { return to_answer(()) };
    let written = snapshot.model.slice(here.place);
    // A bare alias is one word wherever it stands; whatever is typed into a text in quotes may need escapes.
    let is_bare = !written.starts_with('"') && unquote(written) == written;
    if !matches!(here.part, Part::Alias) || !is_bare || here.subject.is_none() {
        return to_answer(());
    }
    let mut ranges = Vec::new();
    references::in_file(snapshot.model, file, &mut |mention| {
        if mention.subject == here.subject && snapshot.model.slice(mention.place) == written {
            ranges.push(snapshot.range(mention.place));
        }
    });
    // Without classes of Unicode, which not every client's regular expressions know.
    Ok(json!({ "ranges": ranges, "wordPattern": "[^\\s\"{}(),.@/]+" }))
}
