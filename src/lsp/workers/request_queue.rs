//! Requests that wait for their answer, and those of them that the client wants no more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, Message, RequestId, Response};

use crate::lsp::convert::messages;
use crate::lsp::handlers::answer::Answer;

/// All requests that are not answered yet, for all threads.
#[derive(Clone, Debug)]
pub struct RequestQueue {
    sender: Sender<Message>,
    /// Whether each was cancelled.
    waiting: Arc<Mutex<HashMap<RequestId, bool>>>,
}

impl RequestQueue {
    /// None yet. `sender` leads to the client.
    pub fn new(sender: Sender<Message>) -> RequestQueue {
        RequestQueue { sender, waiting: Arc::default() }
    }

    /// Notes that a request has come.
    pub fn add(&self, id: &RequestId) {
        self.with(|waiting| _ = waiting.insert(id.clone(), false));
    }

    /// Notes that the client wants no answer any more. A request that was answered is forgotten already.
    pub fn cancel(&self, id: &RequestId) {
        self.with(|waiting| {
            if let Some(is_cancelled) = waiting.get_mut(id) {
                *is_cancelled = true;
            }
        });
    }

    /// Whether the client wants no answer any more.
    pub fn is_cancelled(&self, id: &RequestId) -> bool {
        self.with(|waiting| waiting.get(id).copied().unwrap_or(false))
    }

    /// Answers a request.
    pub fn respond(&self, id: RequestId, answer: Answer) {
        self.with(|waiting| _ = waiting.remove(&id));
        let response = match answer {
            Ok(value) => Response::new_ok(id, value),
            Err((code, message)) => messages::error(id, code, &message),
        };
        // A client that has gone is noticed when it is read from.
        let _ = self.sender.send(response.into());
    }

    /// Answers a request that the client wants no more.
    pub fn respond_cancelled(&self, id: RequestId) {
        self.respond(id, Err((ErrorCode::RequestCanceled, "cancelled by the client".to_owned())));
    }

    fn with<R>(&self, act: impl FnOnce(&mut HashMap<RequestId, bool>) -> R) -> R {
        // A thread that panicked while it held the map left it whole.
        act(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
