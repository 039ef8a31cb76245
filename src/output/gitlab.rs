//! The format `gitlab`: the JSON of GitLab's Code Quality reports.
//!
//! GitLab drops every entry whose fingerprint it has seen before, so a fingerprint that comes again is numbered.
//! Suppressed findings are left out: GitLab would show them like the others.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::disambiguate::Disambiguator;
use super::entries::{Entries, Entry};
use super::json_formatter::Each;
use super::{Report, Style, json_formatter, plain};
use crate::finding::Level;

/// Writes the report.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let entries = Entries::new(report);
    let issues = Each(|| {
        let mut fingerprints = Disambiguator::default();
        entries.active().map(move |entry| Issue::new(entry, &mut fingerprints))
    });
    json_formatter::write(&issues, 1, out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'a> Issue<'a> {
    fn new(entry: Entry<'a>, fingerprints: &mut Disambiguator) -> Issue<'a> {
        let finding = entry.finding;
        let region = entry.primary();
        let mut fingerprint = format!("{:016x}", finding.fingerprint);
        let count = fingerprints.count(finding.fingerprint);
        if count > 1 {
            fingerprint.push_str(&format!("-{count}"));
        }
        Issue {
            description: plain::brief(finding),
            check_name: &finding.rule,
            fingerprint,
            severity: severity(finding.level),
            location: Location {
                path: entry.path(),
                lines: Lines { begin: region.start.line, end: region.end.line },
            },
        }
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warn => "major",
        Level::Info => "info",
    }
}
