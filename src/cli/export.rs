//! `vsdlint export`: the whole model for other programs.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use vsdlint::draw::stream::diagrams;
use vsdlint::exchange::archimate::Archimate;
use vsdlint::exchange::bpmn::Bpmn;
use vsdlint::exchange::{Remark, RemarkKind};
use vsdlint::export::csv::Table;
use vsdlint::export::model::Document;
use vsdlint::export::stats::Stats;
use vsdlint::sanitise::{sanitise, shown};
use vsdlint::tables;

use super::console::{Console, Paint};
use super::error::CliError;
use super::whole_project::{Seen, WholeProject};

const EXAMPLES: &str = "\
Examples:
  vsdlint export > model.json          all that is known of the project
  vsdlint schema model                 what it looks like
  vsdlint export --format csv tables   tables for spreadsheets, a file each
  vsdlint export --format bpmn > model.bpmn
                                       a drawing of all streams

What a form cannot say is listed on standard error, with its places. Findings never fail the command.

Exit status: 0 written, 2 something went wrong.";

/// Write the whole model for other programs: what is declared, who feeds whom, the numbers and the findings
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder for the tables of `--format csv`
    #[arg(value_name = "DIR", required_if_eq("format", "csv"))]
    folder: Option<PathBuf>,

    /// The form of the model
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    project: WholeProject,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For programs, as `vsdlint schema model` describes it; to standard output
    #[default]
    Json,
    /// For spreadsheets: who does what, who needs what from whom, items, numbers, and all that `import` needs; a file for each table
    Csv,
    /// For drawing tools: BPMN 2.0, each stream a pool, with a place for everything; to standard output
    Bpmn,
    /// For tools of architects: ArchiMate's exchange format; to standard output
    Archimate,
}

/// Writes the model of one project.
pub fn run(arguments: &Arguments, console: &mut Console) {
    if let Some(folder) = &arguments.folder
        && arguments.format != Format::Csv
    {
        return console.problem(&CliError::NoFolderForDocument { path: folder.display().to_string() });
    }
    arguments.project.show(console, |console, seen| match (&arguments.folder, arguments.format) {
        (Some(folder), _) => write_tables(folder, &seen, console),
        (None, Format::Bpmn) => write_bpmn(&seen, console),
        (None, Format::Archimate) => write_archimate(&seen, console),
        (None, _) => write_json(&seen, console),
    });
}

fn write_bpmn(seen: &Seen<'_>, console: &mut Console) {
    let drawing = Bpmn::of(&Document::of(seen.model, seen.findings));
    console.print(|out| drawing.write(out));
    tell(&drawing.remarks, console);
}

fn write_archimate(seen: &Seen<'_>, console: &mut Console) {
    let model = Archimate::of(&Document::of(seen.model, seen.findings));
    console.print(|out| model.write(out));
    tell(&model.remarks, console);
}

/// Lists what is not in what was written.
fn tell(remarks: &[Remark], console: &mut Console) {
    let paint = Paint(console.err.color);
    console.note(|out| list(remarks, paint, out));
}

fn list(remarks: &[Remark], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    for Remark { kind, path, line, text } in remarks {
        let word = match kind {
            RemarkKind::Dropped => paint.red(kind.word()),
            RemarkKind::Approximated => paint.yellow(kind.word()),
        };
        writeln!(out, "{word}: {}", shown(text))?;
        writeln!(out, "  {} {}:{line}", paint.faint("-->"), sanitise(path))?;
    }
    Ok(())
}

fn write_json(seen: &Seen<'_>, console: &mut Console) {
    let document = Document::of(seen.model, seen.findings);
    console.print(|out| {
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    });
}

fn write_tables(folder: &Path, seen: &Seen<'_>, console: &mut Console) {
    if let Err(error) = fs::create_dir_all(folder) {
        return console.problem(&CliError::File { path: folder.display().to_string(), error });
    }
    for table in all_tables(seen) {
        let path = folder.join(format!("{}.csv", table.name));
        seen.write(&path, console, |out| table.write(out));
    }
}

/// All tables of a project. What there is for each stream is one table with a column for the stream.
fn all_tables(seen: &Seen<'_>) -> Vec<Table> {
    let model = seen.model;
    let maps = diagrams(model, seen.findings);
    let mut raci = Table::new("raci", &["Stream"]);
    let mut sipoc = Table::new("sipoc", &["Stream"]);
    for (stream, map) in model.streams().zip(&maps) {
        let name = model.name_of_stream(stream);
        add(&mut raci, &name, tables::raci(model, stream, map));
        add(&mut sipoc, &name, tables::sipoc(map));
    }
    let mut all = vec![raci, sipoc, Stats::of(model, None).table()];
    for table in [
        tables::practices(model, &maps),
        tables::activities(model, &maps),
        tables::items(&maps),
        tables::inputs_and_outputs(model),
    ] {
        all.push(Table::of_texts(table.name, table.head, table.rows));
    }
    for table in tables::whole(&Document::of(model, seen.findings)) {
        all.push(Table::of_texts(table.name, table.head, table.rows));
    }
    all
}

/// Adds the rows of a stream's table to one of all streams.
fn add(all: &mut Table, stream: &str, table: tables::Table) {
    let table = Table::of_texts(table.name, table.head, table.rows);
    all.add_behind(stream, table);
}
