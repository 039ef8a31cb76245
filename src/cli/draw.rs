//! `vsdlint draw`: pictures of a project. This file holds the arguments and decides what is drawn into which file.

mod format;

use std::path::{Path, PathBuf};

use clap::Args;
use vsdlint::draw::diagram::Diagram;
use vsdlint::draw::subject::{Subject, diagrams, nearest, subjects};
use vsdlint::file_names::FileStems;

use super::console::{Console, Paint};
use super::error::CliError;
use super::guard;
use super::table::{self, cell};
use super::whole_project::{Seen, WholeProject};
use format::{Format, Picture};

const EXAMPLES: &str = "\
Examples:
  vsdlint draw                           list what can be drawn
  vsdlint draw restore -o restore.svg    the map of a stream, by its name or alias
  vsdlint draw landscape -o streams.png  all streams and what they hand to each other
  vsdlint draw chain --format mermaid    the six activities, as text for a wiki
  vsdlint draw --all -o pictures         everything, a file each
  vsdlint draw restore -o restore.svg --watch

Findings are part of a picture and never fail the command.

Exit status: 0 drawn, 2 something went wrong.";

/// Draw streams, the landscape of all streams, or the value chain
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A stream by its name or alias, `chain` or `landscape`; without it, what can be drawn is listed
    #[arg(value_name = "WHAT", conflicts_with = "all")]
    what: Option<String>,

    /// Draw everything, a file each, into the folder of --out
    #[arg(long)]
    all: bool,

    /// The file to write, or with --all the folder [default: standard output]
    #[arg(short, long = "out", value_name = "FILE")]
    out: Option<PathBuf>,

    /// The form of the picture [default: by the ending of the file; svg without a file]
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,

    /// Pixels of a PNG for each of an SVG
    #[cfg(feature = "png")]
    #[arg(long, value_name = "FACTOR", default_value_t = 2.0, value_parser = scale)]
    scale: f32,

    /// Draw again whenever a file changes, until Ctrl-C
    #[arg(short, long, requires = "out")]
    watch: bool,

    #[command(flatten)]
    project: WholeProject,
}

#[cfg(feature = "png")]
fn scale(given: &str) -> Result<f32, &'static str> {
    match given.parse::<f32>() {
        Ok(scale) if (0.1..=8.0).contains(&scale) => Ok(scale),
        _ => Err("from 0.1 to 8"),
    }
}

/// Draws what is asked for; once, or whenever something changes.
pub fn run(arguments: &Arguments, console: &mut Console) {
    if arguments.all && arguments.out.is_none() {
        return console.problem(&CliError::NoFolder);
    }
    if arguments.all && arguments.out.as_deref() == Some(Path::new("-")) {
        let (what, each) = ("`--all`", "picture");
        return console.problem(&CliError::ManyFiles { what, each, help: "name a folder: `-o FOLDER`" });
    }
    if arguments.what.is_none() && !arguments.all && (arguments.out.is_some() || !console.out.is_terminal) {
        return console.problem(&CliError::NothingToDraw);
    }
    let look = |console: &mut Console, seen: Seen<'_>| draw(arguments, &seen, console);
    if arguments.watch {
        arguments.project.watch(arguments.out.as_deref(), None, console, look);
    } else {
        arguments.project.show(console, look);
    }
}

fn draw(arguments: &Arguments, seen: &Seen<'_>, console: &mut Console) {
    if let (true, Some(folder)) = (arguments.all, &arguments.out) {
        return draw_all(arguments, folder, seen, console);
    }
    let Some(what) = &arguments.what else { return list(seen, console) };
    let Some(subject) = Subject::named(what, seen.model) else {
        let help = match nearest(what, seen.model) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`vsdlint draw` on a terminal lists what can be drawn".to_owned(),
        };
        return console.problem(&CliError::UnknownStream { name: what.clone(), help: Some(help) });
    };
    let path = arguments.out.as_deref().filter(|path| *path != Path::new("-"));
    let format = match (arguments.format, path) {
        (Some(format), _) => format,
        (None, Some(path)) => match Format::of_file(path) {
            Some(format) => format,
            None => {
                return console.problem(&CliError::unknown_ending(path, "`.svg`, `.png`, `.mmd` or `.dot`"));
            }
        },
        (None, None) => Format::Svg,
    };
    let diagram = subject.diagram(seen.model, seen.findings);
    let Some(picture) = picture(arguments.pixels(), &diagram, format, console) else { return };
    match path {
        Some(path) => seen.write(path, console, |out| out.write_all(&picture)),
        _ if format.is_binary() && console.out.is_terminal => console.problem(&CliError::BytesToTerminal),
        _ => console.print(|out| out.write_all(&picture)),
    }
}

impl Arguments {
    /// Pixels of a PNG for each of an SVG.
    #[cfg(feature = "png")]
    fn pixels(&self) -> f32 {
        self.scale
    }

    /// Without PNG there is nothing to scale.
    #[cfg(not(feature = "png"))]
    fn pixels(&self) -> f32 {
        1.0
    }
}

fn picture(scale: f32, diagram: &Diagram, format: Format, console: &mut Console) -> Option<Vec<u8>> {
    match format.write(diagram, scale) {
        Ok(Picture { bytes, warning }) => {
            if let Some(warning) = warning {
                console.problem(&warning);
            }
            Some(bytes)
        }
        Err(error) => {
            console.problem(&error);
            None
        }
    }
}

fn draw_all(arguments: &Arguments, folder: &Path, seen: &Seen<'_>, console: &mut Console) {
    if !guard::make_folder(folder, console) {
        return;
    }
    let format = arguments.format.unwrap_or(Format::Svg);
    let mut names = FileStems::default();
    for (subject, diagram) in diagrams(seen.model, seen.findings) {
        let name = names.of(&subject.name(seen.model));
        let path = folder.join(format!("{name}.{}", format.ending()));
        let Some(picture) = picture(arguments.pixels(), &diagram, format, console) else { continue };
        seen.write(&path, console, |out| out.write_all(&picture));
    }
}

/// Lists what can be drawn.
fn list(seen: &Seen<'_>, console: &mut Console) {
    let mut rows =
        vec![["DRAW", "WHAT IT SHOWS"].map(|head| (head.to_owned(), Paint::bold as table::Look)).to_vec()];
    for subject in subjects(seen.model) {
        let (name, about) = (subject.short_name(seen.model), subject.about(seen.model));
        rows.push(vec![cell(&name), cell(&about)]);
    }
    let paint = Paint(console.out.color);
    console.print(|out| table::write(&rows, 0, paint, out));
}
