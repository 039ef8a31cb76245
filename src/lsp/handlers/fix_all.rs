//! All safe fixes of a document at once.

use gen_lsp_types::{TextEdit, Uri};
use lsp_server::{ErrorCode, Request};
use serde_json::{Value, json};
use vsdlint::finding::{Applicability, Finding};
use vsdlint::fix::{FixFilter, apply_fixes};
use vsdlint::source::{FileId, Span};
use vsdlint::workspace::Workspace;

use super::answer::Answer;
use crate::lsp::convert::client::Client;
use crate::lsp::convert::files::Files;
use crate::lsp::convert::position::{Lines, changed, text_edits};

/// Every safe fix of a document, as a kind of action.
pub const FIX_ALL: &str = "source.fixAll.vsdlint";

/// What such an action is called.
pub const FIX_ALL_TITLE: &str = "Apply all safe fixes in this file";

/// Whether a request is for the edits of all safe fixes: those of an action that was taken, or, for a client that takes only
/// actions which are complete, those of the action itself.
pub fn is_fix_all(request: &Request, client: Client) -> bool {
    let is_kind = |kind: &Value| kind.as_str().is_some_and(|kind| covers(kind, FIX_ALL));
    match request.method.as_str() {
        "codeAction/resolve" => request.params.get("kind").is_some_and(|kind| kind == FIX_ALL),
        "textDocument/codeAction" if !client.resolves_edits => {
            let only = request.params.pointer("/context/only").and_then(Value::as_array);
            only.is_some_and(|only| !only.is_empty() && only.iter().all(is_kind))
        }
        _ => false,
    }
}

/// Whether a kind of action is another one, or one below it: `source.fixAll` covers `source.fixAll.vsdlint`.
pub fn covers(kind: &str, other: &str) -> bool {
    other.strip_prefix(kind).is_some_and(|rest| kind.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The action with the edits of all safe fixes of its document. Fixes are tried one after the other, each in what the last
/// one left.
pub fn fix_all(request: &Request, workspace: &mut Workspace<'_>, files: &Files, client: Client) -> Answer {
    let is_taken = request.method == "codeAction/resolve";
    let address = request.params.pointer(if is_taken { "/data/uri" } else { "/textDocument/uri" });
    let address = address.and_then(Value::as_str).unwrap_or_default();
    let Some(file) = files.at(&Uri::from(address)) else {
        return Err((ErrorCode::InvalidParams, format!("`{address}` is not part of the project")));
    };
    let mut action =
        if is_taken { request.params.clone() } else { json!({ "title": FIX_ALL_TITLE, "kind": FIX_ALL }) };
    let edit = safe_edits(file, workspace, files, client).map(|edits| match client.versioned_edits {
        true => json!({ "documentChanges": [{
            "textDocument": { "uri": files.uri(file), "version": files.version(file) }, "edits": edits,
        }] }),
        false => json!({ "changes": { files.uri(file).to_string(): edits } }),
    });
    match edit {
        Some(edit) => action["edit"] = edit,
        None if is_taken => {}
        None => return Ok(json!([])),
    }
    Ok(if is_taken { action } else { json!([action]) })
}

/// The edit that all safe fixes of a file come down to, if there are any.
fn safe_edits(
    file: FileId,
    workspace: &mut Workspace<'_>,
    files: &Files,
    client: Client,
) -> Option<Vec<TextEdit>> {
    let wanted =
        |findings: &[Finding]| findings.iter().map(|finding| finding.primary.place.file == file).collect();
    let bounds = FixFilter { wanted: &wanted, locked: &|other: FileId| other != file };
    let fixed = apply_fixes(workspace, Applicability::Safe, &bounds);
    let old = fixed.changed.get(&file)?.clone();
    let new = workspace.sources().get(file).text.clone();
    // The document is the client's to change.
    workspace.replace(file, old.clone());
    let (before, after) = changed(&old, &new);
    let span = Span::new(before.start as u32, before.end as u32);
    let lines = Lines::new(&old, client.encoding, files.origin(file));
    Some(text_edits(&lines, &old, vec![(span, new[after].to_owned())]))
}
