//! A safe fix does what it says, and fixing comes to an end.

use vsdlint::finding::{Applicability, Finding};
use vsdlint::fix::{FixFilter, apply_fixes};
use vsdlint::project::Settings;
use vsdlint::source::FileId;
use vsdlint::workspace::Workspace;

use super::check::{all_settings, lint};

/// Applies fixes to a model of one file: all that can be for one input in four, and else one safe fix alone.
pub fn fixes(bytes: &[u8]) {
    let text = super::words::statements(bytes);
    let settings = &all_settings()[bytes.len() % 4];
    let mut lint = lint(settings, vec![text]);
    let findings = lint.check().findings;
    let lot = super::lot(bytes);
    if lot.is_multiple_of(4) {
        if findings.iter().any(|finding| finding.fix.is_some()) {
            comes_to_an_end(&mut lint);
        }
        return;
    }
    let safe: Vec<&Finding> = findings.iter().filter(|finding| is_safe(finding)).collect();
    if !safe.is_empty() {
        does_what_it_says(settings, &lint, &findings, safe[(lot / 4) as usize % safe.len()]);
    }
}

fn is_safe(finding: &Finding) -> bool {
    let fix = finding.fix.as_ref().filter(|_| finding.suppressed.is_none());
    fix.is_some_and(|fix| fix.applicability == Applicability::Safe)
}

/// Applies the fix of one of these findings.
fn does_what_it_says(settings: &Settings, lint: &Workspace<'_>, findings: &[Finding], finding: &Finding) {
    let mut fixed = lint.sources().get(FileId(0)).text.clone();
    for edit in finding.fix.iter().flat_map(|fix| fix.edits.iter().rev()) {
        fixed.replace_range(edit.place.span.range(), &edit.text);
    }
    let mut after = self::lint(settings, vec![fixed.clone()]);
    // How something that cannot be read is reported is a guess, which depends on all that stands around it.
    let (before, now) = (messages(lint), messages(&after));
    assert!(before == now || !before.is_empty(), "{finding:?} gives\n{fixed}");
    if before != now {
        return;
    }
    let count = |findings: &[Finding]| findings.iter().filter(|other| alike(finding, other)).count();
    assert!(count(&after.check().findings) < count(findings), "{finding:?} gives\n{fixed}");
}

/// Applies all fixes, and then once more.
fn comes_to_an_end(lint: &mut Workspace<'_>) {
    let (text, broken) = (lint.sources().get(FileId(0)).text.clone(), errors(lint));
    let bounds = FixFilter { wanted: &|findings| vec![true; findings.len()], locked: &|_| false };
    let fixed = apply_fixes(lint, Applicability::Suggested, &bounds);
    let after = &lint.sources().get(FileId(0)).text;
    assert!(errors(lint) <= broken, "fixing gives\n{after}");
    assert_eq!(fixed.changed.is_empty(), *after == text);
    let again = apply_fixes(lint, Applicability::Suggested, &bounds);
    assert_eq!(again.count, 0, "fixed again:\n{}", lint.sources().get(FileId(0)).text);
}

fn errors(lint: &Workspace<'_>) -> usize {
    lint.trees()[0].errors.len()
}

fn messages(lint: &Workspace<'_>) -> Vec<String> {
    lint.trees()[0].errors.iter().map(|error| error.message.clone()).collect()
}

/// Whether two findings report the same mistake.
fn alike(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.fingerprint == other.fingerprint && other.suppressed.is_none()
}
