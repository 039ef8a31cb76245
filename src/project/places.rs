//! Where files lie, whether they are there or not.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::clean;

/// The path without `..`, and with the links on the way to it resolved; its own is not. Neither it nor the folder that it
/// lies in need exist.
pub fn placed(path: &Path) -> PathBuf {
    for above in path.ancestors().skip(1) {
        if let (Ok(real), Ok(below)) = (above.canonicalize(), path.strip_prefix(above)) {
            return clean(&real.join(below));
        }
    }
    clean(path)
}

/// The same, and behind it what it leads to where it is a link.
pub fn places(path: &Path) -> Vec<PathBuf> {
    let path = placed(path);
    let Ok(target) = fs::read_link(&path) else { return vec![path] };
    let beside = path.parent().unwrap_or(Path::new(""));
    let target = path.canonicalize().unwrap_or_else(|_| placed(&beside.join(target)));
    vec![path, target]
}
