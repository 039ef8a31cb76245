//! `vsdlint report`: a page about a whole model.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use vsdlint::compare::{Comparison, Subject};
use vsdlint::project::{DiscoverOptions, KnownTexts, Policies, Settings};
use vsdlint::report::{self, Report, Since};
use vsdlint::rules;
use vsdlint::workspace::Workspace;

use super::console::Console;
use super::error::CliError;
use super::here;
use super::judged;
use super::past::Past;
use super::rules::level_word;
use super::whole_project::{Seen, WholeProject};

const EXAMPLES: &str = "\
Examples:
  vsdlint report -o report.html          a page to read, send and print
  vsdlint report --format markdown       the same as text, for a wiki
  vsdlint report --since main            beside each number and finding what it was then
  vsdlint report -o report.html --watch

The page is one file: it needs no network, runs nothing and fetches nothing. Findings are part of it and \
never fail the command.

Exit status: 0 written, 2 something went wrong.";

/// Write a page about the model: who has something to do, all streams with maps and numbers, the registers
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The file to write [default: standard output]
    #[arg(short, long = "out", value_name = "FILE")]
    out: Option<PathBuf>,

    /// The form of the report [default: by the ending of the file; html without a file]
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,

    /// Write it again whenever a file changes, until Ctrl-C
    #[arg(short, long, requires = "out")]
    watch: bool,

    /// Show beside each number and finding what it was at a git revision
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,

    #[command(flatten)]
    project: WholeProject,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page for browsers
    Html,
    /// A text with Mermaid, for wikis and merge requests
    Markdown,
}

impl Format {
    /// By the ending of a file.
    fn of_file(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Format::Html),
            "md" | "markdown" => Some(Format::Markdown),
            _ => None,
        }
    }
}

/// Writes the report; once, or whenever something changes.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let look = |console: &mut Console, seen: Seen<'_>| write(arguments, &seen, console);
    if arguments.watch {
        arguments.project.watch(arguments.out.as_deref(), arguments.since.as_deref(), console, look);
    } else {
        arguments.project.show(console, look);
    }
}

fn write(arguments: &Arguments, seen: &Seen<'_>, console: &mut Console) {
    let path = arguments.out.as_deref().filter(|path| *path != Path::new("-"));
    let format = match (arguments.format, path) {
        (Some(format), _) => format,
        (None, None) => Format::Html,
        (None, Some(path)) => match Format::of_file(path) {
            Some(format) => format,
            None => return console.problem(&CliError::unknown_ending(path, "`.html` or `.md`")),
        },
    };
    let mut run = about(seen);
    if let Some(revision) = &arguments.since {
        let Some(since) = since(revision, seen, console) else { return };
        run.since = Some(since);
    }
    let report = Report::of(seen.model, seen.findings, run);
    let page = |out: &mut dyn std::io::Write| match format {
        Format::Html => report::html::write(&report, out),
        Format::Markdown => report::markdown::write(&report, out),
    };
    match path {
        Some(path) => seen.write(path, console, page),
        None => console.print(page),
    }
}

/// What was otherwise at a revision. Shows why that cannot be told where it cannot.
fn since(revision: &str, seen: &Seen<'_>, console: &mut Console) -> Option<Since> {
    let options = DiscoverOptions { allow_empty: true, ..DiscoverOptions::new(here::here()) };
    let root = &seen.project.root;
    let known: KnownTexts<'_> = seen
        .relative
        .iter()
        .zip(seen.model.sources().as_slice())
        .map(|(path, source)| (root.join(path), source.text.as_str()))
        .collect();
    let past = match Past::of(root, root, revision, &options, &known) {
        Ok(past) => past,
        Err(problems) => {
            for problem in &problems {
                console.problem(problem.as_ref());
            }
            return None;
        }
    };
    past.tell_unread(revision, console);
    let project = past.project.map(|project| (project.settings, project.policies));
    let (settings, policies) =
        project.unwrap_or_else(|| (Settings::defaults(rules::metadata()), Policies::default()));
    let mut workspace = Workspace::new(&settings, past.texts, past.relative);
    Some(workspace.with_model(|model, settings, relative| {
        let findings = judged::findings(model, settings, relative, &policies, Some(revision), console);
        let then = Subject { name: revision, model, findings: &findings, relative };
        let now = Subject {
            name: "the files here",
            model: seen.model,
            findings: seen.findings,
            relative: seen.relative,
        };
        Since::of(Comparison::of(&then, &now).0)
    }))
}

/// What is known of the run.
fn about(seen: &Seen<'_>) -> report::Run {
    let project = seen.project;
    let settings = project.settings.for_file(Path::new(""));
    let mut levels = Vec::new();
    let table = project.settings.table();
    for rule in table.ids() {
        let (page, (level, _)) = (&table[rule], settings.level(rule));
        if level != page.level {
            levels.push((page.name.to_string(), level_word(level).to_owned()));
        }
    }
    let config = project.config.as_ref().and_then(|path| path.file_name());
    report::Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: revision(&project.root),
        settings: config.map(|name| name.to_string_lossy().into_owned()),
        levels,
        since: None,
    }
}

#[cfg(feature = "git")]
fn revision(root: &Path) -> Option<String> {
    here::anywhere(|| vsdlint::project::Revision::head(root))
}

#[cfg(not(feature = "git"))]
fn revision(_: &Path) -> Option<String> {
    None
}
