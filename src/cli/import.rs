//! `vsdlint import`: a model from what an organisation has already. This file holds the arguments and decides what is
//! written.

mod report;
mod target;

use std::path::{Path, PathBuf};

use clap::Args;
use vsdlint::import::remark::RemarkKind;
use vsdlint::import::{self, ImportError, Imported, Input, Options};
use vsdlint::project::{Bounded, read_bounded};

use super::changes;
use super::console::{Console, Status};
use super::error::CliError;
use report::Format;
use target::Target;

const EXAMPLES: &str = "\
Examples:
  vsdlint import processes.csv -o model           a model in the folder model, and a report of what was carried over
  vsdlint import complaint.bpmn -o model          the same of a drawing in BPMN 2.0
  vsdlint import processes.csv --stdout           the text of the model, and the report beside it
  vsdlint import processes.csv -o model --diff    what a new import would change in it

Nothing that exists is overwritten. An import can be repeated: the same source gives the same bytes.

Exit status: 0 imported, 1 with --strict something was dropped or with --diff something differs, 2 something went \
wrong, and nothing is written.";

/// Make a model of what an organisation has: drawings in BPMN 2.0, tables as CSV and TSV
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The files to read, which become one model
    #[arg(value_name = "FILE", required = true)]
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

    /// The form of the report
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
}

/// Imports the files, or says why it cannot.
pub fn run(arguments: &Arguments, console: &mut Console) {
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

/// Reads all files and makes a model of them.
fn read(arguments: &Arguments, console: &mut Console) -> Option<Imported> {
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for path in &arguments.files {
        match read_file(path) {
            Ok(bytes) => read.push((name_of(path, &read), bytes)),
            Err(problem) => {
                console.problem(&problem);
                return None;
            }
        }
    }
    let inputs: Vec<Input<'_>> = read.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    match import::import(&inputs, &Options::default()) {
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
