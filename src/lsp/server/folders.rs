//! The folders that the client has open.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use serde_json::Value;

use crate::lsp::convert::uri;

/// The folders that the client has open.
#[derive(Debug, Default)]
pub struct Folders(Vec<Folder>);

#[derive(Debug)]
struct Folder {
    /// Where it is, as the client names it. A link on the way may lead elsewhere later, or nowhere.
    named: PathBuf,
    /// Where that led when it was opened: links resolved, like the paths of documents.
    path: PathBuf,
}

impl Folder {
    fn at(named: PathBuf) -> Folder {
        Folder { path: named.canonicalize().unwrap_or_else(|_| named.clone()), named }
    }
}

impl Folders {
    /// The folders that the parameters of `initialize` name: as old clients do only where nothing newer is said.
    pub fn read(params: &Value) -> Folders {
        let mut folders = Folders::default();
        let listed = params.pointer("/workspaceFolders").and_then(Value::as_array);
        for entry in listed.into_iter().flatten() {
            if let Some(address) = entry.get("uri").and_then(Value::as_str) {
                folders.add(&Uri::from(address));
            }
        }
        if !folders.0.is_empty() {
            return folders;
        }
        if let Some(address) = params.get("rootUri").and_then(Value::as_str) {
            folders.add(&Uri::from(address));
        } else if let Some(path) = params.get("rootPath").and_then(Value::as_str).map(Path::new)
            && path.is_absolute()
        {
            folders.0.push(Folder::at(path.to_owned()));
        }
        folders
    }

    /// Adds one, if its address is that of a folder.
    pub fn add(&mut self, address: &Uri) {
        self.0.extend(uri::path(address).map(Folder::at));
    }

    /// Takes one away: that of this name, or else the one to which it leads.
    pub fn remove(&mut self, address: &Uri) {
        let Some(removed) = uri::path(address).map(Folder::at) else { return };
        let before = self.0.len();
        self.0.retain(|folder| folder.named != removed.named);
        if self.0.len() == before {
            self.0.retain(|folder| folder.path != removed.path);
        }
    }

    /// Where they are, links resolved.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.iter().map(|folder| &folder.path)
    }

    /// Whether a path, links resolved, lies in one of them.
    pub fn hold(&self, path: &Path) -> bool {
        self.paths().any(|folder| path.starts_with(folder))
    }
}
