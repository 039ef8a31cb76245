//! What looking for projects gives.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::builder::Project;
use super::error::ProjectError;
use super::ignored;
use super::places::places;

/// What was found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The projects, in the order of their roots.
    pub projects: Vec<Project>,
    /// What went wrong: a project whose settings cannot be used is here and not among the projects.
    pub problems: Vec<ProjectError>,
    /// Settings and policies, as they were looked for.
    pub(super) settings: Vec<PathBuf>,
    /// Where walks began.
    pub(super) starts: Vec<PathBuf>,
}

impl Discovery {
    /// The files and folders that decide what is read and how: settings with all that they extend, policies, and patterns
    /// for git at and above the roots. Those of projects that cannot be used are among them, and so are those that are not
    /// there: once they are, something else may be found. Where one is a link, what it leads to is there as well.
    pub fn governing(&self) -> BTreeSet<PathBuf> {
        let mut governing: BTreeSet<PathBuf> = self.settings.iter().flat_map(|path| places(path)).collect();
        for start in &self.starts {
            governing.extend(ignored::files(start).iter().flat_map(|path| places(path)));
        }
        governing
    }
}
