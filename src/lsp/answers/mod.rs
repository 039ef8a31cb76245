//! What is asked, and the answer: a file for each group of questions, and here the list of all.

mod actions;
mod calls;
mod completion;
mod edits;
mod help;
mod navigation;
mod outline;
mod ranges;
pub mod tokens;

use std::sync::{Arc, Mutex, PoisonError};

use gen_lsp_types::{Position, TextDocumentIdentifier};
use lsp_server::{ErrorCode, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;
use vsdlint::source::FileId;

use super::diagnostics;
use super::view::View;

pub use actions::{fix_all, is_fix_all};
pub use navigation::report;

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
        pub fn answer(request: &Request, view: &View<'_>) -> Answer {
            match request.method.as_str() {
                $($method => asked(request, view, $answer),)*
                method => Err((ErrorCode::MethodNotFound, format!("`{method}` is not supported"))),
            }
        }
    };
}

questions! {
    "textDocument/diagnostic" => navigation::diagnostics;
    "textDocument/codeAction" => actions::actions;
    "codeAction/resolve" => actions::resolved;
    "textDocument/definition" => navigation::definition;
    "textDocument/implementation" => navigation::implementation;
    "textDocument/references" => navigation::references;
    "textDocument/documentHighlight" => navigation::highlights;
    "textDocument/documentLink" => navigation::links;
    "textDocument/documentSymbol" => outline::symbols;
    "textDocument/prepareCallHierarchy" => calls::prepare;
    "callHierarchy/incomingCalls" => calls::incoming;
    "callHierarchy/outgoingCalls" => calls::outgoing;
    "textDocument/foldingRange" => ranges::folds;
    "textDocument/selectionRange" => ranges::selections;
    "textDocument/hover" => help::hover;
    "textDocument/completion" => completion::completion;
    "textDocument/inlayHint" => help::hints;
    "textDocument/codeLens" => help::lenses;
    "textDocument/semanticTokens/full" => tokens::full;
    "textDocument/semanticTokens/range" => tokens::range;
    "textDocument/prepareRename" => edits::prepare_rename;
    "textDocument/rename" => edits::rename;
    "textDocument/linkedEditingRange" => edits::linked;
    "textDocument/formatting" => edits::format;
    "textDocument/rangeFormatting" => edits::format_range;
    "textDocument/onTypeFormatting" => edits::format_on_type;
}

fn asked<P: DeserializeOwned>(
    request: &Request,
    view: &View<'_>,
    answer: impl FnOnce(&P, &View<'_>) -> Answer,
) -> Answer {
    let params = P::deserialize(&request.params);
    answer(&params.map_err(|error| (ErrorCode::InvalidParams, error.to_string()))?, view)
}

/// The answer about a document of which nothing is known.
pub fn nothing(method: &str) -> Value {
    match method {
        "textDocument/diagnostic" => serde_json::json!({ "kind": "full", "items": [] }),
        "workspace/diagnostic" => serde_json::json!({ "items": [] }),
        _ => Value::Null,
    }
}

/// A value as the protocol writes it.
fn told(value: impl serde::Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

/// The file of a document.
fn file(document: &TextDocumentIdentifier, view: &View<'_>) -> Result<FileId, (ErrorCode, String)> {
    let found = view.file(&document.uri);
    found.ok_or_else(|| (ErrorCode::InvalidParams, format!("`{}` is not part of the project", document.uri)))
}

/// The file and the byte in it.
fn place(
    document: &TextDocumentIdentifier,
    position: Position,
    view: &View<'_>,
) -> Result<(FileId, u32), (ErrorCode, String)> {
    let file = file(document, view)?;
    let offset = view.offset(file, position);
    let offset = offset.ok_or_else(|| {
        let message = format!("the document has no line {}, counted from 0", position.line);
        (ErrorCode::InvalidParams, message)
    })?;
    Ok((file, offset))
}

/// What one desk has to say to a question that is asked of all.
pub fn part(request: &Request, view: &View<'_>) -> Value {
    match request.method.as_str() {
        "workspace/symbol" => {
            let query = request.params.get("query").and_then(Value::as_str).unwrap_or_default();
            outline::find(query, view)
        }
        _ => {
            let report = |file: FileId| {
                serde_json::json!({
                    "uri": view.files.uri(file),
                    "version": view.files.version(file),
                    "kind": "full",
                    "items": diagnostics::of_file(view, file),
                })
            };
            view.files.ids().map(report).collect()
        }
    }
}

/// The answers of all desks to one question.
#[derive(Clone, Debug)]
pub struct Gathered(Arc<Mutex<(usize, Vec<Value>)>>);

impl Gathered {
    /// Of so many desks.
    pub fn new(desks: usize) -> Gathered {
        Gathered(Arc::new(Mutex::new((desks, Vec::new()))))
    }

    /// Adds the answer of a desk; with the last one it gives all of them.
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
