//! The way to a project's worker.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{SendError, Sender, unbounded};
use lsp_server::{ErrorCode, Message, Request};
use serde_json::Value;
use vsdlint::project::Project;
use vsdlint::rule::RuleTable;

use super::partial_worker::{self, Event, PartialHandle};
use super::publisher::Publisher;
use super::request_queue::RequestQueue;
use super::task::{Task, TextChange};
use super::task_queue::TaskQueue;
use super::worker::Worker;
use crate::lsp::convert::client::Client;
use crate::lsp::convert::messages::{self, Severity};

/// What makes a project the same one, whatever its files and settings are now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Its root.
    pub root: PathBuf,
    config: Option<PathBuf>,
}

impl Identity {
    /// That of `project`.
    pub fn of(project: &Project) -> Identity {
        Identity { root: project.root.clone(), config: project.config.clone() }
    }
}

/// The way to a project's thread. Letting go of it ends the thread once it has done what it was given.
pub struct WorkerHandle {
    /// Which project it is.
    pub identity: Identity,
    /// The rules of the project.
    pub rules: RuleTable,
    tasks: Sender<Task>,
    partial: Arc<PartialHandle>,
    thread: Option<JoinHandle<()>>,
}

impl WorkerHandle {
    /// Starts the threads for `project`, which has still to be given to them. `sender` leads to the client.
    pub fn start(
        project: &Project,
        client: Client,
        requests: RequestQueue,
        sender: Sender<Message>,
    ) -> WorkerHandle {
        let (tasks, inbox) = unbounded();
        let publisher = Publisher::new(client, sender.clone());
        let partial = Arc::new(PartialHandle {
            client,
            requests: requests.clone(),
            publisher: publisher.clone(),
            whole: tasks.clone(),
            events: OnceLock::new(),
        });
        let worker = Worker {
            client,
            requests,
            sender,
            tasks: TaskQueue::new(inbox),
            publisher,
            partial: partial.clone(),
            handed_over: HashSet::new(),
            has_drawn: false,
            has_old_drawing: false,
        };
        let log = worker.sender.clone();
        let thread = thread::Builder::new().spawn(move || worker.work());
        if let Err(error) = &thread {
            let message = format!("nothing is said of `{}`: {error}", project.root.display());
            let _ = log.send(messages::log(Severity::Error, &message));
        }
        let (thread, rules) = (thread.ok(), project.settings.table().clone());
        WorkerHandle { identity: Identity::of(project), rules, tasks, partial, thread }
    }

    /// Lets the thread take back what it published, and waits for it.
    pub fn close(mut self) {
        let _ = self.tasks.send(Task::End);
        if let Some(thread) = self.thread.take() {
            // One that panicked has nothing to take back.
            let _ = thread.join();
        }
    }

    /// Gives it something to do.
    pub fn give(&self, task: Task) {
        if let Task::Text(change) = &task {
            self.tell_partial_worker(&change.path, change);
        }
        if let Err(SendError(task)) = self.tasks.send(task) {
            self.refuse(task);
        }
    }

    /// Answers in the place of a thread that the system did not start.
    fn refuse(&self, task: Task) {
        let requests = &self.partial.requests;
        match task {
            Task::Request(request) | Task::RequestAt(_, request) => {
                let why = "the system starts no more threads".to_owned();
                requests.respond(request.id, Err((ErrorCode::RequestFailed, why)));
            }
            Task::Shared(request, gathered) => {
                if let Some(all) = gathered.add(Value::Null) {
                    requests.respond(request.id, Ok(all));
                }
            }
            Task::Project(_) | Task::Text(_) | Task::End => {}
        }
    }

    /// Asks it about the document at `path`. What needs no look at the whole project does not wait for one.
    pub fn ask(&self, path: PathBuf, request: Request) {
        match self.partial.events.get() {
            Some(events) if partial_worker::answers_to(&request.method) => {
                if let Err(SendError(Event::Request(_, request))) = events.send(Event::Request(path, request))
                {
                    self.give(Task::Request(request));
                }
            }
            _ => self.give(Task::Request(request)),
        }
    }

    fn tell_partial_worker(&self, path: &Path, change: &TextChange) {
        let event = match &change.document {
            Some(document) => Event::Text(path.to_owned(), document.clone()),
            None => Event::Closed(path.to_owned()),
        };
        self.partial.tell(event);
    }
}

impl Drop for WorkerHandle {
    fn drop(&mut self) {
        let _ = self.tasks.send(Task::End);
    }
}
