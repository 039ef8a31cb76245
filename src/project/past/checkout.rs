//! The files of a revision that matter to a linter, in a temporary directory.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use rayon::prelude::*;
use tempfile::TempDir;

use super::error::PastError;
use crate::lexical::clean;
use crate::project::config::CONFIG_NAME;
use crate::project::discover::Discovery;
use crate::project::globs::Selection;

/// How many files one thread writes before it asks for more.
const CHUNK: usize = 32;

/// The part of a revision that has been written so far.
pub(super) struct Checkout {
    /// Where it is written; deleted at the end.
    pub directory: TempDir,
    /// The same, links resolved.
    pub root: PathBuf,
    now: PathBuf,
    revision: String,
    repository: gix::ThreadSafeRepository,
    tree: ObjectId,
    /// What has been written, relative to the root.
    written: HashSet<PathBuf>,
    /// Which files to take besides those with the usual names.
    selections: Vec<(PathBuf, Selection)>,
}

/// A file of the revision.
struct Entry {
    /// Relative to the root of the work tree.
    path: PathBuf,
    id: ObjectId,
    is_link: bool,
}

/// Opens the repository that holds `path`, with none of the user's own settings.
pub(super) fn open(path: &Path) -> Option<gix::ThreadSafeRepository> {
    let isolated = gix::sec::trust::Mapping {
        full: gix::open::Options::isolated(),
        reduced: gix::open::Options::isolated(),
    };
    gix::ThreadSafeRepository::discover_opts(path, Default::default(), isolated).ok()
}

impl Checkout {
    /// Finds `revision` in the repository with the work tree `now`; nothing is written yet.
    pub fn new(now: &Path, revision: &str) -> Result<Checkout, PastError> {
        let path = || now.display().to_string();
        let revision = revision.to_owned();
        let Some(repository) = open(now) else {
            return Err(PastError::NoRepository { path: path(), revision });
        };
        let local = repository.to_thread_local();
        let Ok(id) = local.rev_parse_single(revision.as_str()) else {
            if local.head_id().is_err() {
                return Err(PastError::NoCommits { path: path(), revision });
            }
            let help = if local.is_shallow().unwrap_or(false) {
                "this clone is shallow: `git fetch --unshallow` brings the rest; in a pipeline, clone the whole history"
            } else {
                "a branch, a tag, a commit or `HEAD~1`; what is only on the server, `git fetch` brings"
            };
            let help = help.to_owned();
            return Err(PastError::NoRevision { path: path(), revision, help });
        };
        let peeled = id.object().map_err(|error| error.to_string());
        let peeled = peeled.and_then(|object| object.peel_to_tree().map_err(|error| error.to_string()));
        let tree = match peeled {
            Ok(tree) => tree.id,
            Err(message) => return Err(PastError::Object { path: ".".to_owned(), revision, message }),
        };
        let directory = tempfile::Builder::new().prefix("vsdlint-").tempdir()?;
        let root = directory.path().canonicalize()?;
        // With it the walk takes `.gitignore` files as it does in a repository.
        let git = root.join(".git");
        fs::create_dir_all(git.join("info"))?;
        let exclude = local.common_dir().join("info/exclude");
        if exclude.is_file() {
            fs::copy(exclude, git.join("info/exclude"))?;
        }
        Ok(Checkout {
            directory,
            root,
            now: now.to_owned(),
            revision,
            tree,
            repository,
            written: HashSet::new(),
            selections: Vec::new(),
        })
    }

