//! Messages that the server sends of its own accord.

use std::sync::atomic::{AtomicU32, Ordering};

use gen_lsp_types::{Diagnostic, Uri};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use vsdlint::sanitise::shown;

/// How grave something in the client's log is. The numbers are the protocol's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The client has said something that cannot be followed.
    Error = 1,
    /// Something else went wrong, and the server goes on.
    Warning = 2,
}

/// Why a request has no answer. What the client wrote may stand in it, and is made harmless.
pub fn error(id: RequestId, code: ErrorCode, message: &str) -> Response {
    Response::new_err(id, code as i32, shown(message).into_owned())
}

/// Tells the client's log of a mishap; what it wrote is made harmless here, too.
pub fn log(severity: Severity, message: &str) -> Message {
    let params = json!({ "type": severity as i32, "message": format!("vsdlint: {}", shown(message)) });
    Notification { method: "window/logMessage".to_owned(), params }.into()
}

/// Tells the client what was found in a file. `version` is that of the open document.
pub fn publish(uri: &Uri, version: Option<i32>, diagnostics: &[Diagnostic]) -> Message {
    let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
    if let Some(version) = version {
        params["version"] = version.into();
    }
    Notification { method: "textDocument/publishDiagnostics".to_owned(), params }.into()
}

/// Has the client ask again for something, which `method` names.
pub fn refresh(method: &str) -> Message {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let id = format!("vsdlint-refresh-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    Request { id: RequestId::from(id), method: method.to_owned(), params: Value::Null }.into()
}

/// Tells the client that pictures which it asked for with `vsdlint/draw` may be others now.
pub fn drawing_changed() -> Message {
    Notification { method: "vsdlint/drawingChanged".to_owned(), params: json!({}) }.into()
}
