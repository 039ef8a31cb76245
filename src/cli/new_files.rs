//! Files that are not there yet: nothing is overwritten, and all are written or none.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::error::CliError;
use super::guard;
use super::temporary::{Kind, Pending};

/// Writes all files, or says which are there already or could not be written, and writes none. Gives whether they are written.
/// `help` says what to do where some are there.
pub fn write_or_say(files: &[(PathBuf, &str)], help: &'static str, console: &mut Console) -> bool {
    let existing = existing(files.iter().map(|(path, _)| path.as_path()));
    if !existing.is_empty() {
        console.problem(&CliError::Exists { paths: existing, help });
        return false;
    }
    if let Err(problem) = write_all(files) {
        console.problem(&problem);
        return false;
    }
    true
}

/// Which of these paths are there already, in whatever form.
pub fn existing<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Vec<String> {
    let mut existing = Vec::new();
    for path in paths {
        if path.symlink_metadata().is_ok() {
            existing.push(path.display().to_string());
        }
    }
    existing
}

/// Why a file is not made at `path`.
pub fn refusal(path: &Path) -> Option<CliError> {
    if let Some(refusal) = guard::refusal_of_new(path) {
        return Some(refusal);
    }
    let mut above = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    let there = above.find(|above| above.symlink_metadata().is_ok())?;
    if there.is_dir() {
        return None;
    }
    Some(CliError::BehindFile { path: path.display().to_string(), folder: there.display().to_string() })
}

/// Writes all files, or, if one of them fails, none.
///
/// # Errors
/// Which could not be written, and why.
pub fn write_all(files: &[(PathBuf, &str)]) -> Result<(), CliError> {
    let mut made = Made::default();
    for (path, text) in files {
        let failed = if let Some(refusal) = refusal(path) {
            refusal
        } else if let Err(error) = made.write(path, text.as_bytes()) {
            CliError::NothingWritten { path: path.display().to_string(), error }
        } else {
            continue;
        };
        made.take_back();
        return Err(failed);
    }
    made.keep();
    Ok(())
}

/// Writes a file that is not there yet, and makes its folder if need be. Whether it [may](refusal) be made is for the caller to
/// ask.
///
/// # Errors
/// Where it is there already, or the system does not let it be written; then nothing of it is left.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut made = Made::default();
    let written = made.write(path, bytes);
    match written {
        Ok(()) => made.keep(),
        Err(_) => made.take_back(),
    }
    written
}

/// The files and folders that were made so far.
#[derive(Default)]
struct Made(Vec<Pending>);

impl Made {
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.folder(path.parent().unwrap_or(Path::new("")))?;
        let make = || OpenOptions::new().write(true).create_new(true).open(path);
        let (mut file, pending): (File, Pending) = Pending::make(Kind::File, make, |_| path.to_owned())?;
        self.0.push(pending);
        file.write_all(bytes)
    }

    /// Makes a folder and those above it, unless they are there.
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let is_missing = |above: &&Path| !above.as_os_str().is_empty() && !above.is_dir();
        let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
        for &missing in missing.iter().rev() {
            match Pending::make(Kind::Folder, || fs::create_dir(missing), |()| missing.to_owned()) {
                Ok(((), pending)) => self.0.push(pending),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && missing.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Leaves all there.
    fn keep(self) {
        for pending in self.0 {
            pending.end(|| ());
        }
    }

    /// Takes all away, the last first.
    fn take_back(self) {
        for pending in self.0.into_iter().rev() {
            pending.take_back();
        }
    }
}
