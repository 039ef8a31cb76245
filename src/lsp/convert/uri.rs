//! Files as the protocol names them.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// All that a path in an address may not hold as it is.
const OUTSIDE_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of the file that a `file:` address names; none for any other address.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_ref().strip_prefix("file://")?;
    // A host may stand before the path; only this one has files.
    let rest = if rest.starts_with('/') { rest } else { rest.strip_prefix("localhost")? };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let bytes: Vec<u8> = percent_decode_str(rest).collect();
    let path = of_bytes(bytes)?;
    // Windows: `/c:/models`.
    let text = path.to_str().unwrap_or_default();
    let is_drive = text.len() > 2 && text.as_bytes()[2] == b':' && text.as_bytes()[1].is_ascii_alphabetic();
    Some(if cfg!(windows) && is_drive { PathBuf::from(&text[1..]) } else { path })
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // elsewhere not every name is one
fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// The address of the file at `path`, which is absolute.
pub fn of(path: &Path) -> Uri {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    if cfg!(windows) {
        bytes.iter_mut().filter(|byte| **byte == b'\\').for_each(|byte| *byte = b'/');
    }
    let root = if bytes.starts_with(b"/") { "file://" } else { "file:///" };
    Uri(format!("{root}{}", percent_encode(&bytes, OUTSIDE_PATHS)))
}

/// The path with the links on the way to it resolved, under which a project knows it. The file need not exist.
pub fn resolved(path: &Path) -> PathBuf {
    let parent = path.parent().and_then(|parent| parent.canonicalize().ok());
    match parent.zip(path.file_name()) {
        Some((parent, name)) => parent.join(name),
        None => path.to_owned(),
    }
}
