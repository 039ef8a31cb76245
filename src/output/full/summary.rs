//! The last lines of the format `full`: how much was found, and how much of it the tool could fix.

use std::io::{self, Write};

use crate::output::counts::Counts;
use crate::text::plural;

/// Writes "11 findings (10 errors, 1 warning) in 6 files, 2 suppressed", or "No findings in 14 files",
/// and what `--fix` can do about it.
pub(super) fn write(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    let found = counts.findings();
    if found == 0 {
        write!(out, "No findings in {}", plural(counts.statistics.files, "file"))?;
    } else {
        let mut levels = Vec::new();
        if counts.errors > 0 {
            levels.push(plural(counts.errors, "error"));
        }
        if counts.warnings > 0 {
            levels.push(plural(counts.warnings, "warning"));
        }
        if counts.infos > 0 {
            levels.push(format!("{} info", counts.infos));
        }
        write!(
            out,
            "{} ({}) in {}",
            plural(found, "finding"),
            levels.join(", "),
            plural(counts.files, "file")
        )?;
    }
    let aside = [
        (counts.suppressed, "suppressed"),
        (counts.statistics.known, "known"),
        (counts.statistics.fixed, "fixed"),
    ];
    for (count, word) in aside.into_iter().filter(|&(count, _)| count > 0) {
        write!(out, ", {count} {word}")?;
    }
    writeln!(out)?;
    match (counts.safe, counts.suggested) {
        (0, 0) => Ok(()),
        (safe, 0) => writeln!(out, "`--fix` can fix {safe}"),
        (0, suggested) => writeln!(out, "`--fix-suggested` can fix {suggested}"),
        (safe, suggested) => {
            writeln!(out, "`--fix` can fix {safe}, `--fix-suggested` {suggested} more")
        }
    }
}
