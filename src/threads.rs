//! The threads that share the work of one command. This is part of the binary.

use std::fs;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use vsdlint::project::Project;

/// Up to so many bytes in so many files, another thread takes longer to start than it saves.
const SMALL_BYTES: u64 = 64 << 10;
const SMALL_FILES: usize = 31;

/// How long the system may count a thread that has ended.
const LINGERING: Duration = Duration::from_millis(20);

/// Whether the system starts another thread.
pub fn can_start() -> bool {
    startable(1) == 1
}

/// How many further threads the system starts, which live at the same time: so many at most.
pub fn startable(most: usize) -> usize {
    let gate = Mutex::new(());
    let started = thread::scope(|scope| {
        let closed = gate.lock();
        let wait = || drop(gate.lock().unwrap_or_else(PoisonError::into_inner));
        let start = |_| thread::Builder::new().spawn_scoped(scope, wait).ok();
        let started = (0..most).map_while(start).count();
        drop(closed);
        started
    });
    if started < most {
        // Whoever starts some next needs every one of them.
        thread::sleep(LINGERING);
    }
    started
}

/// Has this thread share its work from now on, with `count` threads in all, or with as many as there are processor cores.
/// Where the system starts no more of them, it works alone. The first call in a process counts.
pub fn start(count: Option<usize>) {
    // Zero stands for as many as there are cores, or as the environment says.
    let pool = ThreadPoolBuilder::new().num_threads(count.unwrap_or_default()).use_current_thread().build();
    // The others are to stay for as long as this one. If there is no pool, this thread belongs to one without others.
    std::mem::forget(pool);
}

/// With how many threads to read and check these projects, if nobody has said it.
pub fn worth(projects: &[Project]) -> Option<usize> {
    let (mut files, mut bytes) = (0, 0);
    for project in projects {
        files += project.files.len();
        // A policy takes longer than a large model.
        if files > SMALL_FILES || project.policies.paths().next().is_some() {
            return None;
        }
        for file in &project.files {
            bytes += fs::metadata(&file.path).map_or(0, |metadata| metadata.len());
        }
    }
    if bytes > SMALL_BYTES { None } else { Some(1) }
}
