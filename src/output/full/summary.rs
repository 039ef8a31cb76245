//! The last lines of the format `full`: how much was found, and how much of it the tool could mend.

use std::io::{self, Write};

use crate::output::counts::{Counts, plural};

/// Writes "11 findings (10 errors, 1 warning) in 6 files, 2 silenced", or "No findings in 14 files".
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
    if counts.suppressed > 0 {
        write!(out, ", {} silenced", counts.suppressed)?;
    }
    writeln!(out)
}
