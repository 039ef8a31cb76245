//! What is asked, and the answer: a file for each group of questions, and here the list of all.

mod call_hierarchy;
mod code_actions;
mod completion;
mod definition;
mod hover;
mod ranges;
mod rename;
pub mod semantic_tokens;
mod symbols;

use std::sync::{Arc, Mutex, PoisonError};

use gen_lsp_types::{Position, TextDocumentIdentifier};
use lsp_server::{ErrorCode, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;
use vsdlint::source::FileId;

use crate::lsp::convert::snapshot::Snapshot;

pub use code_actions::{fix_all, is_fix_all};
pub use definition::report;

/// An answer, or why there is none.
pub type Answer = Result<Value, (ErrorCode, String)>;

/// Every question about a document, with who answers it.
macro_rules! questions {
    ($($method:literal => $answer:path;)*) => {
        /// Whether a question about a document can be answered.
        pub fn knows(method: &str) -> bool {
            matches!(method, $($method)|*)
        }

        /// Answers a question about a document.
        pub fn answer(request: &Request, snapshot: &Snapshot<'_>) -> Answer {
            match request.method.as_str() {
                $($method => asked(request, snapshot, $answer),)*
                method => Err((ErrorCode::MethodNotFound, format!("`{method}` is not supported"))),
            }
        }
    };
}

questions! {
    "textDocument/diagnostic" => definition::diagnostics;
    "textDocument/codeAction" => code_actions::actions;
    "codeAction/resolve" => code_actions::resolved;
    "textDocument/definition" => definition::definition;
    "textDocument/implementation" => definition::implementation;
    "textDocument/references" => definition::references;
    "textDocument/documentHighlight" => definition::highlights;
    "textDocument/documentLink" => definition::links;
    "textDocument/documentSymbol" => symbols::symbols;
    "textDocument/prepareCallHierarchy" => call_hierarchy::prepare;
    "callHierarchy/incomingCalls" => call_hierarchy::incoming;
    "callHierarchy/outgoingCalls" => call_hierarchy::outgoing;
    "textDocument/foldingRange" => ranges::folds;
    "textDocument/selectionRange" => ranges::selections;
    "textDocument/hover" => hover::hover;
    "textDocument/completion" => completion::completion;
    "textDocument/inlayHint" => hover::hints;
    "textDocument/codeLens" => hover::lenses;
    "textDocument/semanticTokens/full" => semantic_tokens::full;
    "textDocument/semanticTokens/range" => semantic_tokens::range;
    "textDocument/prepareRename" => rename::prepare_rename;
    "textDocument/rename" => rename::rename;
    "textDocument/linkedEditingRange" => rename::linked;
    "textDocument/formatting" => rename::format;
    "textDocument/rangeFormatting" => rename::format_range;
    "textDocument/onTypeFormatting" => rename::format_on_type;
}

fn asked<P: DeserializeOwned>(
    request: &Request,
    snapshot: &Snapshot<'_>,
    answer: impl FnOnce(&P, &Snapshot<'_>) -> Answer,
) -> Answer {
    let params = P::deserialize(&request.params);
    answer(&params.map_err(|error| (ErrorCode::InvalidParams, error.to_string()))?, snapshot)
}

/// The answer about a document of which nothing is known.
pub fn nothing(method: &str) -> Value {
    match method {
        "textDocument/diagnostic" => serde_json::json!({ "kind": "full", "items": [] }),
        _ => Value::Null,
    }
}

/// A value as the protocol writes it.
fn told(value: impl serde::Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

/// The file of a document.
fn file(document: &TextDocumentIdentifier, snapshot: &Snapshot<'_>) -> Result<FileId, (ErrorCode, String)> {
    let found = snapshot.file(&document.uri);
    found.ok_or_else(|| (ErrorCode::InvalidParams, format!("`{}` is not part of the project", document.uri)))
}

/// The file and the byte in it.
fn place(
    document: &TextDocumentIdentifier,
    position: Position,
    snapshot: &Snapshot<'_>,
) -> Result<(FileId, u32), (ErrorCode, String)> {
    let file = file(document, snapshot)?;
    let offset = snapshot.offset(file, position);
    let offset = offset.ok_or_else(|| {
        let message = format!("the document has no line {}, counted from 0", position.line);
        (ErrorCode::InvalidParams, message)
    })?;
    Ok((file, offset))
}

/// What one worker has to say to a question that is asked of all.
pub fn part(request: &Request, snapshot: &Snapshot<'_>) -> Value {
    let query = request.params.get("query").and_then(Value::as_str).unwrap_or_default();
    symbols::find(query, snapshot)
}

/// The answers of all workers to one question.
#[derive(Clone, Debug)]
pub struct Gathered(Arc<Mutex<(usize, Vec<Value>)>>);

impl Gathered {
    /// Of so many workers.
    pub fn new(workers: usize) -> Gathered {
        Gathered(Arc::new(Mutex::new((workers, Vec::new()))))
    }

    /// Adds the answer of a worker; with the last one it gives all of them.
    pub fn add(&self, part: Value) -> Option<Value> {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (missing, all) = &mut *gathered;
        if let Value::Array(part) = part {
            all.extend(part);
        }
        *missing -= 1;
        (*missing == 0).then(|| Value::Array(std::mem::take(all)))
    }
}
