//! Files as the protocol names them.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use vsdlint::project::NEVER_SAVED;
use vsdlint::uri::{of_path, to_path};

/// The path of the file that a `file:` address names. A document that was never saved, `untitled:`, has the path that it
/// is to be saved at, if its address holds one, and else one where no file is. None for any other address.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let Some(name) = uri.as_ref().strip_prefix("untitled:") else { return to_path(uri.as_ref()) };
    if name.starts_with('/') {
        return to_path(&format!("file://{name}"));
    }
    let name = name.replace(['/', '\\'], "_");
    Some(Path::new(NEVER_SAVED).join(name).with_extension("vsd"))
}

/// The address of the file at `path`, which is absolute.
pub fn of(path: &Path) -> Uri {
    Uri(of_path(path))
}

/// The path with all links resolved, under which a project knows the file. The file need not exist.
pub fn resolved(path: &Path) -> PathBuf {
    if path.is_symlink()
        && let Ok(file) = path.canonicalize()
    {
        return file;
    }
    let parent = path.parent().and_then(|parent| parent.canonicalize().ok());
    match parent.zip(path.file_name()) {
        Some((parent, name)) => parent.join(name),
        None => path.to_owned(),
    }
}
