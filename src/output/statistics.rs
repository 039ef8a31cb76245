//! The text behind `--statistics`: how often each rule speaks, and how many expectations meet.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::Report;
use super::counts::Counts;
use crate::text::plural;

/// Writes a line for each rule that found something, the most frequent first, then how many ends meet.
/// Suppressed findings are not counted.
///
/// # Errors
/// Only those of `out`.
pub fn write_statistics(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = Counts::of(report);
    let mut rules: Vec<_> = counts.rules.iter().collect();
    rules.sort_by_key(|&(name, count)| (Reverse(count), name));
    let width = rules.first().map_or(0, |(_, count)| count.to_string().len());
    for (name, count) in &rules {
        writeln!(out, "{count:width$}  {name}")?;
    }
    if !rules.is_empty() {
        writeln!(out)?;
    }
    let (inputs, outputs) = (counts.statistics.inputs, counts.statistics.outputs);
    writeln!(
        out,
        "{} of {} and {} of {} meet",
        inputs.met,
        plural(inputs.total, "input end"),
        outputs.met,
        plural(outputs.total, "output end")
    )
}
