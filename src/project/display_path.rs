//! How paths are shown: relative to the working directory when below it, else as they were named.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Turns paths as they are opened into paths as people know them.
#[derive(Debug)]
pub(super) struct DisplayPaths {
    /// The working directory, links resolved.
    here: PathBuf,
    /// PathArg paths that do not lie below it, links resolved, each as it was named.
    named: HashMap<PathBuf, PathBuf>,
}

impl DisplayPaths {
    /// For this working directory; it is absolute, links resolved.
    pub fn new(here: PathBuf) -> DisplayPaths {
        DisplayPaths { here, named: HashMap::new() }
    }

    /// Remembers that `path` was named as `given`.
    pub fn name(&mut self, path: &Path, given: &Path) {
        if !path.starts_with(&self.here) {
            self.named.entry(path.to_owned()).or_insert_with(|| given.to_owned());
        }
    }

    /// How to show `path`, which is absolute, links resolved.
    pub fn of(&self, path: &Path) -> PathBuf {
        if let Ok(below) = path.strip_prefix(&self.here) {
            return if below.as_os_str().is_empty() { PathBuf::from(".") } else { below.to_owned() };
        }
        if !self.named.is_empty() {
            for above in path.ancestors() {
                let rest = || path.strip_prefix(above).ok();
                if let Some((given, rest)) = self.named.get(above).zip(rest()) {
                    return if rest.as_os_str().is_empty() { given.clone() } else { given.join(rest) };
                }
            }
        }
        path.to_owned()
    }

    /// The same as text for a message.
    pub fn text(&self, path: &Path) -> String {
        self.of(path).display().to_string()
    }
}
