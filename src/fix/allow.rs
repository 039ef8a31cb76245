//! Suppresses findings where they stand: writes an `@allow` before the statement that each is in.

use std::borrow::Cow;

use super::{FixFilter, Fixed, RefusalReason, Refused, run};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::source::lines::{last_line_end, line_end, line_end_at, line_start};
use crate::source::{FileSpan, Sources, Span};
use crate::syntax::words::unquote;
use crate::syntax::{StatementId, Tree};
use crate::workspace::Workspace;

/// Writes an `@allow` with this `reason` for every finding that `filter` lets through. One that no statement holds cannot be
/// suppressed: it stays, and is among those that were refused. `reason` says something; line feeds in it become blanks.
pub fn allow(workspace: &mut Workspace<'_>, reason: &str, filter: &FixFilter<'_>) -> Fixed {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut fixed = run(workspace, filter, &|workspace, finding| {
        suppress(workspace.sources(), workspace.trees(), finding, &reason)
    });
    let wanted = (filter.wanted)(&fixed.checked.findings);
    for (finding, wanted) in fixed.checked.findings.iter().zip(wanted) {
        if !wanted || finding.suppressed.is_some() {
            continue;
        }
        if suppress(workspace.sources(), workspace.trees(), finding, &reason).is_none() {
            fixed.refused.push(Refused { finding: finding.clone(), reason: RefusalReason::NoStatement });
        }
    }
    fixed
}

/// What suppresses one finding with this `reason`, which stands on one line: the rule is added to an `@allow` that gives the
/// same reason already, or one is written. None where no statement holds the finding.
pub fn suppress(sources: &Sources, trees: &[Tree], finding: &Finding, reason: &str) -> Option<Fix> {
    let FileSpan { file, span } = finding.primary.place;
    let source = sources.get(file);
    let tree = trees.get(file.index())?;
    let statement = innermost(tree, span)?;
    // Those of a statement stand between what begins before it and itself.
    let begins = |id: StatementId| tree[id].span.start;
    let after = |start: u32| tree.allows.partition_point(|allow| allow.span.start < start);
    let first = statement.index().checked_sub(1).map_or(0, |before| after(begins(StatementId::new(before))));
    let same = tree.allows[first..after(begins(statement))].iter().find(|allow| {
        allow.target == Some(statement) && unquote(source.slice(allow.reason)) == Cow::Borrowed(reason)
    });
    let (at, text) = match same.and_then(|allow| allow.rules.last()) {
        Some(rule) => (rule.end, format!(", {}", finding.rule)),
        None => {
            let at = tree[statement].span.start;
            let quoted = reason.replace('\\', "\\\\").replace('"', "\\\"");
            (at, format!("@allow({}, \"{quoted}\"){}", finding.rule, break_before(&source.text, at)))
        }
    };
    let edits = vec![Edit { place: FileSpan { file, span: Span::new(at, at) }, text }];
    Some(Fix { applicability: Applicability::Safe, title: format!("allow {}", finding.rule), edits })
}

/// The innermost statement around `span`.
fn innermost(tree: &Tree, span: Span) -> Option<StatementId> {
    tree.begun_by(span.start).rev().find(|&id| tree[id].span.contains(span))
}

/// What goes between a new `@allow` and the statement at byte `at`: the line's end and indentation, or a blank where
/// the statement does not begin its line.
fn break_before(text: &str, at: u32) -> String {
    let before = &text[..at as usize];
    let line = line_start(text, at as usize);
    let indent = before[line..].trim_start_matches('\u{feff}');
    if !indent.bytes().all(|byte| byte == b' ' || byte == b'\t') {
        return " ".to_owned();
    }
    let end = match line_end_at(text, line_end(text, line)) {
        "" => last_line_end(text).unwrap_or("\n"),
        end => end,
    };
    format!("{end}{indent}")
}
