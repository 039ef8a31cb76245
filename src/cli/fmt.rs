//! `vsdlint fmt`: formats models.

use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;
use vsdlint::format::{FormatOptions, format};
use vsdlint::project::{self, DiscoverOptions, INDENT, LINE_WIDTH, Project};
use vsdlint::source::Source;
use vsdlint::text::plural;

use super::changes::{self, Change};
use super::console::{Console, Status, standard_input};
use super::error::CliError;
use super::here::{current_dir, discover as look_for};
use super::target::Target;
use crate::threads;

const EXAMPLES: &str = "\
Examples:
  vsdlint fmt                        format all files of the project in this directory
  vsdlint fmt streams/restore.vsd    only this one
  vsdlint fmt --check                say which files are not formatted, and change nothing
  vsdlint fmt --diff                 show what would change

What a model says does not change, nor does any comment; what cannot be read stays to the letter. \
`line-width` and `indent` can be set for a project, under [format] in its vsdlint.toml.

Exit status: 0 all is formatted, 1 with --check or --diff something is not, 2 something went wrong.";

/// What standard input is called if no file's name stands for it.
const UNNAMED: &str = "standard-input.vsd";

/// Format models: indentation, columns, blank lines, quotation marks
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Files and directories to format, or `-` for standard input [default: the working directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Change nothing and list the files that would change; exit status 1 if there are any
    #[arg(long)]
    check: bool,

    /// Change nothing and show what would change; exit status 1 if that is something
    #[arg(long)]
    diff: bool,

    /// Format standard input, as the text of this file, and write it to standard output
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    /// How many columns a line should have at most [default: that of vsdlint.toml, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = columns(&LINE_WIDTH))]
    line_width: Option<u16>,

    /// How many columns a block is set in [default: that of vsdlint.toml, else 2]
    #[arg(long, value_name = "COLUMNS", value_parser = columns(&INDENT))]
    indent: Option<u16>,

    /// Leave out paths that vsdlint.toml or .gitignore exclude, even where they are named (for hooks)
    #[arg(long)]
    force_exclude: bool,

    /// Accept that there is nothing to format
    #[arg(long)]
    allow_empty: bool,
}

fn columns(range: &std::ops::RangeInclusive<usize>) -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(*range.start() as i64..=*range.end() as i64)
}

impl Arguments {
    /// The file whose text comes from standard input; none if files are formatted.
    fn standard_input(&self) -> Result<Option<PathBuf>, CliError> {
        match (&self.paths[..], &self.stdin_filename) {
            ([], file) => Ok(file.clone()),
            ([path], file) if path == Path::new("-") => {
                Ok(Some(file.clone().unwrap_or_else(|| PathBuf::from(UNNAMED))))
            }
            (paths, None) if paths.iter().all(|path| path != Path::new("-")) => Ok(None),
            _ => Err(CliError::StdinAlone),
        }
    }

    /// All paths that are named.
    fn places(&self) -> Vec<&Path> {
        let files = self.paths.iter().chain(&self.stdin_filename).map(PathBuf::as_path);
        files.filter(|path| self.stdin_filename.is_none() || *path != Path::new("-")).collect()
    }

    /// Whether files stay as they are.
    fn only_shows(&self) -> bool {
        self.check || self.diff
    }
}

/// What came of it.
#[derive(Default)]
struct Done {
    /// How many files were looked at.
    files: usize,
    /// How many of them change, or would.
    changed: usize,
    /// These, if they are only to be reported.
    reported: Vec<Change>,
}

