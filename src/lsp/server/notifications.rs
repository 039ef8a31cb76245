//! What the client tells: documents, files and folders that are others now.

use std::path::PathBuf;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, FileChangeType, FileEvent, Uri,
    VersionedTextDocumentIdentifier,
};
use lsp_server::Notification;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vsdlint::project::CONFIG_NAME;

use super::state::Server;
use super::watched;
use crate::lsp::convert::documents::Documents;
use crate::lsp::convert::uri;
use crate::lsp::handlers;
use crate::lsp::long_message::GROWN;
use crate::lsp::watch::Watch;
use crate::lsp::workers::task::{Task, TextChange};

impl Server {
    /// Takes in a notification. One that is not known is left, as it has no answer.
    pub fn notification(&mut self, note: Notification) {
        match note.method.as_str() {
            "initialized" => self.initialized(),
            "$/cancelRequest" => self.cancel(&note.params),
            "textDocument/didOpen" => self.read_and(note, Server::opened),
            "textDocument/didChange" => self.read_and(note, Server::changed),
            GROWN => self.read_and(note, Server::grown),
            "textDocument/didClose" => self.read_and(note, Server::closed),
            "workspace/didChangeWatchedFiles" => self.read_and(note, Server::files_changed),
            "workspace/didChangeWorkspaceFolders" => self.read_and(note, Server::folders_changed),
            "workspace/didChangeConfiguration" => self.rediscover_now(),
            "vsdlint/filesChanged" => self.rediscover_soon(),
            _ => {}
        }
    }

    /// Reads the parameters of a notification, and acts on them if they can be read.
    fn read_and<P: DeserializeOwned>(&mut self, note: Notification, act: impl FnOnce(&mut Server, &P)) {
        match serde_json::from_value(note.params) {
            Ok(params) => act(self, &params),
            Err(_) => self.complain(&handlers::not_as_described(&note.method)),
        }
    }

    /// The client is ready.
    fn initialized(&mut self) {
        if self.client.watches {
            let watchers = watched::EVERYWHERE.map(|glob| json!({ "globPattern": glob }));
            self.register_watchers(watched::EVERYWHERE_ID, &watchers);
        } else {
            self.watch = Watch::begin(self.inbox.clone());
            if self.watch.is_none() {
                self.complain("the system does not watch files: what others change is not seen");
            }
            // What projects read besides may be known already, and nobody watches it yet.
            self.watched.clear();
        }
        self.rediscover_now();
    }

    fn cancel(&mut self, params: &Value) {
        let id = params.get("id").cloned().unwrap_or_default();
        if let Ok(id) = serde_json::from_value(id) {
            self.requests.cancel(&id);
        }
    }

    fn opened(&mut self, params: &DidOpenTextDocumentParams) {
        let opened = &params.text_document;
        self.take_in(&opened.uri, |documents, path| documents.open(path, opened));
    }

    /// A document has a text that is larger than what is read.
    fn grown(&mut self, grown: &VersionedTextDocumentIdentifier) {
        let address = &grown.text_document_identifier.uri;
        self.take_in(address, |documents, path| documents.grow(path, grown));
    }

    fn take_in(&mut self, address: &Uri, take: impl FnOnce(&mut Documents, PathBuf)) {
        // All that lies in a folder would be looked at.
        let Some(path) = uri::resolved(address).filter(|path| !path.is_dir()) else {
            return self.complain(&format!("`{address}` is no file"));
        };
        take(&mut self.documents, path.clone());
        if self.worker_at(&path).is_some() {
            self.hand_over_text(&path);
        } else {
            // It may be new, or belong to another project than any that is known. Many are often opened at once.
            self.rediscover_now();
        }
    }

    fn changed(&mut self, params: &DidChangeTextDocumentParams) {
        let address = &params.text_document.text_document_identifier.uri;
        let Some(path) = self.documents.path(address) else { return };
        let changes = &params.content_changes;
        match self.documents.change(&path, &params.text_document, changes, self.client.encoding) {
            Ok(()) => self.hand_over_text(&path),
            Err(why) => self.complain(&format!("a change of `{address}` is left out: {why}")),
        }
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let address = &params.text_document.uri;
        let Some(path) = self.documents.path(address) else { return };
        if !self.documents.close(&path, address) {
            return self.complain(&format!("`{address}` was not open"));
        }
        if self.documents.get(&path).is_some() {
            return self.hand_over_text(&path);
        }
        let stays = self.folders.hold(&path) && path.is_file();
        match self.worker_at(&path) {
            // What is on the disk counts again, for the very next question.
            Some(worker) if stays => worker.give(Task::Text(TextChange { path, document: None })),
            // It was never saved, or nothing but the document led to its project.
            _ => self.rediscover_now(),
        }
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        for event in &params.changes {
            self.file_changed(event);
        }
    }

