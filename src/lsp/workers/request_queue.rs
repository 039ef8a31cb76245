//! Requests that wait for their answer, and those of them that the client wants no more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lsp_server::RequestId;

/// All requests that are not answered yet.
#[derive(Clone, Debug, Default)]
pub struct RequestQueue(Arc<Mutex<HashMap<RequestId, bool>>>);

impl RequestQueue {
    /// Notes that a request has come.
    pub fn add(&self, id: &RequestId) {
        self.with(|requests| _ = requests.insert(id.clone(), false));
    }

    /// Notes that the client wants no answer any more. A request that was answered is forgotten already.
    pub fn cancel(&self, id: &RequestId) {
        self.with(|requests| requests.get_mut(id).into_iter().for_each(|cancelled| *cancelled = true));
    }

    /// Whether the client wants no answer any more.
    pub fn is_cancelled(&self, id: &RequestId) -> bool {
        self.with(|requests| requests.get(id).copied().unwrap_or(false))
    }

    /// Forgets a request that is being answered.
    pub fn remove(&self, id: &RequestId) {
        self.with(|requests| _ = requests.remove(id));
    }

    fn with<R>(&self, act: impl FnOnce(&mut HashMap<RequestId, bool>) -> R) -> R {
        // A thread that fell while it held the map left it whole.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
