//! What can be done about a finding.

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Command};
use serde_json::{Value, json};
use vsdlint::finding::{Applicability, Finding};
use vsdlint::fix::suppress;
use vsdlint::source::Span;

use super::answer::{Answer, file_of, to_answer};
use super::fix_all::{FIX_ALL, FIX_ALL_TITLE, covers};
use crate::lsp::convert::diagnostics;
use crate::lsp::convert::snapshot::Snapshot;

/// The command that shows a rule's page.
pub const EXPLAIN: &str = "vsdlint.explain";

/// What an `@allow` says until somebody says why.
const REASON: &str = "say why it may stay";

/// The fixes of the findings in a range, what suppresses them, and what explains their rules.
pub fn actions(params: &CodeActionParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
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
    to_answer(actions)
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
    let fix = suppress(snapshot.model.sources(), snapshot.model.trees(), finding, REASON)?;
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
            // Another project may have a rule of its own of this name.
            arguments: Some(vec![json!(finding.rule), json!(snapshot.files.uri(finding.primary.place.file))]),
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
