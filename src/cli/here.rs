//! The working directory, and what is done where it is gone.

use std::env;
use std::path::{Path, PathBuf};

use vsdlint::project::{self, DiscoverOptions, Discovery};
use vsdlint::rules::metadata;

use super::console::Console;
use super::error::CliError;

/// What stands for a working directory that is gone. Nothing lies in it.
const NOWHERE: &str = "/no working directory";

/// The working directory. Where it is gone and one of these `paths` is relative to it, or there are none, shows why it
/// cannot be found.
pub fn current_dir(paths: &[&Path], console: &mut Console) -> Option<PathBuf> {
    match env::current_dir() {
        Ok(directory) => Some(directory),
        Err(_) if !paths.is_empty() && paths.iter().all(|path| path.is_absolute()) => Some(NOWHERE.into()),
        Err(error) => {
            console.problem(&CliError::WorkingDirectory { error });
            None
        }
    }
}

/// The working directory, for what is shown; where it is gone, nothing lies in it.
pub fn here() -> PathBuf {
    env::current_dir().unwrap_or_else(|_| NOWHERE.into())
}

/// A path as people at this working directory know it.
pub fn shown(path: &Path, current_dir: &Path) -> String {
    let here = current_dir.canonicalize().unwrap_or_else(|_| current_dir.to_owned());
    match path.strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Ok(below) => below.display().to_string(),
        Err(_) => path.display().to_string(),
    }
}

/// Looks for projects.
pub fn discover(paths: &[PathBuf], options: &DiscoverOptions) -> Discovery {
    anywhere(|| project::discover(paths, options, metadata()))
}

/// Does work in which no path is relative. Where the working directory is gone it is done elsewhere: the library that reads
/// repositories would ask where it is, even if that does not matter.
#[cfg(unix)]
pub fn anywhere<T>(work: impl FnOnce() -> T) -> T {
    if env::current_dir().is_ok() {
        return work();
    }
    // Back again, relative paths lead nowhere as before.
    let gone = std::fs::File::open(".").and_then(|gone| Ok(rustix::process::fchdir(&gone).map(|()| gone)?));
    let Ok(gone) = gone else { return work() };
    let _ = env::set_current_dir("/");
    let done = work();
    let _ = rustix::process::fchdir(gone);
    done
}

/// Does work. Where the working directory cannot go, there always is one.
#[cfg(not(unix))]
pub fn anywhere<T>(work: impl FnOnce() -> T) -> T {
    work()
}
