//! Files of a project that are written.

use std::fs;
use std::path::PathBuf;

use vsdlint::project::{FoundFile, Project};

use crate::cli::atomic_write::atomic_write;
use crate::cli::error::CliError;

/// A file of a project, which may be written.
pub struct Target<'p> {
    file: &'p FoundFile,
    project: &'p Project,
}

impl<'p> Target<'p> {
    pub fn new(file: &'p FoundFile, project: &'p Project) -> Target<'p> {
        Target { file, project }
    }

    /// The path as people know it, with `/` between folders.
    pub fn shown(&self) -> PathBuf {
        self.file.display_path.clone()
    }

    /// Why it must not be written, if it must not.
    pub fn lock(&self) -> Option<CliError> {
        let path = || self.file.display_path.display().to_string();
        match self.file.path.canonicalize() {
            Ok(target) if !target.starts_with(&self.project.root) => {
                Some(CliError::Outside { path: path(), target: target.display().to_string() })
            }
            _ if fs::metadata(&self.file.path).is_ok_and(|kind| kind.permissions().readonly()) => {
                Some(CliError::ReadOnly { path: path() })
            }
            _ => None,
        }
    }

    /// Replaces the text `before`, which was read, by `after`.
    ///
    /// # Errors
    /// Where it has changed since it was read, or cannot be written. It is as it was then.
    pub fn write(&self, before: &str, after: &str) -> Result<(), CliError> {
        let path = || self.file.display_path.display().to_string();
        match fs::read(&self.file.path) {
            Ok(now) if now == before.as_bytes() => {}
            Ok(_) => return Err(CliError::Changed { path: path() }),
            Err(error) => return Err(CliError::File { path: path(), error }),
        }
        atomic_write(&self.file.path, |out| out.write_all(after.as_bytes()))
            .map_err(|error| CliError::File { path: path(), error })
    }
}
