//! What holds for every fix.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::support::{findings, fixed, full};
use vsdlint::finding::{Finding, Fix};
use vsdlint::source::{Source, Sources};
use vsdlint::syntax::parse;

/// What is wrong with the fixes of the project's findings: nothing, if all is well.
pub fn wrong(name: &str, project: &Sources) -> String {
    let before = findings(project);
    let mut wrong = String::new();
    for finding in &before {
        let Some(fix) = &finding.fix else { continue };
        let broken = broken(project, &before, finding, fix);
        if !broken.is_empty() {
            let shown = full(project, std::slice::from_ref(finding));
            let _ = writeln!(wrong, "══ {name}: {}\n{shown}\n{:#?}", broken.join("; "), fix.edits);
            let after = if in_order(project, fix) { fixed(project, fix) } else { Sources::default() };
            for (old, new) in project.as_slice().iter().zip(after.as_slice()) {
                if old.text != new.text {
                    let _ = writeln!(wrong, "── before ──\n{}\n── after ──\n{}", old.text, new.text);
                }
            }
            let mut then = findings(&after);
            then.retain(|new| {
                new.rule == finding.rule && before.iter().all(|old| old.fingerprint != new.fingerprint)
            });
            let _ = writeln!(wrong, "── then ──\n{}", full(&after, &then));
        }
    }
    wrong
}

/// What a fix breaks.
pub fn broken(project: &Sources, before: &[Finding], finding: &Finding, fix: &Fix) -> Vec<String> {
    if !in_order(project, fix) {
        return vec!["the edits are not in order".to_owned()];
    }
    let after = fixed(project, fix);
    let mut broken = Vec::new();
    for (old, new) in project.as_slice().iter().zip(after.as_slice()) {
        broken.extend(differs(old, new));
    }
    for (index, source) in project.as_slice().iter().enumerate() {
        let edits = fix.edits.iter().filter(|edit| edit.place.file.index() == index);
        let spans: Vec<_> = edits.map(|edit| edit.place.span.range()).collect();
        if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
            let new = &after.as_slice()[index].text;
            let head = source.text[..first.start].rfind('\n').map_or(0, |end| end + 1);
            let tail = source.text[last.end..].find('\n').map_or(source.text.len(), |end| last.end + end);
            if !new.starts_with(&source.text[..head]) || !new.ends_with(&source.text[tail..]) {
                broken.push("other lines changed".to_owned());
            }
        }
    }
    let (old, new) = (counts(before, &finding.rule), counts(&findings(&after), &finding.rule));
    let count = |counts: &BTreeMap<u64, usize>, print| counts.get(&print).copied().unwrap_or(0);
    if count(&new, finding.fingerprint) >= count(&old, finding.fingerprint) {
        broken.push("the finding is still there".to_owned());
    }
    if new.iter().any(|(&print, &after)| after > count(&old, print)) {
        broken.push("the rule finds something else".to_owned());
    }
    broken
}

/// Whether the edits stand in order, do not overlap, and cut no character.
fn in_order(project: &Sources, fix: &Fix) -> bool {
    let fits = |edit: &vsdlint::finding::Edit| {
        let (text, span) = (&project.get(edit.place.file).text, edit.place.span.range());
        span.start <= span.end && text.get(span).is_some()
    };
    let apart = |pair: &[vsdlint::finding::Edit]| {
        let (one, two) = (pair[0].place, pair[1].place);
        one.file < two.file || one.file == two.file && one.span.end <= two.span.start && one != two
    };
    !fix.edits.is_empty() && fix.edits.iter().all(fits) && fix.edits.windows(2).all(apart)
}

/// How often each finding of a rule stands there.
fn counts(findings: &[Finding], rule: &str) -> BTreeMap<u64, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule == rule) {
        *counts.entry(finding.fingerprint).or_default() += 1;
    }
    counts
}

/// What a fix may not have changed in a file.
fn differs(old: &Source, new: &Source) -> Vec<String> {
    let mut differs = Vec::new();
    let (before, after) = (parse(&old.text), parse(&new.text));
    if after.errors.len() > before.errors.len() {
        differs.push(format!("it cannot be read: {}", after.errors[0].message));
    }
    let comments = |source: &Source, tree: &vsdlint::syntax::Tree| {
        let mut comments: Vec<String> =
            tree.comments.iter().map(|comment| source.slice(comment.span).to_owned()).collect();
        comments.sort();
        comments
    };
    if comments(old, &before) != comments(new, &after) {
        differs.push("the comments are others".to_owned());
    }
    let ends = |text: &str| {
        let windows = text.matches("\r\n").count();
        (windows > 0, text.matches('\n').count() > windows)
    };
    let (was, is) = (ends(&old.text), ends(&new.text));
    if was != is && (was != (false, false) || is == (true, true)) && is != (false, false) {
        differs.push("the line ends are others".to_owned());
    }
    if old.text.starts_with('\u{feff}') != new.text.starts_with('\u{feff}') {
        differs.push("the byte-order mark moved".to_owned());
    }
    if old.text.ends_with('\n') != new.text.ends_with('\n') {
        differs.push("the end of the file changed".to_owned());
    }
    let trailing = |text: &str| text.lines().filter(|line| line.ends_with([' ', '\t'])).count();
    if trailing(&new.text) > trailing(&old.text) {
        differs.push("blanks stand at the end of a line".to_owned());
    }
    differs
}
