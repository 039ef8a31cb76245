//! What is in the commit that is checked out.

use std::path::{Path, PathBuf};

use super::store::open;

/// So many files that patterns leave out are looked for in a commit.
const MOST_IGNORED: usize = 1_000;

/// Those of `files` that are in the commit which is checked out in the repository that holds `root`; none where there is no
/// such repository or commit, or it cannot be read. They and `root` are absolute, links resolved.
pub(in crate::project) fn kept(root: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() {
        return Vec::new();
    }
    kept_at_head(root, files).unwrap_or_default()
}

fn kept_at_head(root: &Path, files: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let repository = open(root, "HEAD").ok()?.to_thread_local();
    let top = repository.workdir()?.canonicalize().ok()?;
    let tree = repository.head_tree().ok()?;
    let mut kept = Vec::new();
    for file in files.iter().take(MOST_IGNORED) {
        let Ok(below) = file.strip_prefix(&top) else { continue };
        if let Ok(Some(_)) = tree.lookup_entry_by_path(below) {
            kept.push(file.clone());
        }
    }
    Some(kept)
}
