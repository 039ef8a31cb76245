//! What can be done about a finding.

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Command, TextEdit, Uri};
use lsp_server::{ErrorCode, Request};
use serde_json::{Value, json};
use vsdlint::finding::{Applicability, Finding};
use vsdlint::fix::{Bounds, Reach, mend, silence};
use vsdlint::source::{FileId, Span};
use vsdlint::workspace::Workspace;

use super::{Answer, Snapshot, file, told};
use crate::lsp::convert::client::Client;
use crate::lsp::convert::diagnostics;
use crate::lsp::convert::position::{Lines, changed};
use crate::lsp::convert::snapshot::Files;
use crate::lsp::convert::uri;
use crate::lsp::server::capabilities::EXPLAIN;

/// Every safe fix of a document, as a kind of action.
const FIX_ALL: &str = "source.fixAll.vsdlint";

const FIX_ALL_TITLE: &str = "Apply all safe fixes in this file";

/// What an `@allow` says until somebody says why.
const REASON: &str = "say why it may stay";

/// The fixes of the findings in a range, what silences them, and what explains their rules.
pub fn actions(params: &CodeActionParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file(&params.text_document, snapshot)?;
    let span = snapshot.span(file, params.range);
    let only = params.context.only.as_deref().unwrap_or_default();
    let wants = |kind: &str| only.is_empty() || only.iter().any(|only| covers(&only.to_string(), kind));
    let mut actions = Vec::new();
    if wants("quickfix") {
        for finding in snapshot.findings_in(file).iter().filter(|finding| touches(finding, span)) {
            actions.extend(fix(finding, snapshot));
            actions.extend(allow(finding, snapshot));
            actions.push(explain(finding, snapshot));
        }
        // A preferred action first, and explanations last.
        actions.sort_by_key(|action| (action.is_preferred != Some(true), action.command.is_some()));
    }
    let is_safe =
        |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    if snapshot.client.resolves_edits && wants(FIX_ALL) && snapshot.findings_in(file).iter().any(is_safe) {
        actions.push(CodeAction {
            title: FIX_ALL_TITLE.to_owned(),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            data: Some(json!({ "uri": snapshot.files.uri(file) })),
            ..CodeAction::default()
        });
    }
    told(actions)
}

fn touches(finding: &Finding, span: Span) -> bool {
    let found = finding.primary.place.span;
    found.start <= span.end && span.start <= found.end
}

fn fix(finding: &Finding, snapshot: &Snapshot<'_>) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    Some(CodeAction {
        title: capitalised(&fix.title),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of_finding(snapshot, finding)]),
        is_preferred: Some(true),
        edit: Some(snapshot.edits(&fix.edits)),
        ..CodeAction::default()
    })
}

fn allow(finding: &Finding, snapshot: &Snapshot<'_>) -> Option<CodeAction> {
    let fix = silence(snapshot.model.sources, &snapshot.model.trees, finding, REASON)?;
    Some(CodeAction {
        title: format!("Allow {} here, with a reason…", finding.rule),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of_finding(snapshot, finding)]),
        edit: Some(snapshot.edits(&fix.edits)),
        ..CodeAction::default()
    })
}

fn explain(finding: &Finding, snapshot: &Snapshot<'_>) -> CodeAction {
    let title = format!("Explain {}", finding.rule);
    CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of_finding(snapshot, finding)]),
        command: Some(Command {
            title,
            command: EXPLAIN.to_owned(),
            arguments: Some(vec![json!(finding.rule)]),
            tooltip: None,
        }),
        ..CodeAction::default()
    }
}

fn capitalised(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// An action that says all about itself already.
pub fn resolved(action: &Value, _: &Snapshot<'_>) -> Answer {
    Ok(action.clone())
}

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
fn covers(kind: &str, other: &str) -> bool {
    other.strip_prefix(kind).is_some_and(|rest| kind.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The action with the edits of all safe fixes of its document. Fixes are tried one after the other, each in what the last
/// one left.
pub fn fix_all(request: &Request, workspace: &mut Workspace<'_>, files: &Files, client: Client) -> Answer {
    let is_taken = request.method == "codeAction/resolve";
    let address = request.params.pointer(if is_taken { "/data/uri" } else { "/textDocument/uri" });
    let address = address.and_then(Value::as_str).unwrap_or_default();
    let Some(file) = uri::path(&Uri::from(address)).and_then(|path| files.find(&uri::resolved(&path))) else {
        return Err((ErrorCode::InvalidParams, format!("`{address}` is not part of the project")));
    };
    let mut action =
        if is_taken { request.params.clone() } else { json!({ "title": FIX_ALL_TITLE, "kind": FIX_ALL }) };
    let edit = safe_edit(file, workspace, client).map(|edit| match client.versioned_edits {
        true => json!({ "documentChanges": [{
            "textDocument": { "uri": files.uri(file), "version": files.version(file) }, "edits": [edit],
        }] }),
        false => json!({ "changes": { files.uri(file).to_string(): [edit] } }),
    });
    match edit {
        Some(edit) => action["edit"] = edit,
        None if is_taken => {}
        None => return Ok(json!([])),
    }
    Ok(if is_taken { action } else { json!([action]) })
}

/// The edit that all safe fixes of a file come down to, if there are any.
fn safe_edit(file: FileId, workspace: &mut Workspace<'_>, client: Client) -> Option<TextEdit> {
    let wanted =
        |findings: &[Finding]| findings.iter().map(|finding| finding.primary.place.file == file).collect();
    let bounds = Bounds { wanted: &wanted, locked: &|other: FileId| other != file };
    let mended = mend(workspace, Reach::Safe, &bounds);
    let old = mended.changed.get(&file)?.clone();
    let new = workspace.sources().get(file).text.clone();
    // The document is the client's to change.
    workspace.replace(file, old.clone());
    let (before, after) = changed(&old, &new);
    let span = Span::new(before.start as u32, before.end as u32);
    let range = Lines::new(&old).range(&old, span, client.encoding);
    Some(TextEdit { range, new_text: new[after].to_owned() })
}
