//! A first answer in a large project: what is being written is looked at with the files that it hangs on, by a thread of its
//! own, while the whole project is checked beside it.
//!
//! Whoever looks at the whole project tells this thread, for each open document, which texts those are and what the rules
//! found that hangs on everything. What the whole project then says stands in the end.

use std::collections::HashMap;
use std::path::PathBuf;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use gen_lsp_types::Diagnostic;
use lsp_server::{Message, Request};
use serde_json::Value;
use vsdlint::finding::Finding;
use vsdlint::ide::dependencies;
use vsdlint::project::Settings;
use vsdlint::source::{FileId, Span};
use vsdlint::workspace::{ParsedSources, Workspace};

use crate::lsp::convert::client::Client;
use crate::lsp::convert::diagnostics;
use crate::lsp::convert::documents::Document;
use crate::lsp::convert::position::{Lines, changed};
use crate::lsp::convert::snapshot::{Files, Snapshot};
use crate::lsp::handlers;
use crate::lsp::workers::request_queue::RequestQueue;
use crate::lsp::workers::worker::reply;

/// Fewer bytes than these are checked whole in no time.
const LARGE: usize = 400_000;

/// What the thread is told.
pub enum Event {
    /// What an open document hangs on; none for one that is not open any more, or needs no first answer.
    PartialAnalysis(PathBuf, Option<Box<PartialAnalysis>>),
    /// A document has another text.
    Text(PathBuf, Document),
    /// Something is asked that the analysis is enough for.
    Request(PathBuf, Request),
}

/// The texts that an open document hangs on, and what the whole project says of it.
pub struct PartialAnalysis {
    settings: Settings,
    /// None while they are being looked at.
    texts: Option<ParsedSources>,
    files: Files,
    /// The document among the texts.
    file: FileId,
    /// Its text as the whole project knows it.
    text: String,
    /// What was found in it there; none as long as the rules have not run.
    found: Option<Vec<Found>>,
}

/// A finding, as it was found in the whole project.
struct Found {
    /// Whether it may hang on any file.
    hangs_on_all: bool,
    span: Span,
    diagnostic: Diagnostic,
}

impl PartialAnalysis {
    /// What `file` hangs on, and what is found in it if the rules are to be waited for.
    pub fn of(snapshot: &Snapshot<'_>, file: FileId, with_findings: bool) -> PartialAnalysis {
        let ids = dependencies::of(snapshot.model, file);
        let found = |finding: &Finding| Found {
            hangs_on_all: dependencies::WHOLE.contains(&finding.rule),
            span: finding.primary.place.span,
            diagnostic: diagnostics::of_finding(snapshot, finding),
        };
        let sources = ids.iter().map(|&id| snapshot.model.sources.get(id).clone()).collect();
        let relative = ids.iter().map(|&id| snapshot.relative(id)).collect();
        PartialAnalysis {
            settings: snapshot.settings.clone(),
            texts: Some(Workspace::new(snapshot.settings, sources, relative).into_parsed()),
            files: snapshot.files.some(&ids),
            file: FileId(ids.iter().position(|&id| id == file).unwrap_or(0) as u32),
            text: snapshot.text(file).to_owned(),
            found: with_findings.then(|| snapshot.findings_in(file).iter().map(found).collect()),
        }
    }

