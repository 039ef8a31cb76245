//! What a work tree leaves out of what is committed.

use std::path::{Path, PathBuf};

use gix::objs::tree::EntryKind;

use super::checkout::{MOST_ENTRIES, safe};
use super::store::{folders, open};
use crate::project::config::CONFIG_NAME;

/// The models of the project with this root, absolute with links resolved, that are committed and lie in folders which
/// `git sparse-checkout` leaves out; relative to the root, in the order of git. None where the whole repository is checked
/// out, or cannot be read.
pub fn left_out(root: &Path) -> Vec<PathBuf> {
    let is_sparse = folders(root).is_some_and(|(git, _)| git.join("info").join("sparse-checkout").exists());
    if is_sparse { committed_only(root).unwrap_or_default() } else { Vec::new() }
}

fn committed_only(root: &Path) -> Option<Vec<PathBuf>> {
    let repository = open(root, "HEAD").ok()?.to_thread_local();
    // The file stays where everything is checked out again.
    if repository.config_snapshot().boolean("core.sparseCheckout") != Some(true) {
        return None;
    }
    let work_tree = repository.workdir()?.canonicalize().ok()?;
    let area = root.strip_prefix(&work_tree).ok()?;
    let tree = repository.head_id().ok()?.object().ok()?.peel_to_tree().ok()?.id;
    let (mut found, mut seen) = (Vec::new(), 0);
    let mut open = vec![(PathBuf::new(), tree)];
    while let Some((folder, id)) = open.pop() {
        let tree = repository.find_tree(id).ok()?;
        let is_absent = work_tree.join(&folder).symlink_metadata().is_err();
        // Below its own settings is another project.
        let has_settings = tree.iter().flatten().any(|entry| entry.filename() == CONFIG_NAME.as_bytes());
        if has_settings && folder != area && folder.starts_with(area) {
            continue;
        }
        for entry in tree.iter().flatten() {
            seen += 1;
            if seen > MOST_ENTRIES {
                return None;
            }
            let Some(path) = safe(entry.filename()).map(|name| folder.join(name)) else { continue };
            match entry.mode().kind() {
                EntryKind::Tree if path.starts_with(area) || area.starts_with(&path) => {
                    open.push((path, entry.oid().to_owned()));
                }
                EntryKind::Blob | EntryKind::BlobExecutable
                    if is_absent && path.extension().is_some_and(|ending| ending == "vsd") =>
                {
                    found.extend(path.strip_prefix(area).map(Path::to_owned));
                }
                _ => {}
            }
        }
    }
    found.sort_unstable();
    Some(found)
}
