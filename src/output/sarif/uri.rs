//! Paths as URIs.

use std::path::{MAIN_SEPARATOR, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::shape::{ArtifactLocation, Bases, Described, Message};

/// The name of the directory that relative paths start from, as code scanning services know it.
const BASE: &str = "%SRCROOT%";

/// What stands in a URI for itself: RFC 3986's unreserved characters, and the slash between folders.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The bases of URIs. Where they lie on this machine is nobody's business.
pub(super) fn bases() -> Bases {
    let text = "The directory that vsdlint ran in: as a rule the root of the repository.";
    Bases { root: Described { description: Message { text: text.to_owned() } } }
}

/// The file at `path`: relative to the base if it lies below it. What is not UTF-8 in its name is kept, too.
pub(super) fn location(path: &Path) -> ArtifactLocation {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    if MAIN_SEPARATOR != '/' {
        bytes.iter_mut().filter(|byte| char::from(**byte) == MAIN_SEPARATOR).for_each(|byte| *byte = b'/');
    }
    let encoded = percent_encode(&bytes, ENCODED);
    if path.is_absolute() {
        let slash = if bytes.starts_with(b"/") { "" } else { "/" };
        return ArtifactLocation { uri: format!("file://{slash}{encoded}"), uri_base_id: None };
    }
    // A file outside the base has no place relative to it that a consumer would accept.
    let is_below = !path.starts_with("..");
    ArtifactLocation { uri: encoded.to_string(), uri_base_id: is_below.then_some(BASE) }
}
