//! Files of a project that are written.

use std::io::{self, Read};
use std::path::PathBuf;

use vsdlint::project::{FoundFile, Project, open_regular};

use crate::cli::atomic_write::{atomic_write, may_write};
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
            Ok(target) => {
                let error = may_write(&target).err()?;
                if error.kind() == io::ErrorKind::PermissionDenied {
                    return Some(CliError::ReadOnly { path: path() });
                }
                Some(CliError::File { path: path(), error })
            }
            // That it is gone is said where it is to be written.
            Err(_) => None,
        }
    }

    /// Replaces the text `before`, which was read, by `after`. Gives what is worth saying of it.
    ///
    /// # Errors
    /// Where it has changed since it was read, leads elsewhere now, or cannot be written. It is as it was then.
    pub fn write(&self, before: &str, after: &str) -> Result<Option<CliError>, CliError> {
        let path = || self.file.display_path.display().to_string();
        let failed = |error| CliError::File { path: path(), error };
        // Its link may lead elsewhere than when it was looked at.
        if let Some(locked) = self.lock() {
            return Err(locked);
        }
        let target = self.file.path.canonicalize().map_err(failed)?;
        let open = open_regular(&target).map_err(failed)?;
        // What has another length need not be read, and a pipe must not be.
        let Some((open, _)) = open.filter(|(_, kind)| kind.len() == before.len() as u64) else {
            return Err(CliError::Changed { path: path() });
        };
        let mut now = Vec::with_capacity(before.len() + 1);
        open.take(before.len() as u64 + 1).read_to_end(&mut now).map_err(failed)?;
        if now != before.as_bytes() {
            return Err(CliError::Changed { path: path() });
        }
        let is_cut = atomic_write(&self.file.path, |out| out.write_all(after.as_bytes())).map_err(failed)?;
        Ok(is_cut.then(|| CliError::Cut { path: path() }))
    }
}
