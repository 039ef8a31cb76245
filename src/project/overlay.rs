//! Texts that stand in for files: what an editor holds and has not saved, or what a file held in the past.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::places::resolved;

/// The folder of documents that were never saved, each a project of its own. It is nowhere.
pub const NEVER_SAVED: &str = "/untitled:";

/// Texts of files as they are now, by their paths with links resolved. What a revision held is mostly the same, and to hash a text
/// takes a fraction of what it takes to unpack one.
pub type KnownTexts<'t> = HashMap<PathBuf, &'t str>;

/// Texts by the files that they stand in for, which need not exist yet. Copies share them.
#[derive(Clone, Debug, Default)]
pub struct Overlay(Arc<BTreeMap<PathBuf, Vec<u8>>>);

impl Overlay {
    /// Has `bytes` stand in for the file at `path`, which is absolute.
    pub fn insert(&mut self, path: &Path, bytes: Vec<u8>) {
        Arc::make_mut(&mut self.0).insert(resolved(path), bytes);
    }

    /// The same for a path whose links are resolved.
    #[cfg(feature = "git")]
    pub(super) fn insert_resolved(&mut self, path: PathBuf, bytes: Vec<u8>) {
        Arc::make_mut(&mut self.0).insert(path, bytes);
    }

    /// Whether no text stands in for a file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files below `directory` that texts stand in for, in the order of their paths; links resolved, like those of
    /// `directory`.
    pub(super) fn below(&self, directory: &Path) -> impl Iterator<Item = &Path> {
        let from = self.0.range(directory.to_owned()..).map(|(path, _)| path.as_path());
        from.take_while(move |path| path.starts_with(directory))
    }

    /// Whether some text stands in for the file at `path`, which is absolute.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.get(path).is_some()
    }

    /// The text that stands in for the file at `path`, which is absolute.
    pub(super) fn get(&self, path: &Path) -> Option<&[u8]> {
        if self.0.is_empty() {
            return None;
        }
        let found = self.0.get(path).or_else(|| self.0.get(&resolved(path)));
        found.map(Vec::as_slice)
    }
}
