//! The format `sarif`: SARIF 2.1.0, which code scanning services and viewers read.
//!
//! It keeps to what GitHub accepts: of more findings or places than that the most severe, or the first, are given, and
//! a notification says how many are left out. Suppressed findings come last, each with its suppression.

mod build;
mod line_hash;
mod shape;
mod uri;

use std::io::{self, Write};

use self::build::Builder;
use self::line_hash::LineHashes;
use self::shape::{Log, Run};
use super::entries::Entries;
use super::json_formatter::Each;
use super::{Report, Style, json_formatter};

/// How many results GitHub accepts in a run; of these it shows the 5,000 most severe.
const MAX_RESULTS: usize = 25_000;

/// Writes the report: a line for each result.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let entries = Entries::new(report);
    let builder = Builder { rules: report.rules };
    let results = Each(|| {
        let mut hashes = LineHashes::default();
        let found = entries.severest_first().chain(entries.suppressed()).take(MAX_RESULTS);
        found.map(move |entry| builder.result(entry, &mut hashes))
    });
    let found: usize = report.parts.iter().map(|part| part.findings.len()).sum();
    let run = Run {
        tool: builder.tool(),
        invocations: builder.invocations(found.saturating_sub(MAX_RESULTS)),
        original_uri_base_ids: uri::bases(),
        column_kind: "unicodeCodePoints",
        results,
    };
    json_formatter::write(&Log::new(run), 4, out)
}
