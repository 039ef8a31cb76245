//! What several tests share: linting texts, applying fixes, rendering findings.

// Each test binary uses a part of it.
#![allow(dead_code)]

pub mod runner;
pub mod trades;

use std::path::{Path, PathBuf};

use vsdlint::finding::{Finding, Fix};
use vsdlint::model::Model;
use vsdlint::output::{Format, Part, Report, Statistics, Style, write};
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

/// Sources of these paths and texts.
pub fn sources<T: Into<String>>(files: impl IntoIterator<Item = (String, T)>) -> Sources {
    let source = |(path, text): (String, T)| Source { path: path.into(), text: text.into() };
    Sources::new(files.into_iter().map(source).collect())
}

/// One source called `model.vsd`.
pub fn one(text: &str) -> Sources {
    sources([("model.vsd".to_owned(), text)])
}

/// The paths of all `.vsd` files below a directory of the project, sorted.
pub fn texts(directory: &str) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    walk(Path::new(directory), &mut paths);
    paths.sort();
    paths
}

/// All `.vsd` files below a directory of the project, sorted by path, shown with `/`.
pub fn directory(path: &str) -> Sources {
    sources(texts(path).into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.display().to_string().replace('\\', "/"), text)
    }))
}

fn walk(path: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "vsd") {
            paths.push(path);
        }
    }
}

/// The findings that are not suppressed, at default levels, with these rules turned on besides.
pub fn lint(sources: &Sources, turned_on: &[(&str, Setting)]) -> Vec<Finding> {
    let flags = Flags::new(turned_on.iter().map(|&(name, setting)| (setting, name)), metadata()).unwrap();
    let model = Model::new(sources);
    let mut findings = check(&model, &Settings::of_flags(metadata(), &flags), &[]);
    findings.retain(|finding| finding.suppressed.is_none());
    findings
}

/// The findings at default levels.
pub fn findings(sources: &Sources) -> Vec<Finding> {
    lint(sources, &[])
}

/// The sources with the edits of a fix made.
pub fn fixed(sources: &Sources, fix: &Fix) -> Sources {
    let mut files: Vec<(String, String)> = sources
        .as_slice()
        .iter()
        .map(|source| (source.path.display().to_string(), source.text.clone()))
        .collect();
    for edit in fix.edits.iter().rev() {
        files[edit.place.file.index()].1.replace_range(edit.place.span.range(), &edit.text);
    }
    self::sources(files)
}

/// The findings as a reader sees them.
pub fn full(sources: &Sources, findings: &[Finding]) -> String {
    let statistics = Statistics { files: sources.len(), ..Statistics::default() };
    let report = Report { parts: vec![Part { sources, findings, statistics: &statistics }], rules: &[] };
    let mut out = Vec::new();
    write(Format::Full, &report, &Style::default(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Fails unless exactly the findings are made that the text announces: `//~ rule, rule` ends a line that has these.
#[track_caller]
pub fn announces(text: &str) {
    let sources = one(text);
    let line = |at: u32| text[..at as usize].matches('\n').count();
    let findings = findings(&sources);
    let mut found: Vec<(usize, &str)> =
        findings.iter().map(|finding| (line(finding.primary.place.span.start), &*finding.rule)).collect();
    let mut announced: Vec<(usize, &str)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let rules = line.split_once("//~").map(|(_, rules)| rules).unwrap_or_default();
        announced.extend(
            rules.split(',').map(str::trim).filter(|rule| !rule.is_empty()).map(|rule| (number, rule)),
        );
    }
    found.sort_unstable();
    announced.sort_unstable();
    assert_eq!(found, announced, "{text}");
}

/// The findings in one text as a reader sees them, which of them count as the same, and what each fix changes there.
pub fn reported(sources: &Sources, found: &[Finding]) -> String {
    let text = &sources.as_slice()[0].text;
    let mut marks = Vec::new();
    let mut reported = full(sources, found);
    for (number, finding) in found.iter().enumerate() {
        let same = marks.iter().position(|&mark| mark == finding.fingerprint);
        marks.push(finding.fingerprint);
        if let Some(same) = same {
            reported += &format!("\n\n{} is known by the same mark as {}", number + 1, same + 1);
        }
        let Some(fix) = &finding.fix else { continue };
        let after = fixed(sources, fix);
        let changes = similar::TextDiff::from_lines(text, &after.as_slice()[0].text);
        reported += &format!("\n\n{}. {}", number + 1, fix.title);
        for change in changes.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal) {
            reported += &format!("\n{} {:?}", change.tag(), change.value());
        }
    }
    reported
}
