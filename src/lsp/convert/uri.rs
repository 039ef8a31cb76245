//! Files as the protocol names them.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use vsdlint::project::{self, NEVER_SAVED};
use vsdlint::uri::{of_path, to_path};

/// How the addresses of documents begin that were never saved.
const UNSAVED: [&str; 2] = ["untitled", "vscode-untitled"];

/// What of such an address stands in a path for itself.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The path of the file that a `file:` address names. A document that was never saved has the path that it is to be saved
/// at, if its address holds that of a model, and else one of its own where no file is. None for any other address.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, name) = parts(uri)?;
    if !UNSAVED.contains(&scheme.as_str()) {
        return to_path(uri.as_ref());
    }
    // What it is depends on nothing but its name: a folder may come and go while it is open.
    if name.to_ascii_lowercase().ends_with(".vsd")
        && name.starts_with('/')
        && let Some(path) = to_path(&format!("file://{name}"))
    {
        return Some(path);
    }
    // With a dot at its beginning it would be hidden.
    let name = utf8_percent_encode(name, ENCODED);
    Some(Path::new(NEVER_SAVED).join(format!("_{scheme}-{name}.vsd")))
}

/// The scheme of an address, in small letters, and what stands behind it.
fn parts(uri: &Uri) -> Option<(String, &str)> {
    let (scheme, rest) = uri.as_ref().split_once(':')?;
    Some((scheme.to_ascii_lowercase(), rest))
}

/// Whether two addresses, which may be spelt in several ways, are one. A document that was never saved is another one than
/// the file in whose place it is to be saved.
pub fn are_same(one: &Uri, other: &Uri) -> bool {
    let scheme = |uri| parts(uri).map(|(scheme, _)| scheme);
    one == other || scheme(one) == scheme(other) && path(one).is_some_and(|one| path(other) == Some(one))
}

/// Whether an address names the file at `path`, through no link.
pub fn names_file(uri: &Uri, path: &Path) -> bool {
    to_path(uri.as_ref()).is_some_and(|named| named == path)
}

/// The address of the file at `path`, which is absolute.
pub fn of(path: &Path) -> Uri {
    Uri(of_path(path))
}

/// The path that an address names, with all links resolved, under which a project knows the file. The file need not exist.
pub fn resolved(uri: &Uri) -> Option<PathBuf> {
    path(uri).map(|path| project::resolved(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents that have one path are one document.
    #[test]
    fn documents_that_were_never_saved_have_paths_of_their_own() {
        let addresses = [
            "untitled:a_b",
            "untitled:a:b",
            "untitled:a/b",
            "untitled:a%2Fb",
            "untitled:a\\b",
            "untitled:x",
            "untitled:x.vsd",
            "untitled:x.vsd.vsd",
            "vscode-untitled:x",
            "untitled:-x",
            "untitled:ä",
            "untitled:",
        ];
        let mut paths: Vec<PathBuf> =
            addresses.iter().map(|&address| path(&Uri::from(address)).unwrap()).collect();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), addresses.len(), "{paths:?}");
        assert!(are_same(&Uri::from("untitled:x"), &Uri::from("UNTITLED:x")));
        assert!(!are_same(&Uri::from("untitled:/x.vsd"), &Uri::from("vscode-untitled:/x.vsd")));
        assert!(!are_same(&Uri::from("git:a"), &Uri::from("git:b")));
    }
}
