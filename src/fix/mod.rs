//! Fixes a project: applies the fixes of findings, checks again, and goes on until nothing is left to apply.
//!
//! No fix is trusted. After every step the project is checked, and what did not do as it should is taken back: a fix
//! must lose its finding, must not break the syntax and must not make another finding of its rule.

mod allow;
mod apply;
mod tally;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

use rustc_hash::FxBuildHasher;

use self::apply::{EditSet, apply};
use self::tally::Tally;
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::source::FileId;
use crate::workspace::{CheckResult, Workspace};

pub use allow::{allow, suppress};

/// Which findings may be fixed.
pub struct FixFilter<'b> {
    /// Tells of each of the findings that a check gave whether to fix it.
    pub wanted: &'b dyn Fn(&[Finding]) -> Vec<bool>,
    /// Tells whether a file must not be written.
    pub locked: &'b dyn Fn(FileId) -> bool,
}

/// A project after fixing.
#[derive(Debug)]
pub struct Fixed {
    /// What is still found.
    pub checked: CheckResult,
    /// How many findings were fixed.
    pub count: usize,
    /// What could not be fixed after all.
    pub refused: Vec<Refused>,
    /// The files that changed, each with the text that it had before.
    pub changed: BTreeMap<FileId, String>,
}

/// A finding that could not be fixed.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The finding, as it was at that time, with the fix that was tried.
    pub finding: Finding,
    /// Why it could not.
    pub reason: RefusalReason,
}

/// Why a finding cannot be fixed by machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    /// One of the files must not be written.
    #[error("it changes a file that is not to be written")]
    Locked(FileId),
    /// Something could not be read afterwards.
    #[error("afterwards a statement could not be read")]
    Syntax,
    /// The finding, or another of its rule, would be there afterwards.
    #[error("afterwards the same rule would find something again")]
    Remains,
    /// Another fix undoes it.
    #[error("another fix would undo it")]
    Unsettled,
}

/// Applies all fixes that `applicability` covers and `filter` lets through.
///
/// Fixes that touch each other are applied one after another. It ends: a fix is applied only if it loses its finding,
/// and never if the texts have been the same before.
pub fn apply_fixes(
    workspace: &mut Workspace<'_>,
    applicability: Applicability,
    filter: &FixFilter<'_>,
) -> Fixed {
    run(workspace, filter, &|_, finding| {
        finding.fix.clone().filter(|fix| applicability.covers(fix.applicability))
    })
}

