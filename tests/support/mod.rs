//! What several tests share: linting texts, applying fixes, rendering findings.

#![allow(dead_code, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use vsdlint::finding::{Finding, Fix};
use vsdlint::model::Model;
use vsdlint::output::{Format, Part, Report, Statistics, Style, write};
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rules::{check, infos};
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

/// The findings that are not silenced, at default levels, with these rules turned on besides.
pub fn lint(sources: &Sources, turned_on: &[(&str, Setting)]) -> Vec<Finding> {
    let flags = Flags::new(turned_on.iter().map(|&(name, setting)| (setting, name)), infos()).unwrap();
    let model = Model::new(sources);
    let mut findings = check(&model, &Settings::of_flags(infos(), &flags), &[]);
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
