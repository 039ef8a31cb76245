//! Puts one project together: its settings, the files a walk finds, and those that were named.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::config::{CONFIG_NAME, Loaded, load};
use super::display_path::DisplayPaths;
use super::error::ProjectError;
use super::file_set::FileSet;
use super::globs::Selection;
use super::ignored::Ignored;
use super::options::DiscoverOptions;
use super::policies::{Policies, find};
use super::root::{ProjectPaths, common_root};
use super::settings::Settings;
use super::walk::{Walk, Walked};
use crate::rule::RuleTable;

/// The files that form one model, and the settings in force for them.
#[derive(Debug)]
pub struct Project {
    /// The directory of its `vsdlint.toml`, or, without one, the deepest one above all named paths. Absolute,
    /// links resolved.
    pub root: PathBuf,
    /// Its `vsdlint.toml`, if it has one.
    pub config: Option<PathBuf>,
    /// The same with all files that it extends, each before the one that it extends.
    pub settings_files: Vec<PathBuf>,
    /// The settings in force.
    pub settings: Settings,
    /// Its own rules.
    pub policies: Policies,
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

/// Puts projects together, and keeps what is common to all.
pub(super) struct ProjectBuilder<'a> {
    options: &'a DiscoverOptions,
    rules: &'a RuleTable,
    display: &'a DisplayPaths,
    /// All named directories, links resolved.
    directories: HashSet<PathBuf>,
    /// PathArg directories that need not be reported as empty.
    covered: HashSet<PathBuf>,
    /// The projects so far.
    pub projects: Vec<Project>,
    /// The problems met so far.
    pub problems: Vec<ProjectError>,
    /// What was said of walks.
    told: HashSet<String>,
    /// Settings and policies that were looked for, of projects that cannot be used as well.
    pub settings: Vec<PathBuf>,
    /// Where walks began.
    pub starts: Vec<PathBuf>,
}

