//! Puts one project together: its settings, the files a walk finds, and those that were named.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::IncrementalIgnore;

use super::config::{CONFIG_NAME, load};
use super::discover::{DiscoverOptions, FoundFile, Project};
use super::error::ProjectError;
use super::globs::Selection;
use super::group::{Group, common_root};
use super::rule_info::RuleInfo;
use super::settings::Settings;
use super::shown::Shown;
use super::taken::Taken;
use super::walk::{Walk, Walked};

/// Puts projects together, and keeps what is common to all.
pub(super) struct Assembler<'a> {
    options: &'a DiscoverOptions,
    rules: &'a [RuleInfo],
    shown: &'a Shown,
    /// All named directories, links resolved.
    directories: HashSet<PathBuf>,
    /// Named directories that need not be reported as empty.
    covered: HashSet<PathBuf>,
    projects: Vec<Project>,
    problems: Vec<ProjectError>,
}

impl<'a> Assembler<'a> {
    /// For a run that names these directories.
    pub fn new(
        options: &'a DiscoverOptions,
        rules: &'a [RuleInfo],
        shown: &'a Shown,
        directories: HashSet<PathBuf>,
    ) -> Assembler<'a> {
        let (covered, projects, problems) = Default::default();
        Assembler { options, rules, shown, directories, covered, projects, problems }
    }

    /// Puts together the project at `root`, `None` for what belongs to no configuration. Gives the roots of the
    /// projects that lie in it.
    pub fn project(&mut self, root: Option<PathBuf>, group: &Group) -> Vec<PathBuf> {
        let config = root.as_ref().map(|root| root.join(CONFIG_NAME));
        let (layers, errors) =
            config.as_ref().map(|path| load(path, self.shown, self.rules)).unwrap_or_default();
        let usable = errors.is_empty();
        self.problems.extend(errors.into_iter().map(|error| ProjectError::Config(Box::new(error))));
        let settings = Settings::new(self.rules, &layers, &self.options.flags);
        let has_config = root.is_some();
        let root = root.unwrap_or_else(|| common_root(group));
        let selection = Selection::new(settings.include.value.as_deref(), &settings.exclude.value);
        let mut walked = self.walk(&root, has_config, group, &selection);
        walked.problems.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (path, problem) in walked.problems.drain(..) {
            self.cover(&path);
            self.problems.push(problem);
        }
        let files = self.files(&root, has_config, group, &selection, &mut walked);
        if usable {
            self.projects.push(Project { root, config, settings, files });
        } else {
            // Its settings have been complained of; that nothing was checked goes without saying.
            self.cover(&root);
            self.covered.extend(group.directories.iter().cloned());
        }
        walked.nested
    }

    /// Walks the project, and then those named directories that the walk left out.
    fn walk(&mut self, root: &Path, has_config: bool, group: &Group, selection: &Selection) -> Walked {
        let wanted: HashSet<PathBuf> = group.directories.iter().cloned().collect();
        let mut walked = Walked::default();
        let mut starts: Vec<&Path> = group.directories.iter().map(PathBuf::as_path).collect();
        starts.sort_unstable();
        if has_config {
            starts.insert(0, root);
        }
        let mut entered = HashSet::new();
        for (index, start) in starts.into_iter().enumerate() {
            if entered.contains(start) {
                continue;
            }
            if index > 0 && has_config && self.options.force_exclude {
                self.covered.insert(start.to_owned());
                continue;
            }
            let below = start.strip_prefix(root).unwrap_or(start);
            let without = selection.excludes_within(below, true).then(|| selection.without_exclude());
            let selection = without.as_ref().unwrap_or(selection);
            let mut more = Walk { start, root, selection, wanted: &wanted, shown: self.shown }.run();
            entered.extend(more.reached.drain(..));
            walked.absorb(more);
        }
        walked
    }

    /// The files of the project, told what the run wants of each.
    fn files(
        &mut self,
        root: &Path,
        has_config: bool,
        group: &Group,
        selection: &Selection,
        walked: &mut Walked,
    ) -> Vec<FoundFile> {
        let mut left_out = LeftOut::new(root, selection, self.shown);
        let is_walked = |path: &Path| {
            (has_config || group.directories.iter().any(|directory| path.starts_with(directory)))
                && !walked.nested.iter().any(|nested| path.starts_with(nested))
                && selection.includes(path.strip_prefix(root).unwrap_or(path))
        };
        // A text that stands in for a file is met on the way as the file would be.
        let unsaved = self.options.unsaved.below(root).filter(|path| is_walked(path));
        let unsaved: Vec<PathBuf> =
            unsaved.filter(|path| !left_out.contains(path)).map(Path::to_owned).collect();
        walked.files.extend(unsaved);
        let mut taken = Taken::new(std::mem::take(&mut walked.files));
        let force_exclude = self.options.force_exclude;
        taken.add_named(&group.files, |path| force_exclude && left_out.contains(path));
        walked.links.sort_unstable();
        for (link, target) in taken.add_links(std::mem::take(&mut walked.links), root) {
            let path = self.shown.text(&link);
            self.problems.push(ProjectError::SkippedLink { path, target });
        }
        let (paths, named) = taken.finish();
        // Files of one folder follow one another.
        let mut last: Option<Folder> = None;
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let parent = path.parent().unwrap_or(root);
            let folder = match last.take().filter(|last| last.path == parent) {
                Some(folder) => folder,
                None => self.folder(parent, root),
            };
            let named = named.contains(&path);
            let name = path.file_name().unwrap_or_default();
            files.push(FoundFile {
                shown: if named { self.shown.of(&path) } else { folder.shown.join(name) },
                relative: folder.relative.join(name),
                selected: named || folder.selected,
                named,
                path,
            });
            last = Some(folder);
        }
        files
    }

    /// Looks at a folder with files of the project at `root`.
    fn folder(&mut self, path: &Path, root: &Path) -> Folder {
        self.cover(path);
        let shown = self.shown.of(path);
        Folder {
            path: path.to_owned(),
            relative: path.strip_prefix(root).unwrap_or(path).to_owned(),
            shown: if shown == Path::new(".") { PathBuf::new() } else { shown },
            selected: self.is_selected(path),
        }
    }

    /// Whether a directory is a named one or lies below one; `path` is absolute, links resolved.
    pub fn is_selected(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.directories.contains(above))
    }

    /// Notes that something was found, or said, at `path`: no named directory above it is empty.
    fn cover(&mut self, path: &Path) {
        let above = path.ancestors().filter(|above| self.directories.contains(*above));
        self.covered.extend(above.map(Path::to_owned));
    }

    /// All projects, and the problems met, an empty directory among them; `directories` are those named, in
    /// the order of their names.
    pub fn finish(mut self, directories: &[PathBuf]) -> (Vec<Project>, Vec<ProjectError>) {
        if !self.options.allow_empty {
            for directory in directories {
                if self.covered.insert(directory.clone()) {
                    self.problems.push(ProjectError::NothingToCheck { path: self.shown.text(directory) });
                }
            }
        }
        (self.projects, self.problems)
    }
}

/// What files of one folder have in common.
struct Folder {
    /// Absolute, links resolved.
    path: PathBuf,
    /// Relative to the project's root.
    relative: PathBuf,
    /// As it is shown, empty for the working directory.
    shown: PathBuf,
    /// Whether it is a named one or lies below one.
    selected: bool,
}

/// Tells which files a walk would leave out.
struct LeftOut<'a> {
    root: &'a Path,
    selection: &'a Selection,
    shown: &'a Shown,
    /// Made when it is first asked.
    ignored: Option<Option<IncrementalIgnore>>,
}

impl<'a> LeftOut<'a> {
    fn new(root: &'a Path, selection: &'a Selection, shown: &'a Shown) -> LeftOut<'a> {
        LeftOut { root, selection, shown, ignored: None }
    }

    fn contains(&mut self, path: &Path) -> bool {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let LeftOut { root, selection, shown, .. } = *self;
        let walk = Walk { start: root, root, selection, wanted: &HashSet::new(), shown };
        let ignored = self.ignored.get_or_insert_with(|| walk.matcher());
        let ignored = ignored.as_mut().is_some_and(|ignored| ignored.matched(below, false).is_ignore());
        ignored || self.selection.excludes_within(below, false)
    }
}
