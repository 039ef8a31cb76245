//! Takes in the texts of a project's files.

use std::io::{self, Read};
use std::path::PathBuf;

use miette::{Diagnostic, Severity};
use rayon::prelude::*;
use thiserror::Error;

use super::binary_detection::{NotAModel, from_head, from_whole, line};
use super::bounded::open_regular;
use super::builder::{FoundFile, Project};
use super::error::FileError;
use super::overlay::Overlay;
use crate::source::Source;

/// From how many files on reading them in parallel pays.
const PARALLEL: usize = 32;

/// How many bytes are enough to know what kind of file it is.
const HEAD: u64 = 4096;

/// A file whose text cannot be taken. Paths are as findings show them.
#[derive(Debug, Error, Diagnostic)]
pub enum ReadProblem {
    /// A named file is a Microsoft Visio drawing.
    #[error(
        "`{path}` is a Microsoft Visio drawing, which shares the extension; vsdlint reads value stream descriptions"
    )]
    NamedDrawing {
        /// The file.
        path: String,
    },
    /// A file found in the project is a Microsoft Visio drawing; it is left out.
    #[error(
        "`{path}` is left out: it is a Microsoft Visio drawing, which shares the extension; vsdlint reads value stream descriptions"
    )]
    #[diagnostic(severity(Warning), help("`exclude` in `vsdlint.toml` suppresses this"))]
    Drawing {
        /// The file.
        path: String,
    },
    /// A named file holds settings, or a baseline.
    #[error("`{path}` is no model: its extension is that of settings and baselines")]
    #[diagnostic(help("name the files that end in `.vsd`, or their folder"))]
    NamedToml {
        /// The file.
        path: String,
    },
    /// git-lfs keeps it, and has not fetched it.
    #[error("`{path}` is a pointer of git-lfs, not the file that it stands for")]
    #[diagnostic(help("fetch that with `git lfs pull`"))]
    LfsPointer {
        /// The file.
        path: String,
    },
    /// A merge left its marks.
    #[error("`{path}` has conflict markers of a merge in line {line}")]
    #[diagnostic(help("decide between the sides and remove the markers; until then the file is not read"))]
    Conflict {
        /// The file.
        path: String,
        /// 1-based line of the first marker.
        line: usize,
    },
    /// It is text, but not UTF-8.
    #[error("`{path}` is {encoding}, not UTF-8")]
    #[diagnostic(help("save it as UTF-8"))]
    Encoding {
        /// The file.
        path: String,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// A byte in it is part of no UTF-8 character.
    #[error("`{path}` is not UTF-8: at byte {offset} (line {line}) there is no character")]
    #[diagnostic(help("save it as UTF-8"))]
    NotUtf8 {
        /// The file.
        path: String,
        /// 0-based offset of the byte.
        offset: usize,
        /// 1-based line of the byte.
        line: usize,
    },
    /// It holds a NUL, which no text does.
    #[error("`{path}` is no text: at byte {offset} (line {line}) there is a NUL")]
    Binary {
        /// The file.
        path: String,
        /// 0-based offset of the first NUL.
        offset: usize,
        /// 1-based line of it.
        line: usize,
    },
    /// It is larger than what is read.
    #[error("`{path}` is larger than {limit} bytes")]
    TooLarge {
        /// The file.
        path: String,
        /// The largest size in bytes: [`Source::MAX_BYTES`].
        limit: u64,
    },
    /// It was there when the project was looked at, and is not any more.
    #[error("`{path}` has vanished")]
    Vanished {
        /// The file.
        path: String,
    },
    /// It is no regular file any more, or cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] FileError),
}

impl ReadProblem {
    /// Whether it fails the run (`Error`) or is only worth saying (`Warning`).
    pub fn severity(&self) -> Severity {
        Diagnostic::severity(self).unwrap_or(Severity::Error)
    }

    /// The line of the file that shows it, 1-based, if one does.
    pub fn line(&self) -> Option<usize> {
        match self {
            ReadProblem::Conflict { line, .. }
            | ReadProblem::NotUtf8 { line, .. }
            | ReadProblem::Binary { line, .. } => Some(*line),
            _ => None,
        }
    }
}

/// Reads all files of `project`, but for those that a text of `overlay` stands in for. Gives the texts, each with its
/// file's index in [`Project::files`], and what could not be read, both in the order of the files.
pub fn read(project: &Project, overlay: &Overlay) -> (Vec<(usize, Source)>, Vec<ReadProblem>) {
    let files = &project.files;
    let read_file = |file: &FoundFile| read_file(file, overlay.get(&file.path));
    let results: Vec<Result<Source, ReadProblem>> = if files.len() < PARALLEL {
        files.iter().map(read_file).collect()
    } else {
        files.par_iter().map(read_file).collect()
    };
    let mut problems = Vec::new();
    let mut sources = Vec::with_capacity(results.len());
    for (index, result) in results.into_iter().enumerate() {
        match result {
            Ok(source) => sources.push((index, source)),
            Err(problem) => problems.push(problem),
        }
    }
    (sources, problems)
}

