//! Findings that are new and gone, by the stream that they are in, for whoever tells of one stream after the other.

use rustc_hash::FxHashMap;

use super::shape::{Comparison, FindingChange, StreamChanges};

type Lists<'c> = FxHashMap<Option<&'c str>, Vec<&'c FindingChange>>;

/// The findings of a comparison that have not been told yet.
pub struct FindingsByStream<'c> {
    comparison: &'c Comparison,
    new: Lists<'c>,
    gone: Lists<'c>,
}

/// Some findings, in the order of the comparison.
#[derive(Debug, Default)]
pub struct FindingChanges<'c> {
    /// Those that are new.
    pub new: Vec<&'c FindingChange>,
    /// Those that are gone.
    pub gone: Vec<&'c FindingChange>,
}

impl FindingChanges<'_> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty()
    }
}

impl<'c> FindingsByStream<'c> {
    /// All of a comparison. Takes one look at them, however many streams there are.
    pub fn of(comparison: &'c Comparison) -> FindingsByStream<'c> {
        FindingsByStream {
            comparison,
            new: lists(&comparison.new_findings),
            gone: lists(&comparison.gone_findings),
        }
    }

    /// Takes those in a stream, as it is called now and was called then. Of streams with one name the first gets them.
    pub fn take(&mut self, part: &'c StreamChanges) -> FindingChanges<'c> {
        let mut taken = FindingChanges::default();
        if let Some(now) = &part.now {
            taken.new = self.new.remove(&Some(now)).unwrap_or_default();
        }
        if let Some(then) = &part.then {
            taken.gone = self.gone.remove(&Some(then)).unwrap_or_default();
        }
        taken
    }

    /// Takes those outside of all streams.
    pub fn take_outside(&mut self) -> FindingChanges<'c> {
        let new = self.new.remove(&None).unwrap_or_default();
        let gone = self.gone.remove(&None).unwrap_or_default();
        FindingChanges { new, gone }
    }

    /// What nobody has taken.
    pub fn rest(self) -> FindingChanges<'c> {
        let mut rest = FindingChanges::default();
        for finding in &self.comparison.new_findings {
            if self.new.contains_key(&finding.stream.as_deref()) {
                rest.new.push(finding);
            }
        }
        for finding in &self.comparison.gone_findings {
            if self.gone.contains_key(&finding.stream.as_deref()) {
                rest.gone.push(finding);
            }
        }
        rest
    }
}

fn lists(findings: &[FindingChange]) -> Lists<'_> {
    let mut lists = Lists::default();
    for finding in findings {
        lists.entry(finding.stream.as_deref()).or_default().push(finding);
    }
    lists
}
