//! What could be written here.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionParams,
    InsertTextFormat, TextEdit,
};
use vsdlint::ide::complete::{self, Kind};
use vsdlint::sanitise::shown;
use vsdlint::source::FileSpan;

use super::answer::{Answer, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// The words and names that make sense here, likely ones first.
pub fn completion(params: &CompletionParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let list = complete::at(snapshot.model, snapshot.settings.table(), file, offset);
    let place = FileSpan { file, span: list.replaced };
    let range = snapshot.range(place);
    let written = snapshot.model.slice(place);
    let item = |(at, found): (usize, complete::CompletionItem)| {
        let snippet = found.snippet.filter(|_| snapshot.client.snippets);
        let is_snippet = snippet.is_some();
        let new_text = snippet.unwrap_or(found.text);
        // A client compares what is typed with this; a quotation mark may be part of it.
        let filter =
            if written.starts_with('"') { format!("\"{}\"", found.label) } else { found.label.clone() };
        CompletionItem {
            filter_text: Some(filter),
            label: shown(&found.label).into_owned(),
            label_details: (!found.detail.is_empty()).then(|| CompletionItemLabelDetails {
                detail: None,
                description: Some(shown(&found.detail).into_owned()),
            }),
            detail: (!found.detail.is_empty()).then(|| shown(&found.detail).into_owned()),
            kind: Some(kind(found.kind)),
            sort_text: Some(format!("{at:05}")),
            insert_text_format: is_snippet.then_some(InsertTextFormat::Snippet),
            text_edit: Some(TextEdit { range, new_text }.into()),
            ..CompletionItem::default()
        }
    };
    let items = list.all.into_iter().enumerate().map(item).collect();
    to_answer(CompletionList { is_incomplete: list.is_cut, items, ..CompletionList::default() })
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Keyword => CompletionItemKind::Keyword,
        Kind::Activity => CompletionItemKind::Module,
        Kind::External => CompletionItemKind::Interface,
        Kind::Stream => CompletionItemKind::Class,
        Kind::Step => CompletionItemKind::Method,
        Kind::Item => CompletionItemKind::Variable,
        Kind::Practice => CompletionItemKind::Struct,
        Kind::Role => CompletionItemKind::TypeParameter,
        Kind::Rule => CompletionItemKind::EnumMember,
        Kind::Undeclared => CompletionItemKind::Text,
    }
}
