//! Imports all drawings below a folder, which is never part of this project: `VSDLINT_DRAWINGS=FOLDER`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use vsdlint::format::{FormatOptions, format};
use vsdlint::import::bpmn::{Fate, read};
use vsdlint::import::draft::Draft;
use vsdlint::import::{Imported, Input, Options, import};
use vsdlint::model::Model;
use vsdlint::project::{Flags, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

/// What one drawing gave.
struct Outcome {
    path: PathBuf,
    time: Duration,
    /// How many elements met each fate, by name.
    fates: BTreeMap<(String, Fate), usize>,
    /// Why it could not be read.
    refused: Option<String>,
    findings: BTreeMap<String, usize>,
    remarks: BTreeMap<&'static str, usize>,
    /// What should never happen.
    faults: Vec<String>,
    steps: usize,
}

#[test]
fn all_drawings_of_a_folder() {
    let Ok(folder) = std::env::var("VSDLINT_DRAWINGS") else { return };
    let mut paths = Vec::new();
    walk(Path::new(&folder), &mut paths);
    paths.sort();
    let outcomes: Vec<Outcome> = paths.par_iter().map(|path| try_one(path)).collect();
    let mut faults = 0;
    let mut total = BTreeMap::new();
    let mut fates = BTreeMap::new();
    let mut findings = BTreeMap::new();
    let mut remarks = BTreeMap::new();
    let mut with = BTreeMap::new();
    let mut steps = 0;
    for outcome in &outcomes {
        *total.entry(outcome.refused.as_deref().unwrap_or("read")).or_insert(0) += 1;
        for (key, count) in &outcome.fates {
            *fates.entry(key.clone()).or_insert(0) += count;
        }
        for (rule, count) in &outcome.findings {
            *findings.entry(rule.clone()).or_insert(0) += count;
            *with.entry(rule.clone()).or_insert(0) += 1;
        }
        for (kind, count) in &outcome.remarks {
            let (all, files) = remarks.entry(*kind).or_insert((0, 0));
            *all += count;
            *files += 1;
        }
        steps += outcome.steps;
        for fault in &outcome.faults {
            faults += 1;
            if faults < 40 {
                println!("FAULT {}: {fault}", outcome.path.display());
            }
        }
    }
    let mut times: Vec<(Duration, &Path)> =
        outcomes.iter().map(|outcome| (outcome.time, outcome.path.as_path())).collect();
    times.sort();
    let sum: Duration = times.iter().map(|(time, _)| time).sum();
    println!("read: {total:#?}");
    println!("fates:");
    for ((tag, fate), count) in &fates {
        println!("  {tag:34} {fate:?} {count}");
    }
    println!("remarks (all, files): {remarks:#?}");
    println!("steps: {steps}");
    println!("findings (all, files):");
    for (rule, count) in &findings {
        println!("  {rule:28} {count:6} in {}", with[rule]);
    }
    println!(
        "time: {sum:?} in all, median {:?}, longest {:?}",
        times[times.len() / 2].0,
        times.last().unwrap()
    );
    if let Ok(rule) = std::env::var("VSDLINT_RULE") {
        for outcome in &outcomes {
            if let Some(count) = outcome.findings.get(rule.as_str()) {
                println!("{rule} {count} {}", outcome.path.display());
            }
        }
    }
    assert_eq!(faults, 0);
}

pub fn walk(path: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "bpmn") {
            paths.push(path);
        }
    }
}

fn try_one(path: &Path) -> Outcome {
    let bytes = std::fs::read(path).unwrap();
    let begin = Instant::now();
    let input = Input { name: "drawing.bpmn", bytes: &bytes };
    let result = import(&[input], &Options::default());
    let mut outcome = Outcome {
        path: path.to_owned(),
        time: begin.elapsed(),
        fates: BTreeMap::new(),
        refused: None,
        findings: BTreeMap::new(),
        remarks: BTreeMap::new(),
        faults: Vec::new(),
        steps: 0,
    };
    let imported = match result {
        Ok(imported) => imported,
        Err(error) => {
            let text = error.to_string();
            let kinds = ["no process", "not well-formed", "not BPMN", "not text"];
            outcome.refused =
                Some(kinds.into_iter().find(|kind| text.contains(kind)).unwrap_or("other").to_owned());
            return outcome;
        }
    };
    let mut draft = Draft::new();
    let census = read("drawing.bpmn", &bytes, &mut draft).unwrap();
    for (tag, fate, count) in census.counts() {
        outcome.fates.insert((tag.to_owned(), fate), count);
    }
    outcome.steps = imported.counts.steps;
    for remark in &imported.remarks {
        *outcome.remarks.entry(remark.kind.word()).or_insert(0) += 1;
    }
    look(&imported, &mut outcome);
    let again = import(&[input], &Options::default()).unwrap();
    if again.files != imported.files
        || again.settings != imported.settings
        || again.remarks != imported.remarks
    {
        outcome.faults.push("a second import differs".to_owned());
    }
    outcome
}

/// Reads the texts, and has them formatted and checked.
fn look(imported: &Imported, outcome: &mut Outcome) {
    let mut sources = Vec::new();
    for file in &imported.files {
        if format(&file.text, FormatOptions::default()) != file.text {
            outcome.faults.push(format!("fmt changes {}", file.path));
        }
        sources.push(Source { path: file.path.clone().into(), text: file.text.clone() });
    }
    let sources = Sources::new(sources);
    let model = Model::new(&sources);
    let flags = Flags::new([], metadata()).unwrap();
    for finding in check(&model, &Settings::of_flags(metadata(), &flags), &[]) {
        *outcome.findings.entry(finding.rule.to_string()).or_insert(0) += 1;
        if matches!(&*finding.rule, "syntax-error" | "unknown-name" | "duplicate-name" | "item-cycle") {
            outcome.faults.push(format!("{}: {}", finding.rule, finding.message));
        }
    }
}
