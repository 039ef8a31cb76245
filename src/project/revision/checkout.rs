//! What matters to a linter of the files of a revision.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use rayon::prelude::*;
use tempfile::TempDir;

use super::error::{RevisionError, in_words};
use super::store::open;
use crate::paths::clean;
use crate::project::bounded::{self, Bounded};
use crate::project::config::CONFIG_NAME;
use crate::project::discovery::Discovery;
use crate::project::globs::Selection;
use crate::project::overlay::{KnownTexts, Overlay};
use crate::source::Source;

/// The most bytes of a file of settings or patterns, as now.
const SETTING: u64 = 1 << 20;

/// The most bytes of all files that matter.
const MOST_BYTES: u64 = 2 << 30;

/// The most files and folders that are looked at.
const MOST_ENTRIES: usize = 5_000_000;

/// The most files that matter.
const MOST_FILES: usize = 1_000_000;

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
    /// The repository, and those of the submodules that were met.
    repositories: Vec<gix::ThreadSafeRepository>,
    tree: ObjectId,
    /// The texts, as if they were unsaved texts of files in the directory.
    pub texts: Overlay,
    /// How many bytes have been brought out.
    bytes: AtomicU64,
    /// What has been brought out, relative to the root.
    out: HashSet<PathBuf>,
    /// The folders of policies that settings name.
    policies: BTreeSet<PathBuf>,
    /// Which files to take besides those with the usual names.
    selections: Vec<(PathBuf, Selection)>,
}

/// A file of the revision.
struct Entry {
    /// Relative to the root of the work tree.
    path: PathBuf,
    id: ObjectId,
    /// The index of the repository that it is in.
    repository: usize,
    is_link: bool,
    /// Whether it is a description, which is kept in memory.
    is_text: bool,
}

/// The error for a revision that a repository does not know.
pub(super) fn unknown(repository: &gix::Repository, now: &Path, revision: &str) -> RevisionError {
    let help = "a branch, a tag, a commit or `HEAD~1`; what is only on the server, `git fetch` brings";
    RevisionError::NoRevision {
        path: now.display().to_string(),
        revision: revision.to_owned(),
        help: what_to_fetch(repository, help),
    }
}

/// What to fetch where a clone is shallow, and else `otherwise`.
pub(super) fn what_to_fetch(repository: &gix::Repository, otherwise: &str) -> String {
    let shallow = "this clone is shallow: `git fetch --unshallow` brings the rest; in a pipeline, clone the whole history";
    let is_shallow = repository.is_shallow().unwrap_or(false);
    if is_shallow { shallow.to_owned() } else { otherwise.to_owned() }
}

