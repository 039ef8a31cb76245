//! What a round of a watch reads, and whether it is another than before.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use vsdlint::project::Discovery;

use crate::cli::past;
use crate::cli::said::Said;

/// All that a round reads, as far as it can be told without reading. A round starts only where it is another than before
/// the last one: no file that the project does not read matters, such as what the report of a round is written into.
#[derive(PartialEq, Eq)]
pub struct Inputs {
    /// Files, and whether they changed.
    files: Vec<(PathBuf, Option<Stamp>)>,
    /// What the revision that is compared with stands for, in the repository of each project.
    revisions: Vec<Option<String>>,
    /// What is wrong with the projects, in the words of a debugger, which nobody sees.
    problems: String,
}

impl Inputs {
    /// What is read of the projects that were found, with `besides` and what the revision `since` stands for.
    pub fn of(discovery: &Discovery, besides: &BTreeSet<PathBuf>, since: Option<&str>) -> Inputs {
        let (mut files, mut revisions) = (Vec::new(), Vec::new());
        let mut problems = format!("{:?}", discovery.problems);
        for path in besides {
            files.push((path.clone(), Stamp::of(path)));
        }
        for project in &discovery.projects {
            for file in &project.files {
                files.push((file.path.clone(), Stamp::of(&file.path)));
            }
            problems += &format!("{:?}", project.policies.problems);
            revisions.extend(since.map(|revision| past::named(&project.root, revision)));
        }
        Inputs { files, revisions, problems }
    }

    /// The file among them that standard output or standard error goes into, if one does: each round would change it, and so
    /// ask for another.
    pub fn written_by_us(&self) -> Option<&Path> {
        let ours = [Stamp::of_stream(&io::stdout()), Stamp::of_stream(&io::stderr())];
        let is_ours = |stamp: &Option<Stamp>| {
            let Some(stamp) = stamp else { return false };
            ours.iter().flatten().any(|ours| ours.place.is_some() && ours.place == stamp.place)
        };
        self.files.iter().find(|(_, stamp)| is_ours(stamp)).map(|(path, _)| path.as_path())
    }

    /// The file among them that was changed since these `earlier` ones, and ends with what was `said` meanwhile, if one does:
    /// a pipe led there.
    pub fn ending_with(&self, said: &Said, earlier: &Inputs) -> Option<&Path> {
        let known: HashSet<&(PathBuf, Option<Stamp>)> = earlier.files.iter().collect();
        let mut changed = self.files.iter().filter(|file| !known.contains(file));
        changed.find(|(path, _)| said.is_end_of(path)).map(|(path, _)| path.as_path())
    }
}

/// What differs once a file was written or replaced.
#[derive(PartialEq, Eq, Hash)]
struct Stamp {
    bytes: u64,
    written: Option<SystemTime>,
    /// When anything about it changed.
    changed: (i64, i64),
    /// Where it lies for the system: the number of the device, and its own there.
    place: Option<(u64, u64)>,
}

impl Stamp {
    /// That of the file at `path`, a link followed; none where there is no file. A folder is there, and nothing more: what
    /// matters in it is a file among the others.
    fn of(path: &Path) -> Option<Stamp> {
        let kind = fs::metadata(path).ok()?;
        if kind.is_file() {
            return Some(Stamp::of_file(&kind));
        }
        Some(Stamp { bytes: 0, written: None, changed: (0, 0), place: None })
    }

    #[cfg(unix)]
    fn of_file(kind: &Metadata) -> Stamp {
        use std::os::unix::fs::MetadataExt;
        let (changed, place) = ((kind.ctime(), kind.ctime_nsec()), place(kind));
        Stamp { bytes: kind.len(), written: kind.modified().ok(), changed, place }
    }

    #[cfg(not(unix))]
    fn of_file(kind: &Metadata) -> Stamp {
        Stamp { bytes: kind.len(), written: kind.modified().ok(), changed: (0, 0), place: place(kind) }
    }

    /// That of the file that a stream of this process goes into; none where it goes elsewhere.
    #[cfg(unix)]
    fn of_stream(stream: &impl std::os::fd::AsFd) -> Option<Stamp> {
        let file = fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
        let kind = file.metadata().ok()?;
        if kind.is_file() { Some(Stamp::of_file(&kind)) } else { None }
    }

    #[cfg(not(unix))]
    fn of_stream<S>(_: &S) -> Option<Stamp> {
        None
    }
}

/// Where the file or folder at `path` lies for the system, a link followed; none where there is none, or the system has no
/// numbers for it.
pub fn place_of(path: &Path) -> Option<(u64, u64)> {
    place(&fs::metadata(path).ok()?)
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // the same face as elsewhere
fn place(kind: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((kind.dev(), kind.ino()))
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> Option<(u64, u64)> {
    None
}
