//! `vsdlint check`: the main job. This file holds its arguments; what it does is in the files beside it.

mod baseline;
mod report;
mod run;
#[cfg_attr(not(feature = "git"), path = "without_git.rs")]
mod since;

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use vsdlint::finding::Applicability;
use vsdlint::project::{DiscoverOptions, FailOn};
use vsdlint::syntax::words::is_blank;

use super::console::{Console, standard_input};
use super::error::CliError;
use super::here::current_dir;
use super::levels::LevelFlags;
use super::outputs::{self, Output, OutputParser};
use super::progress::Progress;
use super::usage;
use super::watch::{self, Watch};
use crate::threads;

const EXAMPLES: &str = "\
Examples:
  vsdlint check                             the project in this directory
  vsdlint check streams/restore.vsd         report only what concerns this file
  vsdlint check --fix                       fix what can be fixed without changing the meaning
  vsdlint check --since main                report only what this branch makes worse
  vsdlint check --fail-on warn              let warnings fail the run as well
  vsdlint check -W late-input -A self-flow  one rule only warns, another is off
  vsdlint check --output full --output sarif=vsdlint.sarif

A project is the directory of the nearest vsdlint.toml, and all its files are read whichever are named: \
an output taken out of one file breaks an input in another. Naming paths selects whose findings are \
reported. Without a vsdlint.toml the named paths are the project.

Exit status: 0 nothing at or above the level of --fail-on, 1 findings, 2 something went wrong.";

/// Check value streams and the value chain for mistakes
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Files and directories whose findings to report [default: the working directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write a report in this format, to FILE or to standard output; may be repeated [default: full]
    #[arg(short, long = "output", value_name = "FORMAT[=FILE]", value_parser = OutputParser)]
    outputs: Vec<Output>,

    /// The lowest level of a finding that makes the exit status 1 [default: that of vsdlint.toml, else error]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on())]
    fail_on: Option<FailOn>,

    /// Say how often each rule speaks and how many inputs and outputs meet
    #[arg(long)]
    statistics: bool,

    /// Write no report to standard output, and nothing but errors to standard error
    #[arg(short, long, conflicts_with = "statistics")]
    quiet: bool,

    /// Accept that there is nothing to check
    #[arg(long)]
    allow_empty: bool,

    /// Leave out paths that vsdlint.toml or .gitignore exclude, even where they are named (for hooks)
    #[arg(long)]
    force_exclude: bool,

    /// Check standard input in place of this file, as an editor holds it before it is saved
    #[arg(long, value_name = "PATH", conflicts_with_all = ["paths", "watch"])]
    stdin_filename: Option<PathBuf>,

    /// Check again whenever a file changes, until Ctrl-C
    #[arg(short, long)]
    watch: bool,

    /// How many threads to use [default: one for a small project, else as many as there are processor cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    #[command(flatten)]
    fixing: Fixing,

    #[command(flatten)]
    adopting: Adopting,

    #[command(flatten)]
    levels: LevelFlags,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Fixing")]
struct Fixing {
    /// Fix what can be fixed without changing the model's meaning
    #[arg(long, conflicts_with_all = ["watch", "stdin_filename"])]
    fix: bool,

    /// Apply the suggested fixes as well, which change the meaning
    #[arg(long, conflicts_with_all = ["watch", "stdin_filename"])]
    fix_suggested: bool,

    /// Show what --fix or --fix-suggested would change, and change nothing; exit status 1 if that is something
    #[arg(long, conflicts_with_all = ["outputs", "watch", "statistics", "write_baseline"])]
    diff: bool,

    /// Suppress all that is reported: write an @allow with this reason before each statement
    #[arg(long, value_name = "REASON", value_parser = reason)]
    #[arg(conflicts_with_all = ["fix", "fix_suggested", "watch", "stdin_filename", "write_baseline"])]
    add_allow: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Adopting")]
struct Adopting {
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write all findings into the file of --baseline, and drop those that are gone
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "fix_suggested", "watch", "stdin_filename"])]
    write_baseline: bool,

    /// Leave out the findings that were there at this git revision
    #[cfg(feature = "git")]
    #[arg(long, value_name = "REVISION", conflicts_with = "write_baseline")]
    since: Option<String>,
}

