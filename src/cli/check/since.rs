//! `--since`: the projects as they were at a git revision.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use vsdlint::baseline::KnownFindings;
use vsdlint::finding::Finding;
use vsdlint::project::{self, DiscoverOptions, FoundFile, Project, RevisionError};
use vsdlint::rules;
use vsdlint::workspace::Workspace;

use crate::cli::problem::Problems;

/// Brings out what the repositories of `projects` held at `revision`; `paths` are those named.
///
/// # Errors
/// Where one of them cannot be read.
pub fn checkout(
    revision: &str,
    projects: &[Project],
    paths: &[PathBuf],
    options: &DiscoverOptions,
) -> Result<Vec<project::Revision>, Problems> {
    let mut repositories: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for project in projects {
        let Some(repository) = project::Revision::work_tree(&project.root) else {
            let path = project.root.display().to_string();
            return Err(vec![Box::new(RevisionError::NoRepository { path, revision: revision.to_owned() })]);
        };
        repositories.entry(repository).or_default().push(project.root.clone());
    }
    let named: Vec<PathBuf> =
        paths.iter().filter_map(|path| options.current_dir.join(path).canonicalize().ok()).collect();
    let look = |(repository, roots): (PathBuf, Vec<PathBuf>)| {
        let mut inside: Vec<PathBuf> =
            named.iter().filter(|path| path.starts_with(&repository)).cloned().collect();
        if inside.is_empty() {
            inside.clone_from(&roots);
        }
        let past =
            project::Revision::check_out(&repository, revision, &roots, &inside, options, rules::infos());
        past.map_err(problems)
    };
    repositories.into_iter().map(look).collect()
}

/// The error, after what is wrong with the settings of then.
fn problems(mut error: RevisionError) -> Problems {
    let mut problems = Problems::new();
    if let RevisionError::Settings { errors, .. } = &mut error {
        problems.extend(errors.drain(..).map(|error| Box::new(error) as Box<dyn Diagnostic>));
    }
    problems.push(Box::new(error));
    problems
}

/// What was found then.
#[derive(Default)]
pub struct Since<'c> {
    /// The findings that counted.
    pub known: KnownFindings,
    /// The projects, by where their roots are now.
    lints: HashMap<PathBuf, Workspace<'c>>,
}

impl<'c> Since<'c> {
    /// Checks what was brought out. A file that could not be read then had no findings.
    pub fn check(checkouts: &'c mut [project::Revision]) -> Since<'c> {
        let mut past = Since::default();
        for checkout in checkouts {
            let texts = std::mem::take(&mut checkout.texts);
            for project in &checkout.projects {
                let (read, _) = project::read(project, &texts);
                let files: Vec<&FoundFile> = read.iter().map(|&(index, _)| &project.files[index]).collect();
                let relative = files.iter().map(|file| file.relative.clone()).collect();
                let texts = read.into_iter().map(|(_, source)| source).collect();
                let mut workspace = Workspace::new(&project.settings, texts, relative);
                let counts = |finding: &&Finding| finding.suppressed.is_none();
                for finding in workspace.check().findings.iter().filter(counts) {
                    let file = files[finding.primary.place.file.index()];
                    past.known.add(finding.fingerprint, &checkout.now(&file.path), 1);
                }
                past.lints.insert(checkout.now(&project.root), workspace);
            }
        }
        past
    }

    /// The project of then at `root`, whose texts need not be read again where they are the same.
    pub fn take(&mut self, root: &Path) -> Option<Workspace<'c>> {
        self.lints.remove(root)
    }
}
