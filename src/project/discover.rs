//! Finds the projects that the named paths belong to, with their settings and files.

use std::collections::HashSet;
use std::path::PathBuf;

use super::builder::ProjectBuilder;
use super::discovery::Discovery;
use super::display_path::DisplayPaths;
use super::options::DiscoverOptions;
use super::path_args::{PathArg, Resolver};
use super::root::by_root;
use crate::rule::{RuleMetadata, RuleTable};

/// Finds the projects that `paths` belong to; no paths at all stand for the working directory. `rules` is the
/// table of all rules. What goes wrong is among the problems, and the rest goes on.
pub fn discover(paths: &[PathBuf], options: &DiscoverOptions, rules: &'static [RuleMetadata]) -> Discovery {
    let rules = RuleTable::new(rules);
    let here = options.current_dir.canonicalize().unwrap_or_else(|_| options.current_dir.clone());
    let mut display = DisplayPaths::new(here.clone());
    let mut resolver = Resolver::new(here, options);
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
    let mut builder = ProjectBuilder::new(options, &rules, &display, directories.iter().cloned().collect());
    while let Some((root, paths)) = waiting.pop_first() {
        done.extend(root.clone());
        for nested in builder.project(root, &paths) {
            // A project below a named directory is linted as well, on its own.
            if builder.is_selected(&nested) && !done.contains(&nested) {
                waiting.entry(Some(nested)).or_default();
            }
        }
    }
    builder.tell_empty(&directories);
    let ProjectBuilder { mut projects, problems: found, settings, starts, .. } = builder;
    problems.extend(found);
    projects.sort_by(|one, other| one.root.cmp(&other.root).then_with(|| one.config.cmp(&other.config)));
    Discovery { projects, problems, settings, starts }
}

fn directory(named: &PathArg) -> Option<PathBuf> {
    match named {
        PathArg::Directory(path) => Some(path.clone()),
        PathArg::File { .. } => None,
    }
}
