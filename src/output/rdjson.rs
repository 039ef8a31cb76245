//! The format `rdjson`: the Reviewdog Diagnostic Format, which reviewdog turns into comments on a change.
//!
//! Columns count bytes of UTF-8, a byte-order mark not among them. The other places of a finding are given in its
//! message, since reviewdog refuses members that its version does not know. A suggestion cannot name a file, so a fix
//! is given only if it stays in the finding's own. Suppressed findings are left out.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::entries::{Entries, Entry};
use super::json_formatter::Each;
use super::{Report, Style, json_formatter, plain, tool};
use crate::finding::{Fix, Level};
use crate::rule::RuleMetadata;
use crate::source::FileSpan;

/// Writes the report.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let entries = Entries::new(report);
    let result = DiagnosticResult {
        source: Source { name: tool::NAME, url: tool::home() },
        diagnostics: Each(|| entries.active().map(|entry| Diagnostic::new(entry, report.rules))),
    };
    json_formatter::write(&result, 2, out)
}

#[derive(Serialize)]
struct DiagnosticResult<T> {
    source: Source,
    diagnostics: T,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

impl<'a> Diagnostic<'a> {
    fn new(entry: Entry<'a>, rules: &[&RuleMetadata]) -> Diagnostic<'a> {
        let finding = entry.finding;
        let rule = rules.binary_search_by_key(&&*finding.rule, |rule| &*rule.name).ok();
        let place = finding.primary.place;
        let stays = |fix: &&Fix| fix.edits.iter().all(|edit| edit.place.file == place.file);
        let edits = finding.fix.as_ref().filter(stays).into_iter().flat_map(|fix| &fix.edits);
        Diagnostic {
            message: plain::whole(entry),
            location: Location { path: entry.path(), range: Range::new(place, entry) },
            severity: severity(finding.level),
            code: Code { value: &finding.rule, url: rule.and_then(|rule| tool::rule_page(rules[rule])) },
            suggestions: edits
                .map(|edit| Suggestion { range: Range::new(edit.place, entry), text: &edit.text })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    range: Range,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

impl Range {
    fn new(place: FileSpan, entry: Entry<'_>) -> Range {
        let range = entry.texts.range(place);
        let position = |offset| {
            let line = entry.texts.line_index(place.file, offset);
            let start = entry.texts.line_range(place.file, line).start;
            Position { line: line + 1, column: offset.saturating_sub(start) + 1 }
        };
        Range { start: position(range.start), end: position(range.end) }
    }
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warn => "WARNING",
        Level::Info => "INFO",
    }
}
