//! `vsdlint fmt`: lays out models.

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use vsdlint::format::{Layout, format};
use vsdlint::project::{self, DiscoverOptions, FoundFile, INDENT, LINE_WIDTH, Project};
use vsdlint::rules;
use vsdlint::source::Source;

use super::changes::{self, Change};
use super::console::{Console, Status, standard_input};
use super::problem::Problem;
use super::settings_of::current_dir;
use super::target::Target;

const EXAMPLES: &str = "\
Examples:
  vsdlint fmt                        lay out all files of the project in this directory
  vsdlint fmt streams/restore.vsd    only this one
  vsdlint fmt --check                say which files are not laid out, and change nothing
  vsdlint fmt --diff                 show what would change

What a model says does not change, nor does any comment; what cannot be read stays to the letter. \
`line-width` and `indent` can be set for a project, under [format] in its vsdlint.toml.

Exit status: 0 all is laid out, 1 with --check or --diff something is not, 2 something went wrong.";

/// Lay out models: indentation, columns, blank lines, quotation marks
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Files and directories to lay out [default: the working directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Change nothing and list the files that would change; exit status 1 if there are any
    #[arg(long)]
    check: bool,

    /// Change nothing and show what would change; exit status 1 if that is something
    #[arg(long)]
    diff: bool,

    /// Lay out standard input, as the text of this file, and write it to standard output
    #[arg(long, value_name = "PATH", conflicts_with = "paths")]
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

    /// Accept that there is nothing to lay out
    #[arg(long)]
    allow_empty: bool,
}

fn columns(range: &std::ops::RangeInclusive<usize>) -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(*range.start() as i64..=*range.end() as i64)
}

/// Does it.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let Some(current_dir) = current_dir(console) else { return };
    let mut options = DiscoverOptions {
        force_exclude: arguments.force_exclude,
        allow_empty: arguments.allow_empty,
        ..DiscoverOptions::new(current_dir)
    };
    if let Some(file) = &arguments.stdin_filename {
        match standard_input() {
            Ok(text) => options.unsaved.insert(&options.current_dir.join(file), text),
            Err(error) => return console.problem(&Problem::Stdin { error }),
        }
    }
    let paths = arguments.stdin_filename.as_ref().map_or(&arguments.paths[..], std::slice::from_ref);
    let discovery = project::discover(paths, &options, rules::infos());
    for problem in &discovery.problems {
        console.problem(problem);
    }
    let mut changes = Vec::new();
    let mut count = 0;
    for mut project in discovery.projects {
        project.files.retain(|file| file.selected);
        count += project.files.len();
        lay_out(&project, &options, arguments, &mut changes, console);
    }
    if arguments.stdin_filename.is_some() && !arguments.check && !arguments.diff {
        return;
    }
    report(&changes, count, arguments, console);
}

/// Lays out the files of one project, and notes what changes.
fn lay_out(
    project: &Project,
    options: &DiscoverOptions,
    arguments: &Arguments,
    changes: &mut Vec<Change>,
    console: &mut Console,
) {
    let settings = &project.settings;
    let layout = Layout {
        width: arguments.line_width.map_or(settings.line_width.value, usize::from),
        indent: arguments.indent.map_or(settings.indent.value, usize::from),
    };
    let (read, problems) = project::read(project, &options.unsaved);
    for problem in &problems {
        console.problem(problem);
    }
    let texts: Vec<(&FoundFile, Source, String)> = read
        .into_par_iter()
        .map(|(index, source)| {
            let text = format(&source.text, layout);
            (&project.files[index], source, text)
        })
        .collect();
    for (file, Source { text: before, .. }, after) in texts {
        if arguments.stdin_filename.is_some() && !arguments.check && !arguments.diff {
            console.print(|out| out.write_all(after.as_bytes()));
            continue;
        }
        if before == after {
            continue;
        }
        let target = Target::new(file, project);
        if !arguments.check && !arguments.diff {
            let done = target.lock().map_or(Ok(()), Err).and_then(|()| target.write(&before, &after));
            if let Err(problem) = done {
                console.problem(&problem);
                continue;
            }
        }
        changes.push(Change { path: target.shown(), before, after });
    }
}

fn report(changes: &[Change], count: usize, arguments: &Arguments, console: &mut Console) {
    let stream = console.out;
    if arguments.diff {
        console.print(|out| changes::write(changes, stream, out));
    } else if arguments.check {
        console.print(|out| changes.iter().try_for_each(|change| writeln!(out, "{}", change.shown())));
    }
    let changed = changes.len();
    let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    if arguments.check || arguments.diff {
        if changed > 0 {
            console.raise(Status::Findings);
        }
        let are = if changed == 1 { "is" } else { "are" };
        return console.note(|err| match changed {
            0 => writeln!(err, "{} laid out", files(count)),
            _ => writeln!(err, "{changed} of {} {are} not laid out", files(count)),
        });
    }
    console.note(|err| match changed {
        0 => writeln!(err, "{} laid out before", files(count)),
        _ => writeln!(err, "{changed} of {} laid out anew", files(count)),
    });
}
