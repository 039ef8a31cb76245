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
pub(super) const MOST_ENTRIES: usize = 5_000_000;

/// The most files that matter.
const MOST_FILES: usize = 1_000_000;

/// The most files of policies that one folder may hold, as now.
const MOST_POLICIES: usize = 1000;

/// How many texts one thread reads before it asks for more.
const CHUNK: usize = 32;

/// Which revision is to be looked at.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The work tree of its repository; absolute, links resolved.
    pub work_tree: &'a Path,
    /// Anything that names one to git.
    pub revision: &'a str,
    /// An empty folder for what has to lie in files meanwhile. It is to stay for as long as the projects of then are used, and
    /// the caller's to take away.
    pub temporary: &'a Path,
}

/// The part of a revision that has been brought out so far.
pub(super) struct Checkout {
    /// The temporary folder, links resolved. It stands for the topmost one, so that a way out of the repository leads to what
    /// lies there.
    around: PathBuf,
    /// Where the work tree lies in it: settings are written there.
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
    /// Whether it may lead out of the repository, as what settings name may.
    may_leave: bool,
}

/// What settings or a link lead to.
enum Next {
    /// A file of the revision.
    Then(Entry),
    /// What lies outside the repository and has no past: where it is to stand, and where it lies.
    Now(PathBuf, PathBuf),
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
    if is_shallow(repository) { shallow.to_owned() } else { otherwise.to_owned() }
}

/// Whether a clone leaves out what was long ago.
fn is_shallow(repository: &gix::Repository) -> bool {
    repository.is_shallow().unwrap_or(false)
}

/// The tree of `revision` in the repository with the work tree `now`.
pub(super) fn tree_of(
    now: &Path,
    revision: &str,
) -> Result<(gix::ThreadSafeRepository, ObjectId), RevisionError> {
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
            return Err(broken(Path::new(""), revision, in_words(&error)));
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
        Err(message) => return Err(broken(Path::new(""), revision, message)),
    };
    Ok((repository, tree))
}

impl Checkout {
    /// Begins one in a temporary folder that is empty; nothing is brought out yet.
    pub fn new(wanted: &Wanted<'_>) -> Result<Checkout, RevisionError> {
        let Wanted { work_tree: now, revision, temporary } = *wanted;
        let (repository, tree) = tree_of(now, revision)?;
        let around = temporary.canonicalize()?;
        let mut root = around.clone();
        root.extend(now.components().filter(|part| matches!(part, Component::Normal(_))));
        let exclude = repository.to_thread_local().common_dir().join("info/exclude");
        let checkout = Checkout {
            around,
            root,
            now: now.to_owned(),
            revision: revision.to_owned(),
            tree,
            repositories: vec![repository],
            texts: Overlay::default(),
            bytes: AtomicU64::new(0),
            out: HashSet::new(),
            policies: BTreeSet::new(),
            selections: Vec::new(),
        };
        // With it the walk takes `.gitignore` files as it does in a repository.
        let info = checkout.root.join(".git").join("info");
        checkout.make(&info)?;
        // One that is too large for the walk of now has been complained of.
        if let Ok(Bounded::Bytes(patterns)) = bounded::read(&exclude, SETTING) {
            fs::write(info.join("exclude"), patterns)?;
        }
        Ok(checkout)
    }

