//! The tasks of a worker, in the order in which they came.

use std::collections::VecDeque;
use std::time::Duration;

use crossbeam_channel::Receiver;

use super::task::{Task, TextChange};

/// What a worker has still to do.
pub struct TaskQueue {
    inbox: Receiver<Task>,
    /// What was taken from the inbox to see what it is, and is still to be done.
    taken: VecDeque<Task>,
}

impl TaskQueue {
    /// A queue of what comes in.
    pub fn new(inbox: Receiver<Task>) -> TaskQueue {
        TaskQueue { inbox, taken: VecDeque::new() }
    }

    /// Whether nothing waits to be done.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.inbox.is_empty()
    }

    /// The next task, waited for; none once nobody can give any.
    pub fn next(&mut self) -> Option<Task> {
        self.taken.pop_front().or_else(|| self.inbox.recv().ok())
    }

    /// The next task, if it is there already and another text.
    pub fn next_text(&mut self) -> Option<TextChange> {
        if self.taken.is_empty() {
            self.taken.extend(self.inbox.try_recv());
        }
        self.take_text()
    }

    /// The next task, if it comes within this time and is another text.
    pub fn next_text_within(&mut self, time: Duration) -> Option<TextChange> {
        if self.taken.is_empty() {
            self.taken.extend(self.inbox.recv_timeout(time));
        }
        self.take_text()
    }

    fn take_text(&mut self) -> Option<TextChange> {
        match self.taken.pop_front()? {
            Task::Text(change) => Some(change),
            other => {
                self.taken.push_front(other);
                None
            }
        }
    }
}
