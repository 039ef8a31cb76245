//! Walks one project's directories for the files to read.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ignore::{DirEntry, IncrementalIgnore, WalkBuilder};

use super::display_path::DisplayPaths;
use super::error::{FileError, ProjectError};
use super::globs::Selection;
use super::root::is_root;

/// What a walk came upon, in no order.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Regular files to read.
    pub files: Vec<PathBuf>,
    /// Links with the names of files to read.
    pub links: Vec<PathBuf>,
    /// Directories that are the roots of other projects; the walk did not enter them.
    pub nested: Vec<PathBuf>,
    /// Those of the wanted directories that the walk entered.
    pub reached: Vec<PathBuf>,
    /// Directories that could not be read, with why.
    pub problems: Vec<(PathBuf, ProjectError)>,
}

impl Walked {
    /// Adds what another walk found.
    pub fn absorb(&mut self, other: Walked) {
        self.files.extend(other.files);
        self.links.extend(other.links);
        self.nested.extend(other.nested);
        self.reached.extend(other.reached);
        self.problems.extend(other.problems);
    }
}

/// Where a walk goes and what it looks for.
pub(super) struct Walk<'a> {
    /// Where it starts; absolute, links resolved. Neither ignored nor left out, whatever the settings.
    pub start: &'a Path,
    /// The project's root, which patterns are relative to; `start` lies in it.
    pub root: &'a Path,
    /// Which files to take.
    pub selection: &'a Selection,
    /// Directories whose being entered is of interest.
    pub wanted: &'a HashSet<PathBuf>,
    /// For messages.
    pub display: &'a DisplayPaths,
}

/// What a walk did not enter.
#[derive(Debug, Default)]
struct Pruned {
    nested: Vec<PathBuf>,
    /// Directories with a `.gitignore` that reading would wait on for ever.
    blocked: Vec<PathBuf>,
}

impl Walk<'_> {
    /// Walks. Links are not followed. One thread does it: starting more costs a small project milliseconds, and
    /// ten thousand files nothing gained.
    pub fn run(&self) -> Walked {
        let mut walked = Walked::default();
        let pruned = Arc::new(Mutex::new(Pruned::default()));
        if blocks(self.start) {
            lock(&pruned).blocked.push(self.start.to_owned());
        } else {
            for entry in self.builder(pruned.clone()).build() {
                self.visit(entry, &mut walked);
            }
        }
        let pruned = std::mem::take(&mut *lock(&pruned));
        walked.nested.extend(pruned.nested);
        for directory in pruned.blocked {
            let path = self.display.text(&directory.join(".gitignore"));
            walked.problems.push((directory, FileError::NotRegular { path }.into()));
        }
        walked
    }

    /// Tells of files below `start` whether this walk would leave them out.
    pub fn matcher(&self) -> Option<IncrementalIgnore> {
        self.builder(Arc::default()).build_matchers().pop()
    }

    /// The walk as the `ignore` crate takes it: `.gitignore` and `.git/info/exclude` as git means them, or,
    /// without a repository, the `.gitignore` files of the project alone. Nothing of the user's own settings, so
    /// that a project is the same on every machine.
    fn builder(&self, pruned: Arc<Mutex<Pruned>>) -> WalkBuilder {
        let repository = self.start.ancestors().any(|above| above.join(".git").exists());
        let mut builder = WalkBuilder::new(self.start);
        builder
            .current_dir(self.root)
            .ignore(false)
            .git_global(false)
            .require_git(repository)
            .parents(repository);
        let (root, selection) = (self.root.to_owned(), self.selection.clone());
        builder.filter_entry(move |entry| {
            let path = entry.path();
            let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
            if selection.excludes(path.strip_prefix(&root).unwrap_or(path), is_dir) {
                return false;
            }
            if is_dir && is_root(path) {
                lock(&pruned).nested.push(path.to_owned());
                return false;
            }
            if is_dir && blocks(path) {
                lock(&pruned).blocked.push(path.to_owned());
                return false;
            }
            true
        });
        builder
    }

    fn visit(&self, entry: Result<DirEntry, ignore::Error>, walked: &mut Walked) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                if let Some((path, error)) = io_error(error) {
                    let problem = ProjectError::io(self.display.text(&path), error);
                    walked.problems.push((path, problem));
                }
                return;
            }
        };
        let path = entry.path();
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() {
            if self.wanted.contains(path) {
                walked.reached.push(path.to_owned());
            }
        } else if (kind.is_file() || kind.is_symlink())
            && self.selection.includes(path.strip_prefix(self.root).unwrap_or(path))
        {
            let list = if kind.is_file() { &mut walked.files } else { &mut walked.links };
            list.push(entry.into_path());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether reading the directory's `.gitignore` would wait for ever: it is a pipe or a device.
fn blocks(directory: &Path) -> bool {
    fs::metadata(directory.join(".gitignore")).is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
}

/// The path and the input/output error in an error of the walk; those of ignore files are git's to tell.
fn io_error(error: ignore::Error) -> Option<(PathBuf, io::Error)> {
    match error {
        ignore::Error::WithPath { path, err } => Some((path, bare(err.into_io_error()?))),
        ignore::Error::WithDepth { err, .. } => io_error(*err),
        _ => None,
    }
}

/// What the system said, without the path that the walk wrapped it in.
fn bare(error: io::Error) -> io::Error {
    let inner = error.get_ref().and_then(|wrapped| wrapped.source()).and_then(|cause| cause.downcast_ref());
    match inner.and_then(io::Error::raw_os_error) {
        Some(code) => io::Error::from_raw_os_error(code),
        None => error,
    }
}
