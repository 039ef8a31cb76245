//! What can be done about a finding.

use std::ops::Range;

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Command, TextEdit, Uri};
use lsp_server::{ErrorCode, Request};
use serde_json::{Value, json};
use vsdlint::finding::{Finding, Safety};
use vsdlint::fix::{Bounds, Reach, mend, silence};
use vsdlint::lint::Lint;
use vsdlint::source::{FileId, Span};

use super::{Answer, View, file, told};
use crate::lsp::capabilities::EXPLAIN;
use crate::lsp::client::Client;
use crate::lsp::diagnostics;
use crate::lsp::position::Lines;
use crate::lsp::uri;
use crate::lsp::view::Files;

/// Every safe fix of a document, as a kind of action.
const FIX_ALL: &str = "source.fixAll.vsdlint";

/// What an `@allow` says until somebody says why.
const REASON: &str = "say why it may stay";

/// The fixes of the findings in a range, what silences them, and what explains their rules.
pub fn actions(params: CodeActionParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    let span = view.span(file, params.range);
    let only = params.context.only.unwrap_or_default();
    // A kind covers those below it: `source` and `source.fixAll` ask for `source.fixAll.vsdlint`.
    let wants = |kind: &str| {
        only.is_empty()
            || only.iter().any(|only| {
                let only = only.to_string();
                kind == only || only.is_empty() || kind.starts_with(&format!("{only}."))
            })
    };
    let mut actions = Vec::new();
    if wants("quickfix") {
        for finding in view.findings_in(file).iter().filter(|finding| touches(finding, span)) {
            actions.extend(fix(finding, view));
            actions.extend(allow(finding, view));
            actions.push(explain(finding, view));
        }
        // A preferred action first, and explanations last.
        actions.sort_by_key(|action| (action.is_preferred != Some(true), action.command.is_some()));
    }
    let is_safe = |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    if wants(FIX_ALL) && view.findings_in(file).iter().any(is_safe) {
        actions.push(CodeAction {
            title: "Apply all safe fixes in this file".to_owned(),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            data: Some(json!({ "uri": view.files.uri(file) })),
            ..CodeAction::default()
        });
    }
    told(actions)
}

fn touches(finding: &Finding, span: Span) -> bool {
    let found = finding.primary.place.span;
    found.start <= span.end && span.start <= found.end
}

fn fix(finding: &Finding, view: &View<'_>) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    Some(CodeAction {
        title: capitalised(&fix.title),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of_finding(view, finding)]),
        is_preferred: Some(true),
        edit: Some(view.edits(&fix.edits)),
        ..CodeAction::default()
    })
}

fn allow(finding: &Finding, view: &View<'_>) -> Option<CodeAction> {
    let fix = silence(view.model.sources, &view.model.trees, finding, REASON)?;
    Some(CodeAction {
        title: format!("Allow {} here, with a reason…", finding.rule),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of_finding(view, finding)]),
        edit: Some(view.edits(&fix.edits)),
        ..CodeAction::default()
    })
}

fn explain(finding: &Finding, view: &View<'_>) -> CodeAction {
    let title = format!("Explain {}", finding.rule);
    CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of_finding(view, finding)]),
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
pub fn resolved(action: Value, _: &View<'_>) -> Answer {
    Ok(action)
}

/// Whether a request is for the edits of all safe fixes.
pub fn is_fix_all(request: &Request) -> bool {
    request.method == "codeAction/resolve" && request.params.get("kind").is_some_and(|kind| kind == FIX_ALL)
}

/// The action with the edits of all safe fixes of its document. Fixes are tried one after the other, each in what the last
/// one left.
pub fn fix_all(request: &Request, lint: &mut Lint<'_>, files: &Files, client: Client) -> Answer {
    let address = request.params.pointer("/data/uri").and_then(Value::as_str).unwrap_or_default();
    let uri = Uri::from(address);
    let Some(file) = uri::path(&uri).and_then(|path| files.find(&uri::resolved(&path))) else {
        return Err((ErrorCode::InvalidParams, format!("`{address}` is not part of the project")));
    };
    let wanted = |findings: &[Finding]| findings.iter().map(|finding| finding.primary.place.file == file).collect();
    let bounds = Bounds { wanted: &wanted, locked: &|other: FileId| other != file };
    let mended = mend(lint, Reach::Safe, &bounds);
    let mut action = request.params.clone();
    let Some(old) = mended.changed.get(&file).cloned() else { return Ok(action) };
    let new = lint.sources().get(file).text.clone();
    // The document is the client's: what it does not hold was never written.
    lint.replace(file, old.clone());
    let (before, after) = changed(&old, &new);
    let lines = Lines::new(&old);
    let edit = TextEdit {
        range: lines.range(&old, Span::new(before.start as u32, before.end as u32), client.encoding),
        new_text: new[after].to_owned(),
    };
    action["edit"] = match client.versioned_edits {
        true => json!({ "documentChanges": [{
            "textDocument": { "uri": files.uri(file), "version": files.version(file) }, "edits": [edit],
        }] }),
        false => json!({ "changes": { files.uri(file).to_string(): [edit] } }),
    };
    Ok(action)
}

/// The parts of two texts that differ, in bytes of each.
fn changed(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let same = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    let start = (0..=same).rev().find(|&at| old.is_char_boundary(at) && new.is_char_boundary(at)).unwrap_or(0);
    let (rest, other) = (&old[start..], &new[start..]);
    let same = rest.bytes().rev().zip(other.bytes().rev()).take_while(|(one, other)| one == other).count();
    let is_border = |&back: &usize| {
        rest.is_char_boundary(rest.len() - back) && other.is_char_boundary(other.len() - back)
    };
    let end = (0..=same).rev().find(is_border).unwrap_or(0);
    (start..old.len() - end, start..new.len() - end)
}
