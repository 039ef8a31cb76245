//! A thread for each project, which holds its model and answers what is asked of it.
//!
//! It takes its tasks in their order. A change of a text is followed by all others that wait already, and then by one new
//! model. What is asked is answered before the rules run: whoever types waits for a completion, not for a finding.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Sender;
use gen_lsp_types::Uri;
use lsp_server::{Message, Request};
use vsdlint::policy::own_rules;
use vsdlint::project::PolicyError;
use vsdlint::rules::OwnRules;
use vsdlint::source::FileId;

use super::open_project::OpenProject;
use super::partial_analysis::{PartialAnalysis, is_large};
use super::partial_worker::{Event, PartialHandle};
use super::publisher::Publisher;
use super::request_queue::RequestQueue;
use super::task::{Assignment, Task, TextChange};
use super::task_queue::TaskQueue;
use crate::lsp::convert::client::Client;
use crate::lsp::convert::messages::{self, Severity};
use crate::lsp::convert::snapshot::Snapshot;
use crate::lsp::handlers::answer::Answer;
use crate::lsp::handlers::fix_all::{fix_all, is_fix_all};
use crate::lsp::handlers::{self, draw};

/// How long nothing must be typed before a large project is looked at whole.
const CALM: Duration = Duration::from_millis(150);

/// So many open documents have a partial analysis: those that were edited last. Each holds the texts that it depends on, which
/// may be all that there are.
const MOST_ANALYSES: usize = 4;

/// The state of a project's thread.
pub struct Worker {
    pub(super) client: Client,
    pub(super) requests: RequestQueue,
    /// The way to the client.
    pub(super) sender: Sender<Message>,
    pub(super) tasks: TaskQueue,
    pub(super) publisher: Publisher,
    /// Who gives first answers.
    pub(super) partial: Arc<PartialHandle>,
    /// The open documents for which it has a partial analysis.
    pub(super) handed_over: HashSet<PathBuf>,
    /// Whether the client has a picture of this model.
    pub(super) has_drawn: bool,
    /// Whether it has one of an earlier model, and was not told so.
    pub(super) has_old_drawing: bool,
}

/// Why a model can be asked no more.
enum Next {
    /// Another project.
    Project(Box<Assignment>),
    /// Other texts.
    Texts(Vec<TextChange>),
    /// All safe fixes of a file are wanted, for which the project is checked again and again.
    FixAll(Request),
    /// Nobody asks any more.
    End,
}

impl Worker {
    /// Works on what it is given, until it is let go of.
    pub fn work(mut self) {
        let Some(Task::Project(mut assignment)) = self.tasks.next() else { return };
        let mut parsed = None;
        // Each round is a project with its settings; its texts change within.
        loop {
            let settings = assignment.project.settings.clone();
            let (mut open, problems) = OpenProject::read(&assignment, &settings, parsed.take());
            for problem in problems {
                self.log(&problem.to_string());
            }
            let policies = &assignment.project.policies;
            let own = own_rules(policies, &settings);
            open.workspace = open.workspace.with_own_rules(own.as_deref());
            let next = self.work_on(&mut open, own.as_deref(), &policies.problems);
            parsed = Some(open.workspace.into_parsed());
            match next {
                Some(other) => assignment = other,
                None => break,
            }
        }
        self.publisher.withdraw_all();
        self.note_new_model();
        self.tell_of_old_drawing();
    }

    /// Works on a project until it is another; none once nobody asks any more.
    fn work_on(
        &mut self,
        open: &mut OpenProject<'_>,
        own: Option<&dyn OwnRules>,
        problems: &[PolicyError],
    ) -> Option<Box<Assignment>> {
        loop {
            let OpenProject { workspace, files, .. } = open;
            let next = workspace.with_model(|model, settings, relative| {
                let snapshot = Snapshot::new(self.client, model, files, settings, relative)
                    .with_own_rules(own, problems);
                self.answer_from(&snapshot)
            });
            match next {
                Next::Project(assignment) => return Some(assignment),
                Next::Texts(changes) => {
                    for change in changes {
                        self.replace(open, &change);
                    }
                    self.wait_for_calm(open);
                }
                Next::FixAll(request) => {
                    let answer = fix_all(&request, &mut open.workspace, &open.files, self.client);
                    self.requests.respond(request.id, answer);
                }
                Next::End => return None,
            }
        }
    }

    /// Answers from one model, and publishes what the rules find once nothing else is to be done.
    fn answer_from(&mut self, snapshot: &Snapshot<'_>) -> Next {
        let mut is_published = false;
        self.note_new_model();
        self.hand_over(snapshot, false);
        loop {
            if !is_published && self.tasks.is_empty() {
                self.hand_over(snapshot, true);
                self.publisher.publish_whole(snapshot);
                self.tell_of_old_drawing();
                is_published = true;
            }
            match self.tasks.next() {
                None | Some(Task::End) => return Next::End,
                Some(Task::Project(assignment)) => return Next::Project(assignment),
                Some(Task::Text(first)) => {
                    let mut changes = vec![first];
                    // Further changes that are there already need no model in between.
                    while let Some(change) = self.tasks.next_text() {
                        changes.push(change);
                    }
                    self.hand_over_changed(snapshot, &changes, is_published);
                    return Next::Texts(changes);
                }
                Some(Task::Request(request)) => {
                    if let Some(later) = self.answer(request, snapshot) {
                        return later;
                    }
                }
                Some(Task::RequestAt(address, request)) => {
                    if let Some(later) = self.answer_at(&address, request, snapshot) {
                        return later;
                    }
                }
                Some(Task::Shared(request, gathered)) => {
                    if let Some(all) = gathered.add(handlers::part(&request, snapshot)) {
                        self.requests.respond(request.id, Ok(all));
                    }
                }
            }
        }
    }

