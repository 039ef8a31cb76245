//! The loop that takes what the client sends.

pub mod capabilities;
mod projects;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::{RecvTimeoutError, Sender};
use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, FileChangeType, Uri,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vsdlint::project::CONFIG_NAME;
use vsdlint::rules;

use crate::lsp::convert::client::Client;
use crate::lsp::convert::documents::{Document, Documents};
use crate::lsp::convert::uri;
use crate::lsp::handlers;
use crate::lsp::transport::Transport;
use crate::lsp::watch::Watch;
use crate::lsp::workers::request_queue::RequestQueue;
use crate::lsp::workers::worker::{Task, WorkerHandle};

/// How long the files must be quiet before projects are looked for again.
const CALM: Duration = Duration::from_millis(100);

/// Serves a client until it leaves; whether it took its leave as the protocol wants it.
pub fn serve() -> bool {
    let transport = Transport::open();
    let (sender, receiver) = (transport.connection.sender.clone(), transport.connection.receiver.clone());
    let Ok((id, params)) = transport.connection.initialize_start() else {
        drop((sender, receiver));
        transport.close();
        return false;
    };
    let client = Client::read(&params);
    let _ = sender.send(Response::new_ok(id, capabilities::told(&client)).into());
    let mut server = Server {
        client,
        folders: folders(&params),
        documents: Documents::default(),
        workers: Vec::new(),
        homes: HashMap::new(),
        broken: Vec::new(),
        requests: RequestQueue::default(),
        watch: None,
        stale: Some(Instant::now()),
        is_down: false,
        sent: 0,
        inbox: transport.inbox.clone(),
        sender,
    };
    let ended = loop {
        let message = match server.stale {
            None => receiver.recv().map_err(RecvTimeoutError::from),
            Some(since) => receiver.recv_deadline(since),
        };
        match message {
            Ok(Message::Request(request)) => server.request(request),
            Ok(Message::Notification(note)) if note.method == "exit" => break server.is_down,
            Ok(Message::Notification(note)) => server.notification(note),
            // The answers to what the server asks say nothing that it needs.
            Ok(Message::Response(_)) => {}
            Err(RecvTimeoutError::Timeout) => server.look(),
            Err(RecvTimeoutError::Disconnected) => break false,
        }
    };
    drop(server);
    drop(receiver);
    transport.close();
    ended
}

/// The folders that the client has open.
fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.pointer("/workspaceFolders").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(|folder| folder.get("uri"));
    let named: Vec<&Value> = listed.collect();
    let named = if named.is_empty() { params.get("rootUri").into_iter().collect() } else { named };
    named.into_iter().filter_map(Value::as_str).filter_map(|uri| folder(&Uri::from(uri))).collect()
}

/// A folder with its links resolved, like the paths of documents.
fn folder(uri: &Uri) -> Option<PathBuf> {
    uri::path(uri).map(|path| path.canonicalize().unwrap_or(path))
}

struct Server {
    client: Client,
    folders: Vec<PathBuf>,
    documents: Documents,
    /// A worker for each project.
    workers: Vec<WorkerHandle>,
    /// The worker of each file, by its index.
    homes: HashMap<PathBuf, usize>,
    /// Settings that could not be used, for which something is published.
    broken: Vec<Uri>,
    requests: RequestQueue,
    /// Watches files where the client does not.
    watch: Option<Watch>,
    /// When to look for projects again, if something has changed.
    stale: Option<Instant>,
    /// Whether the client has asked to shut down.
    is_down: bool,
    /// How many requests were sent to the client.
    sent: i32,
    /// Leads to this server itself.
    inbox: Sender<Message>,
    sender: Sender<Message>,
}

impl Server {
    fn send(&self, message: impl Into<Message>) {
        // A client that has gone is noticed when it is read from.
        let _ = self.sender.send(message.into());
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.sent += 1;
        let id = RequestId::from(format!("vsdlint-{}", self.sent));
        self.send(Request { id, method: method.to_owned(), params });
    }

    fn refuse(&self, id: RequestId, code: ErrorCode, message: impl Into<String>) {
        self.send(Response::new_err(id, code as i32, message.into()));
    }

    // ── Requests ────────────────────────────────────────────────────────────────────────────────

