//! Messages that hold a text which is larger than what is read.

use lsp_server::{Message, Notification};
use serde::Deserialize;
use serde_json::{Value, json};

/// What the server is told instead: that a document, which is named with its version, has grown too large.
pub const GROWN: &str = "vsdlint/documentGrown";

/// What is read of such a message: who it is about. All else is passed over, which takes neither memory nor much time.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Long {
    id: Value,
    method: String,
    params: LongParams,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct LongParams {
    text_document: LongDocument,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LongDocument {
    uri: String,
    version: i32,
}

/// What the server is told of a document that was opened or changed.
///
/// # Errors
/// The id of any other message, which says nothing that could be followed.
pub fn read(body: &[u8]) -> Result<Message, Value> {
    let Ok(Long { id, method, params }) = serde_json::from_slice(body) else { return Err(Value::Null) };
    let LongDocument { uri, version } = params.text_document;
    if !matches!(method.as_str(), "textDocument/didOpen" | "textDocument/didChange") || uri.is_empty() {
        return Err(id);
    }
    let params = json!({ "uri": uri, "version": version });
    Ok(Notification { method: GROWN.to_owned(), params }.into())
}
