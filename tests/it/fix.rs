//! Fixing a whole project: it comes to an end, does no harm, and has nothing left to do the second time.

use std::path::PathBuf;

use crate::support::{directory, one, sources};
use vsdlint::finding::{Applicability, Finding, Level};
use vsdlint::fix::{FixFilter, Fixed, RefusalReason, allow, apply_fixes};
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rules::metadata;
use vsdlint::source::{FileId, Sources};
use vsdlint::workspace::Workspace;

const ALL: FixFilter<'static> =
    FixFilter { wanted: &|findings: &[Finding]| vec![true; findings.len()], locked: &|_: FileId| false };

/// Every model of the fixtures that can be read, each on its own.
fn models() -> Vec<Sources> {
    let entries = std::fs::read_dir("fixtures/broken").unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    let text = |path: PathBuf| Some((path.display().to_string(), std::fs::read_to_string(path).ok()?));
    let mut models: Vec<Sources> = paths.into_iter().filter_map(text).map(|model| sources([model])).collect();
    models.extend(["itil4", "northwind"].map(|name| directory(&format!("fixtures/{name}"))));
    models
}

/// All rules on, whatever they are by default.
fn settings() -> Settings {
    let levels = metadata().iter().filter(|page| page.level.is_none());
    let levels = levels.map(|page| (Setting::Level(Level::Info), &*page.name));
    Settings::of_flags(metadata(), &Flags::new(levels, metadata()).unwrap())
}

fn workspace<'s>(settings: &'s Settings, sources: &Sources) -> Workspace<'s> {
    let relative: Vec<PathBuf> = sources.as_slice().iter().map(|source| source.path.clone()).collect();
    Workspace::new(settings, sources.as_slice().to_vec(), relative)
}

fn texts(workspace: &Workspace<'_>) -> Vec<String> {
    workspace.sources().as_slice().iter().map(|source| source.text.clone()).collect()
}

fn errors(workspace: &Workspace<'_>) -> usize {
    workspace.trees().iter().map(|tree| tree.errors.len()).sum()
}

#[test]
fn it_ends_and_does_no_harm() {
    let settings = settings();
    let mut count = 0;
    for sources in models() {
        for reach in [Applicability::Safe, Applicability::Suggested] {
            let mut workspace = workspace(&settings, &sources);
            let (before, unread) = (texts(&workspace), errors(&workspace));
            let Fixed { checked, count: fixes, changed, .. } = apply_fixes(&mut workspace, reach, &ALL);
            count += fixes;
            assert!(errors(&workspace) <= unread);
            let after = texts(&workspace);
            for (file, (before, after)) in before.iter().zip(&after).enumerate() {
                let known = changed.get(&FileId(file as u32));
                assert_eq!(known, (before != after).then_some(before), "what changed is reported");
            }
            assert_eq!(workspace.check().findings, checked.findings, "and so is what is left");
            let again = apply_fixes(&mut workspace, reach, &ALL);
            assert_eq!((again.count, again.changed.len()), (0, 0), "{}", after.join("\n"));
        }
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn what_is_allowed_is_silent_and_the_text_is_as_it_was() {
    let settings = settings();
    for sources in models() {
        let mut workspace = workspace(&settings, &sources);
        let before = texts(&workspace);
        let found = workspace.check().findings.len();
        let allowed = allow(&mut workspace, "as \\ \"agreed\"", &ALL);
        let spoken = allowed.checked.findings.iter().filter(|finding| finding.suppressed.is_none()).count();
        assert!(spoken <= found - allowed.count, "{}", texts(&workspace).join("\n"));
        let after: Vec<String> = texts(&workspace).iter().map(|text| without_allows(text)).collect();
        assert_eq!(after, before);
    }
}

/// The text without the `@allow`s that give the reason of this test.
fn without_allows(text: &str) -> String {
    let tree = vsdlint::syntax::parse(text);
    let mut text = text.to_owned();
    for allow in tree.allows.iter().rev() {
        if text[allow.reason.range()].contains("agreed") {
            let end = allow.span.end as usize;
            let rest = text[end..].trim_start_matches(['\r', '\n', ' ', '\t']).len();
            text.replace_range(allow.span.start as usize..text.len() - rest, "");
        }
    }
    text
}

#[test]
fn files_that_are_locked_stay() {
    let settings = settings();
    let sources = directory("fixtures/itil4");
    let mut workspace = workspace(&settings, &sources);
    let before = texts(&workspace);
    let bounds = FixFilter { locked: &|file| file.index() % 2 == 0, ..ALL };
    let Fixed { count, refused, .. } = apply_fixes(&mut workspace, Applicability::Suggested, &bounds);
    assert!(count > 0 && refused.iter().any(|refused| matches!(refused.reason, RefusalReason::Locked(_))));
    for (file, (before, after)) in before.iter().zip(texts(&workspace)).enumerate() {
        assert!(file % 2 == 1 || *before == after);
    }
}

#[test]
fn nothing_is_fixed_that_is_not_wanted() {
    let settings = settings();
    for sources in models() {
        let mut workspace = workspace(&settings, &sources);
        let bounds = FixFilter { wanted: &|findings| vec![false; findings.len()], ..ALL };
        assert_eq!(apply_fixes(&mut workspace, Applicability::Suggested, &bounds).count, 0);
    }
}

#[test]
fn what_is_declared_at_one_place_is_declared_in_one_go() {
    let settings = settings();
    let names: Vec<String> = (0..300).map(|number| format!("\"Own practice {number}\"")).collect();
    let text = format!(
        "stream s {{\n  trigger A\n  step a in engage {{\n    input A\n    output Z\n    practice {}\n  }}\n  outcome Z\n}}\n",
        names.join(", ")
    );
    let sources = one(&text);
    let mut workspace = workspace(&settings, &sources);
    let Fixed { count, refused, .. } = apply_fixes(&mut workspace, Applicability::Suggested, &ALL);
    // Each by itself would need more checks than there ever are.
    assert!(count >= 300 && refused.is_empty(), "{count} fixed, {} refused", refused.len());
    let [text] = &texts(&workspace)[..] else { panic!("one file") };
    assert!(text.starts_with("practice \"Own practice 0\"\npractice \"Own practice 1\"\n"), "{text}");
}
