//! The answers of all projects to one question.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

/// The answers of all projects to one question. Its clones are the same.
#[derive(Clone, Debug)]
pub struct Gathered(Arc<Mutex<Parts>>);

#[derive(Debug)]
struct Parts {
    missing: usize,
    all: Vec<Value>,
}

impl Gathered {
    /// Of so many projects, of which none has answered.
    pub fn new(projects: usize) -> Gathered {
        Gathered(Arc::new(Mutex::new(Parts { missing: projects, all: Vec::new() })))
    }

    /// Adds the answer of a project, a list; with the last one it gives all of them.
    pub fn add(&self, part: Value) -> Option<Value> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Value::Array(part) = part {
            parts.all.extend(part);
        }
        parts.missing = parts.missing.saturating_sub(1);
        if parts.missing > 0 {
            return None;
        }
        Some(Value::Array(std::mem::take(&mut parts.all)))
    }
}
