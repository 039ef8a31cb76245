//! `vsdlint schema`: JSON Schemas of what is read and written.

use clap::{Args, ValueEnum};
use vsdlint::compare;
use vsdlint::export::{model, stats};
use vsdlint::import;
use vsdlint::output::json_schema;
use vsdlint::project::config_schema;
use vsdlint::rules::metadata;

use super::console::Console;

/// Print a JSON Schema: of vsdlint.toml, or of what vsdlint writes as JSON
#[derive(Debug, Args)]
pub struct Arguments {
    /// Of what
    #[arg(value_name = "OF", value_enum)]
    of: Of,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// vsdlint.toml, for editors that complete and check it
    Config,
    /// The report that `check --output json` writes
    Json,
    /// The numbers that `stats --format json` writes
    Stats,
    /// The whole model that `export --format json` writes
    Model,
    /// The report that `import --format json` writes
    Import,
    /// The changes that `diff --format json` writes
    Diff,
}

/// Prints a JSON Schema.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let schema = match arguments.of {
        Of::Config => config_schema(metadata()),
        Of::Json => json_schema(),
        Of::Stats => stats::schema(),
        Of::Model => model::schema(),
        Of::Import => import::schema(),
        Of::Diff => compare::schema(),
    };
    console.print(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)
    });
}
