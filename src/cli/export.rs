//! `vsdlint export`: the whole model for other programs.

use clap::{Args, ValueEnum};
use vsdlint::export::model::Document;

use super::console::Console;
use super::whole_project::{Seen, WholeProject};

const EXAMPLES: &str = "\
Examples:
  vsdlint export > model.json    all that is known of the project
  vsdlint schema model           what it looks like

Findings are part of it and never fail the command.

Exit status: 0 written, 2 something went wrong.";

/// Write the whole model for other programs: what is declared, who feeds whom, the numbers and the findings
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
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
}

/// Writes the model of one project.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let Some(options) = arguments.project.options(console) else { return };
    arguments.project.read(&options, console, |console, seen| export(arguments, &seen, console));
}

fn export(arguments: &Arguments, seen: &Seen<'_>, console: &mut Console) {
    match arguments.format {
        Format::Json => write_json(seen, console),
    }
}

fn write_json(seen: &Seen<'_>, console: &mut Console) {
    let document = Document::of(seen.model, seen.findings);
    console.print(|out| {
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    });
}
