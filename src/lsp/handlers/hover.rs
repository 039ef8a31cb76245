//! What is shown beside the name under the pointer.

use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};
use vsdlint::ide::{hover, plain};

use super::answer::{Answer, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// What is known of the name under the pointer.
pub fn hover(params: &HoverParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let known = hover::at(snapshot.model, snapshot.settings.table(), file, offset);
    to_answer(known.map(|(text, place)| {
        let contents = match snapshot.client.markdown {
            true => MarkupContent { kind: MarkupKind::Markdown, value: text },
            false => MarkupContent { kind: MarkupKind::PlainText, value: plain::text(&text) },
        };
        Hover { contents: contents.into(), range: Some(snapshot.range(place)) }
    }))
}
