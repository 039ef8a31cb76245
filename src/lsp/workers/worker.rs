//! A thread for each project, which holds its model and answers what is asked of it.
//!
//! It takes its tasks in their order. A change of a text is followed by all others that wait already, and then by one new
//! model. What is asked is answered before the rules run: whoever types waits for a proposal, not for a finding.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{ErrorCode, Message, Request, RequestId, Response};
use vsdlint::project::{self, Project, Unsaved};
use vsdlint::source::FileId;
use vsdlint::workspace::Workspace;

use crate::lsp::convert::client::Client;
use crate::lsp::convert::diagnostics::{self, Published};
use crate::lsp::convert::documents::Document;
use crate::lsp::convert::snapshot::{Files, Snapshot, with_unread};
use crate::lsp::handlers::{self, Gathered};
use crate::lsp::workers::partial::{self, Event, PartialAnalysis};
use crate::lsp::workers::request_queue::RequestQueue;

/// How long nothing must be typed before a large project is looked at whole.
const CALM: Duration = Duration::from_millis(150);

/// What a worker is given to do.
pub enum Task {
    /// The project is another: its settings or its files. With the open documents, and with all texts that stand in for
    /// files.
    Project(Box<Project>, HashMap<PathBuf, Document>, Unsaved),
    /// A file has another text: that of an open document, or else what is on the disk.
    Text {
        /// The file.
        path: PathBuf,
        /// The document.
        document: Option<Document>,
    },
    /// Something is asked.
    Request(Request),
    /// Something is asked of all workers.
    Shared(Request, Gathered),
    /// The worker is let go of.
    End,
}

/// The way to a project's thread. Letting go of it ends the thread once it has done what it was given.
pub struct WorkerHandle {
    /// The project's root.
    pub root: PathBuf,
    /// Its `vsdlint.toml`.
    pub config: Option<PathBuf>,
    tasks: Sender<Task>,
    partial: Sender<Event>,
    thread: Option<JoinHandle<()>>,
}

impl WorkerHandle {
    /// Begins the thread.
    pub fn open(
        project: &Project,
        client: Client,
        requests: RequestQueue,
        sender: Sender<Message>,
    ) -> WorkerHandle {
        let (tasks, inbox) = unbounded();
        let back = tasks.clone();
        let partial = partial::open(client, requests.clone(), sender.clone(), move |request| {
            let _ = back.send(Task::Request(request));
        });
        let worker = Worker {
            client,
            requests,
            sender,
            inbox,
            queue: VecDeque::new(),
            published: Published::default(),
            partial: partial.clone(),
            analyses: HashSet::new(),
        };
        let thread = Some(thread::spawn(move || worker.work()));
        WorkerHandle { root: project.root.clone(), config: project.config.clone(), tasks, partial, thread }
    }

    /// Lets the thread take back what it published, and waits for it.
    pub fn close(mut self) {
        let _ = self.tasks.send(Task::End);
        // One that fell has nothing to take back.
        self.thread.take().map(JoinHandle::join);
    }

    /// Gives it something to do.
    pub fn give(&self, task: Task) {
        if let Task::Text { path, document: Some(document) } = &task {
            let _ = self.partial.send(Event::Text(path.clone(), document.clone()));
        }
        // The threads end only when the worker does.
        let _ = self.tasks.send(task);
    }

    /// Asks it about a document. What needs no look at the whole project does not wait for one.
    pub fn ask(&self, path: PathBuf, request: Request) {
        if partial::answers_to(&request.method) {
            let _ = self.partial.send(Event::Request(path, request));
        } else {
            self.give(Task::Request(request));
        }
    }
}

impl Drop for WorkerHandle {
    fn drop(&mut self) {
        let _ = self.tasks.send(Task::End);
    }
}

