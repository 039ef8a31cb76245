//! Runs something that may take all its stack, or more time than anybody waits.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// The room for what calls what, in bytes. It is taken as it is used.
const STACK: usize = 256 << 20;

/// How much longer than its limit something may take. regorus keeps to the limit between two steps of a policy, and only
/// what is still in the midst of one is left to itself.
const GRACE: Duration = Duration::from_secs(1);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Lost {
    /// It did not come in time. What was to give it goes on by itself, and nobody waits for it any more.
    Late,
    /// It panicked.
    Panicked,
    /// There is no thread for it.
    NoThread(io::Error),
}

/// What `run` gives on a thread of its own, if it gives it in `limit`, or not much later.
pub(super) fn within<R: Send + 'static>(
    limit: Duration,
    run: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Lost> {
    let (sender, receiver) = mpsc::sync_channel(1);
    // Nobody may listen any more.
    let body = move || _ = sender.send(run());
    thread::Builder::new().stack_size(STACK).spawn(body).map_err(Lost::NoThread)?;
    receiver.recv_timeout(limit + GRACE).map_err(|error| match error {
        RecvTimeoutError::Timeout => Lost::Late,
        RecvTimeoutError::Disconnected => Lost::Panicked,
    })
}