    /// Where the file or directory of now at `path` was then; none outside the work tree.
    pub fn then(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.now).ok().map(|below| self.root.join(below))
    }

    /// Writes all that matters in the directories of `area`, and the settings above them.
    pub fn fill(&mut self, area: &BTreeSet<PathBuf>) -> Result<(), PastError> {
        let mut entries = self.list(area)?;
        entries.retain(|entry| self.written.insert(entry.path.clone()));
        self.write(&entries)?;
        let settings = entries.iter().filter(|entry| entry.path.file_name() == Some(CONFIG_NAME.as_ref()));
        for settings in settings {
            self.follow(&settings.path)?;
        }
        Ok(())
    }

    /// Whether `discovery` speaks of more than has been written: of a project that begins above `area`, which is
    /// widened then, or of files with other names.
    pub fn wants_more(&mut self, discovery: &Discovery, area: &mut BTreeSet<PathBuf>) -> bool {
        let mut more = false;
        for project in &discovery.projects {
            let Ok(root) = project.root.strip_prefix(&self.root) else { continue };
            if !area.iter().any(|known| root.starts_with(known)) {
                more |= area.insert(root.to_owned());
            }
            let include = project.settings.include.value.as_deref();
            if include.is_some() && !self.selections.iter().any(|(known, _)| known == root) {
                self.selections.push((root.to_owned(), Selection::new(include, &[])));
                more = true;
            }
        }
        more
    }

    /// The files that matter.
    fn list(&self, area: &BTreeSet<PathBuf>) -> Result<Vec<Entry>, PastError> {
        let local = self.repository.to_thread_local();
        let mut entries = Vec::new();
        let mut open = vec![(PathBuf::new(), self.tree)];
        while let Some((directory, id)) = open.pop() {
            let tree = local.find_tree(id).map_err(|error| self.unreadable(&directory, &error))?;
            let inside = area.iter().any(|known| directory.starts_with(known));
            for entry in tree.iter() {
                let entry = entry.map_err(|error| self.unreadable(&directory, &error))?;
                let Some(name) = safe(entry.filename()) else { continue };
                let path = directory.join(name);
                match entry.mode().kind() {
                    EntryKind::Tree if inside || area.iter().any(|known| known.starts_with(&path)) => {
                        open.push((path, entry.oid().to_owned()));
                    }
                    EntryKind::Tree | EntryKind::Commit => {}
                    kind if self.matters(&path, inside) => {
                        let is_link = kind == EntryKind::Link;
                        entries.push(Entry { path, id: entry.oid().to_owned(), is_link });
                    }
                    _ => {}
                }
            }
        }
        Ok(entries)
    }

    /// Whether a file matters; `inside` the area every description does, above it only the settings.
    fn matters(&self, path: &Path, inside: bool) -> bool {
        let name = path.file_name().unwrap_or_default();
        let selected = || {
            self.selections
                .iter()
                .any(|(root, selection)| path.strip_prefix(root).is_ok_and(|below| selection.includes(below)))
        };
        name == CONFIG_NAME
            || name == ".gitignore"
            || inside && (path.extension().is_some_and(|ending| ending == "vsd") || selected())
    }

    fn write(&self, entries: &[Entry]) -> Result<(), PastError> {
        let directories: BTreeSet<&Path> = entries.iter().filter_map(|entry| entry.path.parent()).collect();
        for directory in directories {
            fs::create_dir_all(self.root.join(directory))?;
        }
        entries.par_chunks(CHUNK).try_for_each(|entries| {
            let local = self.repository.to_thread_local();
            entries.iter().try_for_each(|entry| {
                let blob = local.find_blob(entry.id).map_err(|error| self.unreadable(&entry.path, &error))?;
                let path = self.root.join(&entry.path);
                let written =
                    if entry.is_link { link(&blob.data, &path) } else { fs::write(path, &blob.data) };
                written.map_err(PastError::from)
            })
        })
    }

    /// Writes the files that the settings at `path` extend.
    fn follow(&mut self, path: &Path) -> Result<(), PastError> {
        let mut path = path.to_owned();
        loop {
            let text = fs::read_to_string(self.root.join(&path)).unwrap_or_default();
            let table: toml::Table = toml::from_str(&text).unwrap_or_default();
            let Some(base) = table.get("extends").and_then(toml::Value::as_str) else { return Ok(()) };
            let base = clean(&path.parent().unwrap_or(Path::new("")).join(base));
            // What lies outside the repository has no past.
            let is_inside = base.components().all(|part| matches!(part, Component::Normal(_)));
            if !is_inside || !self.written.insert(base.clone()) {
                return Ok(());
            }
            let local = self.repository.to_thread_local();
            let tree = local.find_tree(self.tree).map_err(|error| self.unreadable(&base, &error))?;
            let found = tree.lookup_entry_by_path(&base).map_err(|error| self.unreadable(&base, &error))?;
            let Some(found) = found.filter(|found| found.mode().is_blob()) else { return Ok(()) };
            self.write(&[Entry { path: base.clone(), id: found.object_id(), is_link: false }])?;
            path = base;
        }
    }

    fn unreadable(&self, path: &Path, error: &dyn std::error::Error) -> PastError {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        PastError::Object {
            path: path.display().to_string(),
            revision: self.revision.clone(),
            message: error.to_string(),
        }
    }
}

/// The name of a file or directory, unless it would lead somewhere else.
fn safe(name: &gix::bstr::BStr) -> Option<PathBuf> {
    let path = name.to_path().ok()?;
    let mut components = path.components();
    let only = matches!((components.next(), components.next()), (Some(Component::Normal(_)), None));
    (only && !name.eq_ignore_ascii_case(b".git")).then(|| path.to_owned())
}

#[cfg(unix)]
fn link(target: &[u8], path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target.to_path_lossy(), path)
}

/// Where links are not for everybody, a link of then is not followed.
#[cfg(not(unix))]
fn link(_target: &[u8], _path: &Path) -> io::Result<()> {
    Ok(())
}
