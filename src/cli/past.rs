//! One project as it was at a git revision.

use std::path::{Path, PathBuf};

#[cfg(feature = "git")]
use miette::Diagnostic;
use vsdlint::project::{DiscoverOptions, KnownTexts, Project};
#[cfg(feature = "git")]
use vsdlint::project::{Overlay, Revision, RevisionError, Wanted};
#[cfg(feature = "git")]
use vsdlint::rules::metadata;
use vsdlint::source::Source;

use super::console::Console;
use super::error::{CliError, Problems};
#[cfg(feature = "git")]
use super::here::anywhere;
use super::here::{here, shown};
#[cfg(feature = "git")]
use super::temporary::Temporary;

/// What `revision` names now in the repository that holds `root`; none where nothing there has this name.
#[cfg(feature = "git")]
pub fn named(root: &Path, revision: &str) -> Option<String> {
    anywhere(|| Revision::named(root, revision))
}

/// The folders in which names of revisions stand, in the repository that holds `root`.
#[cfg(feature = "git")]
pub fn folders_of_names(root: &Path) -> Vec<PathBuf> {
    Revision::folders_of_names(root)
}

/// The models of the project at `root` that are committed and not checked out, relative to it, with what to say of them.
#[cfg(feature = "git")]
pub fn left_out(root: &Path) -> Option<(Vec<PathBuf>, CliError)> {
    let paths = anywhere(|| vsdlint::project::left_out(root));
    let first = paths.first()?.display();
    let names = match paths.len() - 1 {
        0 => format!("`{first}` is"),
        1 => format!("`{first}` and one other model are"),
        more => format!("`{first}` and {more} other models are"),
    };
    Some((paths, CliError::NotCheckedOut { names }))
}

/// None: this build knows no git.
#[cfg(not(feature = "git"))]
pub fn left_out(_: &Path) -> Option<(Vec<PathBuf>, CliError)> {
    None
}

/// Nothing: this build knows no git.
#[cfg(not(feature = "git"))]
pub fn named(_: &Path, _: &str) -> Option<String> {
    None
}

/// None: this build knows no git.
#[cfg(not(feature = "git"))]
pub fn folders_of_names(_: &Path) -> Vec<PathBuf> {
    Vec::new()
}

/// The project of a revision; none where it held none.
pub struct Past {
    #[cfg(feature = "git")]
    revision: Revision,
    #[cfg(feature = "git")]
    _temporary: Temporary,
    /// The project, and the texts of its files with their paths relative to its root.
    pub project: Option<Project>,
    pub texts: Vec<Source>,
    pub relative: Vec<PathBuf>,
    /// The files that could not be read, likewise.
    pub unread: Vec<PathBuf>,
    /// Where the project's root is now.
    root: PathBuf,
}

impl Past {
    /// Says which files could not be read; `name` is what people know the revision as.
    pub fn tell_unread(&self, name: &str, console: &mut Console) {
        let here = here();
        for path in &self.unread {
            let (path, revision) = (shown(&self.root.join(path), &here), name.to_owned());
            console.problem(&CliError::UnreadThen { path, revision });
        }
    }
}

#[cfg(feature = "git")]
impl Past {
    /// Brings out what the project that has its root at `root` now held at `revision`; if there was none then, the only one
    /// that there was in `area`, at or above it. Files that cannot be read are left out; what they hold now is taken from `known`.
    ///
    /// # Errors
    /// Where there is no such revision, or it cannot be read.
    pub fn of(
        area: &Path,
        root: &Path,
        revision: &str,
        options: &DiscoverOptions,
        known: &KnownTexts<'_>,
    ) -> Result<Past, Problems> {
        let repository = anywhere(|| Revision::work_tree(area, revision)).map_err(problems)?;
        let roots = [area.to_owned()];
        let temporary = Temporary::new().map_err(|error| problems(error.into()))?;
        let wanted = Wanted { work_tree: &repository, revision, temporary: &temporary.path };
        let check_out = || Revision::check_out(&wanted, &roots, &roots, options, metadata(), known);
        let mut revision = anywhere(check_out).map_err(problems)?;
        let mut projects = std::mem::take(&mut revision.projects);
        let is_own = |project: &Project| revision.now(&project.root) == root;
        // Settings that came since may have made another directory the root, or the project was elsewhere below.
        if projects.iter().any(|project| !project.files.is_empty() && !is_own(project)) {
            projects.retain(|project| !project.files.is_empty());
        }
        let at = projects.iter().position(is_own);
        let at = at.or(if projects.len() == 1 { Some(0) } else { None });
        let (texts, relative, unread, root) = Default::default();
        let mut past = Past { project: None, texts, relative, unread, root, revision, _temporary: temporary };
        let Some(at) = at else { return Ok(past) };
        let project = projects.swap_remove(at);
        let texts: Overlay = std::mem::take(&mut past.revision.texts);
        let (read, problems) = vsdlint::project::read(&project, &texts);
        past.unread = vsdlint::project::unread(&project, &read, &problems);
        for (index, text) in read {
            past.texts.push(text);
            past.relative.push(project.files[index].relative.clone());
        }
        past.root = past.revision.now(&project.root);
        past.project = Some(project);
        Ok(past)
    }

    /// Leaves only the file that is at `path` now.
    pub fn keep(&mut self, path: &Path) {
        let Some(project) = &self.project else { return };
        let root = self.revision.now(&project.root);
        let kept: Vec<bool> = self.relative.iter().map(|relative| root.join(relative) == path).collect();
        let mut kept_text = kept.iter();
        self.texts.retain(|_| kept_text.next().is_some_and(|&is_kept| is_kept));
        let mut kept_path = kept.iter();
        self.relative.retain(|_| kept_path.next().is_some_and(|&is_kept| is_kept));
    }

    /// The last commit that two revisions have in common, in the repository that holds `root`.
    ///
    /// # Errors
    /// Where there is none.
    pub fn merge_base(root: &Path, one: &str, other: &str) -> Result<String, Problems> {
        let base = || Revision::merge_base(&Revision::work_tree(root, one)?, one, other);
        anywhere(base).map_err(problems)
    }

    /// Whether the repository that holds `path` knows a revision of this name.
    pub fn is_revision(path: &Path, name: &str) -> bool {
        anywhere(|| Revision::exists(path, name))
    }
}

/// The error, after what is wrong with the settings of then.
#[cfg(feature = "git")]
pub fn problems(mut error: RevisionError) -> Problems {
    let mut problems = Problems::new();
    if let RevisionError::Settings { errors, .. } = &mut error {
        problems.extend(errors.drain(..).map(|error| Box::new(error) as Box<dyn Diagnostic>));
    }
    problems.push(Box::new(error));
    problems
}

#[cfg(not(feature = "git"))]
impl Past {
    /// Never found: this build knows no git.
    ///
    /// # Errors
    /// Always.
    pub fn of(
        _: &Path,
        _: &Path,
        revision: &str,
        _: &DiscoverOptions,
        _: &KnownTexts<'_>,
    ) -> Result<Past, Problems> {
        Err(vec![Box::new(CliError::NoGit { revision: revision.to_owned() })])
    }

    /// Leaves all.
    pub fn keep(&mut self, _: &Path) {}

    /// Never found.
    ///
    /// # Errors
    /// Always.
    pub fn merge_base(_: &Path, one: &str, _: &str) -> Result<String, Problems> {
        Err(vec![Box::new(CliError::NoGit { revision: one.to_owned() })])
    }

    /// Never.
    pub fn is_revision(_: &Path, _: &str) -> bool {
        false
    }
}
