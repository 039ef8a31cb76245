//! What a document, or the workspace, declares.

use gen_lsp_types::{DocumentSymbol, DocumentSymbolParams};
use serde_json::{Value, json};
use vsdlint::ide::Subject;
use vsdlint::ide::document_symbols::{self, Entry};
use vsdlint::sanitise::shown;
use vsdlint::syntax::Keyword;

use super::answer::{Answer, file_of, to_answer};
use super::symbol_kind::kind;
use crate::lsp::convert::snapshot::Snapshot;

/// More than these nobody reads.
const MAX_SYMBOLS: usize = 2_000;

/// The outline of a document.
pub fn symbols(params: &DocumentSymbolParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let entries = document_symbols::of_file(snapshot.model, file);
    if snapshot.client.nested_symbols {
        return to_answer(entries.into_iter().map(|entry| symbol(entry, snapshot)).collect::<Vec<_>>());
    }
    let mut flat = Vec::new();
    flatten(&entries, None, snapshot, &mut flat);
    Ok(Value::Array(flat))
}

fn symbol(entry: Entry, snapshot: &Snapshot<'_>) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        entry.children.into_iter().map(|child| symbol(child, snapshot)).collect();
    DocumentSymbol {
        name: shown(&entry.name).into_owned(),
        detail: (!entry.detail.is_empty()).then(|| shown(&entry.detail).into_owned()),
        kind: kind(entry.keyword),
        range: snapshot.range(entry.whole),
        selection_range: snapshot.range(entry.place),
        children: (!children.is_empty()).then_some(children),
        tags: None,
        #[allow(deprecated)]
        deprecated: None,
    }
}

fn flatten(entries: &[Entry], container: Option<&str>, snapshot: &Snapshot<'_>, flat: &mut Vec<Value>) {
    for entry in entries {
        let mut symbol = json!({
            "name": shown(&entry.name),
            "kind": kind(entry.keyword),
            "location": snapshot.location(entry.whole),
        });
        container.into_iter().for_each(|container| symbol["containerName"] = shown(container).into());
        flat.push(symbol);
        flatten(&entry.children, Some(&entry.name), snapshot, flat);
    }
}

/// The declarations of a project whose names fit what was typed.
pub fn find(query: &str, snapshot: &Snapshot<'_>) -> Value {
    let found = document_symbols::find(snapshot.model, query, MAX_SYMBOLS);
    let symbol = |(subject, name, place, stream): (Subject, String, _, Option<String>)| {
        let mut symbol = json!({
            "name": shown(&name),
            "kind": kind(Keyword::read(subject.kind(snapshot.model)).unwrap_or(Keyword::Item)),
            "location": snapshot.location(place),
        });
        stream.into_iter().for_each(|stream| symbol["containerName"] = shown(&stream).into());
        symbol
    };
    found.into_iter().map(symbol).collect()
}
