//! What handlers share: the shape of an answer, and the place that a request names.

use gen_lsp_types::{Position, TextDocumentIdentifier};
use lsp_server::ErrorCode;
use serde::Serialize;
use serde_json::Value;
use vsdlint::source::FileId;

use crate::lsp::convert::snapshot::Snapshot;

/// Why a request has no answer: the protocol's code, and a sentence.
pub type Refusal = (ErrorCode, String);

/// An answer as the protocol writes it, or why there is none.
pub type Answer = Result<Value, Refusal>;

/// A value as the protocol writes it.
///
/// # Errors
/// Where it cannot be written as JSON, which no value of the protocol does.
pub fn to_answer(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

/// The file of a document.
///
/// # Errors
/// Where it is not part of the project.
pub fn file_of(document: &TextDocumentIdentifier, snapshot: &Snapshot<'_>) -> Result<FileId, Refusal> {
    match snapshot.file(&document.uri) {
        Some(file) => Ok(file),
        None => Err((ErrorCode::InvalidParams, format!("`{}` is not part of the project", document.uri))),
    }
}

/// The file of a document, and the byte at a position in it.
///
/// # Errors
/// Where the document is not part of the project, or has no such line.
pub fn place_of(
    document: &TextDocumentIdentifier,
    position: Position,
    snapshot: &Snapshot<'_>,
) -> Result<(FileId, u32), Refusal> {
    let file = file_of(document, snapshot)?;
    match snapshot.offset(file, position) {
        Some(offset) => Ok((file, offset)),
        None => {
            let message = format!("the document has no line {}, counted from 0", position.line);
            Err((ErrorCode::InvalidParams, message))
        }
    }
}
