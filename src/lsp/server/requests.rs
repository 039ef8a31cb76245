//! What the client asks: answered here if no model is needed, and handed to a worker otherwise.

use std::time::Instant;

use gen_lsp_types::Uri;
use lsp_server::{ErrorCode, Request, Response};
use serde_json::{Value, json};
use vsdlint::rules;
use vsdlint::sanitise::shown;

use super::state::Server;
use crate::lsp::convert::diagnostics::rule_link;
use crate::lsp::handlers;
use crate::lsp::handlers::code_actions::EXPLAIN;
use crate::lsp::handlers::gather::Gathered;
use crate::lsp::workers::task::Task;

/// Where a request may name the document that it is about.
const ADDRESSES: [&str; 3] = ["/textDocument/uri", "/item/uri", "/data/uri"];

impl Server {
    /// Answers a request, or has it answered.
    pub fn request(&mut self, request: Request) {
        if self.is_down {
            return self.refuse(request.id, ErrorCode::InvalidRequest, "the server is shutting down");
        }
        match request.method.as_str() {
            "shutdown" => {
                self.is_down = true;
                self.send(Response::new_ok(request.id, Value::Null));
            }
            "initialize" => self.refuse(request.id, ErrorCode::InvalidRequest, "initialized already"),
            "workspace/executeCommand" => self.execute_command(request),
            "workspace/symbol" => self.ask_all_workers(request),
            method if handlers::knows(method) => self.ask_worker(request),
            method => {
                let message = format!("`{method}` is not supported");
                self.refuse(request.id, ErrorCode::MethodNotFound, message);
            }
        }
    }

    /// Hands a request to the worker of its document.
    fn ask_worker(&mut self, request: Request) {
        let address = ADDRESSES.into_iter().find_map(|path| request.params.pointer(path)?.as_str());
        let Some(address) = address else {
            return self.refuse(request.id, ErrorCode::InvalidParams, "it names no document");
        };
        let address = Uri::from(address);
        let path = self.documents.path(&address);
        let is_new = path.as_ref().is_some_and(|path| self.worker_at(path).is_none());
        let is_due = self.rediscover_at.is_some_and(|due| due <= Instant::now());
        if is_due || is_new && self.rediscover_at.is_some() {
            self.rediscover();
        }
        if let Some(path) = path
            && let Some(worker) = self.worker_at(&path)
        {
            self.requests.add(&request.id);
            if self.documents.is_other(&path, &address) {
                return worker.give(Task::RequestAt(address, request));
            }
            return worker.ask(path, request);
        }
        // A file that belongs to no project has nothing to say, which is no mistake of the client.
        self.send(Response::new_ok(request.id, handlers::nothing(&request.method)));
    }

    /// Hands a request to all workers; the last of them answers.
    fn ask_all_workers(&mut self, request: Request) {
        if self.rediscover_at.is_some() {
            self.rediscover();
        }
        if self.workers.is_empty() {
            return self.send(Response::new_ok(request.id, handlers::nothing(&request.method)));
        }
        self.requests.add(&request.id);
        let gathered = Gathered::new(self.workers.len());
        for worker in &self.workers {
            worker.give(Task::Shared(request.clone(), gathered.clone()));
        }
    }

    /// Carries out a command: there is one, which shows a rule's page.
    fn execute_command(&mut self, request: Request) {
        if request.params.get("command").and_then(Value::as_str) != Some(EXPLAIN) {
            let message = format!("the only command is `{EXPLAIN}`");
            return self.refuse(request.id, ErrorCode::InvalidParams, message);
        }
        let Some(rule) = request.params.pointer("/arguments/0").and_then(Value::as_str) else {
            let message = format!("`{EXPLAIN}` takes the name of a rule");
            return self.refuse(request.id, ErrorCode::InvalidParams, message);
        };
        let document = request.params.pointer("/arguments/1").and_then(Value::as_str).map(Uri::from);
        let here = document.and_then(|document| self.worker_at(&self.documents.path(&document)?));
        // Without a document, or where its project has no such rule, it may be any project's.
        let own = here.into_iter().chain(&self.workers).find_map(|worker| worker.rules.named(rule));
        let Some(page) = rules::metadata_of(rule).or(own).cloned() else {
            return self.refuse(request.id, ErrorCode::InvalidParams, format!("`{rule}` is no rule"));
        };
        match rule_link(&page) {
            Some(link) if self.client.shows_documents => {
                let is_external = page.policy.is_none();
                self.ask("window/showDocument", json!({ "uri": link, "external": is_external }));
            }
            _ => {
                let message = format!("{}: {}", page.name, shown(&page.summary));
                self.ask("window/showMessageRequest", json!({ "type": 3, "message": message }));
            }
        }
        self.send(Response::new_ok(request.id, json!({ "rule": page.name, "page": page.documentation })));
    }
}
