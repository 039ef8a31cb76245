//! Files as the protocol names them.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use vsdlint::project::{self, NEVER_SAVED};
use vsdlint::uri::{of_path, to_path};

/// How the addresses of documents begin that were never saved.
const UNSAVED: [&str; 2] = ["untitled:", "vscode-untitled:"];

/// The path of the file that a `file:` address names. A document that was never saved has the path that it is to be saved
/// at, if its address holds that of a model, and else one where no file is. None for any other address.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let address = uri.as_ref();
    let Some(name) = UNSAVED.iter().find_map(|scheme| address.strip_prefix(scheme)) else {
        return to_path(address);
    };
    // What it is depends on nothing but its name: a folder may come and go while it is open.
    let is_model = name.to_ascii_lowercase().ends_with(".vsd");
    if is_model
        && name.starts_with('/')
        && let Some(path) = to_path(&format!("file://{name}"))
    {
        return Some(path);
    }
    let ending = if is_model { "" } else { ".vsd" };
    // With a dot at its beginning it would be hidden.
    Some(Path::new(NEVER_SAVED).join(format!("_{}{ending}", name.replace(['/', '\\', ':'], "_"))))
}

/// The address of the file at `path`, which is absolute.
pub fn of(path: &Path) -> Uri {
    Uri(of_path(path))
}

/// The path that an address names, with all links resolved, under which a project knows the file. The file need not exist.
pub fn resolved(uri: &Uri) -> Option<PathBuf> {
    path(uri).map(|path| project::resolved(&path))
}
