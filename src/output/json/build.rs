//! Builds the shape of the JSON report from findings.

use serde::{Serialize, Serializer};

use super::VERSION;
use super::shape::{
    Applicability, Document, Edit, Ends, Finding, Findings, Fix, Label, Level, Levels, Position, Range,
    Statistics, Summary, Suppressed, Tool,
};
use crate::finding;
use crate::met::Met;
use crate::output::Report;
use crate::output::counts::Counts;
use crate::output::entries::Entries;
use crate::output::source_index::SourceIndex;
use crate::source::{FileId, FileSpan};

impl<'a> Document<'a> {
    /// Counts the findings; their own shape is built when they are written.
    pub fn new(report: &Report<'a>) -> Document<'a> {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        let summary = Summary::new(Counts::of(report));
        Document { version: VERSION, tool, findings: Findings(Entries::new(report)), summary }
    }
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.all().map(|entry| Finding::new(entry.finding, entry.texts)))
    }
}

impl<'a> Finding<'a> {
    fn new(finding: &'a finding::Finding, texts: &SourceIndex<'a>) -> Finding<'a> {
        Finding {
            rule: &finding.rule,
            level: match finding.level {
                finding::Level::Info => Level::Info,
                finding::Level::Warn => Level::Warn,
                finding::Level::Error => Level::Error,
            },
            message: &finding.message,
            path: texts.path(finding.primary.place.file),
            primary: Label::new(&finding.primary, texts),
            secondary: finding.secondary.iter().map(|label| Label::new(label, texts)).collect(),
            help: &finding.help,
            fix: finding.fix.as_ref().map(|fix| Fix::new(fix, texts)),
            fingerprint: format!("{:016x}", finding.fingerprint),
            suppressed: finding.suppressed.as_ref().map(|suppression| Suppressed {
                range: Range::new(suppression.place, texts),
                reason: &suppression.reason,
            }),
        }
    }
}

impl<'a> Label<'a> {
    fn new(label: &'a finding::Label, texts: &SourceIndex<'a>) -> Label<'a> {
        Label { range: Range::new(label.place, texts), text: &label.text }
    }
}

impl<'a> Fix<'a> {
    fn new(fix: &'a finding::Fix, texts: &SourceIndex<'a>) -> Fix<'a> {
        let edit = |edit: &'a finding::Edit| Edit { range: Range::new(edit.place, texts), text: &edit.text };
        Fix {
            applicability: match fix.applicability {
                finding::Applicability::Safe => Applicability::Safe,
                finding::Applicability::Suggested => Applicability::Suggested,
            },
            title: &fix.title,
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}

impl<'a> Range<'a> {
    fn new(place: FileSpan, texts: &SourceIndex<'a>) -> Range<'a> {
        let range = texts.range(place);
        Range {
            path: texts.path(place.file),
            start: Position::new(place.file, range.start, texts),
            end: Position::new(place.file, range.end, texts),
        }
    }
}

impl Position {
    fn new(file: FileId, offset: usize, texts: &SourceIndex<'_>) -> Position {
        let at = texts.line_column(file, offset);
        Position { line: at.line, column: at.column, offset }
    }
}

impl Summary {
    fn new(counts: Counts) -> Summary {
        Summary {
            findings: counts.findings(),
            levels: Levels { error: counts.errors, warn: counts.warnings, info: counts.infos },
            suppressed: counts.suppressed,
            known: counts.statistics.known,
            fixed: counts.statistics.fixed,
            files_with_findings: counts.files,
            statistics: Statistics {
                files: counts.statistics.files,
                bytes: counts.statistics.bytes,
                inputs: counts.statistics.inputs.into(),
                outputs: counts.statistics.outputs.into(),
            },
            rules: counts.rules,
        }
    }
}

impl From<Met> for Ends {
    fn from(ends: Met) -> Ends {
        Ends { met: ends.met, total: ends.total }
    }
}
