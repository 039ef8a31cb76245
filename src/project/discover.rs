//! Finds the projects that the named paths belong to, with their settings and files.

use std::collections::HashSet;
use std::path::PathBuf;

use super::builder::ProjectBuilder;
use super::display_path::DisplayPaths;
use super::error::ProjectError;
use super::flags::Flags;
use super::overlay::Overlay;
use super::path_args::{PathArg, Resolver};
use super::root::by_root;
use super::settings::Settings;
use crate::rule::RuleMetadata;

/// How to look for projects.
#[derive(Clone, Debug)]
pub struct DiscoverOptions {
    /// The working directory: named paths are relative to it, and shown paths as well where they lie below it.
    pub current_dir: PathBuf,
    /// Leave out a named path that the settings, `.gitignore` or a leading dot take away, instead of taking it.
    pub force_exclude: bool,
    /// A named directory without anything to check is no problem.
    pub allow_empty: bool,
    /// Levels set on the command line.
    pub flags: Flags,
    /// Texts that stand in for files; one of them may be named before it exists.
    pub overlay: Overlay,
    /// A directory above which no configuration is looked for; links resolved.
    pub ceiling: Option<PathBuf>,
}

impl DiscoverOptions {
    /// No flags, nothing forced or allowed, from this working directory.
    pub fn new(current_dir: impl Into<PathBuf>) -> DiscoverOptions {
        DiscoverOptions {
            current_dir: current_dir.into(),
            force_exclude: false,
            allow_empty: false,
            flags: Flags::default(),
            overlay: Overlay::default(),
            ceiling: None,
        }
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The projects, in the order of their roots.
    pub projects: Vec<Project>,
    /// What went wrong: a project whose settings cannot be used is here and not among the projects.
    pub problems: Vec<ProjectError>,
}

/// The files that form one model, and the settings in force for them.
#[derive(Debug)]
pub struct Project {
    /// The directory of its `vsdlint.toml`, or, without one, the deepest one above all named paths. Absolute,
    /// links resolved.
    pub root: PathBuf,
    /// Its `vsdlint.toml`, if it has one.
    pub config: Option<PathBuf>,
    /// The settings in force.
    pub settings: Settings,
    /// Its files, sorted by the bytes of [`FoundFile::relative`].
    pub files: Vec<FoundFile>,
}

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path to show: relative to the working directory when below it, else as named, else `path`.
    pub display_path: PathBuf,
    /// The path relative to the project's root, which patterns match.
    pub relative: PathBuf,
    /// Whether findings in it are to be reported: it was named, or a directory above it.
    pub selected: bool,
    /// Whether this very path was named.
    pub named: bool,
}

/// Finds the projects that `paths` belong to; no paths at all stand for the working directory. `rules` is the
/// table of all rules. What goes wrong is among the problems, and the rest goes on.
pub fn discover(paths: &[PathBuf], options: &DiscoverOptions, rules: &[RuleMetadata]) -> Discovery {
    let here = options.current_dir.canonicalize().unwrap_or_else(|_| options.current_dir.clone());
    let mut display = DisplayPaths::new(here.clone());
    let mut resolver = Resolver::new(here, &options.overlay);
    let mut problems = Vec::new();
    let default = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &default } else { paths };
    let mut named = Vec::with_capacity(paths.len());
    for path in paths {
        match resolver.resolve(path, &mut display) {
            Ok(path) => named.push(path),
            Err(problem) => problems.push(problem),
        }
    }
    let directories: Vec<PathBuf> = named.iter().filter_map(directory).collect();
    let mut waiting = by_root(named, options.ceiling.as_deref());
    let mut done: HashSet<PathBuf> = HashSet::new();
    let mut builder = ProjectBuilder::new(options, rules, &display, directories.iter().cloned().collect());
    while let Some((root, paths)) = waiting.pop_first() {
        done.extend(root.clone());
        for nested in builder.project(root, &paths) {
            // A project below a named directory is linted as well, on its own.
            if builder.is_selected(&nested) && !done.contains(&nested) {
                waiting.entry(Some(nested)).or_default();
            }
        }
    }
    let (mut projects, found) = builder.finish(&directories);
    problems.extend(found);
    projects.sort_by(|one, other| one.root.cmp(&other.root).then_with(|| one.config.cmp(&other.config)));
    Discovery { projects, problems }
}

fn directory(named: &PathArg) -> Option<PathBuf> {
    match named {
        PathArg::Directory(path) => Some(path.clone()),
        PathArg::File { .. } => None,
    }
}
