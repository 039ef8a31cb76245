//! The format `checkstyle`: the XML of Checkstyle 4.3, which many CI servers read.
//!
//! Findings in one file stand together. Suppressed ones are left out: Checkstyle has no notion of them.

use std::io::{self, Write};

use super::entries::Entries;
use super::xml::Xml;
use super::{Report, Style, plain};
use crate::finding::Level;

/// Writes the report.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let entries = Entries::new(report);
    let mut xml = Xml::new(out)?;
    xml.open("checkstyle", &[("version", "4.3")])?;
    let mut current = None;
    for entry in entries.active() {
        let path = entry.path();
        if current.as_ref() != Some(&path) {
            if current.is_some() {
                xml.close("file")?;
            }
            xml.open_of_file("file", "name", &path)?;
            current = Some(path);
        }
        let at = entry.start();
        let attributes = [
            ("line", at.line.to_string()),
            ("column", at.column.to_string()),
            ("severity", severity(entry.finding.level).to_owned()),
            ("message", plain::brief(entry.finding)),
            ("source", format!("vsdlint.{}", entry.finding.rule)),
        ];
        xml.empty("error", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())))?;
    }
    if current.is_some() {
        xml.close("file")?;
    }
    xml.close("checkstyle")?;
    xml.end()
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "info",
    }
}