    fn request(&mut self, request: Request) {
        if self.is_down {
            return self.refuse(request.id, ErrorCode::InvalidRequest, "the server is shutting down");
        }
        match request.method.as_str() {
            "shutdown" => {
                self.is_down = true;
                self.send(Response::new_ok(request.id, Value::Null));
            }
            "initialize" => self.refuse(request.id, ErrorCode::InvalidRequest, "initialized already"),
            "workspace/executeCommand" => self.command(request),
            "workspace/symbol" => self.ask_all(request),
            method if handlers::knows(method) => self.ask_worker(request),
            method => {
                let message = format!("`{method}` is not supported");
                self.refuse(request.id, ErrorCode::MethodNotFound, message);
            }
        }
    }

    /// Hands a request to the worker of its document.
    fn ask_worker(&mut self, request: Request) {
        let address = ["/textDocument/uri", "/item/uri", "/data/uri"]
            .into_iter()
            .find_map(|path| request.params.pointer(path).and_then(Value::as_str));
        let Some(address) = address else {
            return self.refuse(request.id, ErrorCode::InvalidParams, "it names no document");
        };
        let path = uri::path(&Uri::from(address)).map(|path| uri::resolved(&path));
        if self.stale.is_some() && path.as_ref().is_some_and(|path| !self.homes.contains_key(path)) {
            self.look();
        }
        let home = path.and_then(|path| Some((self.homes.get(&path).copied()?, path)));
        match home {
            Some((worker, path)) => {
                self.requests.add(&request.id);
                self.workers[worker].ask(path, request);
            }
            // A file that belongs to no project has nothing to say, which is no mistake of the client.
            None => self.send(Response::new_ok(request.id, handlers::nothing(&request.method))),
        }
    }

    /// Hands a request to all workers; the last of them answers.
    fn ask_all(&mut self, request: Request) {
        if self.stale.is_some() {
            self.look();
        }
        if self.workers.is_empty() {
            return self.send(Response::new_ok(request.id, handlers::nothing(&request.method)));
        }
        self.requests.add(&request.id);
        let gathered = handlers::Gathered::new(self.workers.len());
        for worker in &self.workers {
            worker.give(Task::Shared(request.clone(), gathered.clone()));
        }
    }

    fn command(&mut self, request: Request) {
        let rule = request.params.pointer("/arguments/0").and_then(Value::as_str).unwrap_or_default();
        let page = rules::pages().iter().find(|page| page.name == rule);
        if request.params.get("command").and_then(Value::as_str) != Some(capabilities::EXPLAIN) {
            return self.refuse(request.id, ErrorCode::InvalidParams, "there is no such command");
        }
        let Some(page) = page else {
            return self.refuse(request.id, ErrorCode::InvalidParams, format!("`{rule}` is no rule"));
        };
        let link = vsdlint::output::rule_page(page.name);
        match link.filter(|_| self.client.shows_documents) {
            Some(link) => self.ask("window/showDocument", json!({ "uri": link, "external": true })),
            None => {
                let message = format!("{}: {}", page.name, page.summary);
                self.ask("window/showMessageRequest", json!({ "type": 3, "message": message }));
            }
        }
        self.send(Response::new_ok(request.id, json!({ "rule": page.name, "page": page.body })));
    }

    // ── Notifications ───────────────────────────────────────────────────────────────────────────

    fn notification(&mut self, note: Notification) {
        match note.method.as_str() {
            "initialized" => self.begin(),
            "$/cancelRequest" => {
                let id = note.params.get("id").cloned().unwrap_or_default();
                serde_json::from_value(id).iter().for_each(|id| self.requests.cancel(id));
            }
            "textDocument/didOpen" => self.take(note, Server::open),
            "textDocument/didChange" => self.take(note, Server::change),
            "textDocument/didClose" => self.take(note, Server::close),
            "textDocument/didSave" => {}
            "workspace/didChangeWatchedFiles" => {
                self.take(note, Server::files_changed);
            }
            "workspace/didChangeWorkspaceFolders" => self.take(note, Server::folders_changed),
            "workspace/didChangeConfiguration" => self.stale = Some(Instant::now()),
            "vsdlint/filesChanged" => self.stale = Some(Instant::now() + CALM),
            // A notification has no answer, so one that is not known is left.
            _ => {}
        }
    }

