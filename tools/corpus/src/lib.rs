//! Realistic models of any size, the same bytes for the same order.
//!
//! A corpus is a file of shared declarations and files of value streams, each stream of about eight steps and 2 KB.
//! Its text comes stream by stream, so that a model larger than memory can be written.
//!
//! ```
//! use vsdlint_corpus::{Corpus, Findings};
//!
//! let corpus = Corpus { files: 100, streams: 1, findings: Findings::None };
//! let bytes: usize = corpus.files().map(|(_, text)| text.len()).sum();
//! assert!(bytes > 200_000);
//! ```

mod findings;
mod mistake;
mod shared;
mod step;
mod stream;
mod trades;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub use findings::Findings;
pub use mistake::Mistake;

/// How many steps a stream has on average.
pub const STEPS_PER_STREAM: usize = 8;

/// About how many bytes a stream takes.
pub const BYTES_PER_STREAM: usize = 2_150;

/// What to write. The same order gives the same bytes, on every machine.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    /// How many files of streams there are. In a corpus of one file the shared declarations stand in it too; otherwise
    /// they have a file of their own besides.
    pub files: usize,
    /// How many streams each of these files holds.
    pub streams: usize,
    /// How many mistakes are in it.
    pub findings: Findings,
}

/// A piece of a file, small enough to be held in memory whatever the size of the file.
#[derive(Clone, Debug)]
pub struct Part {
    /// The file, relative to the root of the corpus; the parts of one file follow each other.
    pub path: PathBuf,
    /// What comes next in it.
    pub text: String,
}

impl Corpus {
    /// `files` files of about `bytes` bytes each, and at least one stream.
    pub fn of_files(files: usize, bytes: usize) -> Corpus {
        let streams = (bytes + BYTES_PER_STREAM / 2) / BYTES_PER_STREAM;
        Corpus { files, streams: streams.max(1), findings: Findings::None }
    }

    /// One file of about `steps` steps; of just so many when they are a multiple of 32.
    pub fn of_one_file(steps: usize) -> Corpus {
        Corpus { files: 1, streams: (steps / STEPS_PER_STREAM).max(1), findings: Findings::None }
    }

    /// The pieces of all files, in their order.
    pub fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        let (files, streams, all) = (self.files, self.streams, self.files * self.streams);
        let findings = self.findings;
        let path = move |stream: usize| match files {
            1 => PathBuf::from("model.vsd"),
            _ => {
                let file = stream / streams;
                PathBuf::from(format!("streams/{:03}/stream-{file:05}.vsd", file / 100))
            }
        };
        let shared = if files == 1 { path(0) } else { PathBuf::from("organisation.vsd") };
        let shared = Part { path: shared, text: shared::declarations() };
        let rest = (0..all).map(move |index| Part {
            path: path(index),
            text: stream::text(index, all, findings.at(index, all)),
        });
        std::iter::once(shared).chain(rest)
    }

    /// The files, each in one piece.
    pub fn files(&self) -> impl Iterator<Item = (PathBuf, String)> + use<> {
        let mut parts = self.parts().peekable();
        std::iter::from_fn(move || {
            let Part { path, mut text } = parts.next()?;
            while let Some(part) = parts.next_if(|part| part.path == path) {
                text.push_str(&part.text);
            }
            Some((path, text))
        })
    }

    /// The mistakes that are in it, in the order of the text: each is one finding of [`Mistake::rule`].
    pub fn mistakes(&self) -> impl Iterator<Item = Mistake> + use<> {
        let (all, findings) = (self.files * self.streams, self.findings);
        (0..all).filter_map(move |stream| findings.at(stream, all))
    }

    /// Writes all files below `folder`, which is made if there is none, and returns how many bytes that took.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write(&self, folder: &Path) -> io::Result<u64> {
        let mut bytes = 0;
        let mut open: Option<(PathBuf, BufWriter<File>)> = None;
        for Part { path, text } in self.parts() {
            let mut out = match open.take() {
                Some((same, out)) if same == path => out,
                before => {
                    if let Some((_, mut out)) = before {
                        out.flush()?;
                    }
                    let file = folder.join(&path);
                    fs::create_dir_all(file.parent().unwrap_or(folder))?;
                    BufWriter::new(File::create(file)?)
                }
            };
            out.write_all(text.as_bytes())?;
            bytes += text.len() as u64;
            open = Some((path, out));
        }
        if let Some((_, mut out)) = open {
            out.flush()?;
        }
        Ok(bytes)
    }
}
