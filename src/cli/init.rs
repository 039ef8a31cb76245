//! `vsdlint init`: settings and a first model to begin with.

use std::path::PathBuf;

use clap::Args;
use vsdlint::sanitise::sanitise;

use super::console::{Console, Paint};
use super::new_files;
use super::table::{self, cell};

/// What is written: path, what it is, text.
const FILES: [(&str, &str, &str); 4] = [
    ("vsdlint.toml", "settings, each with a comment", include_str!("init/vsdlint.toml")),
    ("stakeholders.vsd", "who stands outside the chain", include_str!("init/stakeholders.vsd")),
    ("chain.vsd", "the six activities, with ITIL's tables put right", include_str!("init/chain.vsd")),
    (
        "streams/restore-a-failed-service.vsd",
        "a value stream",
        include_str!("init/streams/restore-a-failed-service.vsd"),
    ),
];

const EXAMPLES: &str = "\
Examples:
  vsdlint init        into this directory
  vsdlint init model  into a new one

Settings, who stands outside, the six activities and a value stream are written, a file each.

Exit status: 0 written, 2 something is there already or cannot be written.";

/// Write settings and a first model to begin with; nothing that exists is overwritten
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The directory to write to, which is made if need be
    #[arg(value_name = "DIR", default_value = ".")]
    directory: PathBuf,
}

/// Writes the files of a first project, unless one of them is there already, and says what to do next.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let shown: PathBuf = arguments.directory.components().filter(|part| part.as_os_str() != ".").collect();
    let here = shown.as_os_str().is_empty();
    let files: Vec<(PathBuf, &str)> = FILES.iter().map(|&(path, _, text)| (shown.join(path), text)).collect();
    if !new_files::write_or_say(&files, "name an empty or a new directory: `vsdlint init model`", console) {
        return;
    }
    let paint = Paint(console.out.color);
    let rows: Vec<_> = FILES
        .iter()
        .map(|&(path, what, _)| {
            let path = sanitise(&shown.join(path).display().to_string()).into_owned();
            vec![(path, Paint::bold as table::Look), cell(what)]
        })
        .collect();
    let target = if here { String::new() } else { format!(" {}", sanitise(&shown.display().to_string())) };
    console.print(|out| {
        writeln!(out, "Written:")?;
        table::write(&rows, 2, paint, out)?;
        writeln!(out, "\nNext:")?;
        let next = [
            vec![cell(format!("vsdlint check{target}")), cell("finds nothing yet")],
            vec![cell(format!("vsdlint rules{target}")), cell("lists what it looks for")],
        ];
        table::write(&next, 2, paint, out)?;
        writeln!(
            out,
            "\nTake an `output` out of `chain.vsd` and check again, then make the model your organisation's own."
        )
    });
}
