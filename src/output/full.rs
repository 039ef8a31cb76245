//! The format `full`: every finding with the source lines that it is about, drawn by codespan-reporting.
//!
//! This file and those in its folder are the only ones that know codespan. It is given excerpts, never whole
//! texts: the labelled lines, made harmless and cut to a bounded length. Suppressed findings are only counted.

mod clip;
mod excerpt;
mod files;
mod notes;
mod painter;
mod summary;

use std::io::{self, Write};

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::files::Error;
use codespan_reporting::term::{Config, emit_to_write_style};

use self::excerpt::Excerpt;
use self::files::Excerpts;
use self::painter::Painter;
use super::counts::Counts;
use super::entries::Entries;
use super::plain::MAX_PLACES;
use super::source_index::SourceIndex;
use super::{Report, Style};
use crate::finding::{self, Finding, Level};
use crate::sanitise::shown;
use crate::source::FileId;

/// Columns kept free for line numbers, the border and an ellipsis at either end.
const MARGIN: usize = 10;

/// Writes the report.
pub(super) fn write(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut config = Config::default();
    let mut buffer = Vec::new();
    for entry in Entries::new(report).active() {
        let (excerpts, diagnostic) = draw(entry.finding, entry.texts, style);
        config.before_label_lines = excerpts.lead();
        buffer.clear();
        let mut painter = Painter::new(&mut buffer, style.color);
        emit_to_write_style(&mut painter, &config, &excerpts, &diagnostic).map_err(io_error)?;
        out.write_all(&buffer)?;
    }
    summary::write(&Counts::of(report), out)
}

/// The finding as codespan wants it.
fn draw(finding: &Finding, texts: &SourceIndex<'_>, style: &Style) -> (Excerpts, Diagnostic<usize>) {
    let drawn: Vec<_> = finding.labels().take(MAX_PLACES).collect();
    let limit = style.width.map_or(clip::MAX_CHARACTERS, |width| {
        width.saturating_sub(MARGIN).clamp(clip::MIN_CHARACTERS, clip::MAX_CHARACTERS)
    });
    let mut excerpts = Vec::new();
    let mut labels = Vec::new();
    for file in files(&drawn) {
        let here: Vec<_> = drawn.iter().filter(|label| label.place.file == file).collect();
        let ranges: Vec<_> = here.iter().map(|label| texts.range(label.place)).collect();
        let excerpt = Excerpt::new(texts, file, &ranges, limit);
        for (label, mark) in here.iter().zip(&excerpt.marks) {
            // The primary label comes first, and its file does.
            let style = if labels.is_empty() { LabelStyle::Primary } else { LabelStyle::Secondary };
            let label =
                Label::new(style, excerpts.len(), mark.range.clone()).with_message(shown(&label.text));
            labels.push(label);
        }
        excerpts.push(excerpt);
    }
    let excerpts = Excerpts(excerpts);
    let width = style.width.map(|width| width.saturating_sub(excerpts.gutter()));
    let diagnostic = Diagnostic::new(severity(finding.level))
        .with_code(&*finding.rule)
        .with_message(shown(&finding.message))
        .with_labels(labels)
        .with_notes(notes::notes(finding, width));
    (excerpts, diagnostic)
}

/// The files that the labels are in, each once, in the order in which the labels come.
fn files(labels: &[&finding::Label]) -> Vec<FileId> {
    let mut files = Vec::new();
    for label in labels {
        if !files.contains(&label.place.file) {
            files.push(label.place.file);
        }
    }
    files
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warn => Severity::Warning,
        Level::Info => Severity::Note,
    }
}

fn io_error(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
