//! Counts what a report holds, in one pass: for the summary line, the statistics and the machine formats.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Report, Statistics};
use crate::finding::{Applicability, Finding, Level};

/// How much was found. Suppressed findings count as nothing but suppressed.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub suppressed: usize,
    /// Findings with a fix that keeps the meaning.
    pub safe: usize,
    /// Findings with a fix that changes it.
    pub suggested: usize,
    /// Findings by rule.
    pub rules: BTreeMap<Cow<'static, str>, usize>,
    /// Files that a finding's primary label lies in.
    pub files: usize,
    /// All projects' statistics together.
    pub statistics: Statistics,
}

impl Counts {
    /// Counts the whole report.
    pub fn of(report: &Report<'_>) -> Counts {
        let mut counts = Counts::default();
        for part in &report.parts {
            let mut hit = vec![false; part.sources.len()];
            for finding in part.findings {
                if finding.suppressed.is_some() {
                    counts.suppressed += 1;
                    continue;
                }
                counts.add(finding);
                if let Some(hit) = hit.get_mut(finding.primary.place.file.index()) {
                    *hit = true;
                }
            }
            counts.files += hit.into_iter().filter(|&hit| hit).count();
            counts.statistics.add(part.statistics);
        }
        counts
    }

    /// How many findings are shown.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    fn add(&mut self, finding: &Finding) {
        match finding.level {
            Level::Error => self.errors += 1,
            Level::Warn => self.warnings += 1,
            Level::Info => self.infos += 1,
        }
        match finding.fix.as_ref().map(|fix| fix.applicability) {
            Some(Applicability::Safe) => self.safe += 1,
            Some(Applicability::Suggested) => self.suggested += 1,
            None => {}
        }
        *self.rules.entry(finding.rule.clone()).or_default() += 1;
    }
}

impl Statistics {
    /// Adds another project's.
    fn add(&mut self, other: &Statistics) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.known += other.known;
        self.fixed += other.fixed;
        self.inputs += other.inputs;
        self.outputs += other.outputs;
    }
}
