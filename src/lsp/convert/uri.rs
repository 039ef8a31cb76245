//! Files as the protocol names them.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use vsdlint::uri::{of_path, to_path};

/// The path of the file that a `file:` address names; none for any other address.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    to_path(uri.as_ref())
}

/// The address of the file at `path`, which is absolute.
pub fn of(path: &Path) -> Uri {
    Uri(of_path(path))
}

/// The path with the links on the way to it resolved, under which a project knows it. The file need not exist.
pub fn resolved(path: &Path) -> PathBuf {
    let parent = path.parent().and_then(|parent| parent.canonicalize().ok());
    match parent.zip(path.file_name()) {
        Some((parent, name)) => parent.join(name),
        None => path.to_owned(),
    }
}