/// Applies to each finding the fix that `plan` has for it.
fn run(
    workspace: &mut Workspace<'_>,
    filter: &FixFilter<'_>,
    plan: &dyn Fn(&Workspace<'_>, &Finding) -> Option<Fix>,
) -> Fixed {
    let checked = workspace.check();
    let before = Tally::of(workspace, &checked);
    let mut fix_loop =
        FixLoop { workspace, plan, checked, before, changed: BTreeMap::new(), seen: HashSet::new() };
    let mut refused_before: HashMap<Key, usize> = HashMap::new();
    let (mut refused, mut count, mut limit) = (Vec::new(), 0, usize::MAX);
    // Whether something was fixed since the first of those was refused.
    let mut is_other = false;
    loop {
        let batch = fix_loop.batch(limit, filter, &refused_before);
        if batch.is_empty() {
            if !is_other {
                break;
            }
            // What did harm before may do none now.
            refused_before.clear();
            refused.clear();
            (is_other, limit) = (false, usize::MAX);
            continue;
        }
        let files = batch.iter().flat_map(edits).map(|edit| edit.place.file);
        let result = match files.into_iter().find(|&file| (filter.locked)(file)) {
            Some(file) => Err(RefusalReason::Locked(file)),
            None => fix_loop.attempt(&batch),
        };
        match result {
            Ok(()) => {
                count += batch.len();
                is_other |= !refused.is_empty();
                limit = limit.saturating_mul(2);
            }
            // Among several, the one at fault is looked for by halving.
            Err(_) if batch.len() > 1 => limit = batch.len() / 2,
            Err(reason) => {
                for finding in &batch {
                    *refused_before.entry(key(finding)).or_default() += 1;
                }
                refused.extend(batch.into_iter().map(|finding| Refused { finding, reason }));
            }
        }
    }
    let FixLoop { checked, changed, .. } = fix_loop;
    Fixed { checked, count, refused, changed }
}

fn edits(finding: &Finding) -> &[Edit] {
    finding.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// Tells a refused fix when it is met again: places have moved by then.
type Key = (FileId, u64, Option<String>);

fn key(finding: &Finding) -> Key {
    let title = finding.fix.as_ref().map(|fix| fix.title.clone());
    (finding.primary.place.file, finding.fingerprint, title)
}

/// A project being fixed.
struct FixLoop<'m, 'p> {
    workspace: &'m mut Workspace<'p>,
    plan: &'m dyn Fn(&Workspace<'_>, &Finding) -> Option<Fix>,
    /// What is found now, and how much of what.
    checked: CheckResult,
    before: Tally,
    changed: BTreeMap<FileId, String>,
    /// Hashes of all that the texts have been.
    seen: HashSet<u64>,
}

impl FixLoop<'_, '_> {
    /// The first findings with fixes whose edits do not touch, at most `limit` of them. `refused_before` tells how many like
    /// each were refused: the first of them, since all are tried in order.
    fn batch(
        &self,
        limit: usize,
        filter: &FixFilter<'_>,
        refused_before: &HashMap<Key, usize>,
    ) -> Vec<Finding> {
        let mut skip = refused_before.clone();
        let mut edit_set = EditSet::default();
        let wanted = (filter.wanted)(&self.checked.findings);
        let wanted = self.checked.findings.iter().zip(wanted).filter(|(_, wanted)| *wanted);
        let planned =
            wanted.filter(|(finding, _)| finding.suppressed.is_none()).filter_map(|(finding, _)| {
                let fix = (self.plan)(self.workspace, finding)?;
                Some(Finding { fix: Some(fix), ..finding.clone() })
            });
        let fits = |finding: &Finding| match skip.get_mut(&key(finding)).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                false
            }
            None => edit_set.take(edits(finding)),
        };
        planned.filter(fits).take(limit).collect()
    }

    /// Applies the fixes of these findings, or leaves everything as it was.
    fn attempt(&mut self, batch: &[Finding]) -> Result<(), RefusalReason> {
        let edits: Vec<&Edit> = batch.iter().flat_map(edits).collect();
        let before = apply(self.workspace, &edits);
        let checked = self.workspace.check();
        let after = Tally::of(self.workspace, &checked);
        let state = self.state(&before);
        let verdict = self
            .before
            .judge(&after, batch)
            .and_then(|()| if self.seen.insert(state) { Ok(()) } else { Err(RefusalReason::Unsettled) });
        match verdict {
            Ok(()) => {
                (self.checked, self.before) = (checked, after);
                for (file, text) in before {
                    self.changed.entry(file).or_insert(text);
                }
                let sources = self.workspace.sources();
                self.changed.retain(|&file, original| sources.get(file).text != *original);
            }
            Err(_) => before.into_iter().for_each(|(file, text)| self.workspace.replace(file, text)),
        }
        verdict
    }

    /// A hash of all texts that are not as they were at the beginning; `touched` are those of this step.
    fn state(&self, touched: &BTreeMap<FileId, String>) -> u64 {
        let mut hasher = FxBuildHasher.build_hasher();
        let files: BTreeSet<FileId> = self.changed.keys().chain(touched.keys()).copied().collect();
        for file in files {
            let text = &self.workspace.sources().get(file).text;
            if self.changed.get(&file).or_else(|| touched.get(&file)) != Some(text) {
                (file, text).hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}
