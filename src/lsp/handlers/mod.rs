//! What is asked of a document, and the answer: a file for each group of questions, and here the table of all.
//!
//! A handler takes the parameters of a request and a [`Snapshot`], and gives a value of the protocol. It knows no thread
//! and keeps nothing.

pub mod answer;
pub mod call_hierarchy;
pub mod code_actions;
pub mod completion;
pub mod definition;
pub mod diagnostics;
pub mod document_links;
pub mod draw;
pub mod fix_all;
pub mod formatting;
pub mod gather;
pub mod hover;
pub mod inlay_hints;
pub mod ranges;
pub mod references;
pub mod rename;
pub mod semantic_tokens;
pub mod symbol_kind;
pub mod symbols;
#[cfg(test)]
mod tests;

use lsp_server::{ErrorCode, Request};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::answer::Answer;
use crate::lsp::convert::snapshot::Snapshot;

/// Every question about a document, with who answers it.
macro_rules! questions {
    ($($method:literal => $answer:path;)*) => {
        /// Whether a question about a document can be answered.
        pub fn knows(method: &str) -> bool {
            matches!(method, $($method)|*)
        }

        /// Answers a question about a document.
        ///
        /// # Errors
        /// The protocol's error, where the method is not known, the parameters cannot be read, or the handler refuses.
        pub fn answer(request: &Request, snapshot: &Snapshot<'_>) -> Answer {
            match request.method.as_str() {
                $($method => asked(request, snapshot, $answer),)*
                method => Err((ErrorCode::MethodNotFound, format!("`{method}` is not supported"))),
            }
        }
    };
}

questions! {
    "textDocument/diagnostic" => diagnostics::diagnostics;
    "textDocument/codeAction" => code_actions::actions;
    "codeAction/resolve" => code_actions::resolved;
    "textDocument/definition" => definition::definition;
    "textDocument/implementation" => definition::implementation;
    "textDocument/references" => references::references;
    "textDocument/documentHighlight" => references::highlights;
    "textDocument/documentLink" => document_links::links;
    "textDocument/documentSymbol" => symbols::symbols;
    "textDocument/prepareCallHierarchy" => call_hierarchy::prepare;
    "callHierarchy/incomingCalls" => call_hierarchy::incoming;
    "callHierarchy/outgoingCalls" => call_hierarchy::outgoing;
    "textDocument/foldingRange" => ranges::folds;
    "textDocument/selectionRange" => ranges::selections;
    "textDocument/hover" => hover::hover;
    "textDocument/completion" => completion::completion;
    "textDocument/inlayHint" => inlay_hints::hints;
    "textDocument/codeLens" => inlay_hints::lenses;
    "textDocument/semanticTokens/full" => semantic_tokens::full;
    "textDocument/semanticTokens/range" => semantic_tokens::range;
    "textDocument/prepareRename" => rename::prepare_rename;
    "textDocument/rename" => rename::rename;
    "textDocument/linkedEditingRange" => rename::linked;
    "textDocument/formatting" => formatting::format;
    "textDocument/rangeFormatting" => formatting::format_range;
    "textDocument/onTypeFormatting" => formatting::format_on_type;
    "vsdlint/draw" => draw::draw;
}

fn asked<P: DeserializeOwned>(
    request: &Request,
    snapshot: &Snapshot<'_>,
    answer: impl FnOnce(&P, &Snapshot<'_>) -> Answer,
) -> Answer {
    match P::deserialize(&request.params) {
        Ok(params) => answer(&params, snapshot),
        // What the library says names types of this program.
        Err(_) => Err((ErrorCode::InvalidParams, not_as_described(&request.method))),
    }
}

/// Why parameters cannot be followed.
pub fn not_as_described(method: &str) -> String {
    let place = if method.starts_with("vsdlint/") { "docs/editors.md" } else { "the protocol" };
    format!("the parameters of `{method}` are not as {place} describes them")
}

/// The answer about a document of which nothing is known.
pub fn nothing(method: &str) -> Value {
    match method {
        "textDocument/diagnostic" => json!({ "kind": "full", "items": [] }),
        _ => Value::Null,
    }
}

/// What one project has to say to a question that is asked of all.
pub fn part(request: &Request, snapshot: &Snapshot<'_>) -> Value {
    let query = request.params.get("query").and_then(Value::as_str).unwrap_or_default();
    symbols::find(query, snapshot)
}
