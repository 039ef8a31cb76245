//! Corpora in memory, for what is measured inside of the program.

#![allow(dead_code)]

use std::path::PathBuf;

use vsdlint::source::{Source, Sources};
use vsdlint_corpus::{Corpus, Findings};

fn sources(corpus: Corpus) -> Sources {
    let source = |(path, text): (PathBuf, String)| Source { path, text };
    Sources::new(corpus.files().map(source).collect())
}

/// So many files of 2 KB.
pub fn many(files: usize, findings: Findings) -> Sources {
    sources(Corpus { findings, ..Corpus::of_files(files, 2_000) })
}

/// One file of about so many steps.
pub fn one(steps: usize) -> Sources {
    sources(Corpus::of_one_file(steps))
}

/// How long they are together.
pub fn bytes(sources: &Sources) -> u64 {
    sources.as_slice().iter().map(|source| source.text.len() as u64).sum()
}

/// From now on one thread does everything, so that time is work.
pub fn in_one_thread() {
    // Only fails where it was called before.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
}
