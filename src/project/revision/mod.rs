//! A project as it was at a git revision.
//!
//! What `discover` looks at on its way, settings and `.gitignore` files, is written into a temporary folder that the
//! caller lends, and the texts stand in for files there as if they were unsaved. So there is one way to find projects,
//! settings and files, and now and then agree in everything. What settings name outside the repository has no past, and is
//! taken from where it lies. Git's objects are read in this process by `gix`: nothing is run, nothing is fetched, and git
//! need not be installed.

mod checkout;
mod error;
pub(super) mod kept;
mod sparse;
mod store;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::checkout::Checkout;
use self::store::open;
use super::builder::Project;
use super::discover::discover;
use super::discovery::Discovery;
use super::error::ProjectError;
use super::options::DiscoverOptions;
use super::overlay::{KnownTexts, Overlay};
use crate::rule::RuleMetadata;

pub use checkout::Wanted;
pub use error::RevisionError;
pub use sparse::left_out;

/// The projects of a revision.
#[derive(Debug)]
pub struct Revision {
    /// Where the work tree stands in the temporary folder, links resolved.
    then: PathBuf,
    /// The work tree of the repository, links resolved.
    now: PathBuf,
    /// The projects of then.
    pub projects: Vec<Project>,
    /// The texts of their files, which are to be read with these standing in for them.
    pub texts: Overlay,
}

impl Revision {
    /// The work tree of the git repository that holds `path`, links resolved. `revision` is what is to be looked at there.
    ///
    /// # Errors
    /// Where there is no such repository, or it cannot be read.
    pub fn work_tree(path: &Path, revision: &str) -> Result<PathBuf, RevisionError> {
        let repository = open(path, revision)?.to_thread_local();
        let bare = || RevisionError::Bare { path: path.display().to_string(), revision: revision.to_owned() };
        Ok(repository.workdir().ok_or_else(bare)?.canonicalize()?)
    }

    /// The commit that is checked out in the git repository that holds `path`, in its short form, whatever was changed since;
    /// none where there is no such repository or commit, or it cannot be read.
    pub fn head(path: &Path) -> Option<String> {
        let repository = open(path, "HEAD").ok()?.to_thread_local();
        let id = repository.head_id().ok()?;
        Some(id.shorten_or_id().to_string())
    }

    /// The commit, or whatever else `revision` names now, in the git repository that holds `path`; none where nothing there has
    /// this name.
    pub fn named(path: &Path, revision: &str) -> Option<String> {
        let repository = open(path, revision).ok()?.to_thread_local();
        let id = repository.rev_parse_single(revision).ok()?;
        Some(id.to_string())
    }

    /// The folders of the git repository that holds `path` in whose files names of revisions stand; what lies deeper in one
    /// counts only below `refs`.
    pub fn folders_of_names(path: &Path) -> Vec<PathBuf> {
        store::folders(path).map_or_else(Vec::new, |(git, common)| vec![common.join("refs"), git, common])
    }

    /// Whether anything in the git repository that holds `path` has the name `revision`; false where there is no such repository.
    pub fn exists(path: &Path, revision: &str) -> bool {
        Revision::named(path, revision).is_some()
    }

    /// The last commit that `one` and `other` have in common, in the repository that holds `path`.
    ///
    /// # Errors
    /// Where one of them is not known, or they have none in common, as far as the clone reaches.
    pub fn merge_base(path: &Path, one: &str, other: &str) -> Result<String, RevisionError> {
        let repository = open(path, one)?.to_thread_local();
        let mut commits = Vec::with_capacity(2);
        for revision in [one, other] {
            let commit = repository.rev_parse_single(format!("{revision}^{{commit}}").as_str());
            let Ok(commit) = commit else {
                // It says best what is wrong with a revision.
                checkout::tree_of(path, revision)?;
                return Err(checkout::unknown(&repository, path, revision));
            };
            commits.push(commit);
        }
        let [first, second] = commits[..] else { return Ok(one.to_owned()) };
        match repository.merge_base(first, second) {
            Ok(Some(base)) => Ok(base.to_string()),
            _ => Err(RevisionError::NoMergeBase {
                one: one.to_owned(),
                other: other.to_owned(),
                help: checkout::what_to_fetch(&repository, "name the two revisions with `..` between them"),
            }),
        }
    }

    /// Looks at a revision like [`discover`] with these `paths` and `options`. `roots` are the roots of the projects that are
    /// there now; absolute, links resolved. What a file held that holds the same now is taken from `known`.
    ///
    /// # Errors
    /// Where there is no such revision, or it cannot be read, or no temporary file can be written.
    pub fn check_out(
        wanted: &Wanted<'_>,
        roots: &[PathBuf],
        paths: &[PathBuf],
        options: &DiscoverOptions,
        rules: &'static [RuleMetadata],
        known: &KnownTexts<'_>,
    ) -> Result<Revision, RevisionError> {
        let Wanted { work_tree: now, revision, .. } = *wanted;
        let here = options.current_dir.canonicalize().unwrap_or_else(|_| options.current_dir.clone());
        let mut area: BTreeSet<PathBuf> = BTreeSet::new();
        for root in roots {
            let Ok(below) = root.strip_prefix(now) else {
                let path = root.display().to_string();
                return Err(RevisionError::Above { path, revision: revision.to_owned() });
            };
            area.insert(below.to_owned());
        }
        let mut checkout = Checkout::new(wanted)?;
        let here = checkout.then(&here).unwrap_or_else(|| checkout.root.clone());
        checkout.make(&here)?;
        let paths: Vec<PathBuf> = paths.iter().filter_map(|path| checkout.then(path)).collect();
        let mut options = DiscoverOptions {
            current_dir: here,
            allow_empty: true,
            ceiling: Some(checkout.root.clone()),
            overlay: Overlay::default(),
            ..options.clone()
        };
        let discovery = loop {
            checkout.fill(&area, known)?;
            let mut there = Vec::with_capacity(paths.len());
            for path in &paths {
                if checkout.has(path)? {
                    there.push(path.clone());
                }
            }
            options.overlay = std::mem::take(&mut checkout.texts);
            let discovery =
                if there.is_empty() { Discovery::default() } else { discover(&there, &options, rules) };
            checkout.texts = std::mem::take(&mut options.overlay);
            if !checkout.wants_more(&discovery, &mut area) {
                break discovery;
            }
        };
        let Discovery { projects, problems, .. } = discovery;
        let is_of_settings = |problem: &ProjectError| matches!(problem, ProjectError::Config(_));
        let errors: Vec<ProjectError> = problems.into_iter().filter(is_of_settings).collect();
        if !errors.is_empty() {
            return Err(RevisionError::Settings { revision: revision.to_owned(), errors });
        }
        let Checkout { root, texts, .. } = checkout;
        Ok(Revision { then: root, now: now.to_owned(), projects, texts })
    }

    /// Where the file or directory of then at `path` is now.
    pub fn now(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.then).map_or_else(|_| path.to_owned(), |below| self.now.join(below))
    }
}
