//! What no report, picture, table or baseline is written over.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use vsdlint::baseline::Baseline;
use vsdlint::paths::clean;
use vsdlint::project::{CONFIG_NAME, open_regular, places, resolved};

use super::atomic_write::atomic_write;
use super::console::Console;
use super::error::CliError;

/// The folder in which git keeps what it knows.
const GIT: &str = ".git";

/// Files by which git decides what belongs to a repository, and how.
const GIT_FILES: [&str; 3] = [".gitignore", ".gitattributes", ".gitmodules"];

/// The endings of models and policies, and what has them. Nothing else that we write has one of them.
const OURS: [(&str, &str); 2] = [("vsd", "a model"), ("rego", "a policy")];

/// So many bytes show whether a file is a baseline.
const HEAD: u64 = 1_024;

/// Has `write` write a file, which is there whole or as it was before, and shows why it is not written where that fails.
/// `inputs` is what is read of the projects that it is about, as [`resolved`] gives it.
pub fn write(
    path: &Path,
    inputs: &HashSet<PathBuf>,
    console: &mut Console,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) {
    if let Some(refusal) = refusal(path, inputs) {
        console.problem(&refusal);
    } else if let Err(error) = atomic_write(path, write) {
        console.problem(&CliError::File { path: path.display().to_string(), error });
    }
}

/// Makes a folder for files that are written, and shows why not where that fails; whether it is there.
pub fn make_folder(folder: &Path, console: &mut Console) -> bool {
    let refusal = refusal_of_new(folder).or_else(|| {
        // Of models only files are read, but a folder of this name keeps a project from having settings.
        let is_settings = |part: &OsStr| part == CONFIG_NAME;
        let takes_name = folder.components().any(|part| is_settings(part.as_os_str()));
        takes_name.then(|| CliError::WouldBeRead { path: folder.display().to_string(), what: "settings" })
    });
    if let Some(refusal) = refusal {
        console.problem(&refusal);
        return false;
    }
    match fs::create_dir_all(folder) {
        Ok(()) => true,
        Err(error) => {
            console.problem(&CliError::File { path: folder.display().to_string(), error });
            false
        }
    }
}

/// Why a baseline is not written at a place. That nothing else is written over is for the caller to see to.
pub fn refusal_of_baseline(path: &Path) -> Option<CliError> {
    refusal_of_new(path).or_else(|| refusal_of_name(path))
}

/// Why nothing new is made at a place, a file or a folder.
pub fn refusal_of_new(path: &Path) -> Option<CliError> {
    if is_of_git(path) {
        return Some(CliError::OverGit { path: path.display().to_string() });
    }
    out_of_repository(path, &resolved(path))
}

/// Why a file is not written over.
pub fn refusal(path: &Path, inputs: &HashSet<PathBuf>) -> Option<CliError> {
    let real = resolved(path);
    if let Some(refusal) = out_of_repository(path, &real) {
        return Some(refusal);
    }
    let given = path;
    let path = || path.display().to_string();
    if inputs.contains(&real) {
        Some(CliError::OverInput { path: path() })
    } else if is_of_git(&real) {
        Some(CliError::OverGit { path: path() })
    } else if let Some(refusal) = refusal_of_name(given) {
        Some(refusal)
    } else if is_baseline(&real) {
        Some(CliError::OverBaseline { path: path() })
    } else {
        None
    }
}

/// Why nothing is written at a place of a repository that leads out of it, to `real`: anybody who sends a change can bring
/// such a link.
fn out_of_repository(path: &Path, real: &Path) -> Option<CliError> {
    let written = clean(&std::path::absolute(path).ok()?);
    for above in written.ancestors().skip(1) {
        if above.join(GIT).exists() && !real.starts_with(above.canonicalize().ok()?) {
            let (path, target) = (path.display().to_string(), real.display().to_string());
            return Some(CliError::OutOfRepository { path, target });
        }
    }
    None
}

/// Whether a file, which need not be there, is git's own or would tell git something.
fn is_of_git(path: &Path) -> bool {
    let real = resolved(path);
    let is = |name: &OsStr, other: &str| name.eq_ignore_ascii_case(other);
    let is_file = |name: &OsStr| GIT_FILES.iter().any(|other| is(name, other));
    real.components().any(|part| is(part.as_os_str(), GIT)) || real.file_name().is_some_and(is_file)
}

/// Why nothing but a model, a policy or settings has this name, whosever project it would be in: what is there would be lost,
/// and what is not there yet would be read as one of them.
fn refusal_of_name(path: &Path) -> Option<CliError> {
    // Both names count, of a link and of what it leads to.
    let what = places(path).iter().find_map(|place| read_as(place))?;
    let (is_there, path) = (path.is_file(), path.display().to_string());
    Some(if is_there { CliError::OverModel { path } } else { CliError::WouldBeRead { path, what } })
}

/// What a project takes a file for by its name, if for something that we write otherwise.
fn read_as(path: &Path) -> Option<&'static str> {
    if path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(CONFIG_NAME)) {
        return Some("settings");
    }
    let ending = path.extension()?;
    let ours = OURS.iter().find(|(ours, _)| ending.eq_ignore_ascii_case(ours));
    ours.map(|&(_, what)| what)
}

/// Whether there is a baseline. What cannot be read is none that could be lost.
fn is_baseline(path: &Path) -> bool {
    let Ok(Some((file, _))) = open_regular(path) else { return false };
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).is_ok() && Baseline::is_one(&String::from_utf8_lossy(&head))
}
