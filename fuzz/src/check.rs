//! Texts to findings: they point into the texts, and depend on nothing but what the texts say.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use vsdlint::finding::{Edit, Finding, Level};
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rules::{RULES, metadata};
use vsdlint::source::{Source, Sources};
use vsdlint::workspace::Workspace;

use super::parse::fits;

/// The default settings, and all rules at each level.
pub fn all_settings() -> &'static [Settings; 4] {
    static SETTINGS: OnceLock<[Settings; 4]> = OnceLock::new();
    SETTINGS.get_or_init(|| {
        let all = |level| {
            let flags = RULES.iter().map(|rule| (Setting::Level(level), rule.name));
            Settings::of_flags(metadata(), &Flags::new(flags, metadata()).unwrap_or_default())
        };
        [Settings::defaults(metadata()), all(Level::Info), all(Level::Warn), all(Level::Error)]
    })
}

/// Lets this thread do all that rayon would share out: an input is too small for more than one.
pub fn alone() {
    static ALONE: OnceLock<bool> = OnceLock::new();
    ALONE.get_or_init(|| {
        rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().is_ok()
    });
}

/// A project of these texts.
pub fn lint(settings: &Settings, texts: Vec<String>) -> Workspace<'_> {
    let paths: Vec<PathBuf> = (0..texts.len()).map(|index| format!("{index}.vsd").into()).collect();
    let sources = paths.iter().zip(texts).map(|(path, text)| Source { path: path.clone(), text });
    Workspace::new(settings, sources.collect(), paths.clone())
}

/// Checks a model of up to four files: one in eight a second time, and one in four of several files with these in another
/// order.
pub fn check(bytes: &[u8]) {
    let texts = super::words::models(bytes);
    let lot = super::lot(bytes);
    let settings = &all_settings()[bytes.len() % 4];
    let mut lint = lint(settings, texts.clone());
    let checked = lint.check();
    let sources = lint.sources();
    checked.findings.iter().for_each(|finding| points_into(finding, sources));
    assert!(checked.inputs.met <= checked.inputs.total && checked.outputs.met <= checked.outputs.total);
    let places = checked.findings.iter().map(|finding| finding.primary.place);
    assert!(places.is_sorted(), "out of order");
    if lot.is_multiple_of(8) {
        assert_eq!(lint.check().findings, checked.findings);
    }
    // Of two declarations of one name the first counts.
    let is_turned = texts.len() > 1 && (lot / 8).is_multiple_of(4);
    if is_turned && !checked.findings.iter().any(|finding| finding.rule == "duplicate-name") {
        let turned = self::lint(settings, texts.into_iter().rev().collect()).check();
        assert_eq!(reported(&checked.findings), reported(&turned.findings), "in another order");
    }
}

/// The findings that do not speak of the order of the text, by rule and names, and how often each.
fn reported(findings: &[Finding]) -> BTreeMap<(&str, u64, bool), usize> {
    let mut reported = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule != "late-input") {
        *reported.entry((&*finding.rule, finding.fingerprint, finding.suppressed.is_some())).or_default() +=
            1;
    }
    reported
}

/// Asserts that all places in a finding are pieces of the texts, and that its edits do not overlap.
fn points_into(finding: &Finding, sources: &Sources) {
    let text = |edit: &Edit| sources.get(edit.place.file).text.as_str();
    assert!(!finding.message.is_empty());
    for label in finding.labels() {
        fits(label.place.span, &sources.get(label.place.file).text);
    }
    if let Some(allow) = &finding.suppressed {
        fits(allow.place.span, &sources.get(allow.place.file).text);
    }
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    edits.iter().for_each(|edit| fits(edit.place.span, text(edit)));
    for (one, next) in edits.iter().zip(edits.iter().skip(1)) {
        let (one, next) = (one.place, next.place);
        assert!(one.file < next.file || one.span.end <= next.span.start, "{finding:?}");
    }
}
