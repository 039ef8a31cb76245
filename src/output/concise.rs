//! The format `concise`: `path:line:column: level[rule] message`, one line for each finding.
//!
//! It holds nothing else, no summary and no suppressed finding, so that grep, wc and editors can take every line
//! as a finding. Line and column are 1-based; the column counts characters.

use std::io::{self, Write};

use super::entries::Entries;
use super::{Report, Style};
use crate::finding::{Finding, Level};
use crate::sanitise::{sanitise, shown};

/// Writes the report.
pub(super) fn write(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for entry in Entries::new(report).active() {
        let Finding { level, rule, message, .. } = entry.finding;
        let at = entry.start();
        let (start, end) = if style.color { (color(*level), "\x1b[0m") } else { ("", "") };
        writeln!(
            out,
            "{}:{}:{}: {start}{}[{rule}]{end} {}",
            sanitise(&entry.path()),
            at.line,
            at.column,
            level.word(),
            shown(message)
        )?;
    }
    Ok(())
}

/// The escape sequence that begins the level's colour, the same as in `full`.
fn color(level: Level) -> &'static str {
    match level {
        Level::Error => "\x1b[1;31m",
        Level::Warn => "\x1b[1;33m",
        Level::Info => "\x1b[1;36m",
    }
}
