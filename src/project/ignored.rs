//! What git leaves out: `.gitignore` files and `.git/info/exclude`, read as git reads them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gix_ignore::glob::Pattern;
use gix_ignore::glob::pattern::Case;
use gix_ignore::glob::wildmatch::Mode;

use super::bounded::{self, Bounded};
use super::display_path::DisplayPaths;
use super::error::{FileError, ProjectError};

/// The largest file of patterns that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The most patterns in one file: each of them is tried at each file.
const MAX_PATTERNS: usize = 20_000;

/// With more `**` than these a pattern is matched folder by folder. Git tries all ways in which they could divide the folders,
/// which are millions for a path of eighty.
const MOST_WIDE: usize = 1;

/// The largest file that is read for the path in it: `.git` of a work tree, and `commondir`.
const MAX_POINTER: u64 = 1 << 14;

/// The files of patterns that count in one directory, the innermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Ignored(Option<Rc<Patterns>>);

/// The patterns of one file.
#[derive(Debug)]
struct Patterns {
    above: Ignored,
    /// How many bytes of a path lie above what the patterns match.
    prefix: usize,
    patterns: Vec<Pattern>,
}

/// What the patterns say of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No pattern speaks of it.
    Silent,
    /// It is left out.
    LeftOut,
    /// A pattern that begins with `!` brings it back.
    Kept,
}

impl Ignored {
    /// What counts in `directory` where `self` counts above it. In a repository's topmost directory nothing from above
    /// counts.
    ///
    /// # Errors
    /// Where a file of patterns cannot be read, or has too many.
    pub fn enter(&self, directory: &Path, display: &DisplayPaths) -> Result<Ignored, ProjectError> {
        let is_repository = directory.join(".git").symlink_metadata().is_ok();
        let mut inside = self.clone();
        if is_repository {
            inside = Ignored::default();
            if let Some(exclude) = exclude_file(directory) {
                let patterns = patterns(&exclude, display)?;
                inside = inside.with(directory, patterns);
            }
        }
        let file = directory.join(".gitignore");
        match fs::symlink_metadata(&file) {
            Ok(kind) if kind.is_dir() => Ok(inside),
            Ok(kind) if kind.is_symlink() && fs::metadata(&file).is_ok_and(|target| target.is_file()) => {
                // Git does not follow it, so what it names is kept.
                Ok(inside)
            }
            Ok(_) => Ok(inside.with(directory, patterns(&file, display)?)),
            Err(_) => Ok(inside),
        }
    }

    /// What counts in `directory`, as the directories above it in its repository say, without what it says itself.
    ///
    /// # Errors
    /// As [`Ignored::enter`].
    pub fn above(directory: &Path, display: &DisplayPaths) -> Result<Ignored, ProjectError> {
        if directory.join(".git").exists() {
            return Ok(Ignored::default());
        }
        let mut parents: Vec<&Path> = Vec::new();
        for above in directory.ancestors().skip(1) {
            parents.push(above);
            if above.join(".git").exists() {
                let mut ignored = Ignored::default();
                for parent in parents.into_iter().rev() {
                    ignored = ignored.enter(parent, display)?;
                }
                return Ok(ignored);
            }
        }
        Ok(Ignored::default())
    }

    fn with(self, directory: &Path, patterns: Vec<Pattern>) -> Ignored {
        if patterns.is_empty() {
            return self;
        }
        let bytes = directory.as_os_str().as_encoded_bytes();
        let slash = usize::from(!bytes.ends_with(b"/"));
        Ignored(Some(Rc::new(Patterns { above: self, prefix: bytes.len() + slash, patterns })))
    }

    /// What is said of `path`, which lies in the directory that was entered last.
    pub fn verdict(&self, path: &Path, is_dir: bool) -> Verdict {
        let mut next = &self.0;
        if next.is_none() {
            return Verdict::Silent;
        }
        let bytes = slashed(path);
        while let Some(file) = next {
            let below = bytes.get(file.prefix..).unwrap_or_default();
            let name = below.iter().rposition(|&byte| byte == b'/').map(|slash| slash + 1);
            for pattern in file.patterns.iter().rev() {
                if matches(pattern, below, name, is_dir) {
                    return if pattern.is_negative() { Verdict::Kept } else { Verdict::LeftOut };
                }
            }
            next = &file.above.0;
        }
        Verdict::Silent
    }
}

