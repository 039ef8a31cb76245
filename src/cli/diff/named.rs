//! What the two sides are: which of the arguments are revisions and which are paths.

use std::path::{Path, PathBuf};

use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::past::Past;

/// A side that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The files as they are here.
    Here,
    /// The same at a revision.
    Revision(String),
    /// The last commit that two revisions have in common.
    Base(String, String),
}

/// Both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sides {
    /// One project at two times.
    Times {
        /// Then.
        then: Source,
        /// Now.
        now: Source,
        /// Where the project is.
        path: PathBuf,
    },
    /// Two paths.
    Paths(PathBuf, PathBuf),
}

impl Sides {
    /// Those that the arguments name; what exists as a path is a path. Shows what is wrong with them, where something is.
    pub fn named(named: &[String], console: &mut Console) -> Option<Sides> {
        let here = || PathBuf::from(".");
        match named {
            [] => Some(times("HEAD", here())),
            [one] if exists(one) => Some(times("HEAD", one.into())),
            [one] => Some(times(one, here())),
            [one, other] if exists(one) && exists(other) => Some(Sides::Paths(one.into(), other.into())),
            [one, other] if exists(other) => Some(times(one, other.into())),
            [one, other, ..] => {
                let help = if exists(one) {
                    format!("the revision comes first: `vsdlint diff {other} {one}`")
                } else if Past::is_revision(Path::new("."), other) {
                    format!("two revisions have dots between them: `vsdlint diff {one}..{other}`")
                } else {
                    format!("where a folder was removed, name the one above: `vsdlint diff {one} .`")
                };
                console.problem(&CliError::NoPath { path: other.clone(), help });
                None
            }
        }
    }
}

fn exists(path: &str) -> bool {
    Path::new(path).symlink_metadata().is_ok()
}

/// A project at the times that a revision or a range says.
fn times(range: &str, path: PathBuf) -> Sides {
    let head = |revision: &str| if revision.is_empty() { "HEAD" } else { revision }.to_owned();
    let (then, now) = if let Some((one, other)) = range.split_once("...") {
        (Source::Base(head(one), head(other)), Source::Revision(head(other)))
    } else if let Some((one, other)) = range.split_once("..") {
        (Source::Revision(head(one)), Source::Revision(head(other)))
    } else {
        (Source::Revision(range.to_owned()), Source::Here)
    };
    Sides::Times { then, now, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_git_reads_them() {
        let revision = |name: &str| Source::Revision(name.to_owned());
        let base = |one: &str, other: &str| Source::Base(one.to_owned(), other.to_owned());
        for (range, then, now) in [
            ("main", revision("main"), Source::Here),
            ("main..", revision("main"), revision("HEAD")),
            ("..main", revision("HEAD"), revision("main")),
            ("a..b", revision("a"), revision("b")),
            ("a...b", base("a", "b"), revision("b")),
            ("a...", base("a", "HEAD"), revision("HEAD")),
        ] {
            let path = PathBuf::from(".");
            assert_eq!(times(range, path.clone()), Sides::Times { then, now, path }, "{range}");
        }
    }
}
