//! Seeded faults: one mistake at a time in models that are clean, and what vsdlint makes of each.

#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // Tests may panic, and this one prints a table.

mod comparison;
mod criterion;
mod fault;
mod kinds;
mod links;
mod measure;
mod project;
mod reading;
/// The second reading of the language; its own tests are in `differential`.
#[allow(dead_code)]
#[path = "../reference"]
#[rustfmt::skip] // rustfmt looks for these files in another folder.
mod reference {
    pub mod allows;
    pub mod alternatives;
    pub mod branches;
    pub mod dead;
    pub mod gaps;
    pub mod generate;
    pub mod horn;
    pub mod look_alikes;
    pub mod meaning;
    pub mod misdeclared;
    pub mod misplaced;
    pub mod model;
    pub mod names;
    pub mod open;
    pub mod organisation;
    pub mod pairing;
    pub mod print;
    pub mod random;
    pub mod relate;
    pub mod replies;
    pub mod resolve;
    pub mod risks;
    pub mod runs;
    pub mod simple;
    pub mod sinks;
    pub mod time;
    pub mod waits;
}
#[path = "../it/support/mod.rs"]
mod support;
mod table;

use criterion::Effect;
use fault::Fault;
use kinds::faults;
use measure::{Seen, seed};
use project::{PROJECTS, Project};
use rayon::prelude::*;
use table::Table;
use vsdlint::project::Settings;
use vsdlint::rules::metadata;

/// Which faults are seeded.
#[derive(Clone, Copy)]
enum Sample {
    All,
    /// Of each kind one in so many.
    OneIn(usize),
    /// Of each kind so many, spread evenly, or all if there are no more.
    OfEach(usize),
}

impl Sample {
    /// `all`, `each:100`, or a number: one in so many.
    fn read(asked: &str) -> Sample {
        match (asked, asked.strip_prefix("each:").map(str::parse)) {
            ("all", _) => Sample::All,
            (_, Some(Ok(count))) => Sample::OfEach(count),
            _ => Sample::OneIn(asked.parse().unwrap_or(997)),
        }
    }

    /// One fault in how many of a kind of which there are `count`.
    fn step(self, count: usize) -> usize {
        match self {
            Sample::All => 1,
            Sample::OneIn(step) => step,
            Sample::OfEach(most) => count.div_ceil(most).max(1),
        }
    }
}

/// The table in the document is of so many faults of each kind.
const PUBLISHED: &str = "each:40";

/// So many faults of one project are seeded by one thread after the other.
const SHARE: usize = 8;

/// Seeds the faults of a sample.
fn run(sample: Sample) -> Table {
    let settings = Settings::defaults(metadata());
    // `VSDLINT_MISSED` may ask for one kind alone.
    let asked = std::env::var("VSDLINT_MISSED").unwrap_or_default();
    let kind = asked.split_once(':').map_or("", |(_, kind)| kind);
    let mut seeded = Vec::new();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for project in &*PROJECTS {
        let mut faults = faults(project);
        faults.retain(|fault| fault.kind.contains(kind));
        for fault in &faults {
            *counts.entry(fault.kind).or_default() += 1;
        }
        seeded.push((project, faults));
    }
    let mut shares = Vec::new();
    let mut tried = std::collections::BTreeMap::<&str, usize>::new();
    for (_, faults) in &mut seeded {
        faults.retain(|fault| {
            let number = tried.entry(fault.kind).or_default();
            *number += 1;
            (*number - 1).is_multiple_of(sample.step(counts[fault.kind]))
        });
    }
    for &(project, ref faults) in &seeded {
        for share in faults.chunks(SHARE) {
            shares.push((project, share));
        }
    }
    let seen: Vec<Vec<Seen>> = { shares.par_iter() }
        .map(|&(project, faults)| {
            let mut workspace = project.workspace(&settings);
            assert!(workspace.check().findings.is_empty(), "{} is not clean", project.name);
            faults.iter().map(|fault| seed(project, fault, &mut workspace)).collect()
        })
        .collect();
    let mut table = Table::default();
    for (&(project, faults), seen) in shares.iter().zip(&seen) {
        for (fault, seen) in faults.iter().zip(seen) {
            show(project, fault, seen);
            table.add(fault, seen);
        }
    }
    table
}

/// Prints what is missed, where `VSDLINT_MISSED` asks for it: `found`, `single`, `spot`, `harm` or `restored`, and perhaps a kind.
fn show(project: &Project, fault: &Fault, seen: &Seen) {
    let Ok(asked) = std::env::var("VSDLINT_MISSED") else { return };
    let (what, kind) = asked.split_once(':').unwrap_or((&asked, ""));
    let is_shown = match what {
        "found" => seen.count == 0,
        "single" => seen.count > 1,
        "spot" => seen.count > 0 && !seen.on_spot,
        "harm" => seen.harm.is_some(),
        _ => seen.count > 0 && seen.fix != measure::Fixed::Text,
    };
    if seen.effect != Effect::Contradiction || !is_shown || !fault.kind.contains(kind) {
        return;
    }
    println!("── {} in {}", fault.kind, project.name);
    for edit in &fault.edits {
        let (path, text) = &project.files[edit.file];
        let line = text[..edit.span.start].matches('\n').count() + 1;
        let whole = text.lines().nth(line - 1).unwrap_or_default().trim();
        println!("   {path}:{line}: `{}` -> `{}` in: {whole}", &text[edit.span.clone()], edit.text);
    }
    if let Some(harm) = &seen.harm {
        println!("   ! {harm}");
    }
    for finding in &seen.findings {
        let place = finding.primary.place;
        let path = &project.files[place.file.index()].0;
        let fix = finding.fix.as_ref().map(|fix| fix.title.as_str()).unwrap_or_default();
        println!("   = {path}@{} {}: {} [{fix}]", place.span.start, finding.rule, finding.message);
    }
}

/// Every fault or a sample, as `VSDLINT_FAULTS` says: see [`Sample::read`].
#[test]
fn faults_are_found() {
    let asked = std::env::var("VSDLINT_FAULTS").unwrap_or_default();
    let table = run(Sample::read(&asked));
    println!("{table}");
    if std::env::var("VSDLINT_MISSED").is_ok() {
        return;
    }
    let all = table.all();
    // A sample is no more exact than it is large.
    assert!(all.found as f64 >= 0.995 * all.wrong as f64, "{table}");
    // Where each kind counts alike, the rare ones that take most with them weigh more than they do among all.
    let (single, on_spot) = match Sample::read(&asked) {
        Sample::OfEach(_) => (0.85, 0.95),
        _ => (0.95, 0.97),
    };
    assert!(all.single as f64 >= single * all.wrong as f64, "{table}");
    assert!(all.on_spot as f64 >= on_spot * all.wrong as f64, "{table}");
    assert_eq!(all.harmed, 0, "a fix leaves an error\n{table}");
    let misspelt = table.misspelt();
    assert!(misspelt.restored as f64 >= 0.85 * misspelt.wrong as f64, "{table}");
    if asked == PUBLISHED {
        let published = std::fs::read_to_string("docs/reliability.md").unwrap();
        assert!(published.contains(&table.to_string()), "docs/reliability.md shows another table");
    }
}
