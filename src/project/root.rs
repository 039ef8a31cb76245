//! Which project a path belongs to: the nearest directory at or above it that holds a configuration.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::config::CONFIG_NAME;
use super::path_args::PathArg;

/// The named paths that belong to one project.
#[derive(Debug, Default)]
pub(super) struct ProjectPaths {
    /// Directories, links resolved.
    pub directories: Vec<PathBuf>,
    /// Files; see [`PathArg::File`].
    pub files: Vec<(PathBuf, Option<PathBuf>)>,
}

/// All projects of a run by their roots; `None` gathers what belongs to no configuration.
pub(super) type PathsByRoot = BTreeMap<Option<PathBuf>, ProjectPaths>;

/// Whether a directory holds a configuration. One that is broken, or no file at all, counts: reading it says so.
pub(super) fn is_root(directory: &Path) -> bool {
    directory.join(CONFIG_NAME).symlink_metadata().is_ok()
}

/// Sorts named paths into projects, each path once. Above `ceiling` no configuration counts.
pub(super) fn by_root(named: Vec<PathArg>, ceiling: Option<&Path>) -> PathsByRoot {
    let mut by_root = PathsByRoot::new();
    let mut roots = Roots { ceiling, known: HashMap::new() };
    let mut seen = HashSet::new();
    for path in named {
        match path {
            PathArg::Directory(path) => {
                if seen.insert(path.clone()) {
                    by_root.entry(roots.of(&path)).or_default().directories.push(path);
                }
            }
            PathArg::File { path, target } => {
                if seen.insert(path.clone()) {
                    let root = path.parent().and_then(|parent| roots.of(parent));
                    by_root.entry(root).or_default().files.push((path, target));
                }
            }
        }
    }
    by_root
}

/// Finds roots upwards, asking about each directory once.
struct Roots<'c> {
    ceiling: Option<&'c Path>,
    known: HashMap<PathBuf, Option<PathBuf>>,
}

impl Roots<'_> {
    fn of(&mut self, directory: &Path) -> Option<PathBuf> {
        let mut asked = Vec::new();
        let mut found = None;
        for above in directory.ancestors() {
            if let Some(known) = self.known.get(above) {
                found = known.clone();
                break;
            }
            asked.push(above);
            if is_root(above) {
                found = Some(above.to_owned());
                break;
            }
            if self.ceiling == Some(above) {
                break;
            }
        }
        self.known.extend(asked.into_iter().map(|path| (path.to_owned(), found.clone())));
        found
    }
}

/// The deepest directory above all of these paths: the root of a project without a configuration.
pub(super) fn common_root(paths: &ProjectPaths) -> PathBuf {
    let files = paths.files.iter().filter_map(|(path, _)| path.parent());
    let mut directories = paths.directories.iter().map(PathBuf::as_path).chain(files);
    let Some(mut root) = directories.next() else { return PathBuf::new() };
    for directory in directories {
        while !directory.starts_with(root) {
            let Some(parent) = root.parent() else { break };
            root = parent;
        }
    }
    root.to_owned()
}
