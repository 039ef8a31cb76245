//! The threads that share the work of one command.

use std::thread;

use rayon::ThreadPoolBuilder;

/// Whether the system starts another thread.
pub fn can_start() -> bool {
    thread::Builder::new().spawn(|| ()).is_ok_and(|thread| thread.join().is_ok())
}

/// Does `work` with `count` threads, or with as many as there are processor cores. Where the system starts no more
/// threads, with the one that we have.
pub fn with(count: Option<usize>, work: impl FnOnce() + Send) {
    // Zero stands for as many as there are cores, or as the environment says.
    let pool = ThreadPoolBuilder::new().num_threads(count.unwrap_or_default()).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => {
            let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
            work();
            drop(alone);
        }
    }
}