    /// A file that only has another text is read again; anything else may change which projects there are.
    fn file_changed(&mut self, event: &FileEvent) {
        let Some(path) = uri::resolved(&event.uri) else {
            return self.rediscover_soon();
        };
        let is_settings = path.file_name().is_some_and(|name| name == CONFIG_NAME || name == ".gitignore");
        match self.worker_at(&path) {
            Some(worker) if event.kind == FileChangeType::Changed && !is_settings => {
                if self.documents.get(&path).is_none() {
                    worker.give(Task::Text(TextChange { path, document: None }));
                }
            }
            _ => self.rediscover_soon(),
        }
    }

    fn folders_changed(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        for removed in &params.event.removed {
            self.folders.remove(&removed.uri);
        }
        for added in &params.event.added {
            self.folders.add(&added.uri);
        }
        self.rediscover_now();
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crossbeam_channel::{Receiver, unbounded};
    use lsp_server::Message;

    use super::*;
    use crate::lsp::convert::client::Client;

    fn server(capabilities: &Value) -> (Server, Receiver<Message>) {
        let (sender, said) = unbounded();
        let (inbox, _) = unbounded();
        let params = json!({ "capabilities": { "workspace": { "didChangeWatchedFiles": capabilities } } });
        (Server::new(Client::read(&params), &params, sender, inbox), said)
    }

    /// One whose client watches for it wherever it asks for, with this folder open.
    fn watching(folder: &Path) -> (Server, Receiver<Message>) {
        let (mut server, said) =
            server(&json!({ "dynamicRegistration": true, "relativePatternSupport": true }));
        server.folders.add(&uri::of(folder));
        (server, said)
    }

    /// The patterns that the client was asked to watch since.
    fn watched(said: &Receiver<Message>) -> Vec<Value> {
        let mut watched = Vec::new();
        for message in said.try_iter() {
            if let Message::Request(request) = message
                && let Some(all) = request.params.pointer("/registrations/0/registerOptions/watchers")
            {
                watched.extend(all.as_array().unwrap().iter().map(|watcher| watcher["globPattern"].clone()));
            }
        }
        watched
    }

    fn tell(server: &mut Server, method: &str, params: Value) {
        server.notification(Notification { method: method.to_owned(), params });
    }

    /// To look for projects with each would take time with the square of the documents.
    #[test]
    fn many_documents_that_are_opened_at_once_are_looked_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let (mut server, _said) = server(&Value::Null);
        server.rediscover();
        for number in 0..100 {
            let uri = uri::of(&folder.path().join(format!("{number}.vsd")));
            let item = json!({ "uri": uri, "languageId": "vsd", "version": 1, "text": "" });
            tell(&mut server, "textDocument/didOpen", json!({ "textDocument": item }));
            assert!(server.workers.is_empty() && server.rediscover_at.is_some());
        }
        server.rediscover();
        assert_eq!(server.worker_of.len(), 100);
    }

    #[test]
    fn what_projects_read_besides_is_watched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let project = root.join("project");
        std::fs::create_dir(&project).unwrap();
        std::fs::write(root.join("shared.settings"), "").unwrap();
        std::fs::write(
            project.join("vsdlint.toml"),
            "extends = '../shared.settings'\ninclude = ['*.vsd', '*.model']",
        )
        .unwrap();
        std::fs::write(project.join("a.model"), "").unwrap();
        let (mut server, said) = watching(&project);
        server.rediscover();
        // Nothing new, nothing said.
        server.rediscover();
        let elsewhere = json!({ "baseUri": uri::of(&root), "pattern": "shared.settings" });
        assert_eq!(watched(&said), [json!("**/*.model"), elsewhere]);
    }

    /// Else nobody would tell that it can be used now.
    #[test]
    fn what_a_broken_project_would_read_is_watched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let project = root.join("project");
        std::fs::create_dir_all(&project).unwrap();
        std::fs::write(root.join("one.toml"), "extends = 'shared/two.toml'").unwrap();
        std::fs::write(project.join("vsdlint.toml"), "extends = '../one.toml'").unwrap();
        std::fs::write(project.join("a.vsd"), "").unwrap();
        let (mut server, said) = watching(&project);
        let mut asked = || {
            server.rediscover();
            watched(&said).iter().map(|pattern| pattern["pattern"].clone()).collect::<Vec<_>>()
        };
        // A folder that is not there is waited for, and then what is to lie in it.
        assert_eq!(asked(), ["one.toml", "shared"]);
        std::fs::create_dir(root.join("shared")).unwrap();
        assert_eq!(asked(), ["one.toml", "two.toml"]);
    }
}
