//! Finds the repository of a project, and looks at its files before anybody reads them: none may keep us waiting, and
//! none that is small elsewhere may be large.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::RevisionError;
use crate::project::bounded::{self, Bounded};

/// The most bytes of one object, in memory.
const OBJECT_LIMIT: &str = "gitoxide.objects.allocLimit=536870912";

/// The most bytes of a file that holds settings or one name.
const SMALL: u64 = 1 << 20;

/// The most bytes of a file that lists all names.
const LIST: u64 = 256 << 20;

/// The most files that a repository is looked through for, and how deep.
const MOST_FILES: usize = 2_000_000;
const DEEPEST: usize = 24;

/// The folders that are never read: repositories of other work trees and modules, scripts, and what other programs keep.
const FOREIGN: [&str; 5] = ["worktrees", "modules", "hooks", "lfs", "annex"];

/// Opens the repository with `path` at or above it, with none of the user's own settings.
///
/// # Errors
/// Where there is none, or it cannot be opened, or is stored in a way that cannot be read.
pub(super) fn open(path: &Path, revision: &str) -> Result<gix::ThreadSafeRepository, RevisionError> {
    let shown = || path.display().to_string();
    let Some(top) = top(path) else {
        let revision = revision.to_owned();
        let is_bare = |above: &&Path| {
            above.join("HEAD").is_file() && above.join("objects").is_dir() && above.join("refs").is_dir()
        };
        return Err(match path.ancestors().find(is_bare) {
            Some(_) => RevisionError::Bare { path: shown(), revision },
            None => RevisionError::NoRepository { path: shown(), revision },
        });
    };
    let unusable = |message: String| RevisionError::Repository { path: top.display().to_string(), message };
    let (git, common) = directories(top).map_err(unusable)?;
    has_head(&git).map_err(unusable)?;
    let mut looked = Look { left: MOST_FILES };
    looked.through(&git, Area::Top, 0).map_err(unusable)?;
    if common != git {
        looked.through(&common, Area::Top, 0).map_err(unusable)?;
    }
    looked.alternates(&common.join("objects"), 0).map_err(unusable)?;
    if common.join("reftable").exists() {
        return Err(RevisionError::Reftable { path: shown(), revision: revision.to_owned() });
    }
    let options = || gix::open::Options::isolated().config_overrides([OBJECT_LIMIT]);
    let trust = gix::sec::trust::Mapping { full: options(), reduced: options() };
    gix::ThreadSafeRepository::discover_opts(top, Default::default(), trust)
        .map_err(|error| unusable(with_causes(&error)))
}

/// The topmost directory of the work tree that holds `path`.
fn top(path: &Path) -> Option<&Path> {
    path.ancestors().find(|above| above.join(".git").symlink_metadata().is_ok())
}

/// Where the repository with `path` in its work tree lies, and where what it shares with other work trees lies.
pub(super) fn folders(path: &Path) -> Option<(PathBuf, PathBuf)> {
    directories(top(path)?).ok()
}

/// What an error says, and what its causes say.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        next = cause.source();
    }
    text
}

/// Where the repository of a work tree lies, and where what it shares with other work trees lies.
fn directories(top: &Path) -> Result<(PathBuf, PathBuf), String> {
    let git = top.join(".git");
    let git = if git.is_dir() {
        git
    } else {
        let line = pointer(&git)?.ok_or("`.git` leads nowhere")?;
        let path = line.strip_prefix("gitdir:").ok_or("`.git` is neither a folder nor names one")?;
        top.join(path.trim())
    };
    let common = match pointer(&git.join("commondir"))? {
        Some(line) => git.join(line.trim()),
        None => git.clone(),
    };
    Ok((git, common))
}

/// Looks whether a repository is where it should be, and lets us in: the file that each of them has can be opened.
fn has_head(git: &Path) -> Result<(), String> {
    let head = git.join("HEAD");
    let place = if git.is_dir() { &head } else { git };
    // What is a link or no regular file is complained of by whoever looks through all.
    if head.is_symlink() {
        return Ok(());
    }
    match bounded::open_regular(&head) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("`{}`: {error}", place.display())),
    }
}

