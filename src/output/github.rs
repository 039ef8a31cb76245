//! The format `github`: an annotation for each finding, as GitHub's workflow commands, and the whole text report.
//!
//! GitHub shows the first ten annotations of each kind, so the most severe come first, and the log has everything:
//! the text report is that of `full`. Suppressed findings are only counted there.

mod guard;

use std::io::{self, Write};

use self::guard::Guard;
use super::entries::{Entries, Entry};
use super::{Report, Style, full, plain};
use crate::finding::Level;
use crate::sanitise::sanitise;

/// Writes the report.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    for entry in Entries::new(report).severest_first() {
        annotate(entry, out)?;
    }
    let mut guard = Guard::new(out);
    full::write(report, &Style::default(), &mut guard)?;
    guard.flush()
}

/// Writes an annotation, the properties in the order in which GitHub's own toolkit writes them.
fn annotate(entry: Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let region = entry.primary();
    let (start, end) = (region.start, region.end);
    write!(
        out,
        "::{} title={},file={},line={},endLine={}",
        command(entry.finding.level),
        property(&entry.finding.rule),
        path(&entry.path()),
        start.line,
        end.line,
    )?;
    // Over several lines, GitHub takes no columns.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    writeln!(out, "::{}", data(&plain::whole(entry)))
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "notice",
    }
}

/// The text as a command's data.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A path as a property's value: exact, but for what GitHub has no escape for, and a terminal would obey or nobody could see.
fn path(path: &str) -> String {
    let mut value = String::with_capacity(path.len());
    for piece in path.split_inclusive(['\r', '\n']) {
        let text = piece.trim_end_matches(['\r', '\n']);
        value.push_str(&property(&sanitise(text)));
        value.push_str(&property(&piece[text.len()..]));
    }
    value
}

/// The text as a property's value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
