//! `vsdlint import`: a model from what an organisation has already. This file holds the arguments and decides what is
//! written.

mod report;
mod target;

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;
use vsdlint::import::remark::{RemarkKind, column_number};
use vsdlint::import::{self, Column, Format, ImportError, Imported, Input, Options, column_named, template};
use vsdlint::project::{Bounded, read_bounded, resolved};
use vsdlint::sanitise::sanitise;

use super::changes;
use super::console::{Console, Status};
use super::error::CliError;
use super::new_files;
use target::Target;

const EXAMPLES: &str = "\
Examples:
  vsdlint import processes.xlsx -o model          a model in the folder model, and a report
  vsdlint import sipoc.csv raci.csv --stdout      the text of the model, and the report beside it
  vsdlint import processes.xlsx -o model --diff   what a new import would change in it
  vsdlint import old.csv --columns step=A,supplier=C,input=D,output=F,customer=G -o model
  vsdlint import --template sipoc.xlsx            a table to fill in
  vsdlint import complaint.bpmn -o model          the same of a drawing in BPMN 2.0

Who supplies or takes something is a step, a stream, an activity or a role where one has that name, or nearly; all others \
stand outside. The report says which was taken for which. Nothing that exists is overwritten. An import can be repeated: the same source gives the same bytes.

Exit status: 0 imported, 1 with --strict something was dropped or with --diff something differs, 2 something went \
wrong, and nothing is written.";

/// Make a model of what there is: tables (SIPOC, RACI, value streams as CSV, TSV, XLSX or ODS), drawings in BPMN 2.0
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The files to read, which become one model
    #[arg(value_name = "FILE", required_unless_present = "template")]
    files: Vec<PathBuf>,

    /// The folder of the model, which is made if need be
    #[arg(short, long = "out", value_name = "DIR", default_value = ".")]
    out: PathBuf,

    /// Write the text of the model to standard output and no file; the report goes to standard error
    #[arg(long, conflicts_with = "diff")]
    stdout: bool,

    /// Write nothing and show how the model in the folder would change; exit status 1 if it would
    #[arg(long)]
    diff: bool,

    /// Exit with 1 if something of the source was dropped
    #[arg(long)]
    strict: bool,

    /// Which columns of a table hold what, where the headings do not say: `step=A,supplier=B,input=C`
    #[arg(long, value_name = "KIND=COLUMN", value_delimiter = ',', value_parser = column)]
    columns: Vec<(Column, u32)>,

    /// Write a table to fill in and import, with an example: a .csv, .tsv, .xlsx or .ods file that is not there yet
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "stdout", "diff", "strict", "columns"])]
    template: Option<PathBuf>,

    /// The form of the report
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t)]
    format: report::Format,
}

/// Reads `KIND=COLUMN`, where the column is a letter or a number.
fn column(given: &str) -> Result<(Column, u32), String> {
    let Some((kind, at)) = given.split_once('=') else {
        return Err("write a kind of column, `=` and its letter: `supplier=B`".to_owned());
    };
    let Some(kind) = column_named(kind.trim()) else {
        return Err(format!(
            "`{kind}` is no kind of column; kinds are step, supplier, input, output, customer and more"
        ));
    };
    match column_number(at.trim()) {
        Some(number) => Ok((kind, number)),
        None => Err(format!("`{at}` is no column: write a letter such as `B`, or a number from 1 on")),
    }
}

/// Imports the files, or says why it cannot.
pub fn run(arguments: &Arguments, console: &mut Console) {
    if let Some(path) = &arguments.template {
        return write_template(path, console);
    }
    if arguments.out == Path::new("-") {
        let (what, each) = ("a model", "stream");
        let help = "`--stdout` writes the text of all of them there";
        return console.problem(&CliError::ManyFiles { what, each, help });
    }
    let Some(imported) = read(arguments, console) else { return };
    let target = Target::new(&arguments.out);
    if arguments.stdout {
        console.print(|out| {
            for file in &imported.files {
                writeln!(out, "// file: {}\n", file.path)?;
                out.write_all(file.text.as_bytes())?;
                writeln!(out)?;
            }
            Ok(())
        });
    } else if arguments.diff {
        let changes = match target.changes(&imported) {
            Ok(changes) => changes,
            Err(problem) => return console.problem(&problem),
        };
        if !changes.is_empty() {
            console.raise(Status::Findings);
        }
        let stream = console.out;
        console.print(|out| changes::write(&changes, stream, out));
    } else if let Err(problem) = target.write(&imported) {
        return console.problem(&problem);
    }
    let is_beside = arguments.stdout || arguments.diff;
    report::show(&imported, &target, arguments.format, is_beside, console);
    let dropped = imported.remarks.iter().any(|remark| remark.kind == RemarkKind::Dropped);
    if arguments.strict && dropped {
        console.raise(Status::Findings);
    }
}

/// Writes the template, unless its file is there already.
fn write_template(path: &Path, console: &mut Console) {
    let shown = path.display().to_string();
    let format = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Some(Format::Csv),
        Some("tsv") => Some(Format::Tsv),
        Some("xlsx") => Some(Format::Xlsx),
        Some("ods") => Some(Format::Ods),
        _ => None,
    };
    let Some(template) = format.and_then(template) else {
        return console.problem(&CliError::TemplateEnding { path: shown });
    };
    if let Some(refusal) = new_files::refusal(path) {
        return console.problem(&refusal);
    }
    let written = template.map_err(std::io::Error::other).and_then(|bytes| new_files::write(path, &bytes));
    match written {
        Ok(()) => console.print(|out| writeln!(out, "Written: {}", sanitise(&shown))),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let help = "name another file, `--template FILE`";
            console.problem(&CliError::Exists { paths: vec![shown], help });
        }
        Err(error) => console.problem(&CliError::File { path: shown, error }),
    }
}

/// Reads all files and makes a model of them.
fn read(arguments: &Arguments, console: &mut Console) -> Option<Imported> {
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    let mut known = HashSet::new();
    for path in &arguments.files {
        // What one file says twice would be in the model twice.
        if !known.insert(resolved(path)) {
            console.problem(&CliError::NamedTwice { path: path.display().to_string() });
            return None;
        }
        match read_file(path) {
            Ok(bytes) => read.push((name_of(path, &read), bytes)),
            Err(problem) => {
                console.problem(&problem);
                return None;
            }
        }
    }
    let inputs: Vec<Input<'_>> = read.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    match import::import(&inputs, &Options { columns: arguments.columns.clone() }) {
        Ok(imported) => Some(imported),
        Err(problem) => {
            console.problem(&CliError::Import(problem));
            None
        }
    }
}

/// The name of a file in remarks: without its folders, unless a file before has the same.
fn name_of(path: &Path, before: &[(String, Vec<u8>)]) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if before.iter().any(|(other, _)| *other == name) { path.to_string_lossy().into_owned() } else { name }
}

fn read_file(path: &Path) -> Result<Vec<u8>, CliError> {
    let shown = path.display().to_string();
    match read_bounded(path, Input::MAX_BYTES) {
        Ok(Bounded::Bytes(bytes)) => Ok(bytes),
        Ok(Bounded::NotRegular) => Err(ImportError::unreadable(&shown, "it is no regular file").into()),
        Ok(Bounded::TooLarge) => {
            let why = format!("it is larger than {} MiB", Input::MAX_BYTES >> 20);
            Err(ImportError::unreadable(&shown, why).into())
        }
        Err(error) => Err(CliError::Unreadable { path: shown, error }),
    }
}
