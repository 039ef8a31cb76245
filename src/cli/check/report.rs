//! Writes what a run found.

use std::io::Write;

use vsdlint::output::{self, Format, Part, Report, Style};
use vsdlint::rule::RuleMetadata;
use vsdlint::rules;

use super::Arguments;
use super::run::Run;
use crate::cli::changes;
use crate::cli::console::Console;
use crate::cli::guard;
use crate::cli::outputs::Output;

/// Writes the reports, the one on standard output last: whoever reads it can stop when it is enough.
pub fn report(run: &Run, outputs: &[Output], arguments: &Arguments, console: &mut Console) {
    let rules = described(&run.spoke, &run.own);
    let parts = run.parts.iter().map(|part| Part {
        sources: &part.sources,
        findings: &part.findings,
        statistics: &part.statistics,
    });
    let report = Report { parts: parts.collect(), rules: &rules };
    for Output { format, file } in outputs {
        let Some(file) = file else { continue };
        let write = |out: &mut dyn Write| output::write(*format, &report, &Style::default(), out);
        guard::write(file, &run.inputs, console, write);
    }
    if arguments.fixing.diff {
        let stream = console.out;
        return console.print(|out| changes::write(&run.changes, stream, out));
    }
    let printed = outputs.iter().find(|output| output.file.is_none()).map(|output| output.format);
    let printed = printed.filter(|_| !arguments.quiet);
    let says_none = |format| matches!(format, Format::Full | Format::Github);
    if let Some(format) = printed.filter(|&format| !says_none(format) || !is_vain(run)) {
        let style = Style { color: console.out.color, width: console.out.width };
        console.print(|out| output::write(format, &report, &style, out));
    }
    if arguments.statistics {
        match printed {
            Some(Format::Full | Format::Concise) => console.print(|out| {
                writeln!(out)?;
                output::write_statistics(&report, out)
            }),
            _ => console.note(|err| output::write_statistics(&report, err)),
        }
    }
}

/// Whether nothing was checked because something went wrong: "no findings" would be a lie.
fn is_vain(run: &Run) -> bool {
    !run.problems.is_empty() && run.parts.iter().all(|part| part.statistics.files == 0)
}

/// The rules that could have spoken, by name; `own` are those of the projects.
fn described<'r>(spoke: &[bool], own: &'r [RuleMetadata]) -> Vec<&'r RuleMetadata> {
    let mut described: Vec<&RuleMetadata> = own.iter().collect();
    for (rule, &spoke) in rules::metadata().iter().zip(spoke) {
        if spoke {
            described.push(rule);
        }
    }
    described.sort_by(|one, other| one.name.cmp(&other.name));
    // Projects may share a policy.
    described.dedup_by(|one, other| one.name == other.name);
    described
}