/// Whether a pattern speaks of a path, whose last part begins at `name`.
fn matches(pattern: &Pattern, path: &[u8], name: Option<usize>, is_dir: bool) -> bool {
    let mode = Mode::NO_MATCH_SLASH_LITERAL;
    let wide = pattern.text.split(|&byte| byte == b'/').filter(|part| part == b"**").count();
    if wide <= MOST_WIDE {
        return pattern.matches_repo_relative_path(path.into(), name, Some(is_dir), Case::Sensitive, mode);
    }
    if pattern.mode.contains(gix_ignore::glob::pattern::Mode::MUST_BE_DIR) && !is_dir {
        return false;
    }
    // Which beginnings of the path, by how many of its folders they have, the parts so far match.
    let folders: Vec<&[u8]> = path.split(|&byte| byte == b'/').collect();
    let mut reached = vec![false; folders.len() + 1];
    reached[0] = true;
    let mut parts = pattern.text.split(|&byte| byte == b'/').peekable();
    while let Some(part) = parts.next() {
        let mut next = vec![false; folders.len() + 1];
        for (at, &is_reached) in reached.iter().enumerate() {
            if part == b"**" {
                // At the end it is for what lies inside, and so for one more at least.
                let before = if parts.peek().is_none() { at.checked_sub(1) } else { Some(at) };
                next[at] = before.is_some_and(|before| reached[before]) || at > 0 && next[at - 1];
            } else if is_reached && let Some(folder) = folders.get(at) {
                next[at + 1] = gix_ignore::glob::wildmatch(part.into(), (*folder).into(), mode);
            }
        }
        reached = next;
    }
    reached[folders.len()]
}

/// The bytes of a path with `/` between folders.
#[cfg(unix)]
fn slashed(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// The bytes of a path with `/` between folders.
#[cfg(not(unix))]
fn slashed(path: &Path) -> Vec<u8> {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    for byte in &mut bytes {
        if *byte == b'\\' {
            *byte = b'/';
        }
    }
    bytes
}

/// Reads a file of patterns; nothing where there is none.
fn patterns(file: &Path, display: &DisplayPaths) -> Result<Vec<Pattern>, ProjectError> {
    let path = || display.text(file);
    let mut bytes = match bounded::read(file, MAX_BYTES) {
        Ok(Bounded::Bytes(bytes)) => bytes,
        Ok(Bounded::NotRegular) => return Err(FileError::NotRegular { path: path() }.into()),
        Ok(Bounded::TooLarge) => return Err(too_large(path())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(FileError::Unreadable { path: path(), error }.into()),
    };
    // As git does, so that CR LF without its LF is a line end at the end of a file too.
    bytes.push(b'\n');
    let mut patterns = Vec::new();
    for (pattern, ..) in gix_ignore::parse(&bytes, false) {
        patterns.push(pattern);
        if patterns.len() > MAX_PATTERNS {
            return Err(too_large(path()));
        }
    }
    Ok(patterns)
}

fn too_large(path: String) -> ProjectError {
    ProjectError::TooManyPatterns { path, bytes: MAX_BYTES, patterns: MAX_PATTERNS }
}

/// The files of patterns that count in `directory`, whether they are there or not.
pub(super) fn files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for above in directory.ancestors() {
        files.push(above.join(".gitignore"));
        if above.join(".git").symlink_metadata().is_ok() {
            files.extend(exclude_file(above));
            return files;
        }
    }
    // Outside a repository nothing counts from above.
    files.truncate(1);
    files
}

/// `info/exclude` of the repository with this work tree. In a work tree besides the first one, and in a submodule,
/// `.git` is a file that says where the repository is.
fn exclude_file(work_tree: &Path) -> Option<PathBuf> {
    let git = work_tree.join(".git");
    let git = if git.is_dir() {
        git
    } else {
        let line = pointer(&git)?;
        work_tree.join(line.strip_prefix("gitdir:")?.trim())
    };
    let common = pointer(&git.join("commondir")).map(|line| git.join(line.trim()));
    let exclude = common.unwrap_or(git).join("info").join("exclude");
    if exclude.is_dir() { None } else { Some(exclude) }
}

fn pointer(file: &Path) -> Option<String> {
    match bounded::read(file, MAX_POINTER) {
        Ok(Bounded::Bytes(bytes)) => String::from_utf8(bytes).ok(),
        _ => None,
    }
}
