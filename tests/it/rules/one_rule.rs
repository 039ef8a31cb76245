//! What one rule says of some texts, and what its fixes make of them.

use std::path::PathBuf;

use vsdlint::finding::{Applicability, Finding, Fix, Level};
use vsdlint::model::Model;
use vsdlint::output::{Format, Part, Report, Statistics, Style, write};
use vsdlint::project::{Setting, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::source::{LineIndex, Source, Sources};

use crate::support::{self, fixed, lint, one};

pub fn sources(texts: &[&str]) -> Sources {
    let path = |index: usize| PathBuf::from(format!("{}.vsd", ["a", "b", "c"][index]));
    let source = |(index, text): (usize, &&str)| Source { path: path(index), text: (*text).to_owned() };
    Sources::new(texts.iter().enumerate().map(source).collect())
}

/// The findings of one rule.
pub fn findings(rule: &str, sources: &Sources) -> Vec<Finding> {
    let model = Model::new(sources);
    let paths: Vec<PathBuf> = sources.as_slice().iter().map(|source| source.path.clone()).collect();
    let mut findings = check(&model, &Settings::defaults(metadata()), &paths);
    findings.retain(|finding| finding.rule == rule);
    findings
}

/// The texts with the edits of a fix made.
fn applied(sources: &Sources, fix: &Fix) -> Vec<String> {
    let mut texts: Vec<String> = sources.as_slice().iter().map(|source| source.text.clone()).collect();
    for edit in fix.edits.iter().rev() {
        texts[edit.place.file.index()].replace_range(edit.place.span.range(), &edit.text);
    }
    texts
}

fn full(sources: &Sources, findings: &[Finding]) -> String {
    let statistics = Statistics::default();
    let report = Report { parts: vec![Part { sources, findings, statistics: &statistics }], rules: &[] };
    let mut out = Vec::new();
    write(Format::Full, &report, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What a rule says of these files, and what its fixes make of the lines they touch. Each fix must clear its finding and
/// cause no other of the rule.
pub fn said(rule: &str, texts: &[&str]) -> String {
    let sources = sources(texts);
    let found = findings(rule, &sources);
    let report = full(&sources, &found);
    let mut reported = report[..report.rfind("\n\n").unwrap_or(0)].to_owned();
    for finding in &found {
        let Some(fix) = &finding.fix else { continue };
        let after = applied(&sources, fix);
        let texts: Vec<&str> = after.iter().map(String::as_str).collect();
        let left = findings(rule, &self::sources(&texts));
        let is_new = |one: &Finding| found.iter().all(|other| other.message != one.message);
        // A repeated statement with two alternatives is two findings with one fix.
        assert!(left.len() < found.len(), "the fix of {finding:#?} clears nothing");
        assert!(!left.iter().any(is_new), "the fix of {finding:#?} causes another: {left:#?}");
        let place = finding.primary.place;
        let text = &sources.get(place.file).text;
        let line = LineIndex::new(text).line_column(place.span.start, text).line as usize;
        let applicability = if fix.applicability == Applicability::Safe { "safe" } else { "suggested" };
        let count = |texts: &[&str]| texts.iter().map(|text| text.lines().count()).sum::<usize>();
        let before: Vec<&str> = sources.as_slice().iter().map(|source| source.text.as_str()).collect();
        let shown = match count(&texts).cmp(&count(&before)) {
            std::cmp::Ordering::Less => "(removed)".to_owned(),
            std::cmp::Ordering::Greater => format!("(added) {}", fix.edits[0].text.trim()),
            std::cmp::Ordering::Equal => {
                after[place.file.index()].lines().nth(line - 1).unwrap_or_default().trim().to_owned()
            }
        };
        reported.push_str(&format!("\n{applicability} fix of line {line}: {shown}"));
    }
    reported.trim().to_owned()
}

/// The findings of one rule, turned on.
pub fn of(rule: &'static str, sources: &Sources) -> Vec<Finding> {
    let mut found = lint(sources, &[(rule, Setting::Level(Level::Warn))]);
    found.retain(|finding| finding.rule == rule);
    found
}

/// The text with the rule's first finding fixed.
pub fn first_fixed(rule: &'static str, text: &str) -> String {
    let sources = one(text);
    let fix = of(rule, &sources)[0].fix.clone().unwrap();
    let after = fixed(&sources, &fix);
    assert_eq!(support::findings(&after), [], "{}", after.as_slice()[0].text);
    after.as_slice()[0].text.clone()
}

/// What a rule says of a text.
pub fn reported(rule: &'static str, text: &str) -> String {
    let sources = one(text);
    let mut found = lint(&sources, &[(rule, Setting::Level(Level::Warn))]);
    found.retain(|finding| finding.rule == rule);
    support::reported(&sources, &found)
}
