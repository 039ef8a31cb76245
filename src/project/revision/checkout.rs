//! What matters to a linter of the files of a revision.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use rayon::prelude::*;
use tempfile::TempDir;

use super::error::RevisionError;
use crate::paths::clean;
use crate::project::config::CONFIG_NAME;
use crate::project::discover::Discovery;
use crate::project::globs::Selection;
use crate::project::overlay::Overlay;

/// How many texts one thread reads before it asks for more.
const CHUNK: usize = 32;

/// The part of a revision that has been brought out so far.
pub(super) struct Checkout {
    /// Where settings are written; deleted at the end.
    pub directory: TempDir,
    /// The same, links resolved.
    pub root: PathBuf,
    now: PathBuf,
    revision: String,
    repository: gix::ThreadSafeRepository,
    tree: ObjectId,
    /// The texts, as if they were unsaved texts of files in the directory.
    pub texts: Overlay,
    /// What has been brought out, relative to the root.
    out: HashSet<PathBuf>,
    /// Which files to take besides those with the usual names.
    selections: Vec<(PathBuf, Selection)>,
}

/// A file of the revision.
struct Entry {
    /// Relative to the root of the work tree.
    path: PathBuf,
    id: ObjectId,
    is_link: bool,
    /// Whether it is a description, which is kept in memory.
    is_text: bool,
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
    /// Finds `revision` in the repository with the work tree `now`; nothing is brought out yet.
    pub fn new(now: &Path, revision: &str) -> Result<Checkout, RevisionError> {
        let path = || now.display().to_string();
        let revision = revision.to_owned();
        let Some(repository) = open(now) else {
            return Err(RevisionError::NoRepository { path: path(), revision });
        };
        let local = repository.to_thread_local();
        let Ok(id) = local.rev_parse_single(revision.as_str()) else {
            if local.head_id().is_err() {
                return Err(RevisionError::NoCommits { path: path(), revision });
            }
            let help = if local.is_shallow().unwrap_or(false) {
                "this clone is shallow: `git fetch --unshallow` brings the rest; in a pipeline, clone the whole history"
            } else {
                "a branch, a tag, a commit or `HEAD~1`; what is only on the server, `git fetch` brings"
            };
            let help = help.to_owned();
            return Err(RevisionError::NoRevision { path: path(), revision, help });
        };
        let peeled = id.object().map_err(|error| error.to_string());
        let peeled = peeled.and_then(|object| object.peel_to_tree().map_err(|error| error.to_string()));
        let tree = match peeled {
            Ok(tree) => tree.id,
            Err(message) => return Err(RevisionError::Object { path: ".".to_owned(), revision, message }),
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
            texts: Overlay::default(),
            out: HashSet::new(),
            selections: Vec::new(),
        })
    }

    /// Where the file or directory of now at `path` was then; none outside the work tree.
    pub fn then(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.now).ok().map(|below| self.root.join(below))
    }

    /// Whether there was a file or directory at `path`, in the temporary directory. A directory can be looked at then.
    pub fn has(&self, path: &Path) -> Result<bool, RevisionError> {
        if path.symlink_metadata().is_ok() || self.texts.has(path) {
            return Ok(true);
        }
        let is_directory = self.texts.below(path).next().is_some();
        if is_directory {
            fs::create_dir_all(path)?;
        }
        Ok(is_directory)
    }

    /// Brings out all that matters in the directories of `area`, and the settings above them.
    pub fn fill(&mut self, area: &BTreeSet<PathBuf>) -> Result<(), RevisionError> {
        let mut entries = self.list(area)?;
        entries.retain(|entry| self.out.insert(entry.path.clone()));
        let (texts, files): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|entry| entry.is_text);
        for file in &files {
            self.write(file)?;
        }
        let this = &*self;
        let contents: Result<Vec<Vec<u8>>, RevisionError> = texts
            .par_chunks(CHUNK)
            .flat_map_iter(|texts| {
                let local = this.repository.to_thread_local();
                texts.iter().map(move |text| this.content(&local, text))
            })
            .collect();
        for (text, content) in texts.iter().zip(contents?) {
            self.texts.insert_resolved(self.root.join(&text.path), content);
        }
        Ok(())
    }

    fn content(&self, local: &gix::Repository, entry: &Entry) -> Result<Vec<u8>, RevisionError> {
        let blob = local.find_blob(entry.id).map_err(|error| self.unreadable(&entry.path, &error))?;
        Ok(blob.detach().data)
    }

    /// Writes settings with what they extend, an ignore file, or a link with what it leads to.
    fn write(&mut self, entry: &Entry) -> Result<(), RevisionError> {
        let content = self.content(&self.repository.to_thread_local(), entry)?;
        let path = self.root.join(&entry.path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let next = if entry.is_link {
            link(&content, &path)?;
            Some(content.to_path_lossy().into_owned())
        } else {
            fs::write(&path, &content)?;
            base(&content)
        };
        let Some(next) = next else { return Ok(()) };
        let next = clean(&entry.path.parent().unwrap_or(Path::new("")).join(next));
        // What lies outside the repository has no past.
        let is_inside = next.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside || !self.out.insert(next.clone()) {
            return Ok(());
        }
        match self.look_up(&next)? {
            Some(entry) => self.write(&entry),
            None => Ok(()),
        }
    }

    fn look_up(&self, path: &Path) -> Result<Option<Entry>, RevisionError> {
        let local = self.repository.to_thread_local();
        let tree = local.find_tree(self.tree).map_err(|error| self.unreadable(path, &error))?;
        let found = tree.lookup_entry_by_path(path).map_err(|error| self.unreadable(path, &error))?;
        Ok(found.filter(|found| found.mode().is_blob_or_symlink()).map(|found| Entry {
            path: path.to_owned(),
            id: found.object_id(),
            is_link: found.mode().is_link(),
            is_text: false,
        }))
    }

    /// Whether `discovery` speaks of more than has been brought out: of a project that begins above `area`, which is
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
    fn list(&self, area: &BTreeSet<PathBuf>) -> Result<Vec<Entry>, RevisionError> {
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
                        let is_text = !is_link && !is_setting(&path);
                        entries.push(Entry { path, id: entry.oid().to_owned(), is_link, is_text });
                    }
                    _ => {}
                }
            }
        }
        Ok(entries)
    }

    /// Whether a file matters; `inside` the area every description does, above it only the settings.
    fn matters(&self, path: &Path, inside: bool) -> bool {
        let selected = || {
            self.selections
                .iter()
                .any(|(root, selection)| path.strip_prefix(root).is_ok_and(|below| selection.includes(below)))
        };
        is_setting(path) || inside && (path.extension().is_some_and(|ending| ending == "vsd") || selected())
    }

    fn unreadable(&self, path: &Path, error: &dyn std::error::Error) -> RevisionError {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        RevisionError::Object {
            path: path.display().to_string(),
            revision: self.revision.clone(),
            message: error.to_string(),
        }
    }
}

/// Whether a file says which others to read, and how.
fn is_setting(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == CONFIG_NAME || name == ".gitignore")
}

/// The file that settings extend.
fn base(settings: &[u8]) -> Option<PathBuf> {
    let settings: toml::Table = toml::from_str(str::from_utf8(settings).ok()?).ok()?;
    Some(settings.get("extends")?.as_str()?.into())
}

/// The name of a file or directory, unless it would lead somewhere else.
fn safe(name: &gix::bstr::BStr) -> Option<PathBuf> {
    let path = name.to_path().ok()?;
    let mut components = path.components();
    let only = matches!((components.next(), components.next()), (Some(Component::Normal(_)), None));
    if only && !name.eq_ignore_ascii_case(b".git") { Some(path.to_owned()) } else { None }
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
