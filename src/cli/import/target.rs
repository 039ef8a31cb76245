//! The folder that a model is written into: nothing that is there is overwritten, and all is written or nothing.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use vsdlint::import::Imported;

use crate::cli::changes::Change;
use crate::cli::error::CliError;

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
            let before = match fs::read(&path) {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
                Err(error) => return Err(CliError::Unreadable { path: path.display().to_string(), error }),
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
        let existing: Vec<String> = files
            .iter()
            .filter(|(path, _)| path.symlink_metadata().is_ok())
            .map(|(path, _)| path.display().to_string())
            .collect();
        if !existing.is_empty() {
            return Err(CliError::ModelExists { paths: existing });
        }
        let mut written = Vec::new();
        for (path, text) in files {
            if let Err(error) = create(&path, text.as_bytes()) {
                for path in written {
                    // What cannot be taken back is at least a file that belongs there.
                    let _ = fs::remove_file(path);
                }
                return Err(CliError::File { path: path.display().to_string(), error });
            }
            written.push(path);
        }
        Ok(())
    }
}

/// Writes a file that is not there yet, and its folder if need be.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}
