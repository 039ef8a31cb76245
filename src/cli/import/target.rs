//! The folder that a model is written into: nothing that is there is overwritten, and all is written or nothing.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use vsdlint::import::{Imported, Input};
use vsdlint::project::{Bounded, read_bounded};

use crate::cli::changes::Change;
use crate::cli::error::CliError;
use crate::cli::new_files;

/// What the file of settings is called.
const SETTINGS: &str = "vsdlint.toml";

/// The folder of a model.
pub(super) struct Target {
    folder: PathBuf,
    /// Whether it has settings already, which stay as they are.
    pub has_settings: bool,
}

impl Target {
    /// Looks at the folder, which need not be there.
    pub(super) fn new(folder: &Path) -> Target {
        let folder: PathBuf = folder.components().filter(|part| part.as_os_str() != ".").collect();
        let has_settings = folder.join(SETTINGS).symlink_metadata().is_ok();
        Target { folder, has_settings }
    }

    /// The paths and texts of all files to be there.
    fn files<'i>(&self, imported: &'i Imported) -> Vec<(PathBuf, &'i str)> {
        let mut files = Vec::new();
        if !self.has_settings {
            files.push((self.folder.join(SETTINGS), imported.settings.as_str()));
        }
        for file in &imported.files {
            files.push((self.folder.join(&file.path), file.text.as_str()));
        }
        files
    }

    /// The paths of the files of the model, as people know them.
    pub(super) fn shown(&self, imported: &Imported) -> Vec<String> {
        let shown = |path: &Path| path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        self.files(imported).iter().map(|(path, _)| shown(path)).collect()
    }

    /// What a new import would change in the folder. Settings that are there stay.
    pub(super) fn changes(&self, imported: &Imported) -> Result<Vec<Change>, CliError> {
        let mut changes = Vec::new();
        for (path, text) in self.files(imported) {
            let unreadable = |error| CliError::Unreadable { path: path.display().to_string(), error };
            let before = match read_bounded(&path, Input::MAX_BYTES) {
                Ok(Bounded::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
                Ok(Bounded::NotRegular) => return Err(unreadable(Error::other("it is no regular file"))),
                Ok(Bounded::TooLarge) => return Err(unreadable(ErrorKind::FileTooLarge.into())),
                Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
                Err(error) => return Err(unreadable(error)),
            };
            if before != text {
                changes.push(Change { path, before, after: text.to_owned() });
            }
        }
        Ok(changes)
    }

    /// Writes all files, or, if one is there already or one cannot be written, none.
    pub(super) fn write(&self, imported: &Imported) -> Result<(), CliError> {
        let files = self.files(imported);
        let existing = new_files::existing(files.iter().map(|(path, _)| path.as_path()));
        if !existing.is_empty() {
            return Err(CliError::ModelExists { paths: existing });
        }
        new_files::write_all(&files)
    }
}