impl Adopting {
    /// The revision to compare with.
    #[cfg(feature = "git")]
    fn since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// The revision to compare with, which this build never does.
    #[cfg(not(feature = "git"))]
    fn since(&self) -> Option<&str> {
        None
    }
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(FailOn::ALL.map(|(word, _)| word)).map(|given| {
        let found = FailOn::ALL.iter().find(|(word, _)| *word == given);
        found.map_or(FailOn::Never, |&(_, fail_on)| fail_on)
    })
}

fn reason(given: &str) -> Result<String, &'static str> {
    if is_blank(given) {
        return Err("a reason has to say something");
    }
    Ok(given.trim().to_owned())
}

/// What a run does about the findings before it reports what is left.
#[derive(Clone, Copy, Debug)]
enum Action<'a> {
    /// Fix them.
    Fix(Applicability),
    /// Suppress them, for this reason.
    Allow(&'a str),
}

impl Fixing {
    fn action(&self) -> Option<Action<'_>> {
        match &self.add_allow {
            Some(reason) => Some(Action::Allow(reason)),
            None if self.fix_suggested => Some(Action::Fix(Applicability::Suggested)),
            None if self.fix || self.diff => Some(Action::Fix(Applicability::Safe)),
            None => None,
        }
    }
}

/// Checks what is named, or what standard input holds; once, or whenever something changes.
pub fn run(arguments: &Arguments, console: &mut Console) {
    console.quiet = arguments.quiet;
    let outputs = match outputs::plan(&arguments.outputs) {
        Ok(outputs) => outputs,
        Err(error) => return console.raise(usage::show(&error)),
    };
    if let Err(error) = outputs::apart(&outputs, arguments.adopting.baseline.as_deref()) {
        return console.raise(usage::show(&error));
    }
    let Some(flags) = arguments.levels.resolve(arguments.paths(), console) else { return };
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        return console.problem(&CliError::Hyphen);
    }
    let places: Vec<&Path> = arguments.paths().iter().map(PathBuf::as_path).collect();
    let Some(current_dir) = current_dir(&places, console) else { return };
    let mut options = DiscoverOptions {
        force_exclude: arguments.force_exclude,
        allow_empty: arguments.allow_empty,
        flags,
        ..DiscoverOptions::new(current_dir)
    };
    if let Some(file) = &arguments.stdin_filename {
        if options.current_dir.join(file).is_dir() {
            return console.problem(&CliError::FolderForStdin { path: file.display().to_string() });
        }
        match standard_input() {
            Ok(text) => options.overlay.insert(&options.current_dir.join(file), text),
            Err(error) => return console.problem(&CliError::Stdin { error }),
        }
    }
    if arguments.watch {
        // Whatever the project grows to.
        threads::start(arguments.threads());
        let watch = Watch {
            paths: arguments.paths(),
            options: &options,
            also: arguments.adopting.baseline.as_deref(),
            since: arguments.adopting.since(),
            written: outputs.iter().filter_map(|output| output.file.clone()).collect(),
        };
        // Only when the next report is about to be written does the last one go.
        return watch.run(console, |round| {
            once(arguments, &options, &outputs, round, watch::clear);
        });
    }
    // The process ends here, and the system takes its memory back at once; text by text takes longer.
    std::mem::forget(once(arguments, &options, &outputs, console, |_| ()));
}

/// Checks, does what is to be done `before` a report, and reports.
fn once(
    arguments: &Arguments,
    options: &DiscoverOptions,
    outputs: &[Output],
    console: &mut Console,
    before: impl FnOnce(&mut Console),
) -> run::Run {
    let progress = Progress::new(console.err, arguments.quiet);
    let run = run::look(arguments, options, outputs.iter().any(|output| output.file.is_some()), &progress);
    drop(progress);
    before(console);
    report::report(&run, outputs, arguments, console);
    // Last, so that a long report does not carry them out of sight.
    if !run.problems.is_empty() && console.out.is_terminal && console.err.is_terminal {
        console.note(|err| writeln!(err));
    }
    for problem in &run.problems {
        console.problem(problem.as_ref());
    }
    console.raise(run.status);
    run
}

impl Arguments {
    /// With how many threads to work, if that is said.
    fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// The paths that are named.
    fn paths(&self) -> &[PathBuf] {
        self.stdin_filename.as_ref().map_or(&self.paths, std::slice::from_ref)
    }
}
