//! Where files are, as SARIF says it.

use std::path::Path;

use super::shape::{ArtifactLocation, Bases, Described, Message};
use crate::uri::of_path;

/// The name of the directory that relative paths start from, as code scanning services know it.
const BASE: &str = "%SRCROOT%";

/// The bases of URIs. Where they lie on this machine is nobody's business.
pub(super) fn bases() -> Bases {
    let text = "The directory that vsdlint ran in: as a rule the root of the repository.";
    Bases { root: Described { description: Message { text: text.to_owned() } } }
}

/// The file at `path`: relative to the base if it lies below it. What is not UTF-8 in its name is kept, too.
pub(super) fn location(path: &Path) -> ArtifactLocation {
    // A file outside the base has no place relative to it that a consumer would accept.
    let is_below = !path.is_absolute() && !path.starts_with("..");
    ArtifactLocation { uri: of_path(path), uri_base_id: is_below.then_some(BASE) }
}
