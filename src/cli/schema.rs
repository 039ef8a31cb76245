//! `vsdlint schema`: JSON Schemas of what is read and written.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use vsdlint::compare;
use vsdlint::export::{model, stats};
use vsdlint::import;
use vsdlint::output::json_schema;
use vsdlint::project::{Flags, config_schema};
use vsdlint::rule::RuleTable;
use vsdlint::rules::metadata;

use super::console::Console;
use super::resolve;

const EXAMPLES: &str = "\
Examples:
  vsdlint schema config > vsdlint.schema.json  for an editor that completes vsdlint.toml
  vsdlint schema config --project .            the same with the policies of this project
  vsdlint schema json                          what `vsdlint check --output json` writes

Exit status: 0 printed, 2 something went wrong.";

/// Print a JSON Schema: of vsdlint.toml, or of what vsdlint writes as JSON
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// What it describes
    #[arg(value_name = "OF", value_enum)]
    of: Of,

    /// The directory or file whose project's policies to count in, for vsdlint.toml
    #[arg(long = "project", value_name = "PATH")]
    project: Option<PathBuf>,
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
        Of::Config => {
            let Some(rules) = rules(arguments.project.as_deref(), console) else { return };
            config_schema(&rules)
        }
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

/// The built-in rules, with those of the project at a path if one is given; nothing where there is no such project, which is
/// shown.
fn rules(path: Option<&Path>, console: &mut Console) -> Option<RuleTable> {
    let Some(path) = path else { return Some(RuleTable::new(metadata())) };
    let options = resolve::options(path, Flags::default(), console)?;
    let (project, _) = resolve::project(path, &options, console)?;
    Some(project.settings.table().clone())
}