/// The files that could not be read and should have been, each with what is wrong: what [`read`] gave of `project` says which.
pub fn unread_files<'p>(
    project: &'p Project,
    read: &[(usize, Source)],
    problems: &'p [ReadProblem],
) -> Vec<(&'p FoundFile, &'p ReadProblem)> {
    let mut read = read.iter().map(|&(index, _)| index).peekable();
    let left_out = (0..project.files.len()).filter(|index| read.next_if_eq(index).is_none());
    let mut unread = Vec::new();
    for (index, problem) in left_out.zip(problems) {
        if problem.severity() == Severity::Error {
            unread.push((&project.files[index], problem));
        }
    }
    unread
}

/// The paths of these files, relative to the project's root.
pub fn unread(project: &Project, read: &[(usize, Source)], problems: &[ReadProblem]) -> Vec<PathBuf> {
    let unread = unread_files(project, read, problems);
    unread.into_iter().map(|(file, _)| file.relative.clone()).collect()
}

/// Reads one file of a project again, as it is on the disk now.
///
/// # Errors
/// Where it cannot be read, or holds no text.
pub fn read_again(file: &FoundFile) -> Result<Source, ReadProblem> {
    read_file(file, None)
}

fn read_file(file: &FoundFile, overlay: Option<&[u8]>) -> Result<Source, ReadProblem> {
    let path = || file.display_path.display().to_string();
    if file.named && file.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return Err(ReadProblem::NamedToml { path: path() });
    }
    let content = match overlay {
        Some(bytes) => Ok(FileContent::of(bytes.to_vec())),
        None => read_bytes(file),
    };
    match content {
        Ok(FileContent::Text(text)) => Ok(Source { path: file.display_path.clone(), text }),
        Ok(FileContent::NotAModel(why)) => Err(not_a_model(path(), why, file.named)),
        Ok(FileContent::NotRegular) => Err(FileError::NotRegular { path: path() }.into()),
        Ok(FileContent::TooLarge) => Err(ReadProblem::TooLarge { path: path(), limit: Source::MAX_BYTES }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(ReadProblem::Vanished { path: path() }),
        Err(error) => Err(FileError::Unreadable { path: path(), error }.into()),
    }
}

fn not_a_model(path: String, why: NotAModel, is_named: bool) -> ReadProblem {
    match why {
        NotAModel::Drawing if is_named => ReadProblem::NamedDrawing { path },
        NotAModel::Drawing => ReadProblem::Drawing { path },
        NotAModel::LfsPointer => ReadProblem::LfsPointer { path },
        NotAModel::Conflict { line } => ReadProblem::Conflict { path, line },
        NotAModel::Encoding(encoding) => ReadProblem::Encoding { path, encoding },
        NotAModel::NotUtf8 { offset, line } => ReadProblem::NotUtf8 { path, offset, line },
        NotAModel::Nul { offset, line } => ReadProblem::Binary { path, offset, line },
    }
}

/// What a file turns out to be.
enum FileContent {
    Text(String),
    NotAModel(NotAModel),
    NotRegular,
    TooLarge,
}

impl FileContent {
    fn of(bytes: Vec<u8>) -> FileContent {
        if bytes.len() as u64 > Source::MAX_BYTES {
            return FileContent::TooLarge;
        }
        if let Some(why) = from_head(&bytes).or_else(|| from_whole(&bytes)) {
            return FileContent::NotAModel(why);
        }
        match String::from_utf8(bytes) {
            Ok(text) => FileContent::Text(text),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                FileContent::NotAModel(NotAModel::NotUtf8 { offset, line: line(error.as_bytes(), offset) })
            }
        }
    }
}

/// What a file holds. Its size as the system reports it only says how much room to make: it may change meanwhile.
fn read_bytes(file: &FoundFile) -> io::Result<FileContent> {
    let Some((mut open, kind)) = open_regular(&file.path)? else { return Ok(FileContent::NotRegular) };
    if kind.len() > Source::MAX_BYTES {
        return Ok(FileContent::TooLarge);
    }
    let mut bytes = Vec::new();
    // One byte more than reported, so that the end of the file is found without making more room.
    let room = usize::try_from(kind.len()).unwrap_or(usize::MAX).saturating_add(1);
    if kind.len() <= HEAD {
        bytes.try_reserve_exact(room)?;
    } else {
        (&mut open).take(HEAD).read_to_end(&mut bytes)?;
        if let Some(why) = from_head(&bytes) {
            return Ok(FileContent::NotAModel(why));
        }
        bytes.try_reserve_exact(room.saturating_sub(bytes.len()))?;
    }
    let left = Source::MAX_BYTES + 1 - bytes.len() as u64;
    open.take(left).read_to_end(&mut bytes)?;
    Ok(FileContent::of(bytes))
}
