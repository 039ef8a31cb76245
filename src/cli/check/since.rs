//! `--since`: the projects as they were at a git revision.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use vsdlint::baseline::KnownFindings;
use vsdlint::finding::Finding;
use vsdlint::policy;
use vsdlint::project::{
    self, DiscoverOptions, FoundFile, KnownTexts, Project, Revision, RevisionError, Wanted,
};
use vsdlint::rules::{self, OwnRules};
use vsdlint::workspace::Workspace;

use super::Arguments;
use crate::cli::error::Problems;
use crate::cli::here::anywhere;
use crate::cli::progress::Progress;
use crate::cli::temporary::Temporary;

/// What the repositories of the projects held at the revision of `--since`; nothing where it is not asked for.
#[derive(Default)]
pub struct Past {
    /// What was named; none where nothing is asked for.
    name: Option<String>,
    revisions: Vec<Revision>,
    own: Vec<Option<Box<dyn OwnRules>>>,
    _temporary: Vec<Temporary>,
}

impl Past {
    /// Brings out what the repositories of `projects` held at the revision that `arguments` name.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub fn check_out(
        arguments: &Arguments,
        projects: &[Project],
        options: &DiscoverOptions,
        progress: &Progress,
    ) -> Result<Past, Problems> {
        let Some(revision) = &arguments.adopting.since else { return Ok(Past::default()) };
        progress.say(|| format!("reading {revision}"));
        let mut repositories: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for project in projects {
            let repository = anywhere(|| Revision::work_tree(&project.root, revision)).map_err(problems)?;
            repositories.entry(repository).or_default().push(project.root.clone());
        }
        let mut named = Vec::new();
        for path in arguments.paths() {
            named.extend(options.current_dir.join(path).canonicalize());
        }
        let mut past = Past { name: Some(revision.clone()), ..Past::default() };
        for (repository, roots) in repositories {
            let mut inside: Vec<PathBuf> = named.clone();
            inside.retain(|path| path.starts_with(&repository));
            if inside.is_empty() {
                inside.clone_from(&roots);
            }
            let known = KnownTexts::default();
            let temporary = Temporary::new().map_err(|error| problems(error.into()))?;
            let wanted = Wanted { work_tree: &repository, revision, temporary: &temporary.path };
            let check_out =
                || Revision::check_out(&wanted, &roots, &inside, options, rules::metadata(), &known);
            past.revisions.push(anywhere(check_out).map_err(problems)?);
            past._temporary.push(temporary);
        }
        for project in past.revisions.iter().flat_map(|revision| &revision.projects) {
            past.own.push(policy::own_rules(&project.policies, &project.settings));
        }
        Ok(past)
    }
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
    /// The revision, as it was named; none where nothing is asked for.
    pub revision: Option<&'c str>,
    /// The findings that counted.
    pub known: KnownFindings,
    /// The files that could not be read, so that nothing is known of them; where they are now, absolute.
    pub unread: HashSet<PathBuf>,
    /// The projects, by where their roots are now.
    workspaces: HashMap<PathBuf, Workspace<'c>>,
}

impl<'c> Since<'c> {
    /// Checks what was brought out. A file that could not be read then had no findings.
    pub fn check(past: &'c mut Past) -> Since<'c> {
        let mut since = Since { revision: past.name.as_deref(), ..Since::default() };
        let mut own = past.own.iter();
        for checkout in &mut past.revisions {
            let texts = std::mem::take(&mut checkout.texts);
            for project in &checkout.projects {
                let own = own.next().and_then(|own| own.as_deref());
                if project.files.is_empty() {
                    continue;
                }
                let (read, problems) = project::read(project, &texts);
                for (file, _) in project::unread_files(project, &read, &problems) {
                    since.unread.insert(checkout.now(&file.path));
                }
                let files: Vec<&FoundFile> = read.iter().map(|&(index, _)| &project.files[index]).collect();
                let relative = files.iter().map(|file| file.relative.clone()).collect();
                let texts = read.into_iter().map(|(_, source)| source).collect();
                let mut workspace = Workspace::new(&project.settings, texts, relative).with_own_rules(own);
                let counts = |finding: &&Finding| finding.suppressed.is_none();
                for finding in workspace.check().findings.iter().filter(counts) {
                    let file = files[finding.primary.place.file.index()];
                    since.known.add(finding.fingerprint, &checkout.now(&file.path), 1);
                }
                since.workspaces.insert(checkout.now(&project.root), workspace);
            }
        }
        since
    }

    /// The project of then at `root`, whose texts need not be read again where they are the same.
    pub fn take(&mut self, root: &Path) -> Option<Workspace<'c>> {
        self.workspaces.remove(root)
    }
}
