//! What the server knows of its client, and how it speaks to it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, Message, Request, RequestId};
use serde_json::Value;

use super::folders::Folders;
use crate::lsp::convert::client::Client;
use crate::lsp::convert::documents::Documents;
use crate::lsp::convert::messages::{self, Severity};
use crate::lsp::watch::{Besides, Watch};
use crate::lsp::workers::handle::WorkerHandle;
use crate::lsp::workers::publisher::Publisher;
use crate::lsp::workers::request_queue::RequestQueue;
use crate::lsp::workers::task::{Task, TextChange};

/// How long the files must be quiet before projects are looked for again.
const CALM: Duration = Duration::from_millis(100);

/// The server's own state. The models are with its workers.
pub struct Server {
    /// What the client can do.
    pub client: Client,
    /// The folders that it has open.
    pub folders: Folders,
    /// The documents that it has open.
    pub documents: Documents,
    /// A worker for each project.
    pub workers: Vec<WorkerHandle>,
    /// The index of each file's worker.
    pub worker_of: HashMap<PathBuf, usize>,
    /// Tells the client what is wrong with settings.
    pub settings_publisher: Publisher,
    /// The requests that are not answered yet.
    pub requests: RequestQueue,
    /// Watches files where the client does not.
    pub watch: Option<Watch>,
    /// What is watched besides models and settings with their usual names.
    pub watched: BTreeSet<Besides>,
    /// When to look for projects again, if something has changed.
    pub rediscover_at: Option<Instant>,
    /// Whether the client has asked to shut down.
    pub is_down: bool,
    /// Leads to this server itself.
    pub inbox: Sender<Message>,
    /// Leads to the client.
    pub sender: Sender<Message>,
    /// How many requests were sent to the client.
    asked: u32,
}

impl Server {
    /// A server for a client that has just said what it can do. `params` are those of `initialize`, `sender` leads to
    /// the client, and `inbox` to the server itself.
    pub fn new(client: Client, params: &Value, sender: Sender<Message>, inbox: Sender<Message>) -> Server {
        Server {
            client,
            folders: Folders::read(params),
            documents: Documents::default(),
            workers: Vec::new(),
            worker_of: HashMap::new(),
            settings_publisher: Publisher::new(client, sender.clone()),
            requests: RequestQueue::new(sender.clone()),
            watch: None,
            watched: BTreeSet::new(),
            rediscover_at: Some(Instant::now()),
            is_down: false,
            inbox,
            sender,
            asked: 0,
        }
    }

    /// Has projects looked for again before the next question, or once nothing waits to be taken in.
    pub fn rediscover_now(&mut self) {
        self.rediscover_at = Some(Instant::now());
    }

    /// Has projects looked for again once the files have been quiet for a while.
    pub fn rediscover_soon(&mut self) {
        self.rediscover_at = Some(Instant::now() + CALM);
    }

    /// Sends something to the client.
    pub fn send(&self, message: impl Into<Message>) {
        // A client that has gone is noticed when it is read from.
        let _ = self.sender.send(message.into());
    }

    /// Asks the client for something. What it answers is not looked at.
    pub fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(format!("vsdlint-{}", self.asked));
        self.send(Request { id, method: method.to_owned(), params });
    }

    /// Answers a request with an error.
    pub fn refuse(&self, id: RequestId, code: ErrorCode, message: impl Into<String>) {
        self.send(messages::error(id, code, &message.into()));
    }

    /// Tells the client what went wrong where the protocol has no answer for it.
    pub fn complain(&self, message: &str) {
        self.send(messages::log(Severity::Error, message));
    }

    /// The worker of the file at `path`, links resolved.
    pub fn worker_at(&self, path: &Path) -> Option<&WorkerHandle> {
        self.workers.get(*self.worker_of.get(path)?)
    }

    /// Hands the text of an open document to its worker.
    pub fn hand_over_text(&self, path: &Path) {
        if let Some(worker) = self.worker_at(path)
            && let Some(document) = self.documents.get(path)
        {
            let change = TextChange { path: path.to_owned(), document: Some(document.clone()) };
            worker.give(Task::Text(change));
        }
    }
}
