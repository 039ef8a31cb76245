//! Walks one project's directories for the files to read.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::display_path::DisplayPaths;
use super::error::ProjectError;
use super::globs::Selection;
use super::ignored::{Ignored, Verdict};
use super::root::is_root;

/// What a walk came upon, in no order.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Regular files to read.
    pub files: Vec<PathBuf>,
    /// Links with the names of files to read.
    pub links: Vec<PathBuf>,
    /// Files with such names that patterns for git leave out.
    pub ignored: Vec<PathBuf>,
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
        self.ignored.extend(other.ignored);
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

impl Walk<'_> {
    /// Walks. Links are not followed. One thread does it: starting more costs a small project milliseconds, and
    /// ten thousand files nothing gained.
    pub fn run(&self) -> Walked {
        let mut walked = Walked::default();
        let above = match self.above() {
            Ok(above) => above,
            Err(problem) => {
                walked.problems.push((self.start.to_owned(), problem));
                return walked;
            }
        };
        let mut open = vec![(self.start.to_owned(), above)];
        while let Some((directory, above)) = open.pop() {
            if directory != self.start && is_root(&directory) {
                walked.nested.push(directory);
                continue;
            }
            if let Err(problem) = self.enter(&directory, &above, &mut open, &mut walked) {
                walked.problems.push((directory, problem));
            }
        }
        walked
    }

    /// What git leaves out where the walk starts: as the directories above say in a repository, and without one
    /// nothing. None of the user's own settings count, so that a project is the same on every machine.
    fn above(&self) -> Result<Ignored, ProjectError> {
        Ignored::above(self.start, self.display)
    }

    /// Looks at what stands in `directory`; directories in it are left `open`.
    fn enter(
        &self,
        directory: &Path,
        above: &Ignored,
        open: &mut Vec<(PathBuf, Ignored)>,
        walked: &mut Walked,
    ) -> Result<(), ProjectError> {
        let failed = |error: io::Error| ProjectError::io(self.display.text(directory), error);
        let ignored = above.enter(directory, self.display)?;
        let listing = fs::read_dir(directory).map_err(failed)?;
        if self.wanted.contains(directory) {
            walked.reached.push(directory.to_owned());
        }
        for entry in listing {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if self.leaves_out(&path, kind.is_dir(), &ignored) {
                if kind.is_file() && self.would_take(&path) {
                    walked.ignored.push(path);
                }
                continue;
            }
            if kind.is_dir() {
                open.push((path, ignored.clone()));
            } else if (kind.is_file() || kind.is_symlink()) && self.selection.includes(self.below(&path)) {
                let list = if kind.is_file() { &mut walked.files } else { &mut walked.links };
                list.push(path);
            }
        }
        Ok(())
    }

    /// Whether a file that is left out would be read if no pattern for git said otherwise.
    fn would_take(&self, path: &Path) -> bool {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let below = self.below(path);
        !is_hidden && self.selection.includes(below) && !self.selection.excludes(below, false)
    }

    /// Whether `path`, which lies in the directory that `ignored` is of, is left out.
    fn leaves_out(&self, path: &Path, is_dir: bool, ignored: &Ignored) -> bool {
        let name = path.file_name().unwrap_or_default();
        if is_dir && name == ".git" {
            return true;
        }
        match ignored.verdict(path, is_dir) {
            Verdict::LeftOut => return true,
            Verdict::Silent if name.as_encoded_bytes().starts_with(b".") => return true,
            Verdict::Silent | Verdict::Kept => {}
        }
        self.selection.excludes(self.below(path), is_dir)
    }

    /// Whether this walk would leave out the file at `path`, or a directory above it. `known` keeps what was asked of
    /// directories before: what git leaves out in them, or nothing where they are left out themselves.
    pub fn misses(&self, path: &Path, known: &mut HashMap<PathBuf, Option<Ignored>>) -> bool {
        let Some(directory) = path.parent() else { return false };
        if !known.contains_key(directory) {
            if !directory.starts_with(self.start) {
                return false;
            }
            self.look_into(directory, known);
        }
        let inside = known.get(directory).and_then(Option::as_ref);
        inside.is_none_or(|ignored| self.leaves_out(path, false, ignored))
    }

    /// Looks into the directories on the way from the start to `directory`, each once.
    fn look_into(&self, directory: &Path, known: &mut HashMap<PathBuf, Option<Ignored>>) {
        let mut way: Vec<&Path> = Vec::new();
        for above in directory.ancestors() {
            if known.contains_key(above) {
                break;
            }
            way.push(above);
            if above == self.start {
                break;
            }
        }
        for directory in way.into_iter().rev() {
            let around = if directory == self.start {
                Some(self.above().unwrap_or_default())
            } else {
                let around = directory.parent().and_then(|parent| known.get(parent).cloned()).flatten();
                around.filter(|ignored| !self.leaves_out(directory, true, ignored))
            };
            // What cannot be read is the walk's to tell.
            let inside = around.map(|around| around.enter(directory, self.display).unwrap_or(around));
            known.insert(directory.to_owned(), inside);
        }
    }

    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(self.root).unwrap_or(path)
    }
}
