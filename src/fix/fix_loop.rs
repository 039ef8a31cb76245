//! The loop that applies fixes, checks, and takes back what does not do as it should.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

use rustc_hash::FxBuildHasher;

use super::apply::{EditSet, apply};
use super::tally::Tally;
use super::{FixFilter, Fixed, RefusalReason, Refused};
use crate::finding::{Edit, Finding, Fix};
use crate::source::FileId;
use crate::workspace::{CheckResult, Workspace};

/// The project is checked at most so often.
const MOST_ATTEMPTS: usize = 256;

/// Gives the fix to apply to a finding, if there is one.
type Plan<'p> = dyn Fn(&Workspace<'_>, &Finding) -> Option<Fix> + 'p;

/// Recognises a fix that was refused when it is met again: places have moved by then.
type Key = (FileId, u64, Option<String>);

fn key(finding: &Finding) -> Key {
    let title = finding.fix.as_ref().map(|fix| fix.title.clone());
    (finding.primary.place.file, finding.fingerprint, title)
}

fn edits(finding: &Finding) -> &[Edit] {
    finding.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// Applies to each finding the fix that `plan` has for it.
///
/// As many fixes as possible are applied at once, since every check costs as much as the project is large. Where such
/// a batch does harm, half of it is tried, and so on down to the one at fault, which is refused; from then on batches
/// grow again. What was refused gets another try once something else has been fixed. After [`MOST_ATTEMPTS`] the rest is
/// left alone, so that it takes time in proportion to the project however many fixes do harm.
pub(super) fn run(workspace: &mut Workspace<'_>, filter: &FixFilter<'_>, plan: &Plan<'_>) -> Fixed {
    let checked = workspace.check();
    let before = Tally::of(workspace, &checked);
    let mut fix_loop =
        FixLoop { workspace, plan, checked, before, changed: BTreeMap::new(), seen: HashSet::new() };
    let mut refused_before: HashMap<Key, usize> = HashMap::new();
    let (mut refused, mut count, mut limit) = (Vec::new(), 0, usize::MAX);
    // Whether something was fixed since the first of those was refused.
    let mut is_other = false;
    for attempt in 0.. {
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
        if attempt >= MOST_ATTEMPTS {
            refused.extend(
                batch.into_iter().take(1).map(|finding| Refused { finding, reason: RefusalReason::Untried }),
            );
            break;
        }
        let result = match locked(&batch, filter) {
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
                for finding in batch {
                    *refused_before.entry(key(&finding)).or_default() += 1;
                    refused.push(Refused { finding, reason });
                }
            }
        }
    }
    let FixLoop { checked, changed, .. } = fix_loop;
    Fixed { checked, count, refused, changed }
}

/// The first file that the fixes of `batch` change and that must not be written.
fn locked(batch: &[Finding], filter: &FixFilter<'_>) -> Option<FileId> {
    for edit in batch.iter().flat_map(edits) {
        if (filter.locked)(edit.place.file) {
            return Some(edit.place.file);
        }
    }
    None
}

/// A project being fixed.
struct FixLoop<'m, 'p> {
    workspace: &'m mut Workspace<'p>,
    plan: &'m Plan<'m>,
    /// What is found now, and how much of what.
    checked: CheckResult,
    before: Tally,
    changed: BTreeMap<FileId, String>,
    /// Hashes of all that the texts have been.
    seen: HashSet<u64>,
}

impl FixLoop<'_, '_> {
    /// The first findings with fixes whose edits do not touch, at most `limit` of them. `refused_before` holds how many
    /// like each were refused: the first of them, since all are tried in order.
    fn batch(
        &self,
        limit: usize,
        filter: &FixFilter<'_>,
        refused_before: &HashMap<Key, usize>,
    ) -> Vec<Finding> {
        let mut skip = refused_before.clone();
        let mut edit_set = EditSet::default();
        let mut batch = Vec::new();
        let wanted = (filter.wanted)(&self.checked.findings);
        for (finding, wanted) in self.checked.findings.iter().zip(wanted) {
            if batch.len() == limit {
                break;
            }
            if !wanted || finding.suppressed.is_some() {
                continue;
            }
            let Some(fix) = (self.plan)(self.workspace, finding) else { continue };
            let finding = Finding { fix: Some(fix), ..finding.clone() };
            if let Some(left) = skip.get_mut(&key(&finding))
                && *left > 0
            {
                *left -= 1;
                continue;
            }
            if edit_set.take(edits(&finding)) {
                batch.push(finding);
            }
        }
        batch
    }

    /// Applies the fixes of these findings, or leaves everything as it was.
    fn attempt(&mut self, batch: &[Finding]) -> Result<(), RefusalReason> {
        let edits: Vec<&Edit> = batch.iter().flat_map(edits).collect();
        let before = apply(self.workspace, &edits);
        let checked = self.workspace.check();
        let after = Tally::of(self.workspace, &checked);
        let state = self.state(&before);
        let mut verdict = self.before.judge(&after, batch);
        // Texts that were there before would come again for ever: two fixes undo each other.
        if verdict.is_ok() && !self.seen.insert(state) {
            verdict = Err(RefusalReason::Unsettled);
        }
        if verdict.is_err() {
            for (file, text) in before {
                self.workspace.replace(file, text);
            }
            return verdict;
        }
        (self.checked, self.before) = (checked, after);
        // What the author wrote, and not what the last step made of it.
        for (file, text) in before {
            self.changed.entry(file).or_insert(text);
        }
        let sources = self.workspace.sources();
        self.changed.retain(|&file, original| sources.get(file).text != *original);
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
