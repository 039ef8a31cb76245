//! The diagnostics of a document, for a client that asks for them.

use gen_lsp_types::{Diagnostic, DocumentDiagnosticParams};
use serde_json::{Value, json};

use super::answer::{Answer, file_of};
use crate::lsp::convert::diagnostics::{of_file, result_id};
use crate::lsp::convert::snapshot::Snapshot;

/// The diagnostics of a document; that they are the same, where the client has them.
pub fn diagnostics(params: &DocumentDiagnosticParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    Ok(report(&of_file(snapshot, file), params.previous_result_id.as_deref()))
}

/// Diagnostics as they are asked for; `known` is the name of those that the client has.
pub fn report(items: &[Diagnostic], known: Option<&str>) -> Value {
    let id = result_id(items);
    if known == Some(&id) {
        return json!({ "kind": "unchanged", "resultId": id });
    }
    json!({ "kind": "full", "resultId": id, "items": items })
}
