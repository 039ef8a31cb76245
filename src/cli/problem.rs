//! What can go wrong on the command line itself; the library's errors are shown beside these.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

/// Something that fails the run.
#[derive(Debug, Error, Diagnostic)]
pub enum Problem {
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {error}")]
    Stdout {
        /// What the system says.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write `{path}`: {error}")]
    File {
        /// The file, as it was named.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A report would replace a file that it reports on.
    #[error("`{path}` is a file of the project: a report is not written over it")]
    OverInput {
        /// The file, as it was named.
        path: String,
    },
    /// The working directory is gone or closed to us.
    #[error("cannot tell the working directory: {error}")]
    WorkingDirectory {
        /// What the system says.
        error: io::Error,
    },
    /// No rule has this name.
    #[error("`{name}` is no rule")]
    UnknownRule {
        /// The name.
        name: String,
        /// What was probably meant.
        #[help]
        help: Option<String>,
    },
    /// Files that would have to be written are there already.
    #[error("nothing is written, because {} already: {}", if paths.len() == 1 { "this exists" } else { "these exist" }, list(paths))]
    #[diagnostic(help("name an empty or a new directory: `vsdlint init model`"))]
    Exists {
        /// The files.
        paths: Vec<String>,
    },
}

fn list(paths: &[String]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    quoted.join(", ")
}
