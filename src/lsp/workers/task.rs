//! What a worker is given to do.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::Uri;
use lsp_server::Request;
use vsdlint::project::{Overlay, Project};

use crate::lsp::convert::documents::Document;
use crate::lsp::handlers::gather::Gathered;

/// One thing that a worker is given to do.
pub enum Task {
    /// The project is another: its settings or its files.
    Project(Box<Assignment>),
    /// A file has another text.
    Text(TextChange),
    /// Something is asked of this project.
    Request(Request),
    /// Something is asked of the document at this address, which is not the one that counts for its file.
    RequestAt(Uri, Request),
    /// Something is asked of all projects.
    Shared(Request, Gathered),
    /// The worker is let go of.
    End,
}

/// A project to work on.
pub struct Assignment {
    /// Its files and settings.
    pub project: Project,
    /// All open documents, by their paths. All projects share them.
    pub documents: Arc<HashMap<PathBuf, Document>>,
    /// All texts that stand in for files.
    pub overlay: Overlay,
}

/// Another text of a file.
pub struct TextChange {
    /// The file, links resolved.
    pub path: PathBuf,
    /// The open document that holds the text; none if what is on the disk counts.
    pub document: Option<Document>,
}