    fn take<P: DeserializeOwned>(&mut self, note: Notification, act: impl FnOnce(&mut Server, &P)) {
        match serde_json::from_value(note.params) {
            Ok(params) => act(self, &params),
            Err(error) => self.complain(&format!("`{}`: {error}", note.method)),
        }
    }

    /// Tells the client what went wrong where the protocol has no answer for it.
    fn complain(&self, message: &str) {
        let params = json!({ "type": 1, "message": format!("vsdlint: {message}") });
        self.send(Notification { method: "window/logMessage".to_owned(), params });
    }

    /// The client is ready.
    fn begin(&mut self) {
        if self.client.watches {
            let watchers =
                ["**/*.vsd", "**/vsdlint.toml", "**/.gitignore"].map(|glob| json!({ "globPattern": glob }));
            let registration = json!({
                "id": "vsdlint-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        } else {
            self.watch = Watch::begin(self.inbox.clone());
        }
        self.stale = Some(Instant::now());
    }

    fn open(&mut self, params: &DidOpenTextDocumentParams) {
        let opened = &params.text_document;
        let path = uri::path(&opened.uri).map(|path| uri::resolved(&path));
        // All that lies in a folder would be looked at.
        let Some(path) = path.filter(|path| !path.is_dir()) else {
            return self.complain(&format!("`{}` is no file", opened.uri));
        };
        let document =
            Document { uri: opened.uri.clone(), version: opened.version, text: opened.text.clone() };
        self.documents.open(path.clone(), document);
        match self.homes.get(&path) {
            Some(&worker) => self.tell(worker, &path),
            // It may be new, or belong to another project than any that is known.
            None => self.look(),
        }
    }

    fn change(&mut self, params: &DidChangeTextDocumentParams) {
        let address = &params.text_document.text_document_identifier.uri;
        let Some(path) = uri::path(address).map(|path| uri::resolved(&path)) else { return };
        let version = params.text_document.version;
        match self.documents.change(&path, version, &params.content_changes, self.client.encoding) {
            Ok(_) => {
                if let Some(&worker) = self.homes.get(&path) {
                    self.tell(worker, &path);
                }
            }
            Err(why) => self.complain(&format!("a change of `{address}` is left out: {why}")),
        }
    }

    fn close(&mut self, params: &DidCloseTextDocumentParams) {
        let address = &params.text_document.uri;
        let Some(path) = uri::path(address).map(|path| uri::resolved(&path)) else { return };
        if self.documents.close(&path).is_none() {
            return self.complain(&format!("`{address}` was not open"));
        }
        let stays = self.folders.iter().any(|folder| path.starts_with(folder)) && path.is_file();
        match self.homes.get(&path) {
            // What is on the disk counts again, for the very next question.
            Some(&worker) if stays => self.workers[worker].give(Task::Text { path, document: None }),
            // It was never saved, or nothing but the document led to its project.
            _ => self.look(),
        }
    }

    /// Tells a worker the text of an open document.
    fn tell(&self, worker: usize, path: &Path) {
        if let Some(document) = self.documents.get(path) {
            self.workers[worker].give(Task::Text { path: path.to_owned(), document: Some(document.clone()) });
        }
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        for change in &params.changes {
            let path = uri::path(&change.uri).map(|path| uri::resolved(&path));
            let is_settings = path.as_ref().is_some_and(|path| {
                path.file_name().is_some_and(|name| name == CONFIG_NAME || name == ".gitignore")
            });
            let home = path.as_ref().and_then(|path| self.homes.get(path).copied());
            match (home, path) {
                // Only its text is another.
                (Some(worker), Some(path)) if change.kind == FileChangeType::Changed && !is_settings => {
                    if self.documents.get(&path).is_none() {
                        self.workers[worker].give(Task::Text { path, document: None });
                    }
                }
                _ => self.stale = Some(Instant::now() + CALM),
            }
        }
    }

    fn folders_changed(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let removed: Vec<PathBuf> =
            params.event.removed.iter().filter_map(|gone| folder(&gone.uri)).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(params.event.added.iter().filter_map(|new| folder(&new.uri)));
        self.stale = Some(Instant::now());
    }
}
