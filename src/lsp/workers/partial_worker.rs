//! A thread that gives first answers in a large project: what is being written is looked at with the files that it depends
//! on, while the whole project is checked beside it.
//!
//! Whoever looks at the whole project hands over partial analyses of the documents that were edited last. What the whole
//! project then says stands in the end.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::Request;
use serde_json::Value;

use super::partial_analysis::PartialAnalysis;
use super::publisher::Publisher;
use super::request_queue::RequestQueue;
use super::task::Task;
use crate::lsp::convert::client::Client;
use crate::lsp::convert::documents::Document;
use crate::lsp::handlers;
use crate::lsp::handlers::answer::Answer;
use crate::lsp::handlers::diagnostics::report;

/// What the thread has to take in.
pub enum Event {
    /// The whole project was looked at again, and this is the part for an open document.
    Analysis(PathBuf, Box<PartialAnalysis>),
    /// A document needs no first answer any more: the project has become small, or others were edited since.
    Forget(PathBuf),
    /// A document has another text.
    Text(PathBuf, Document),
    /// A document was closed.
    Closed(PathBuf),
    /// Something is asked that a partial analysis may be enough for.
    Request(PathBuf, Request),
}

/// Whether a request can be answered from a partial analysis.
pub fn answers_to(method: &str) -> bool {
    matches!(method, "textDocument/completion" | "textDocument/diagnostic")
}

/// The way to the thread, which is started once the project is large. Most are small, and there may be many.
pub struct PartialHandle {
    /// What the client can do.
    pub client: Client,
    /// The requests that are not answered yet.
    pub requests: RequestQueue,
    /// Tells the client of the project's diagnostics.
    pub publisher: Publisher,
    /// Leads to who looks at everything. What the thread cannot answer is given there, as it came.
    pub whole: Sender<Task>,
    /// Leads to the thread; not set before that is started.
    pub events: OnceLock<Sender<Event>>,
}

impl PartialHandle {
    /// Starts the thread, unless it was started before. It ends when nobody can tell it anything any more.
    pub fn start(&self) {
        self.events.get_or_init(|| {
            let (sender, events) = unbounded();
            let worker = PartialWorker {
                client: self.client,
                requests: self.requests.clone(),
                publisher: self.publisher.clone(),
                whole: self.whole.clone(),
                documents: HashMap::new(),
                analyses: HashMap::new(),
            };
            // Where it cannot be started, whoever would ask it goes to who looks at everything.
            let _ = thread::Builder::new().spawn(move || {
                // A pool of its own: the other one is busy with the whole project.
                let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
                worker.work(&events);
                drop(pool);
            });
            sender
        });
    }

    /// Tells the thread something, if there is one.
    pub fn tell(&self, event: Event) {
        if let Some(events) = self.events.get() {
            let _ = events.send(event);
        }
    }
}

struct PartialWorker {
    client: Client,
    requests: RequestQueue,
    publisher: Publisher,
    whole: Sender<Task>,
    documents: HashMap<PathBuf, Document>,
    analyses: HashMap<PathBuf, PartialAnalysis>,
}

impl PartialWorker {
    fn work(mut self, events: &Receiver<Event>) {
        for event in events {
            match event {
                Event::Analysis(path, analysis) => {
                    self.analyses.insert(path.clone(), *analysis);
                    // What was typed while the whole project was looked at is not in there.
                    self.publish(&path);
                }
                Event::Forget(path) => {
                    self.analyses.remove(&path);
                }
                Event::Text(path, document) => {
                    self.documents.insert(path.clone(), document);
                    self.publish(&path);
                }
                Event::Closed(path) => {
                    self.analyses.remove(&path);
                    self.documents.remove(&path);
                }
                Event::Request(path, request) => self.request(&path, request),
            }
        }
    }

    /// Publishes what is known of a document, where its client does not ask.
    fn publish(&mut self, path: &Path) {
        if self.client.pulls {
            return;
        }
        let Some(analysis) = self.analyses.get_mut(path) else { return };
        let document = self.documents.get(path).filter(|document| document.unread.is_none());
        let Some(document) = document else { return };
        if let Some(diagnostics) = analysis.diagnostics(self.client, document, &self.documents) {
            self.publisher.publish_partial(document, &diagnostics);
        }
    }

    /// Answers a request, or has it answered from the whole project.
    fn request(&mut self, path: &Path, request: Request) {
        if !self.requests.is_cancelled(&request.id)
            && let Some(answer) = self.answer(path, &request)
        {
            return self.requests.respond(request.id, answer);
        }
        // It ends only after this thread.
        let _ = self.whole.send(Task::Request(request));
    }

    fn answer(&mut self, path: &Path, request: &Request) -> Option<Answer> {
        let (analysis, document) = (self.analyses.get_mut(path)?, self.documents.get(path)?);
        if request.method == "textDocument/diagnostic" {
            let items = analysis.diagnostics(self.client, document, &self.documents)?;
            let known = request.params.get("previousResultId").and_then(Value::as_str);
            let answer = report(&items, known);
            self.publisher.note_pulled(request, &answer, Some(document.revision));
            return Some(Ok(answer));
        }
        analysis
            .with_snapshot(self.client, &self.documents, |snapshot, _| handlers::answer(request, snapshot))
    }
}
