//! The format `concise`: `path:line:column: level[rule] message`, one line for each finding.
//!
//! It holds nothing else, no summary and no suppressed finding, so that grep, wc and editors can take every line
//! as a finding. Line and column are 1-based; the column counts characters.

use std::io::{self, Write};

use super::sanitise::{sanitise, shown};
use super::texts::Texts;
use super::{Report, Style};
use crate::finding::Level;

/// Writes the report.
pub(super) fn write(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for part in &report.parts {
        let texts = Texts::new(part.sources);
        for finding in part.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let place = finding.primary.place;
            let at = texts.line_column(place.file, texts.range(place).start);
            let path = texts.path(place.file);
            let (start, end) = if style.color { (color(finding.level), "\x1b[0m") } else { ("", "") };
            writeln!(
                out,
                "{}:{}:{}: {start}{}[{}]{end} {}",
                sanitise(&path),
                at.line,
                at.column,
                finding.level.word(),
                finding.rule,
                shown(&finding.message)
            )?;
        }
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