struct Worker {
    client: Client,
    requests: RequestQueue,
    sender: Sender<Message>,
    inbox: Receiver<Task>,
    /// What has been taken from the inbox and not been done.
    queue: VecDeque<Task>,
    published: Published,
    /// Who gives first answers.
    partial: Sender<Event>,
    /// The documents for which it knows what they hang on.
    analyses: HashSet<PathBuf>,
}

/// A project as it is now.
struct State<'p> {
    project: &'p Project,
    workspace: Workspace<'p>,
    files: Files,
}

/// Why a model can be asked no more.
enum Next {
    /// Another project.
    Project(Box<Project>, HashMap<PathBuf, Document>, Unsaved),
    /// Other texts.
    Texts(Vec<(PathBuf, Option<Document>)>),
    /// All safe fixes of a file are wanted, for which the project is checked again and again.
    FixAll(Request),
    /// Nobody asks any more.
    End,
}

impl Worker {
    fn work(mut self) {
        let Some(Task::Project(mut project, mut documents, mut unsaved)) = self.next() else { return };
        let mut known = None;
        // Each round is a project with its settings; its texts change within.
        loop {
            let settings = project.settings.clone();
            let (read, problems) = project::read(&project, &unsaved);
            for problem in problems {
                self.complain(&problem.to_string());
            }
            let read = with_unread(&project, read);
            let files = Files::new(&project, &read, &documents);
            let relative = read.iter().map(|&(index, _)| project.files[index].relative.clone()).collect();
            let texts = read.into_iter().map(|(_, source)| source).collect();
            let workspace = match known.take() {
                Some(known) => Workspace::with_known(&settings, texts, relative, known),
                None => Workspace::new(&settings, texts, relative),
            };
            let mut state = State { project: &project, workspace, files };
            let next = self.attend(&mut state);
            known = Some(state.workspace.into_parsed());
            match next {
                Some((new, held, texts)) => (project, documents, unsaved) = (new, held, texts),
                None => break,
            }
        }
        for message in self.published.take_back() {
            let _ = self.sender.send(message);
        }
    }

    /// Attends to a project until it is another.
    fn attend(
        &mut self,
        state: &mut State<'_>,
    ) -> Option<(Box<Project>, HashMap<PathBuf, Document>, Unsaved)> {
        loop {
            let State { workspace, files, .. } = state;
            let next = workspace.with_model(|model, settings, relative| {
                let snapshot = Snapshot::new(self.client, model, files, settings, relative);
                self.answer(&snapshot)
            });
            match next {
                Next::Project(project, documents, unsaved) => return Some((project, documents, unsaved)),
                Next::Texts(texts) => {
                    for (path, document) in texts {
                        self.replace(state, &path, document.as_ref());
                    }
                    self.wait_for_calm(state);
                }
                Next::FixAll(request) => {
                    let answer = handlers::fix_all(&request, &mut state.workspace, &state.files, self.client);
                    self.reply(request, answer);
                }
                Next::End => return None,
            }
        }
    }

    /// Answers from one model, and publishes what the rules find once nothing else is to be done.
    fn answer(&mut self, snapshot: &Snapshot<'_>) -> Next {
        let mut is_told = false;
        self.hand_over(snapshot, false);
        loop {
            if self.queue.is_empty() && !is_told && self.inbox.is_empty() {
                self.hand_over(snapshot, true);
                for message in self.published.update(snapshot) {
                    let _ = self.sender.send(message);
                }
                is_told = true;
            }
            match self.next() {
                None | Some(Task::End) => return Next::End,
                Some(Task::Project(project, documents, unsaved)) => {
                    return Next::Project(project, documents, unsaved);
                }
                Some(Task::Text { path, document }) => {
                    let mut texts = vec![(path, document)];
                    // Further changes that are there already need no model in between.
                    while let Some(Task::Text { path, document }) =
                        self.next_if(|task| matches!(task, Task::Text { .. }))
                    {
                        texts.push((path, document));
                    }
                    return Next::Texts(texts);
                }
                Some(Task::Request(request)) if self.requests.is_cancelled(&request.id) => {
                    let answer = Err((ErrorCode::RequestCanceled, "cancelled by the client".to_owned()));
                    self.reply(request, answer);
                }
                Some(Task::Request(request)) if handlers::is_fix_all(&request, self.client) => {
                    return Next::FixAll(request);
                }
                Some(Task::Request(request)) => {
                    let answer = handlers::answer(&request, snapshot);
                    self.reply(request, answer);
                }
                Some(Task::Shared(request, gathered)) => {
                    if let Some(answer) = gathered.add(handlers::part(&request, snapshot)) {
                        self.reply(request, Ok(answer));
                    }
                }
            }
        }
    }

