//! All places that speak of the same thing.

use gen_lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location, ReferenceParams,
    TextDocumentPositionParams,
};
use vsdlint::ide::{Mention, Part, Subject, references};
use vsdlint::source::FileId;
use vsdlint::syntax::Keyword;

use super::answer::{Answer, Refusal, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// What is spoken of at a place, and the file of that place; nothing where no name stands.
///
/// # Errors
/// Where the document is not part of the project, or has no such line.
fn subject_at(
    at: &TextDocumentPositionParams,
    snapshot: &Snapshot<'_>,
) -> Result<Option<(FileId, Subject)>, Refusal> {
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let mention = references::at(snapshot.model, file, offset);
    Ok(mention.and_then(|mention| mention.subject).map(|subject| (file, subject)))
}

/// All places that speak of what stands here.
pub fn references(params: &ReferenceParams, snapshot: &Snapshot<'_>) -> Answer {
    let Some((_, subject)) = subject_at(&params.text_document_position_params, snapshot)? else {
        return to_answer(());
    };
    let declares = |mention: &Mention| matches!(mention.part, Part::Name | Part::Alias);
    let found: Vec<Location> = references::of(snapshot.model, subject)
        .into_iter()
        .filter(|mention| params.context.include_declaration || !declares(mention))
        .map(|mention| snapshot.location(mention.place))
        .collect();
    to_answer(found)
}

/// The same places of this document: read where it is spoken of, written where it is declared or comes to be.
pub fn highlights(params: &DocumentHighlightParams, snapshot: &Snapshot<'_>) -> Answer {
    let Some((file, subject)) = subject_at(&params.text_document_position_params, snapshot)? else {
        return to_answer(());
    };
    let mut found = Vec::new();
    references::in_file(snapshot.model, file, &mut |mention| {
        if mention.subject != Some(subject) {
            return;
        }
        let keyword = snapshot.model.tree(file)[mention.statement.id].keyword;
        let comes = mention.part == Part::Item && matches!(keyword, Keyword::Output | Keyword::Trigger);
        let is_written = comes || matches!(mention.part, Part::Name | Part::Alias);
        let kind = if is_written { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
        found.push(DocumentHighlight { range: snapshot.range(mention.place), kind: Some(kind) });
    });
    to_answer(found)
}
