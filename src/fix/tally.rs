//! What a project's findings come to, so that before and after can be compared.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::RefusalReason;
use crate::finding::Finding;
use crate::workspace::{CheckResult, Workspace};

/// What makes findings the same: rule and fingerprint.
type Kind = (Cow<'static, str>, u64);

/// How many findings count, of each kind, and how many syntax errors in each file.
#[derive(Debug)]
pub(super) struct Tally {
    findings: HashMap<Kind, usize>,
    errors: Vec<usize>,
}

impl Tally {
    /// Counts.
    pub fn of(workspace: &Workspace<'_>, checked: &CheckResult) -> Tally {
        let mut findings = HashMap::new();
        for finding in checked.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            *findings.entry((finding.rule.clone(), finding.fingerprint)).or_default() += 1;
        }
        Tally { findings, errors: workspace.trees().iter().map(|tree| tree.errors.len()).collect() }
    }

    /// Whether the project is as it should be `after` these findings were fixed, having been like this before.
    pub fn judge(&self, after: &Tally, fixed: &[Finding]) -> Result<(), RefusalReason> {
        if self.errors.iter().zip(&after.errors).any(|(before, after)| after > before) {
            return Err(RefusalReason::Syntax);
        }
        let mut lost: HashMap<Kind, usize> = HashMap::new();
        for finding in fixed {
            *lost.entry((finding.rule.clone(), finding.fingerprint)).or_default() += 1;
        }
        let rules: HashSet<&str> = fixed.iter().map(|finding| &*finding.rule).collect();
        let is_lost = lost.iter().all(|(kind, &lost)| after.count(kind) + lost <= self.count(kind));
        let is_new = |kind: &Kind| rules.contains(&*kind.0) && after.count(kind) > self.count(kind);
        if is_lost && !after.findings.keys().any(is_new) { Ok(()) } else { Err(RefusalReason::Remains) }
    }

    fn count(&self, kind: &Kind) -> usize {
        self.findings.get(kind).copied().unwrap_or_default()
    }
}
