//! Findings that are known: from a baseline, or because they were there at an earlier revision.
//!
//! A finding is recognised by its fingerprint, which the names in it make and no line does, so it stays known when code moves.
//! How often it is known counts as well: of three equal findings, two of them known, one is new.

mod file;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::finding::Finding;

pub use file::{Baseline, BaselineError, Entry};

/// Known findings: how many of each fingerprint in each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownFindings(HashMap<u64, Vec<(PathBuf, usize)>>);

impl KnownFindings {
    /// Adds `count` findings with this fingerprint, in the file at `path`.
    pub fn add(&mut self, fingerprint: u64, path: &Path, count: usize) {
        let files = self.0.entry(fingerprint).or_default();
        match files.iter_mut().find(|(known, _)| known == path) {
            Some((_, known)) => *known += count,
            None => files.push((path.to_owned(), count)),
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
                let path = path(finding);
                let file =
                    files.iter_mut().find(|(known, count)| *count > 0 && (!same_file || *known == path));
                if let Some((_, count)) = file {
                    *count -= 1;
                    *known = true;
                }
            }
        }
        known
    }

    /// How many findings with this fingerprint are left for the file at `path`.
    pub fn count(&self, fingerprint: u64, path: &Path) -> usize {
        let files = self.0.get(&fingerprint).map_or(&[][..], Vec::as_slice);
        files.iter().filter(|(known, _)| known == path).map(|&(_, count)| count).sum()
    }
}