    /// Looks at the document with its present text.
    fn look<R>(
        &mut self,
        client: Client,
        document: &Document,
        look: impl FnOnce(&Snapshot<'_>, FileId) -> R,
    ) -> Option<R> {
        self.files.set(self.file, Some(document));
        let mut workspace = self.texts.take()?.judged_by(&self.settings);
        if workspace.sources().get(self.file).text != document.text {
            workspace.replace(self.file, document.text.clone());
        }
        let (files, file) = (&self.files, self.file);
        let seen = workspace.with_model(|model, settings, relative| {
            look(&Snapshot::new(client, model, files, settings, relative), file)
        });
        self.texts = Some(workspace.into_parsed());
        Some(seen)
    }

    /// The diagnostics of the document: those of the whole project if it knows this text, and else what is found on this
    /// analysis, and of the rest what stands where nothing was changed.
    fn diagnostics(&mut self, client: Client, document: &Document) -> Vec<Diagnostic> {
        if let Some(found) = self.found.as_ref().filter(|_| self.text == document.text) {
            return found.iter().map(|found| found.diagnostic.clone()).collect();
        }
        let (old, new) = changed(&self.text, &document.text);
        let lines = Lines::new(&document.text);
        let known = self.found.iter().flatten();
        let kept = known.filter(|found| found.hangs_on_all).filter_map(|found| {
            let (start, end) = (found.span.start as usize, found.span.end as usize);
            let span = if end <= old.start {
                found.span
            } else if start >= old.end {
                let moved = |at: usize| (at - old.end + new.end) as u32;
                Span::new(moved(start), moved(end))
            } else {
                return None;
            };
            let range = lines.range(&document.text, span, client.encoding);
            Some(Diagnostic { range, ..found.diagnostic.clone() })
        });
        let mut all: Vec<Diagnostic> = kept.collect();
        let here = self.look(client, document, |snapshot, file| {
            let is_sure = |finding: &&Finding| !dependencies::WHOLE.contains(&finding.rule);
            let found = snapshot.findings_in(file).iter().filter(is_sure);
            found.map(|finding| diagnostics::of_finding(snapshot, finding)).collect::<Vec<_>>()
        });
        all.extend(here.into_iter().flatten());
        all.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.range.end));
        all
    }
}

/// Whether a project is so large that a first answer is worth it.
pub fn is_large(snapshot: &Snapshot<'_>) -> bool {
    let mut left = LARGE;
    snapshot.model.sources.as_slice().iter().any(|source| {
        left = left.saturating_sub(source.text.len());
        left == 0
    })
}

/// Whether a request can be answered from what a document hangs on.
pub fn answers_to(method: &str) -> bool {
    matches!(method, "textDocument/completion" | "textDocument/diagnostic")
}

/// Begins the thread, which ends when nobody can tell it anything any more. What it cannot answer it gives to `whole`, as
/// it came.
pub fn open(
    client: Client,
    requests: RequestQueue,
    sender: Sender<Message>,
    whole: impl Fn(Request) + Send + 'static,
) -> Sender<Event> {
    let (tell, told) = unbounded();
    thread::spawn(move || {
        // A pool of its own: the other one is busy with the whole project.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        PartialWorker { client, requests, sender, documents: HashMap::new(), analyses: HashMap::new() }
            .work(&told, whole);
        drop(pool);
    });
    tell
}

struct PartialWorker {
    client: Client,
    requests: RequestQueue,
    sender: Sender<Message>,
    documents: HashMap<PathBuf, Document>,
    analyses: HashMap<PathBuf, PartialAnalysis>,
}

impl PartialWorker {
    fn work(mut self, told: &Receiver<Event>, whole: impl Fn(Request)) {
        for told in told {
            match told {
                Event::PartialAnalysis(path, Some(analysis)) => _ = self.analyses.insert(path, *analysis),
                Event::PartialAnalysis(path, None) => {
                    self.analyses.remove(&path);
                    self.documents.remove(&path);
                }
                Event::Text(path, document) => {
                    self.publish(&path, &document);
                    self.documents.insert(path, document);
                }
                Event::Request(_, request) if self.requests.is_cancelled(&request.id) => whole(request),
                Event::Request(path, request) => {
                    if let Some(answer) = self.answer(&path, &request) {
                        reply(&self.requests, &self.sender, request.id, answer);
                    } else {
                        whole(request);
                    }
                }
            }
        }
    }

    fn publish(&mut self, path: &PathBuf, document: &Document) {
        if self.client.pulls {
            return;
        }
        if let Some(analysis) = self.analyses.get_mut(path) {
            let diagnostics = analysis.diagnostics(self.client, document);
            let message = diagnostics::publish(&document.uri, Some(document.version), &diagnostics);
            let _ = self.sender.send(message);
        }
    }

    fn answer(&mut self, path: &PathBuf, request: &Request) -> Option<handlers::Answer> {
        let (analysis, document) = (self.analyses.get_mut(path)?, self.documents.get(path)?);
        if request.method == "textDocument/diagnostic" {
            let items = analysis.diagnostics(self.client, document);
            let known = request.params.get("previousResultId").and_then(Value::as_str);
            return Some(Ok(handlers::report(&items, known)));
        }
        analysis.look(self.client, document, |snapshot, _| handlers::answer(request, snapshot))
    }
}
