//! What an import did, for people and programs, in the manner of findings.

use std::io::{self, Write};

use clap::ValueEnum;
use vsdlint::import::remark::{Remark, RemarkKind};
use vsdlint::import::{Document, Imported};
use vsdlint::output::write_json;
use vsdlint::sanitise::{sanitise, shown};
use vsdlint::text::{listed, plural};

use super::target::Target;
use crate::cli::console::{Console, Paint};

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: remarks by kind, the gravest first
    #[default]
    Full,
    /// A line for each remark
    Concise,
    /// For programs; `vsdlint schema import` describes it
    Json,
}

/// So many remarks of one kind are shown in full; the others are counted.
const MOST_SHOWN: usize = 20;

/// Shows the report, on standard error where standard output holds something else.
pub(super) fn show(
    imported: &Imported,
    target: &Target,
    format: Format,
    is_beside: bool,
    console: &mut Console,
) {
    let paths = target.shown(imported);
    let stream = if is_beside { console.err } else { console.out };
    let paint = Paint(stream.color);
    let write = |out: &mut dyn Write| match format {
        Format::Full => full(imported, &paths, target, is_beside, paint, out),
        Format::Concise => concise(imported, paint, out),
        Format::Json => {
            let document = Document::new(paths.clone(), &imported.remarks, imported.counts);
            write_json(&document, out)
        }
    };
    if is_beside { console.note(write) } else { console.print(write) }
}

fn concise(imported: &Imported, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    for remark in &imported.remarks {
        let place = remark.place.to_string();
        writeln!(out, "{}: {}: {}", sanitise(&place), word(remark.kind, paint), shown(&remark.text))?;
    }
    Ok(())
}

fn full(
    imported: &Imported,
    paths: &[String],
    target: &Target,
    is_beside: bool,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    for kind in RemarkKind::ALL {
        let remarks: Vec<&Remark> = imported.remarks.iter().filter(|remark| remark.kind == kind).collect();
        for remark in remarks.iter().take(MOST_SHOWN) {
            writeln!(out, "{}: {}", word(kind, paint), shown(&remark.text))?;
            writeln!(out, "  {} {}", paint.faint("-->"), sanitise(&remark.place.to_string()))?;
        }
        if remarks.len() > MOST_SHOWN {
            let more = remarks.len() - MOST_SHOWN;
            writeln!(out, "{}: and {more} more; `--format concise` lists all", word(kind, paint))?;
        }
    }
    if !imported.remarks.is_empty() {
        writeln!(out)?;
    }
    if !is_beside {
        writeln!(out, "Written:")?;
        for path in paths {
            writeln!(out, "  {}", paint.bold(&sanitise(path)))?;
        }
        if target.has_settings {
            writeln!(out, "  (the vsdlint.toml that is there stays as it is)")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(imported))
}

/// How much was carried over, and what there is to say of it.
fn summary(imported: &Imported) -> String {
    let counts = imported.counts;
    let mut parts = Vec::new();
    for (count, noun) in [
        (counts.activities, "activity description"),
        (counts.streams, "stream"),
        (counts.steps, "step"),
        (counts.flows, "flow"),
        (counts.stakeholders, "stakeholder"),
    ] {
        if count > 0 {
            parts.push(plural(count, noun));
        }
    }
    if counts.repositories > 0 {
        let noun = if counts.repositories == 1 { "repository" } else { "repositories" };
        parts.push(format!("{} {noun}", counts.repositories));
    }
    let mut told = Vec::new();
    for kind in RemarkKind::ALL {
        let count = imported.remarks.iter().filter(|remark| remark.kind == kind).count();
        if count > 0 && kind == RemarkKind::Note {
            told.push(plural(count, "note"));
        } else if count > 0 {
            told.push(format!("{count} {}", kind.word()));
        }
    }
    let told = if told.is_empty() { "nothing was changed".to_owned() } else { told.join(", ") };
    format!("{}: {told}", listed(&parts, "and"))
}

fn word(kind: RemarkKind, paint: Paint) -> String {
    match kind {
        RemarkKind::Broken | RemarkKind::Dropped => paint.red(kind.word()),
        RemarkKind::Approximated | RemarkKind::Invented => paint.yellow(kind.word()),
        RemarkKind::Resolved | RemarkKind::Note => paint.cyan(kind.word()),
    }
}
