//! Says what is being done, to somebody who looks at a terminal and has begun to wait.

use std::env;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Stream;

/// How long nothing is shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long each picture is shown.
const TICK: Duration = Duration::from_millis(100);

/// Shown from the end of our patience until it is dropped.
pub struct Progress(Option<Spinner>);

struct Spinner {
    words: Arc<Mutex<String>>,
    /// Dropped to end the thread.
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to wait, if `stream` is a terminal that somebody looks at.
    pub fn new(stream: Stream, quiet: bool) -> Progress {
        let is_watched = stream.is_terminal && !quiet && env::var_os("CI").is_none();
        Progress(is_watched.then(Spinner::new).flatten())
    }

    /// What is being done now.
    pub fn say(&self, words: impl FnOnce() -> String) {
        if let Some(spinner) = &self.0 {
            *spinner.words.lock().unwrap_or_else(PoisonError::into_inner) = words();
        }
    }
}

impl Spinner {
    fn new() -> Option<Spinner> {
        let words = Arc::new(Mutex::new("looking for files".to_owned()));
        let (stop, stopped) = mpsc::channel::<()>();
        let shared = words.clone();
        let run = move || {
            if stopped.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_style(ProgressStyle::default_spinner());
            loop {
                bar.set_message(shared.lock().unwrap_or_else(PoisonError::into_inner).clone());
                bar.tick();
                if stopped.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
            }
            bar.finish_and_clear();
        };
        let thread = thread::Builder::new().name("progress".to_owned()).spawn(run).ok()?;
        Some(Spinner { words, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
