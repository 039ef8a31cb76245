//! Mending: a safe fix does what it says, and mending comes to an end.

use vsdlint::finding::{Finding, Safety};
use vsdlint::fix::{Bounds, Reach, mend};
use vsdlint::source::FileId;

use super::check::{all_settings, alone, lint};

/// How many fixes of one model are tried alone.
const MOST: usize = 4;

/// Applies the safe fixes of a model of one file: some of them alone, then all that can be.
pub fn fixes(bytes: &[u8]) {
    alone();
    let text = super::words::model(bytes).into_owned();
    let settings = &all_settings()[bytes.len() % 4];
    let mut lint = lint(settings, vec![text.clone()]);
    let findings = lint.check().findings;
    let safe = |finding: &&Finding| {
        let fix = finding.fix.as_ref().filter(|_| finding.suppressed.is_none());
        fix.is_some_and(|fix| fix.safety == Safety::Safe)
    };
    if !findings.iter().any(|finding| finding.fix.is_some()) {
        return;
    }
    let errors = lint.trees()[0].errors.len();
    for finding in findings.iter().filter(safe).take(MOST) {
        let mut mended = text.clone();
        for edit in finding.fix.iter().flat_map(|fix| fix.edits.iter().rev()) {
            mended.replace_range(edit.place.span.range(), &edit.text);
        }
        let mut after = self::lint(settings, vec![mended.clone()]);
        assert!(after.trees()[0].errors.len() <= errors, "{finding:?} gives\n{mended}");
        let count = |findings: &[Finding]| findings.iter().filter(|other| alike(finding, other)).count();
        assert!(count(&after.check().findings) < count(&findings), "{finding:?} gives\n{mended}");
    }
    let bounds = Bounds { wanted: &|findings| vec![true; findings.len()], locked: &|_| false };
    let mended = mend(&mut lint, Reach::Suggested, &bounds);
    assert!(lint.trees()[0].errors.len() <= errors, "mending gives\n{}", lint.sources().get(FileId(0)).text);
    assert_eq!(mended.changed.is_empty(), lint.sources().get(FileId(0)).text == text);
    let again = mend(&mut lint, Reach::Suggested, &bounds);
    assert_eq!(again.count, 0, "mended again:\n{}", lint.sources().get(FileId(0)).text);
}

/// Whether two findings tell the same mistake.
fn alike(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.fingerprint == other.fingerprint && other.suppressed.is_none()
}
