//! The files of a project, as the client knows them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use vsdlint::project::Project;
use vsdlint::source::FileId;

use super::documents::{Document, Revision};
use super::uri;

/// The files of a project, as the client knows them.
#[derive(Default)]
pub struct Files {
    all: Vec<File>,
    by_path: HashMap<PathBuf, FileId>,
}

struct File {
    uri: Uri,
    /// The text of the open document; none for a file that is not open.
    revision: Option<Revision>,
}

impl Files {
    /// All files of `project`, in its order.
    pub fn new(project: &Project, documents: &HashMap<PathBuf, Document>) -> Files {
        let mut files = Files::default();
        for file in &project.files {
            files.add(&file.path, documents.get(&file.path));
        }
        files
    }

    /// Adds the file at `path`, which a document may hold.
    pub fn add(&mut self, path: &Path, document: Option<&Document>) {
        let uri = document.map_or_else(|| uri::of(path), |document| document.uri.clone());
        self.by_path.insert(path.to_owned(), FileId::new(self.all.len()));
        self.all.push(File { uri, revision: document.map(|document| document.revision) });
    }

    /// Some of them, in the order of `ids`, which ascend.
    pub fn some(&self, ids: &[FileId]) -> Files {
        let mut some = Files::default();
        for &id in ids {
            some.all.push(File { uri: self.uri(id).clone(), revision: self.revision(id) });
        }
        for (path, id) in &self.by_path {
            if let Ok(at) = ids.binary_search(id) {
                some.by_path.insert(path.clone(), FileId::new(at));
            }
        }
        some
    }

    /// The open documents that were opened or changed last, with their paths: at most so many, the latest first.
    pub fn edited_last(&self, most: usize) -> Vec<(&PathBuf, FileId)> {
        let mut open = Vec::new();
        for (path, &id) in &self.by_path {
            if self.revision(id).is_some() {
                open.push((path, id));
            }
        }
        open.sort_unstable_by_key(|&(_, id)| Reverse(self.revision(id)));
        open.truncate(most);
        open
    }

    /// The file at `path`, links resolved.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Notes which document holds a file, if one does.
    pub fn set(&mut self, file: FileId, document: Option<&Document>) {
        let known = &mut self.all[file.index()];
        known.revision = document.map(|document| document.revision);
        if let Some(document) = document {
            known.uri.clone_from(&document.uri);
        }
    }

    /// The address of a file: as the client writes it, if it has it open.
    pub fn uri(&self, file: FileId) -> &Uri {
        &self.all[file.index()].uri
    }

    /// Which text of a file's open document it is; none for a file that is not open.
    pub fn revision(&self, file: FileId) -> Option<Revision> {
        self.all[file.index()].revision
    }

    /// The version of a file's open document, as the client counts; none for a file that is not open.
    pub fn version(&self, file: FileId) -> Option<i32> {
        self.revision(file).map(|revision| revision.version)
    }

    /// All files.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.all.len() as u32).map(FileId)
    }
}
