//! `vsdlint diff`: what is different between two models, by meaning.

mod full;
mod load;
mod named;

use std::mem::take;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use vsdlint::compare::{Comparison, Matching, Subject};
use vsdlint::model::Model;
use vsdlint::output::write_json;
use vsdlint::report::changes;
use vsdlint::text::plural;
use vsdlint::workspace::Workspace;

use super::atomic_write::atomic_write;
use super::console::{Console, Status};
use super::error::CliError;
use super::guard;
use super::judged;
use crate::threads;
use named::Sides;

const EXAMPLES: &str = "\
Examples:
  vsdlint diff                       what the changes since the last commit change
  vsdlint diff main                  the files here against the branch main
  vsdlint diff main...HEAD models    a branch against where it left main, of the project in models
  vsdlint diff v1.0..v1.1
  vsdlint diff old new               two folders, or two files
  vsdlint diff main -o diff.html     a page with the maps of both over each other

What exists as a path is a path: `heads/main` or `main^0` names the branch where a folder is called main as well. \
Order, layout, comments, other spellings of a name and moves between files change nothing.

Exit status: 0 compared, 1 with --fail-on something changed, 2 something went wrong.";

/// Say what a change changes, and for whom: between revisions, folders, or a revision and the files here
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A revision, two with `..` between them, or with `...` the second and where it left the first; then the path of a project
    /// [default: HEAD and the files here]. Or two paths: then and now
    #[arg(value_name = "REVISION|PATH", num_args = 0..=2)]
    named: Vec<String>,

    /// The form of the answer [default: by the ending of the file; full without a file]
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,

    /// The file to write [default: standard output]
    #[arg(short, long = "out", value_name = "FILE")]
    out: Option<PathBuf>,

    /// What makes the exit status 1
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    fail_on: FailOn,
}

/// The form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines, by stream and by who is concerned
    Full,
    /// For programs, as `vsdlint schema diff` describes it
    Json,
    /// A comment on a merge request, with Mermaid
    Markdown,
    /// A page with the maps of both over each other
    Html,
}

/// What fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// What breaks something for others
    Breaking,
    /// Any change of meaning, and any finding that is new or gone
    Any,
    /// Nothing
    #[default]
    Never,
}

/// Compares, and writes the answer.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let Some(sides) = Sides::named(&arguments.named, console) else { return };
    threads::start(None);
    let Some([mut then, mut now]) = load::load(&sides, console) else { return };
    let inputs = then.inputs.iter().chain(&now.inputs).cloned().collect();
    if let Some(path) = &arguments.out
        && let Some(refusal) = guard::refusal(path, &inputs)
    {
        return console.problem(&refusal);
    }
    let mut past = Workspace::new(&then.settings, take(&mut then.texts), take(&mut then.relative));
    let mut present = Workspace::beside(&now.settings, take(&mut now.texts), take(&mut now.relative), &past);
    past.with_model(|old, settings, old_paths| {
        let old_findings =
            judged::findings(old, settings, old_paths, &then.policies, then.revision(), console);
        present.with_model(|new, settings, new_paths| {
            let new_findings =
                judged::findings(new, settings, new_paths, &now.policies, now.revision(), console);
            let then = Subject { name: &then.name, model: old, findings: &old_findings, relative: old_paths };
            let now = Subject { name: &now.name, model: new, findings: &new_findings, relative: new_paths };
            tell(arguments, &then, &now, console);
        });
    });
}

fn tell(arguments: &Arguments, then: &Subject<'_, '_>, now: &Subject<'_, '_>, console: &mut Console) {
    for side in [then, now] {
        let errors: usize = side.model.trees().iter().map(|tree| tree.errors.len()).sum();
        if errors > 0 {
            let (side, errors) = (side.name.to_owned(), plural(errors, "syntax error"));
            console.problem(&CliError::UnreadableParts { side, errors });
        }
    }
    let (comparison, matching) = Comparison::of(then, now);
    write(arguments, &comparison, [then.model, now.model], &matching, console);
    let fails = match arguments.fail_on {
        FailOn::Breaking => comparison.counts.breaking > 0,
        FailOn::Any => !comparison.is_empty(),
        FailOn::Never => false,
    };
    if fails {
        console.raise(Status::Findings);
    }
}

impl Format {
    /// By the ending of a file.
    fn of_file(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Full),
            "json" => Some(Format::Json),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            _ => None,
        }
    }
}

fn write(
    arguments: &Arguments,
    comparison: &Comparison,
    models: [&Model<'_>; 2],
    matching: &Matching,
    console: &mut Console,
) {
    let path = arguments.out.as_deref().filter(|path| *path != Path::new("-"));
    let format = match (arguments.format, path) {
        (Some(format), _) => format,
        (None, None) => Format::Full,
        (None, Some(path)) => match Format::of_file(path) {
            Some(format) => format,
            None => {
                return console.problem(&CliError::unknown_ending(path, "`.html`, `.md`, `.json` or `.txt`"));
            }
        },
    };
    let mut stream = console.out;
    stream.color &= path.is_none();
    let answer = |out: &mut dyn std::io::Write| match format {
        Format::Full => full::write(comparison, stream, out),
        Format::Json => write_json(comparison, out),
        Format::Markdown => changes::markdown::write(comparison, models, matching, out),
        Format::Html => changes::html::write(comparison, models, matching, out),
    };
    let Some(path) = path else { return console.print(answer) };
    if let Err(error) = atomic_write(path, answer) {
        console.problem(&CliError::File { path: path.display().to_string(), error });
    }
}
