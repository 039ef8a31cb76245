//! Files that are not there yet: nothing is overwritten, and all are written or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::error::CliError;

/// Writes all files, or says which are there already or could not be written, and writes none. Gives whether they are written.
pub fn write_or_say(files: &[(PathBuf, &str)], console: &mut Console) -> bool {
    let existing = existing(files.iter().map(|(path, _)| path.as_path()));
    if !existing.is_empty() {
        console.problem(&CliError::Exists { paths: existing });
        return false;
    }
    if let Err((path, error)) = write_all(files) {
        console.problem(&CliError::File { path: path.display().to_string(), error });
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

/// Writes all files, or, if one of them fails, none.
///
/// # Errors
/// The path that could not be written, and why.
pub fn write_all(files: &[(PathBuf, &str)]) -> Result<(), (PathBuf, io::Error)> {
    for (at, (path, text)) in files.iter().enumerate() {
        if let Err(error) = write(path, text.as_bytes()) {
            for (written, _) in &files[..at] {
                // What cannot be taken back is at least a file that belongs there.
                let _ = fs::remove_file(written);
            }
            return Err((path.clone(), error));
        }
    }
    Ok(())
}

/// Writes a file that is not there yet, and makes its folder if need be.
///
/// # Errors
/// Where it is there already, or the system does not let it be written; then nothing of it is left.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}
