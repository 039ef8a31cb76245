//! Findings that are known: from a baseline, or because they were there at an earlier revision.
//!
//! A finding is recognised by its fingerprint, which the names in it make and no line does, so it stays known when code moves.
//! How often it is known counts as well: of three equal findings, two of them known, one is new.

mod file;

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::finding::Finding;

pub use file::{Baseline, BaselineError, Entry};

/// Known findings: how many of each fingerprint in each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownFindings(FxHashMap<u64, Files>);

/// The files in which a fingerprint is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Files {
    /// Which of `counts` is a file's.
    places: FxHashMap<PathBuf, usize>,
    /// How many are left in each file, as they were added.
    counts: Vec<usize>,
    /// Before this one none is left.
    first: usize,
}

impl Files {
    /// The count of a file where some are left: of the one at `path`, or of the first without one.
    fn left(&mut self, path: Option<&Path>) -> Option<&mut usize> {
        while self.counts.get(self.first) == Some(&0) {
            self.first += 1;
        }
        let at = match path {
            Some(path) => *self.places.get(path)?,
            None => self.first,
        };
        self.counts.get_mut(at).filter(|count| **count > 0)
    }
}

impl KnownFindings {
    /// Adds `count` findings with this fingerprint, in the file at `path`.
    pub fn add(&mut self, fingerprint: u64, path: &Path, count: usize) {
        let files = self.0.entry(fingerprint).or_default();
        match files.places.get(path) {
            Some(&at) => {
                files.counts[at] += count;
                files.first = files.first.min(at);
            }
            None => {
                files.places.insert(path.to_owned(), files.counts.len());
                files.counts.push(count);
            }
        }
    }

    /// Takes out what `findings` have in common with this, and gives for each whether it is known. `path` is the file of
    /// a finding, in the words of [`KnownFindings::add`].
    ///
    /// Where fewer are known than there are, those in the file where they were known come first, and files that had
    /// another name then after them. Suppressed findings are never known, since they do not count anyway.
    pub fn take(&mut self, findings: &[Finding], path: &dyn Fn(&Finding) -> PathBuf) -> Vec<bool> {
        let mut known = vec![false; findings.len()];
        if self.0.is_empty() {
            return known;
        }
        for same_file in [true, false] {
            for (finding, known) in findings.iter().zip(&mut known) {
                if *known || finding.suppressed.is_some() {
                    continue;
                }
                let Some(files) = self.0.get_mut(&finding.fingerprint) else { continue };
                let path = same_file.then(|| path(finding));
                if let Some(count) = files.left(path.as_deref()) {
                    *count -= 1;
                    *known = true;
                }
            }
        }
        known
    }

    /// How many findings with this fingerprint are left for the file at `path`.
    pub fn count(&self, fingerprint: u64, path: &Path) -> usize {
        let Some(files) = self.0.get(&fingerprint) else { return 0 };
        files.places.get(path).map_or(0, |&at| files.counts[at])
    }
}