    /// Makes a folder, and those above it, but never the temporary one: when that is gone, so is who wants any of this.
    pub fn make(&self, folder: &Path) -> io::Result<()> {
        let mut at = self.around.clone();
        for part in folder.strip_prefix(&self.around).unwrap_or(Path::new("")) {
            at.push(part);
            match fs::create_dir(&at) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where the file or directory of now at `path` was then; none outside the work tree.
    pub fn then(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.now).ok().map(|below| self.root.join(below))
    }

    /// Whether there was a file or directory at `path`, in the temporary directory. A directory can be looked at then, and
    /// so can that of a file, where the search for its project begins.
    pub fn has(&self, path: &Path) -> Result<bool, RevisionError> {
        if path.symlink_metadata().is_ok() {
            return Ok(true);
        }
        if self.texts.has(path) {
            self.make(path.parent().unwrap_or(&self.root))?;
            return Ok(true);
        }
        let is_directory = self.texts.below(path).next().is_some();
        if is_directory {
            self.make(path)?;
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
        while let Some(found) = next {
            next = match found {
                Next::Then(entry) => self.write_one(&entry)?,
                Next::Now(place, real) => self.copy(&place, &real)?,
            };
        }
        Ok(())
    }

    /// Writes one file of then. Gives what it leads to, if that is to be written as well.
    fn write_one(&mut self, entry: &Entry) -> Result<Option<Next>, RevisionError> {
        let content = self.content(&self.repositories[entry.repository].to_thread_local(), entry)?;
        let (place, real) = (self.root.join(&entry.path), self.now.join(&entry.path));
        self.make(place.parent().unwrap_or(&self.root))?;
        if entry.is_link {
            let target = content.to_path_lossy();
            link(&target, &place)?;
            return self.follow(&place, &real, &target, entry.may_leave);
        }
        fs::write(&place, &content)?;
        self.follow_settings(&place, &real, &content)
    }

    /// Writes a file that lies outside the repository. One that is not there, or no file, is left to who reads it.
    fn copy(&mut self, place: &Path, real: &Path) -> Result<Option<Next>, RevisionError> {
        let Ok(Bounded::Bytes(content)) = bounded::read(real, SETTING) else { return Ok(None) };
        self.make(place.parent().unwrap_or(&self.root))?;
        fs::write(place, &content)?;
        self.follow_settings(place, real, &content)
    }

    /// Notes which policies settings name, and gives what they extend.
    fn follow_settings(
        &mut self,
        place: &Path,
        real: &Path,
        content: &[u8],
    ) -> Result<Option<Next>, RevisionError> {
        for folder in policy_folders(content) {
            let there = clean(&beside(place, &folder));
            match there.strip_prefix(&self.root) {
                Ok(below) => _ = self.policies.insert(below.to_owned()),
                Err(_) => self.link_policies(&there, &beside(real, &folder))?,
            }
        }
        match base(content) {
            Some(next) => self.follow(place, real, &next, true),
            None => Ok(None),
        }
    }

    /// What `next` leads to, as it is written in a file that stands at `place` and of which that of now lies at `real`; none
    /// where that is not to be written, or is already.
    fn follow(
        &mut self,
        place: &Path,
        real: &Path,
        next: &Path,
        may_leave: bool,
    ) -> Result<Option<Next>, RevisionError> {
        let there = clean(&beside(place, next));
        if let Ok(below) = there.strip_prefix(&self.root) {
            let is_new = self.out.insert(below.to_owned());
            let found = if is_new { self.look_up(below, may_leave)? } else { None };
            return Ok(found.map(Next::Then));
        }
        let is_wanted = may_leave && there.starts_with(&self.around) && self.out.insert(there.clone());
        Ok(is_wanted.then(|| Next::Now(there, beside(real, next))))
    }

    /// Has policies that lie outside the repository, in a folder or a file, found where they are.
    fn link_policies(&self, place: &Path, real: &Path) -> io::Result<()> {
        let mut files = vec![(place.to_owned(), real.to_owned())];
        if let Ok(entries) = fs::read_dir(real) {
            files.clear();
            self.make(place)?;
            // One more than are taken is complained of.
            for entry in entries.take(MOST_POLICIES + 1) {
                let entry = entry?;
                files.push((place.join(entry.file_name()), entry.path()));
            }
        } else {
            files.push((place.with_extension("md"), real.with_extension("md")));
        }
        for (place, real) in files {
            let is_lib = place.file_name().is_some_and(|name| name == "lib");
            if place.starts_with(&self.around) && (is_lib || is_of_policy(&place)) && real.exists() {
                self.make(place.parent().unwrap_or(&self.around))?;
                // Another file may have led there before.
                let _ = link(&real, &place);
            }
        }
        Ok(())
    }

    fn look_up(&self, path: &Path, may_leave: bool) -> Result<Option<Entry>, RevisionError> {
        let local = self.repositories[0].to_thread_local();
        let tree = local.find_tree(self.tree).map_err(|error| self.unreadable(path, &error))?;
        let found = tree.lookup_entry_by_path(path).map_err(|error| self.unreadable(path, &error))?;
        Ok(found.filter(|found| found.mode().is_blob_or_symlink()).map(|found| Entry {
            path: path.to_owned(),
            id: found.object_id(),
            repository: 0,
            is_link: found.mode().is_link(),
            is_text: false,
            may_leave,
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
                        let (id, may_leave) = (entry.oid().to_owned(), is_of_policy(&path));
                        entries.push(Entry { path, id, repository, is_link, is_text, may_leave });
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
        let object = local.find_object(commit).map_err(|error| {
            let (path, depth) =
                (path.display().to_string(), if is_shallow(&local) { " --unshallow" } else { "" });
            let help = format!("fetch the commit into the submodule first: `git -C {path} fetch{depth}`");
            RevisionError::Object { path, revision: self.revision.clone(), message: in_words(&error), help }
        })?;
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
        broken(path, self.revision.clone(), in_words(error))
    }
}

/// The error for what cannot be read of a repository; `path` is relative to its work tree.
fn broken(path: &Path, revision: String, message: String) -> RevisionError {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let help = "where the clone leaves contents out, fetch them first: `git fetch --refetch --no-filter`; \
                `git fsck` says what is broken";
    RevisionError::Object { path: path.display().to_string(), revision, message, help: help.to_owned() }
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
pub(super) fn safe(name: &gix::bstr::BStr) -> Option<PathBuf> {
    let path = name.to_path().ok()?;
    let mut components = path.components();
    let only = matches!((components.next(), components.next()), (Some(Component::Normal(_)), None));
    if only && !name.eq_ignore_ascii_case(b".git") { Some(path.to_owned()) } else { None }
}

/// A path as it is written in a file.
fn beside(file: &Path, path: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}

#[cfg(unix)]
fn link(target: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

/// Where links are not for everybody, a link of then is not followed.
#[cfg(not(unix))]
fn link(_target: &Path, _path: &Path) -> io::Result<()> {
    Ok(())
}
