//! The project that a path belongs to, for the commands that show settings.

use std::path::{Path, PathBuf};

use clap::Args;
use vsdlint::project::{DiscoverOptions, Discovery, Flags, Project, ProjectError};
use vsdlint::text::few_listed;

use super::console::Console;
use super::error::CliError;
use super::here::{current_dir, discover, shown};
use super::levels::LevelFlags;

/// Where a command looks for settings, and the flags that set some of them.
#[derive(Debug, Args)]
pub struct At {
    /// The file or directory whose settings to show
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,

    #[command(flatten)]
    levels: LevelFlags,

    /// Show JSON, with what is at its default as well
    #[arg(long)]
    pub json: bool,
}

impl At {
    /// As [`project`], with the levels that flags set.
    pub fn project(&self, console: &mut Console) -> Option<(Project, PathBuf)> {
        let flags = self.levels.resolve(std::slice::from_ref(&self.path), console)?;
        let options = options(&self.path, flags, console)?;
        project(&self.path, &options, console)
    }
}

/// How the project at a path is looked up; nothing where the working directory is gone and needed, which is shown.
pub fn options(path: &Path, flags: Flags, console: &mut Console) -> Option<DiscoverOptions> {
    let current_dir = current_dir(&[path], console)?;
    Some(DiscoverOptions { flags, allow_empty: true, ..DiscoverOptions::new(current_dir) })
}

/// The project that the path belongs to, and the path relative to the project's root. Where there is no such
/// project, or its settings cannot be used, shows why and gives nothing; what is wrong elsewhere is `check`'s to say.
pub fn project(path: &Path, options: &DiscoverOptions, console: &mut Console) -> Option<(Project, PathBuf)> {
    let discovery = discover(&[path.to_owned()], options);
    // Projects may lie below a directory: its own is the one whose root is at or above it.
    let real = options.current_dir.join(path).canonicalize().unwrap_or_default();
    let mut projects = discovery.projects;
    projects.retain(|project| project.files.iter().any(|file| file.named) || real.starts_with(&project.root));
    let project = projects.into_iter().max_by_key(|project| project.root.components().count());
    let Some(project) = project else {
        for problem in &discovery.problems {
            console.problem(problem);
        }
        return None;
    };
    let named = project.files.iter().find(|file| file.named).map(|file| file.relative.clone());
    let below = || real.strip_prefix(&project.root).map(Path::to_owned).unwrap_or_default();
    let relative = named.unwrap_or_else(below);
    Some((project, relative))
}

/// The project whose model a path means.
pub struct Meant {
    /// The project; none where there is none, or its settings cannot be used.
    pub project: Option<Project>,
    /// Several projects below the path, none of which is meant, by their roots.
    below: Vec<PathBuf>,
    problems: Vec<ProjectError>,
}

impl Meant {
    /// Finds it: the project that the path belongs to, but where that has no files and one project lies below the path, that one.
    pub fn by(path: &Path, options: &DiscoverOptions) -> Meant {
        let Discovery { projects, problems, .. } = discover(&[path.to_owned()], options);
        let mut below: Vec<PathBuf> = Vec::new();
        for project in projects.iter().filter(|project| !project.files.is_empty()) {
            below.push(project.root.clone());
        }
        let real = options.current_dir.join(path).canonicalize().unwrap_or_default();
        let is_own = |project: &Project| {
            project.files.iter().any(|file| file.named) || real.starts_with(&project.root)
        };
        let depth = |project: &&Project| project.root.components().count();
        let own = projects.iter().filter(|project| is_own(project)).max_by_key(depth);
        let is_empty = own.is_none_or(|own| own.files.is_empty());
        let root = match &below[..] {
            [only] if is_empty => Some(only.clone()),
            _ => own.map(|own| own.root.clone()),
        };
        if !is_empty || below.len() < 2 {
            below.clear();
        }
        let project = projects.into_iter().find(|project| Some(&project.root) == root.as_ref());
        Meant { project, below, problems }
    }

    /// Says what is wrong: that there is no project, or that several may be meant.
    pub fn tell(&self, path: &Path, options: &DiscoverOptions, console: &mut Console) {
        if self.project.is_none() {
            for problem in &self.problems {
                console.problem(problem);
            }
        }
        let names: Vec<String> =
            self.below.iter().map(|root| format!("`{}`", shown(root, &options.current_dir))).collect();
        if !names.is_empty() {
            let (path, names) = (path.display().to_string(), few_listed(&names, "and"));
            console.problem(&CliError::ModelsBelow { path, names });
        }
    }
}