impl Checkout {
    /// Finds `revision` in the repository with the work tree `now`; nothing is brought out yet.
    pub fn new(now: &Path, revision: &str) -> Result<Checkout, RevisionError> {
        let path = || now.display().to_string();
        let revision = revision.to_owned();
        let repository = open(now, &revision)?;
        let local = repository.to_thread_local();
        let Ok(id) = local.rev_parse_single(revision.as_str()) else {
            if local.head().is_ok_and(|head| head.is_unborn()) {
                return Err(RevisionError::NoCommits { path: path(), revision });
            }
            // A name that leads to a commit whose object is broken is known all the same.
            if let Ok(Some(reference)) = local.try_find_reference(revision.as_str())
                && let Err(error) = reference.into_fully_peeled_id()
            {
                let message = in_words(&error);
                return Err(RevisionError::Object { path: ".".to_owned(), revision, message });
            }
            return Err(unknown(&local, now, &revision));
        };
        let peeled = id.object().map_err(|error| in_words(&error));
        let peeled = peeled.and_then(|object| object.peel_to_tree().map_err(|error| in_words(&error)));
        let tree = match peeled {
            Ok(tree) => tree.id,
            Err(_) if id.header().is_ok_and(|header| header.kind() == gix::object::Kind::Blob) => {
                return Err(RevisionError::File { revision });
            }
            Err(message) => return Err(RevisionError::Object { path: ".".to_owned(), revision, message }),
        };
        let directory = tempfile::Builder::new().prefix("vsdlint-").tempdir()?;
        let root = directory.path().canonicalize()?;
        // With it the walk takes `.gitignore` files as it does in a repository.
        let git = root.join(".git");
        fs::create_dir_all(git.join("info"))?;
        // One that is too large for the walk of now has been complained of.
        let exclude = local.common_dir().join("info/exclude");
        if let Ok(Bounded::Bytes(patterns)) = bounded::read(&exclude, SETTING) {
            fs::write(git.join("info/exclude"), patterns)?;
        }
        Ok(Checkout {
            directory,
            root,
            now: now.to_owned(),
            revision,
            tree,
            repositories: vec![repository],
            texts: Overlay::default(),
            bytes: AtomicU64::new(0),
            out: HashSet::new(),
            policies: BTreeSet::new(),
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
    pub fn fill(&mut self, area: &BTreeSet<PathBuf>, known: &KnownTexts<'_>) -> Result<(), RevisionError> {
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
                let mut last: Option<(usize, gix::Repository)> = None;
                texts.iter().map(move |text| {
                    if let Some(same) = this.unchanged(text, known) {
                        return Ok(same);
                    }
                    let local = match last.take() {
                        Some((index, local)) if index == text.repository => local,
                        _ => this.repositories[text.repository].to_thread_local(),
                    };
                    let content = this.content(&local, text);
                    last = Some((text.repository, local));
                    content
                })
            })
            .collect();
        for (text, content) in texts.iter().zip(contents?) {
            self.texts.insert_resolved(self.root.join(&text.path), content);
        }
        Ok(())
    }

    /// What a file held, if it holds the same now: its hash says so.
    fn unchanged(&self, entry: &Entry, known: &KnownTexts<'_>) -> Option<Vec<u8>> {
        let text = known.get(&self.now.join(&entry.path))?.as_bytes();
        let id = gix::objs::compute_hash(entry.id.kind(), gix::objs::Kind::Blob, text).ok()?;
        let size = text.len() as u64;
        let is_same = id == entry.id
            && self.bytes.fetch_add(size, Ordering::Relaxed).saturating_add(size) <= MOST_BYTES;
        is_same.then(|| text.to_vec())
    }

    fn content(&self, local: &gix::Repository, entry: &Entry) -> Result<Vec<u8>, RevisionError> {
        let size = local.find_header(entry.id).map_err(|error| self.unreadable(&entry.path, &error))?.size();
        let limit = if entry.is_text { Source::MAX_BYTES } else { SETTING };
        if size > limit || self.bytes.fetch_add(size, Ordering::Relaxed).saturating_add(size) > MOST_BYTES {
            return Err(self.too_much(
                "2 GiB of descriptions, 280 MB in one of them, or 1 MiB in one file of settings or patterns",
            ));
        }
        let blob = local.find_blob(entry.id).map_err(|error| self.unreadable(&entry.path, &error))?;
        Ok(blob.detach().data)
    }

    /// Writes settings with what they extend, an ignore file, or a link with what it leads to.
    fn write(&mut self, entry: &Entry) -> Result<(), RevisionError> {
        let mut next = self.write_one(entry)?;
        while let Some(entry) = next {
            next = self.write_one(&entry)?;
        }
        Ok(())
    }

    /// Writes one file. Gives the one that it leads to, if that is to be written as well.
    fn write_one(&mut self, entry: &Entry) -> Result<Option<Entry>, RevisionError> {
        let content = self.content(&self.repositories[entry.repository].to_thread_local(), entry)?;
        let path = self.root.join(&entry.path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let next = if entry.is_link {
            link(&content, &path)?;
            Some(content.to_path_lossy().into_owned())
        } else {
            fs::write(&path, &content)?;
            for folder in policy_folders(&content) {
                let folder = clean(&entry.path.parent().unwrap_or(Path::new("")).join(folder));
                if folder.components().all(|part| matches!(part, Component::Normal(_))) {
                    self.policies.insert(folder);
                }
            }
            base(&content)
        };
        let Some(next) = next else { return Ok(None) };
        let next = clean(&entry.path.parent().unwrap_or(Path::new("")).join(next));
        // What lies outside the repository has no past.
        let is_inside = next.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside || !self.out.insert(next.clone()) {
            return Ok(None);
        }
        self.look_up(&next)
    }

    fn look_up(&self, path: &Path) -> Result<Option<Entry>, RevisionError> {
        let local = self.repositories[0].to_thread_local();
        let tree = local.find_tree(self.tree).map_err(|error| self.unreadable(path, &error))?;
        let found = tree.lookup_entry_by_path(path).map_err(|error| self.unreadable(path, &error))?;
        Ok(found.filter(|found| found.mode().is_blob_or_symlink()).map(|found| Entry {
            path: path.to_owned(),
            id: found.object_id(),
            repository: 0,
            is_link: found.mode().is_link(),
            is_text: false,
        }))
    }

    /// Whether `discovery` speaks of more than has been brought out: of a project that begins above `area`, which is
    /// widened then, or of files with other names.
    pub fn wants_more(&mut self, discovery: &Discovery, area: &mut BTreeSet<PathBuf>) -> bool {
        let mut more = false;
        for folder in std::mem::take(&mut self.policies) {
            if !area.iter().any(|known| folder.starts_with(known)) {
                more |= area.insert(folder);
            }
        }
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

    /// The files that matter, those of submodules that are checked out among them.
    fn list(&mut self, area: &BTreeSet<PathBuf>) -> Result<Vec<Entry>, RevisionError> {
        let mut entries = Vec::new();
        let mut seen = 0;
        let mut open = vec![(PathBuf::new(), self.tree, 0)];
        let mut local = (0, self.repositories[0].to_thread_local());
        while let Some((directory, id, repository)) = open.pop() {
            if local.0 != repository {
                local = (repository, self.repositories[repository].to_thread_local());
            }
            let tree = local.1.find_tree(id).map_err(|error| self.unreadable(&directory, &error))?;
            let inside = area.iter().any(|known| directory.starts_with(known));
            for entry in tree.iter() {
                // One tree may stand in another many times over: ten small ones make ten thousand million files.
                seen += 1;
                if seen > MOST_ENTRIES || entries.len() > MOST_FILES {
                    return Err(self.too_much("5,000,000 files, or 1,000,000 descriptions"));
                }
                let entry = entry.map_err(|error| self.unreadable(&directory, &error))?;
                let Some(name) = safe(entry.filename()) else { continue };
                let path = directory.join(name);
                match entry.mode().kind() {
                    EntryKind::Tree if inside || area.iter().any(|known| known.starts_with(&path)) => {
                        open.push((path, entry.oid().to_owned(), repository));
                    }
                    EntryKind::Commit if inside => {
                        let module = self.module(&path, entry.oid().to_owned())?;
                        open.extend(module.map(|(tree, repository)| (path, tree, repository)));
                    }
                    EntryKind::Tree | EntryKind::Commit => {}
                    kind if self.matters(&path, inside) => {
                        let is_link = kind == EntryKind::Link;
                        let is_text = !is_link && !is_setting(&path);
                        let id = entry.oid().to_owned();
                        entries.push(Entry { path, id, repository, is_link, is_text });
                    }
                    _ => {}
                }
            }
        }
        // A page is one only beside its policy.
        let policies: HashSet<PathBuf> =
            entries.iter().map(|entry| &entry.path).filter(|path| is_rego(path)).cloned().collect();
        entries.retain(|entry| {
            !is_of_policy(&entry.path)
                || is_rego(&entry.path)
                || policies.contains(&entry.path.with_extension("rego"))
        });
        Ok(entries)
    }

    /// The tree of a submodule's commit, with the index of its repository; none where it is not checked out.
    fn module(&mut self, path: &Path, commit: ObjectId) -> Result<Option<(ObjectId, usize)>, RevisionError> {
        let work_tree = self.now.join(path);
        if work_tree.join(".git").symlink_metadata().is_err() {
            return Ok(None);
        }
        let repository = open(&work_tree, &self.revision)?;
        let local = repository.to_thread_local();
        let object = local.find_object(commit).map_err(|error| self.unreadable(path, &error))?;
        let tree = object.peel_to_tree().map_err(|error| self.unreadable(path, &error))?.id;
        self.repositories.push(repository);
        Ok(Some((tree, self.repositories.len() - 1)))
    }

    fn too_much(&self, limit: &'static str) -> RevisionError {
        RevisionError::TooMuch { revision: self.revision.clone(), limit }
    }

    /// Whether a file matters; `inside` the area every description does, above it only the settings.
    fn matters(&self, path: &Path, inside: bool) -> bool {
        let selected = || {
            self.selections
                .iter()
                .any(|(root, selection)| path.strip_prefix(root).is_ok_and(|below| selection.includes(below)))
        };
        is_setting(path) && (inside || !is_of_policy(path))
            || inside && (path.extension().is_some_and(|ending| ending == "vsd") || selected())
    }

    fn unreadable(&self, path: &Path, error: &dyn std::error::Error) -> RevisionError {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        RevisionError::Object {
            path: path.display().to_string(),
            revision: self.revision.clone(),
            message: in_words(error),
        }
    }
}

/// Whether a file says which others to read, and how, or what is demanded of them.
fn is_setting(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == CONFIG_NAME || name == ".gitignore") || is_of_policy(path)
}

/// Whether a file is a policy.
fn is_rego(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rego")
}

/// Whether a file may be a policy or its page.
fn is_of_policy(path: &Path) -> bool {
    cfg!(feature = "policy") && path.extension().is_some_and(|ending| ending == "rego" || ending == "md")
}

/// The folders of policies that settings name, as they are written.
fn policy_folders(settings: &[u8]) -> Vec<PathBuf> {
    let settings: Option<toml::Table> =
        str::from_utf8(settings).ok().and_then(|text| toml::from_str(text).ok());
    let folders = settings.as_ref().and_then(|settings| settings.get("policies")?.as_array());
    let mut paths = Vec::new();
    for folder in folders.into_iter().flatten() {
        paths.extend(folder.as_str().map(PathBuf::from));
    }
    paths
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