    /// Tells who gives first answers what each open document hangs on, where looking at everything takes long. Before the
    /// rules have run this is only for documents of which nothing was told yet.
    fn hand_over(&mut self, snapshot: &Snapshot<'_>, with_findings: bool) {
        let is_large = partial::is_large(snapshot);
        let open: Vec<(&PathBuf, FileId)> = snapshot.files.open().filter(|_| is_large).collect();
        self.analyses.retain(|path| {
            let stays = open.iter().any(|(other, _)| *other == path);
            if !stays {
                let _ = self.partial.send(Event::PartialAnalysis(path.clone(), None));
            }
            stays
        });
        for (path, file) in open {
            if self.analyses.insert(path.clone()) || with_findings {
                let analysis = Box::new(PartialAnalysis::of(snapshot, file, with_findings));
                let _ = self.partial.send(Event::PartialAnalysis(path.clone(), Some(analysis)));
            }
        }
    }

    /// Takes in what else is typed, until nobody types or something is asked. Where first answers are given, looking at
    /// everything between two keys would only make these wait for a processor.
    fn wait_for_calm(&mut self, state: &mut State<'_>) {
        while self.queue.is_empty() && !self.analyses.is_empty() {
            match self.inbox.recv_timeout(CALM) {
                Ok(Task::Text { path, document }) => self.replace(state, &path, document.as_ref()),
                Ok(other) => self.queue.push_back(other),
                Err(_) => break,
            }
        }
    }

    fn next(&mut self) -> Option<Task> {
        self.queue.pop_front().or_else(|| self.inbox.recv().ok())
    }

    /// The next task if it is there already and of this kind.
    fn next_if(&mut self, wanted: impl Fn(&Task) -> bool) -> Option<Task> {
        if self.queue.is_empty() {
            self.queue.extend(self.inbox.try_recv());
        }
        self.queue.front().is_some_and(wanted).then(|| self.queue.pop_front())?
    }

    fn reply(&self, request: Request, answer: handlers::Answer) {
        reply(&self.requests, &self.sender, request.id, answer);
    }

    /// Gives a file its new text.
    fn replace(&self, state: &mut State<'_>, path: &Path, document: Option<&Document>) {
        let Some(file) = state.files.find(path) else { return };
        let text = match document {
            Some(document) => document.text.clone(),
            None => match project::read_again(&state.project.files[file.index()]) {
                Ok(source) => source.text,
                // It counts as empty, as it would have from the beginning.
                Err(problem) => {
                    self.complain(&problem.to_string());
                    String::new()
                }
            },
        };
        state.files.set(file, document);
        if state.workspace.sources().get(file).text != text {
            state.workspace.replace(file, text);
        }
    }

    fn complain(&self, message: &str) {
        let _ = self.sender.send(diagnostics::log(message));
    }
}

/// Answers a request.
pub fn reply(requests: &RequestQueue, sender: &Sender<Message>, id: RequestId, answer: handlers::Answer) {
    requests.remove(&id);
    let response = match answer {
        Ok(value) => Response::new_ok(id, value),
        Err((code, message)) => Response::new_err(id, code as i32, message),
    };
    let _ = sender.send(response.into());
}
