//! `vsdlint export`: the whole model for other programs.

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
use vsdlint::output::write_json;
use vsdlint::sanitise::{sanitise, shown};
use vsdlint::tables;

use super::console::{Console, Paint};
use super::error::CliError;
use super::guard;
use super::whole_project::{Seen, WholeProject};

const EXAMPLES: &str = "\
Examples:
  vsdlint export -o model.json             all that is known of the project
  vsdlint schema model                     what it looks like
  vsdlint export --format csv -o tables    tables for spreadsheets, a file each
  vsdlint export -o model.bpmn             a drawing of all streams
  vsdlint export --format archimate -o model.xml

What a form cannot say is listed on standard error, with its places. Findings never fail the command.

Exit status: 0 written, 2 something went wrong.";

/// Write the whole model for other programs: what is declared, who feeds whom, the numbers and the findings
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The file to write, or with `--format csv` the folder [default: standard output]
    #[arg(short, long = "out", value_name = "FILE", required_if_eq("format", "csv"))]
    out: Option<PathBuf>,

    /// The form of the model [default: by the ending of the file; json without a file]
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    project: WholeProject,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For programs, as `vsdlint schema model` describes it
    Json,
    /// For spreadsheets: who does what, who needs what from whom, items, numbers, and all that `import` needs; a file for each table
    Csv,
    /// For drawing tools: BPMN 2.0, each stream a pool, with a place for everything
    Bpmn,
    /// For tools of architects: ArchiMate's exchange format
    Archimate,
}

impl Format {
    /// By the ending of a file.
    fn of_file(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "bpmn" => Some(Format::Bpmn),
            _ => None,
        }
    }
}

/// Writes the model of one project.
pub fn run(arguments: &Arguments, console: &mut Console) {
    if let (Some(Format::Csv), Some(folder)) = (arguments.format, &arguments.out) {
        if folder == Path::new("-") {
            let (what, each) = ("`--format csv`", "table");
            return console.problem(&CliError::ManyFiles { what, each, help: "name a folder: `-o FOLDER`" });
        }
        return arguments.project.show(console, |console, seen| write_tables(folder, &seen, console));
    }
    let path = arguments.out.as_deref().filter(|path| *path != Path::new("-"));
    let format = match (arguments.format, path) {
        (Some(format), _) => format,
        (None, None) => Format::Json,
        (None, Some(path)) => match Format::of_file(path) {
            Some(format) => format,
            None => return console.problem(&CliError::unknown_ending(path, "`.json` or `.bpmn`")),
        },
    };
    arguments.project.show(console, |console, seen| write_document(format, path, &seen, console));
}

/// Writes one document, and says what is not in it.
fn write_document(format: Format, path: Option<&Path>, seen: &Seen<'_>, console: &mut Console) {
    let document = Document::of(seen.model, seen.findings);
    let write = |console: &mut Console, content: &dyn Fn(&mut dyn Write) -> io::Result<()>| match path {
        Some(path) => seen.write(path, console, content),
        None => console.print(content),
    };
    match format {
        Format::Bpmn => {
            let drawing = Bpmn::of(&document);
            write(console, &|out| drawing.write(out));
            tell(&drawing.remarks, console);
        }
        Format::Archimate => {
            let model = Archimate::of(&document);
            write(console, &|out| model.write(out));
            tell(&model.remarks, console);
        }
        Format::Json | Format::Csv => write(console, &|out| write_json(&document, out)),
    }
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

fn write_tables(folder: &Path, seen: &Seen<'_>, console: &mut Console) {
    if !guard::make_folder(folder, console) {
        return;
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