    /// Answers a request, unless more than a model is needed for it.
    fn answer(&mut self, request: Request, snapshot: &Snapshot<'_>) -> Option<Next> {
        if self.requests.is_cancelled(&request.id) {
            self.requests.respond_cancelled(request.id);
        } else if is_fix_all(&request, self.client) {
            return Some(Next::FixAll(request));
        } else {
            let answer = handlers::answer(&request, snapshot);
            self.respond(request, answer);
        }
        None
    }

    /// The same of a document that does not count for its file. Its own text is what is asked of.
    fn answer_at(&mut self, address: &Uri, request: Request, snapshot: &Snapshot<'_>) -> Option<Next> {
        let other = snapshot.files.other(address).filter(|_| !self.requests.is_cancelled(&request.id));
        let Some((file, document)) = other else { return self.answer(request, snapshot) };
        let answer = if is_fix_all(&request, self.client) {
            let files = snapshot.files.seen_from(file, document);
            fix_all(&request, &mut snapshot.workspace_with(file, document), &files, self.client)
        } else {
            snapshot.seen_from(file, document, |snapshot| handlers::answer(&request, snapshot))
        };
        self.respond(request, answer);
        None
    }

    fn respond(&mut self, request: Request, answer: Answer) {
        if let Ok(answer) = &answer {
            self.publisher.note_pulled(&request, answer, None);
        }
        self.has_drawn |= request.method == draw::METHOD;
        self.requests.respond(request.id, answer);
    }

    /// Notes that what was drawn is of an earlier model.
    fn note_new_model(&mut self) {
        self.has_old_drawing |= std::mem::take(&mut self.has_drawn);
    }

    /// Has the client draw anew, if a picture that it has is of an earlier model. It is told once, until it has asked again.
    fn tell_of_old_drawing(&mut self) {
        if std::mem::take(&mut self.has_old_drawing) {
            let _ = self.sender.send(messages::drawing_changed());
        }
    }

    /// Hands a partial analysis of the documents that were edited last to who gives first answers, where looking at
    /// everything takes long. Before the rules have run this is only for documents that have none yet.
    fn hand_over(&mut self, snapshot: &Snapshot<'_>, with_findings: bool) {
        let mut edited = Vec::new();
        if is_large(snapshot) {
            self.partial.start();
            edited = snapshot.files.edited_last(MOST_ANALYSES);
        }
        let partial = &self.partial;
        self.handed_over.retain(|path| {
            let stays = edited.iter().any(|&(other, _)| other == path);
            if !stays {
                partial.tell(Event::Forget(path.clone()));
            }
            stays
        });
        for (path, file) in edited {
            if with_findings || !self.handed_over.contains(path) {
                self.hand_over_one(snapshot, path, file, with_findings);
            }
        }
    }

    /// The same for documents that are about to change, if nobody has edited them for long and they have none. Their first
    /// answers do not wait until the whole project has been looked at with these changes.
    fn hand_over_changed(&mut self, snapshot: &Snapshot<'_>, changes: &[TextChange], with_findings: bool) {
        if !is_large(snapshot) {
            return;
        }
        for change in changes.iter().rev().take(MOST_ANALYSES) {
            if change.document.is_none() || self.handed_over.contains(&change.path) {
                continue;
            }
            if let Some(file) = snapshot.files.find(&change.path) {
                self.hand_over_one(snapshot, &change.path, file, with_findings);
            }
        }
    }

    fn hand_over_one(&mut self, snapshot: &Snapshot<'_>, path: &Path, file: FileId, with_findings: bool) {
        let analysis = Box::new(PartialAnalysis::of(snapshot, file, with_findings));
        self.handed_over.insert(path.to_owned());
        self.partial.tell(Event::Analysis(path.to_owned(), analysis));
    }

    /// Takes in what else is typed, until nobody types or something is asked. Where first answers are given, looking at
    /// everything between two keys would only make these wait for a processor.
    fn wait_for_calm(&mut self, open: &mut OpenProject<'_>) {
        if self.handed_over.is_empty() {
            return;
        }
        while let Some(change) = self.tasks.next_text_within(CALM) {
            self.replace(open, &change);
        }
    }

    /// Gives a file its new text.
    fn replace(&self, open: &mut OpenProject<'_>, change: &TextChange) {
        if let Err(problem) = open.replace(change) {
            self.log(&problem.to_string());
        }
    }

    fn log(&self, message: &str) {
        let _ = self.sender.send(messages::log(Severity::Warning, message));
    }
}
