//! `vsdlint stats`: the numbers of streams.

mod text;

use clap::{Args, ValueEnum};
use vsdlint::export::stats::Stats;
use vsdlint::output::write_json;

use super::console::{Console, Paint};
use super::whole_project::{Seen, WholeProject};

const EXAMPLES: &str = "\
Examples:
  vsdlint stats                 all streams, an outcome a line
  vsdlint stats restore         a stream, by its name or alias, step by step
  vsdlint stats --format csv    for a spreadsheet

What each number means: https://github.com/vsdlint/vsdlint/blob/main/docs/numbers.md

Exit status: 0 shown, 2 something went wrong.";

/// Show how long streams take, how much of that is work, and how much of the work is right
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A stream by its name or alias; without it, all of them
    #[arg(value_name = "STREAM")]
    stream: Option<String>,

    /// The form of the numbers
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    project: WholeProject,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// For programs, as `vsdlint schema stats` describes it
    Json,
    /// For spreadsheets: a line for each way to an outcome
    Csv,
}

/// Shows the numbers of one stream, or of all.
pub fn run(arguments: &Arguments, console: &mut Console) {
    arguments.project.show(console, |console, seen| show(arguments, &seen, console));
}

fn show(arguments: &Arguments, seen: &Seen<'_>, console: &mut Console) {
    let stream = match arguments.stream.as_deref().map(|name| seen.stream(name)).transpose() {
        Ok(stream) => stream,
        Err(error) => return console.problem(&error),
    };
    let stats = Stats::of(seen.model, stream);
    let paint = Paint(console.out.color);
    console.print(|out| match arguments.format {
        Format::Table if stream.is_some() => text::write_streams(&stats, paint, out),
        Format::Table => text::write_overview(&stats, paint, out),
        Format::Json => write_json(&stats, out),
        Format::Csv => {
            let mut table = stats.table();
            table.make_visible();
            table.write(out)
        }
    });
}
