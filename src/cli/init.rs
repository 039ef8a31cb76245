//! `vsdlint init`: settings and a first model to begin with.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use vsdlint::sanitise::sanitise;

use super::console::{Console, Paint};
use super::error::CliError;
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

/// Write settings and a first model to begin with; nothing that exists is overwritten
#[derive(Debug, Args)]
pub struct Arguments {
    /// The directory to write to, which is made if need be
    #[arg(value_name = "DIR", default_value = ".")]
    directory: PathBuf,
}

/// Writes the files of a first project, unless one of them is there already, and says what to do next.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let shown: PathBuf = arguments.directory.components().filter(|part| part.as_os_str() != ".").collect();
    let here = shown.as_os_str().is_empty();
    let exists = |path: &&str| shown.join(path).symlink_metadata().is_ok();
    let existing: Vec<&str> = FILES.iter().map(|&(path, ..)| path).filter(exists).collect();
    if !existing.is_empty() {
        let paths = existing.iter().map(|path| shown.join(path).display().to_string()).collect();
        return console.problem(&CliError::Exists { paths });
    }
    if let Err((path, error)) = write_all(&shown) {
        return console.problem(&CliError::File { path: path.display().to_string(), error });
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

/// Writes all files, or, if one of them fails, none.
fn write_all(directory: &Path) -> Result<(), (PathBuf, io::Error)> {
    let mut written = Vec::new();
    for (path, _, text) in FILES {
        let path = directory.join(path);
        if let Err(error) = write(&path, text) {
            for path in written {
                // What cannot be taken back is at least a file that belongs there.
                let _ = fs::remove_file(path);
            }
            return Err((path, error));
        }
        written.push(path);
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}
