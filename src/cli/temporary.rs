//! What is on the disk only for a while, or not yet for good: it goes with us where a signal ends us.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// All that is to be taken away where we are ended, the oldest first.
static PENDING: Mutex<Vec<(PathBuf, Kind)>> = Mutex::new(Vec::new());

/// The exit status where Ctrl-C ends a command, for every signal that asks for an end.
const INTERRUPTED: i32 = 130;

/// How it is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder, unless somebody put something into it.
    Folder,
    /// A folder with all that lies in it.
    #[cfg_attr(not(feature = "git"), expect(dead_code, reason = "only revisions are written into one"))]
    Tree,
}

/// Something that is to be taken away where we are ended.
#[derive(Debug)]
#[must_use]
pub struct Pending(PathBuf, Kind);

impl Pending {
    /// Makes it. No signal ends us between its coming to be and its being known.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn make<T>(
        kind: Kind,
        make: impl FnOnce() -> io::Result<T>,
        path: impl FnOnce(&T) -> PathBuf,
    ) -> io::Result<(T, Pending)> {
        static WATCH: Once = Once::new();
        // It fails only where signals are taken already, or no thread can be started.
        WATCH.call_once(|| _ = ctrlc::set_handler(end));
        let mut all = all();
        let made = make()?;
        let path = path(&made);
        all.push((path.clone(), kind));
        Ok((made, Pending(path, kind)))
    }

    /// Does what is `last` to be done with it, after which it is nobody's to take away. No signal ends us meanwhile.
    pub fn end<T>(self, last: impl FnOnce() -> T) -> T {
        let mut all = all();
        all.retain(|(path, _)| *path != self.0);
        last()
    }

    /// Takes it away.
    pub fn take_back(self) {
        let (path, kind) = (self.0.clone(), self.1);
        self.end(|| remove(&path, kind));
    }
}

/// A folder that is there for as long as this is.
#[cfg(feature = "git")]
#[derive(Debug)]
pub struct Temporary {
    /// The folder.
    pub path: PathBuf,
    pending: Option<Pending>,
}

#[cfg(feature = "git")]
impl Temporary {
    /// A new one, which nobody else may look into.
    ///
    /// # Errors
    /// Where the system lets none be made.
    pub fn new() -> io::Result<Temporary> {
        let make = || tempfile::Builder::new().prefix("vsdlint-").tempdir().map(tempfile::TempDir::keep);
        let (path, pending) = Pending::make(Kind::Tree, make, PathBuf::clone)?;
        Ok(Temporary { path, pending: Some(pending) })
    }
}

#[cfg(feature = "git")]
impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(pending) = self.pending.take() {
            pending.take_back();
        }
    }
}

fn all() -> MutexGuard<'static, Vec<(PathBuf, Kind)>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What cannot be taken away stays.
fn remove(path: &Path, kind: Kind) {
    let _ = match kind {
        Kind::File => fs::remove_file(path),
        Kind::Folder => fs::remove_dir(path),
        Kind::Tree => {
            // Under another name nothing more comes into it.
            let gone = path.with_extension("gone");
            match fs::rename(path, &gone) {
                Ok(()) => fs::remove_dir_all(&gone),
                Err(_) => fs::remove_dir_all(path),
            }
        }
    };
}

/// Ends the process, and takes away what is pending. The lock is kept, so nothing more is begun.
#[allow(clippy::exit)] // A signal asks for the end, and there is no way back to `main`.
fn end() {
    let all = all();
    for (path, kind) in all.iter().rev() {
        remove(path, *kind);
    }
    std::process::exit(INTERRUPTED);
}
