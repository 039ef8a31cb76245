//! The files of a project, as the client knows them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{Range, Uri};
use miette::Severity;
use vsdlint::project::{Project, ReadProblem};
use vsdlint::source::FileId;

use super::documents::{Document, Revision};
use super::position::Origin;
use super::unread::{self, Unread};
use super::uri;

/// The files of a project, as the client knows them.
#[derive(Clone, Default)]
pub struct Files {
    all: Vec<File>,
    by_path: HashMap<PathBuf, FileId>,
}

#[derive(Clone)]
struct File {
    uri: Uri,
    /// The text of the open document; none for a file that is not open.
    revision: Option<Revision>,
    /// Why the text counts as empty, where it does: where to show it, and what to say.
    unread: Option<(Range, String)>,
    /// Further documents that are this file, under other addresses.
    others: Vec<Document>,
}

impl File {
    fn of(uri: Uri, document: Option<&Document>) -> File {
        File {
            uri,
            revision: document.map(|document| document.revision),
            unread: document.and_then(|document| document.unread.as_ref()).map(Unread::told),
            others: document.map(|document| document.others.clone()).unwrap_or_default(),
        }
    }
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
        self.all.push(File::of(uri, document));
    }

    /// Notes why a file that is not open cannot be read, if somebody has to do something about that.
    pub fn note_unread(&mut self, file: FileId, problem: &ReadProblem) {
        if problem.severity() == Severity::Error {
            self.all[file.index()].unread = Some(unread::told_of_file(problem));
        }
    }

    /// Some of them, in the order of `ids`, which ascend.
    pub fn some(&self, ids: &[FileId]) -> Files {
        let mut some =
            Files { all: ids.iter().map(|id| self.all[id.index()].clone()).collect(), ..Files::default() };
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

    /// The file of a document: by its address where it is open, since a link may lead elsewhere by now, or nowhere.
    pub fn at(&self, address: &Uri) -> Option<FileId> {
        let is_open = |file: &File| {
            file.revision.is_some()
                && (file.uri == *address || file.others.iter().any(|other| other.uri == *address))
        };
        match self.all.iter().position(is_open) {
            Some(at) => Some(FileId::new(at)),
            None => self.find(&uri::resolved(address)?),
        }
    }

    /// Notes which document holds the file at `path`, if one does.
    pub fn set(&mut self, file: FileId, path: &Path, document: Option<&Document>) {
        let known = &mut self.all[file.index()];
        let uri = match document {
            Some(document) => document.uri.clone(),
            // The client may spell it in another way than we do, but through no link.
            None if uri::names_file(&known.uri, path) => known.uri.clone(),
            None => uri::of(path),
        };
        *known = File::of(uri, document);
    }

    /// Why the text of a file counts as empty, where it does: where to show it, and what to say.
    pub fn unread(&self, file: FileId) -> Option<&(Range, String)> {
        self.all[file.index()].unread.as_ref()
    }

    /// The open documents that are this file under other addresses, and do not count for it.
    pub fn others(&self, file: FileId) -> &[Document] {
        &self.all[file.index()].others
    }

    /// The one of them at an address, with its file.
    pub fn other(&self, address: &Uri) -> Option<(FileId, &Document)> {
        let file = self.at(address)?;
        Some((file, self.others(file).iter().find(|other| other.is_at(address))?))
    }

    /// The same files, with a file as this document of it has it.
    pub fn seen_from(&self, file: FileId, document: &Document) -> Files {
        let mut files = self.clone();
        files.all[file.index()] = File::of(document.uri.clone(), Some(document));
        files
    }

    /// The address of a file: as the client writes it, if it has it open.
    pub fn uri(&self, file: FileId) -> &Uri {
        &self.all[file.index()].uri
    }

    /// Which text of a file's open document it is; none for a file that is not open.
    pub fn revision(&self, file: FileId) -> Option<Revision> {
        self.all[file.index()].revision
    }

    /// Where the text of a file comes from.
    pub fn origin(&self, file: FileId) -> Origin {
        if self.revision(file).is_some() { Origin::Client } else { Origin::Disk }
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