/// Formats what is named, or says what formatting would change.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let Some(current_dir) = current_dir(&arguments.places(), console) else { return };
    let mut options = DiscoverOptions {
        force_exclude: arguments.force_exclude,
        allow_empty: arguments.allow_empty,
        ..DiscoverOptions::new(current_dir)
    };
    let stands_for = match arguments.standard_input() {
        Ok(file) => file,
        Err(problem) => return console.problem(&problem),
    };
    let Some(file) = stands_for else {
        let mut done = Done::default();
        for project in discover(&arguments.paths, &options, console) {
            format_project(&project, &options, arguments, &mut done, console);
        }
        return report(&done, arguments, console);
    };
    if options.current_dir.join(&file).is_dir() {
        return console.problem(&CliError::FolderForStdin { path: file.display().to_string() });
    }
    let text = match standard_input() {
        Ok(text) => text,
        Err(error) => return console.problem(&CliError::Stdin { error }),
    };
    options.overlay.insert(&options.current_dir.join(&file), text.clone());
    let projects = discover(std::slice::from_ref(&file), &options, console);
    let mut done = Done::default();
    for project in &projects {
        format_project(project, &options, arguments, &mut done, console);
    }
    if arguments.only_shows() {
        return report(&done, arguments, console);
    }
    // An editor puts what is printed in place of its text; so what is left out is printed as it is.
    if done.files == 0 && console.status() == Status::Clean {
        console.print(|out| out.write_all(&text));
    }
}

fn discover(paths: &[PathBuf], options: &DiscoverOptions, console: &mut Console) -> Vec<Project> {
    let mut discovery = look_for(paths, options);
    for problem in &discovery.problems {
        console.problem(problem);
    }
    for project in &mut discovery.projects {
        project.files.retain(|file| file.selected);
    }
    threads::start(threads::worth(&discovery.projects));
    discovery.projects
}

/// Formats the files of one project.
fn format_project(
    project: &Project,
    options: &DiscoverOptions,
    arguments: &Arguments,
    done: &mut Done,
    console: &mut Console,
) {
    let settings = &project.settings;
    let format_options = FormatOptions {
        width: arguments.line_width.map_or(settings.line_width.value, usize::from),
        indent: arguments.indent.map_or(settings.indent.value, usize::from),
    };
    let (read, problems) = project::read(project, &options.overlay);
    for problem in &problems {
        console.problem(problem);
    }
    let texts: Vec<(usize, String, String)> = read
        .into_par_iter()
        .map(|(index, Source { text, .. })| {
            let after = format(&text, format_options);
            (index, text, after)
        })
        .collect();
    done.files += texts.len();
    for (index, before, after) in texts {
        let target = Target::new(&project.files[index], project);
        if arguments.only_shows() {
            if before != after {
                done.changed += 1;
                done.reported.push(Change { path: target.shown(), before, after });
            }
        } else if !options.overlay.is_empty() {
            console.print(|out| out.write_all(after.as_bytes()));
        } else if before != after {
            let said = match target.write(&before, &after) {
                Ok(said) => {
                    done.changed += 1;
                    said
                }
                Err(problem) => Some(problem),
            };
            if let Some(said) = said {
                console.problem(&said);
            }
        }
    }
}

/// Says what changed, or would.
fn report(done: &Done, arguments: &Arguments, console: &mut Console) {
    let stream = console.out;
    if arguments.diff {
        console.print(|out| changes::write(&done.reported, stream, out));
    } else {
        console.print(|out| done.reported.iter().try_for_each(|change| writeln!(out, "{}", change.shown())));
    }
    if !done.reported.is_empty() {
        console.raise(Status::Findings);
    }
    // What went wrong was said.
    if done.files == 0 && console.status() == Status::Failed {
        return;
    }
    let files = plural(done.files, "file");
    let (are, were) = if done.files == 1 { ("is", "was") } else { ("are", "were") };
    let changed = done.changed;
    console.note(|err| match (changed, arguments.only_shows()) {
        _ if done.files == 0 => writeln!(err, "Nothing to format"),
        (0, true) => writeln!(err, "{files} {are} formatted"),
        (_, true) => {
            writeln!(err, "{changed} of {files} {} not formatted", if changed == 1 { "is" } else { "are" })
        }
        (0, false) => writeln!(err, "{files} {were} formatted already"),
        (_, false) => writeln!(err, "{changed} of {files} formatted"),
    });
}