/// The text of a file that names another; none where there is no such file.
fn pointer(file: &Path) -> Result<Option<String>, String> {
    match bounded::read(file, SMALL) {
        Ok(Bounded::Bytes(bytes)) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Ok(Bounded::NotRegular) => Err(format!("`{}` is no regular file", file.display())),
        Ok(Bounded::TooLarge) => Err(too_large(file)),
        Err(_) => Ok(None),
    }
}

fn too_large(file: &Path) -> String {
    format!("`{}` is too large", file.display())
}

/// What lies in a folder of a repository.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Area {
    /// The repository itself.
    Top,
    /// Objects, which have a bound of their own when they are read.
    Objects,
    /// What the names stood for in the past.
    Logs,
    /// Names, settings and the like.
    Other,
}

impl Area {
    /// That of the folder `name` in a folder of this one.
    fn inside(self, name: &OsStr) -> Area {
        match self {
            Area::Top if name == "objects" => Area::Objects,
            Area::Top if name == "logs" => Area::Logs,
            Area::Top => Area::Other,
            area => area,
        }
    }
}

/// Looks through the folders of a repository.
struct Look {
    /// How many more entries there may be.
    left: usize,
}

impl Look {
    /// Looks whether anything in `directory`, which is of this area and lies so deep in the repository, must not be read.
    fn through(&mut self, directory: &Path, area: Area, depth: usize) -> Result<(), String> {
        // What cannot be listed is said by whoever reads it.
        let Ok(entries) = fs::read_dir(directory) else { return Ok(()) };
        for entry in entries.flatten() {
            self.left = self.left.checked_sub(1).ok_or("there are too many files in it")?;
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            if area == Area::Top && FOREIGN.iter().any(|foreign| name == *foreign) {
                continue;
            }
            let inside = area.inside(&name);
            if kind.is_dir() {
                if depth < DEEPEST {
                    self.through(&path, inside, depth + 1)?;
                }
                continue;
            }
            self.file(&path, kind, inside, depth)?;
        }
        Ok(())
    }

    /// The same of a file, or of a folder that a link leads to, in which all is of this area.
    fn file(&mut self, path: &Path, kind: fs::FileType, area: Area, depth: usize) -> Result<(), String> {
        let is_object = area == Area::Objects;
        if kind.is_file() && is_object {
            return Ok(());
        }
        let Ok(target) = fs::metadata(path) else {
            let is_head = path.file_name().is_some_and(|name| name == "HEAD") && depth == 0;
            let lost = || format!("`{}` is a link that leads nowhere", path.display());
            return if is_head && kind.is_symlink() { Err(lost()) } else { Ok(()) };
        };
        if target.is_dir() {
            // A link; one that leads back is followed so often and no more.
            return if depth < 3 { self.through(path, area, depth + 1) } else { Ok(()) };
        }
        if waits(target.file_type()) {
            return Err(format!("`{}` is no regular file", path.display()));
        }
        // What is wrong in one would be said with what stands there.
        if kind.is_symlink() && area == Area::Other && !leads_to_repository(path) {
            return Err(format!("`{}` is a link to a file of no repository", path.display()));
        }
        let name = path.file_name().unwrap_or_default();
        let is_list = ["packed-refs", "index", "shallow"].iter().any(|list| name == *list);
        let limit = if is_list || area == Area::Logs { LIST } else { SMALL };
        if !is_object && target.len() > limit { Err(too_large(path)) } else { Ok(()) }
    }

    /// Looks through the other stores that the one in `objects` borrows from.
    fn alternates(&mut self, objects: &Path, depth: usize) -> Result<(), String> {
        let Some(lines) = pointer(&objects.join("info").join("alternates"))? else { return Ok(()) };
        if depth >= 5 {
            return Err("it borrows objects over too many other repositories".to_owned());
        }
        for line in lines.lines() {
            if !line.is_empty() && !line.starts_with('#') {
                let other = objects.join(line);
                self.through(&other, Area::Objects, 1)?;
                self.alternates(&other, depth + 1)?;
            }
        }
        Ok(())
    }
}

/// Whether a link leads to a file in a repository, as work trees that share one have them.
fn leads_to_repository(link: &Path) -> bool {
    let Ok(target) = link.canonicalize() else { return false };
    target.ancestors().skip(1).any(|above| above.join("HEAD").exists() && above.join("objects").is_dir())
}

/// Whether reading such a file might never end.
#[cfg(unix)]
fn waits(kind: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_fifo() || kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn waits(_: fs::FileType) -> bool {
    false
}
