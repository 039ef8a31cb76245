//! The paths that a run names: what they are, and where they really lie.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::display_path::DisplayPaths;
use super::error::{FileError, ProjectError};
use super::options::DiscoverOptions;

/// A named path, found to be a file or a directory.
#[derive(Debug)]
pub(super) enum PathArg {
    /// A directory, links resolved.
    Directory(PathBuf),
    /// A file.
    File {
        /// Where it lies: the links on the way to it resolved, its own not.
        path: PathBuf,
        /// What it links to, if it is a link.
        target: Option<PathBuf>,
    },
}

/// Looks named paths up. Directories are resolved once each, however many files are named in them.
pub(super) struct Resolver<'u> {
    here: PathBuf,
    options: &'u DiscoverOptions,
    parents: HashMap<PathBuf, PathBuf>,
}

impl<'u> Resolver<'u> {
    /// For paths relative to the directory `here`, which is absolute, links resolved. A file that a text stands in for
    /// need not exist.
    pub fn new(here: PathBuf, options: &'u DiscoverOptions) -> Resolver<'u> {
        Resolver { here, options, parents: HashMap::new() }
    }

    /// Finds out what `given` is, and has `display` remember how it was named.
    ///
    /// # Errors
    /// Where there is no such thing, or it is neither file nor directory, or cannot be looked at.
    pub fn resolve(&mut self, given: &Path, display: &mut DisplayPaths) -> Result<PathArg, ProjectError> {
        let text = || given.display().to_string();
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotADirectory => ProjectError::NotFound { path: text() },
            _ => ProjectError::io(text(), error),
        };
        if given.as_os_str().is_empty() {
            return Err(ProjectError::NotFound { path: text() });
        }
        let path = self.here.join(given);
        let kind = match fs::symlink_metadata(&path) {
            Err(error) if self.options.overlay.has(&path) => {
                let is_missing = error.kind() == io::ErrorKind::NotFound;
                return match self.file(path.clone(), None, given, display) {
                    Ok(found) if is_missing || self.options.allow_nowhere => Ok(found),
                    Err(_) if self.options.allow_nowhere => Ok(PathArg::File { path, target: None }),
                    found => found.and(Err(error)).map_err(failed),
                };
            }
            kind => kind.map_err(failed)?,
        };
        let link = kind.is_symlink();
        let kind = if link { fs::metadata(&path).map_err(failed)? } else { kind };
        if kind.is_dir() {
            let path = path.canonicalize().map_err(failed)?;
            display.name(&path, given);
            return Ok(PathArg::Directory(path));
        }
        if !kind.is_file() {
            return Err(FileError::NotRegular { path: text() }.into());
        }
        let target = if link { Some(path.canonicalize().map_err(failed)?) } else { None };
        self.file(path, target, given, display).map_err(failed)
    }

    fn file(
        &mut self,
        path: PathBuf,
        target: Option<PathBuf>,
        given: &Path,
        display: &mut DisplayPaths,
    ) -> io::Result<PathArg> {
        let path = match path.parent().zip(path.file_name()) {
            Some((parent, name)) => self.parent(parent)?.join(name),
            None => path,
        };
        display.name(&path, given);
        Ok(PathArg::File { path, target })
    }

    fn parent(&mut self, parent: &Path) -> io::Result<&Path> {
        if !self.parents.contains_key(parent) {
            self.parents.insert(parent.to_owned(), parent.canonicalize()?);
        }
        Ok(self.parents.get(parent).map_or(Path::new(""), PathBuf::as_path))
    }
}
