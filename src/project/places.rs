//! Where files lie, whether they are there or not.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::clean;

/// The path without `..`, and with the links on the way to it resolved; its own is not. A relative one is that in the working
/// directory. Neither it nor the folder that it lies in need exist.
pub fn placed(path: &Path) -> PathBuf {
    for above in path.ancestors().skip(1) {
        let folder = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        if let (Ok(real), Ok(below)) = (folder.canonicalize(), path.strip_prefix(above)) {
            return clean(&real.join(below));
        }
    }
    clean(path)
}

/// The same, and its own link resolved where that leads to something: the same for all names of one file, under which a
/// project knows it.
pub fn resolved(path: &Path) -> PathBuf {
    if path.is_symlink()
        && let Ok(file) = path.canonicalize()
    {
        return file;
    }
    placed(path)
}

/// The same, and behind it what it leads to where it is a link.
pub fn places(path: &Path) -> Vec<PathBuf> {
    let path = placed(path);
    let Ok(target) = fs::read_link(&path) else { return vec![path] };
    let beside = path.parent().unwrap_or(Path::new(""));
    let target = path.canonicalize().unwrap_or_else(|_| placed(&beside.join(target)));
    vec![path, target]
}