impl<'a> ProjectBuilder<'a> {
    /// For a run that names these directories.
    pub fn new(
        options: &'a DiscoverOptions,
        rules: &'a RuleTable,
        display: &'a DisplayPaths,
        directories: HashSet<PathBuf>,
    ) -> ProjectBuilder<'a> {
        let (covered, projects, problems, told, settings, starts) = Default::default();
        ProjectBuilder {
            options,
            rules,
            display,
            directories,
            covered,
            projects,
            problems,
            told,
            settings,
            starts,
        }
    }

    /// Puts together the project at `root`, `None` for what belongs to no configuration. Gives the roots of the
    /// projects that lie in it.
    pub fn project(&mut self, root: Option<PathBuf>, paths: &ProjectPaths) -> Vec<PathBuf> {
        let config = root.as_ref().map(|root| root.join(CONFIG_NAME));
        let chain = config.as_ref().map(|path| load(path, self.display, self.rules)).unwrap_or_default();
        let has_config = root.is_some();
        let root = root.unwrap_or_else(|| common_root(paths));
        let policies = if cfg!(feature = "policy") {
            find(&root, &chain.policies(), self.rules, self.display)
        } else {
            Policies::default()
        };
        let own = policies.rules.iter().map(|policy| policy.metadata.clone()).collect();
        let rules = self.rules.with_own(own);
        let Loaded { layers, errors, files: settings_files } = chain.judge(&rules);
        self.settings.extend(settings_files.iter().chain(policies.paths()).chain(&policies.places).cloned());
        let usable = errors.is_empty();
        self.problems.extend(errors.into_iter().map(|error| ProjectError::Config(Box::new(error))));
        let settings = Settings::new(&rules, &layers, &self.options.flags);
        let selection = Selection::new(settings.include.value.as_deref(), &settings.exclude.value);
        let mut walked = self.walk(&root, has_config, paths, &selection);
        walked.problems.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (path, problem) in walked.problems.drain(..) {
            self.cover(&path);
            // Several walks may meet the same file of patterns above them.
            if self.told.insert(problem.to_string()) {
                self.problems.push(problem);
            }
        }
        self.complain_of_kept(&root, std::mem::take(&mut walked.ignored));
        let files = self.files(&root, has_config, paths, &selection, &mut walked);
        if usable {
            self.projects.push(Project { root, config, settings_files, settings, policies, files });
        } else {
            // Its settings have been complained of; that nothing was checked goes without saying.
            self.cover(&root);
            self.covered.extend(paths.directories.iter().cloned());
        }
        walked.nested
    }

    /// Walks the project, and then those named directories that the walk left out.
    fn walk(&mut self, root: &Path, has_config: bool, paths: &ProjectPaths, selection: &Selection) -> Walked {
        let wanted: HashSet<PathBuf> = paths.directories.iter().cloned().collect();
        let mut walked = Walked::default();
        let mut starts: Vec<&Path> = paths.directories.iter().map(PathBuf::as_path).collect();
        starts.sort_unstable();
        if has_config {
            starts.insert(0, root);
        }
        self.starts.extend(starts.iter().map(|&start| start.to_owned()));
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
            let without;
            let selection = if selection.excludes_within(below, true) {
                without = selection.without_exclude();
                &without
            } else {
                selection
            };
            let mut more = Walk { start, root, selection, wanted: &wanted, display: self.display }.run();
            entered.extend(more.reached.drain(..));
            walked.absorb(more);
        }
        walked
    }

    /// Says which of the files that patterns for git leave out are in the commit that is checked out: whoever clones the
    /// repository has them.
    #[cfg(feature = "git")]
    fn complain_of_kept(&mut self, root: &Path, mut ignored: Vec<PathBuf>) {
        ignored.sort_unstable();
        let kept = super::revision::kept::kept(root, &ignored);
        let Some(first) = kept.first() else { return };
        let (path, more) = (self.display.text(first), kept.len() - 1);
        self.problems.push(ProjectError::KeptByGit { path, more });
    }

    #[cfg(not(feature = "git"))]
    fn complain_of_kept(&mut self, _root: &Path, _ignored: Vec<PathBuf>) {}

    /// The files of the project, and what the run wants of each.
    fn files(
        &mut self,
        root: &Path,
        has_config: bool,
        paths: &ProjectPaths,
        selection: &Selection,
        walked: &mut Walked,
    ) -> Vec<FoundFile> {
        let mut left_out = LeftOut::new(root, selection, self.display);
        let nested: HashSet<&Path> = walked.nested.iter().map(PathBuf::as_path).collect();
        let is_walked = |path: &Path| {
            !path.ancestors().any(|above| nested.contains(above))
                && selection.includes(path.strip_prefix(root).unwrap_or(path))
        };
        // A text that stands in for a file is met on the way as the file would be.
        let starts = if has_config { &[root.to_owned()][..] } else { &paths.directories };
        let overlay = starts.iter().flat_map(|start| self.options.overlay.below(start));
        let overlay = overlay.filter(|path| is_walked(path) && !left_out.contains(path));
        let overlay: Vec<PathBuf> = overlay.map(Path::to_owned).collect();
        walked.files.extend(overlay);
        let mut file_set = FileSet::new(std::mem::take(&mut walked.files));
        let force_exclude = self.options.force_exclude;
        file_set.add_named(&paths.files, |path| force_exclude && left_out.contains(path));
        walked.links.sort_unstable();
        for (link, target) in file_set.add_links(std::mem::take(&mut walked.links), root) {
            let path = self.display.text(&link);
            self.problems.push(ProjectError::SkippedLink { path, target });
        }
        let (paths, named) = file_set.finish();
        // Files of one folder follow one another.
        let mut last: Option<Folder> = None;
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let parent = path.parent().unwrap_or(root);
            let folder = match last.take() {
                Some(folder) if folder.path == parent => folder,
                _ => self.folder(parent, root),
            };
            let named = named.contains(&path);
            let name = path.file_name().unwrap_or_default();
            files.push(FoundFile {
                display_path: if named { self.display.of(&path) } else { folder.display_path.join(name) },
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
        let display = self.display.of(path);
        Folder {
            path: path.to_owned(),
            relative: path.strip_prefix(root).unwrap_or(path).to_owned(),
            display_path: if display == Path::new(".") { PathBuf::new() } else { display },
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

    /// Adds to the problems which of the named `directories` are empty, in the order of their names.
    pub fn tell_empty(&mut self, directories: &[PathBuf]) {
        if !self.options.allow_empty {
            for directory in directories {
                if self.covered.insert(directory.clone()) {
                    self.problems.push(ProjectError::NothingToCheck { path: self.display.text(directory) });
                }
            }
        }
    }
}

/// What files of one folder have in common.
struct Folder {
    /// Absolute, links resolved.
    path: PathBuf,
    /// Relative to the project's root.
    relative: PathBuf,
    /// As it is shown, empty for the working directory.
    display_path: PathBuf,
    /// Whether it is a named one or lies below one.
    selected: bool,
}

/// Tells which files a walk would leave out.
struct LeftOut<'a> {
    root: &'a Path,
    selection: &'a Selection,
    display: &'a DisplayPaths,
    /// What git leaves out in the directories that were asked about; nothing where they are left out themselves.
    known: HashMap<PathBuf, Option<Ignored>>,
}

impl<'a> LeftOut<'a> {
    fn new(root: &'a Path, selection: &'a Selection, display: &'a DisplayPaths) -> LeftOut<'a> {
        LeftOut { root, selection, display, known: HashMap::new() }
    }

    fn contains(&mut self, path: &Path) -> bool {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let LeftOut { root, selection, display, .. } = *self;
        let walk = Walk { start: root, root, selection, wanted: &HashSet::new(), display };
        walk.misses(path, &mut self.known) || self.selection.excludes_within(below, false)
    }
}
