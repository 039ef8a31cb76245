//! Seeded faults: one mistake at a time in models that are clean, and what vsdlint makes of each.

#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // Tests may panic, and this one prints a table.

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
    pub mod horn;
    pub mod look_alikes;
    pub mod meaning;
    pub mod misdeclared;
    pub mod model;
    pub mod names;
    pub mod open;
    pub mod organisation;
    pub mod pairing;
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
use project::{Project, projects};
use table::Table;
use vsdlint::project::Settings;
use vsdlint::rules::metadata;

/// The table in the document is of one fault in so many: of all.
const PUBLISHED: usize = 1;

/// Seeds every fault, or of each kind one in so many of each project.
fn run(one_in: usize) -> Table {
    let settings = Settings::defaults(metadata());
    let mut table = Table::default();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for project in projects(&settings) {
        let mut workspace = project.workspace(&settings);
        assert!(workspace.check().findings.is_empty(), "{} is not clean", project.name);
        // `VSDLINT_MISSED` may ask for one kind alone.
        let asked = std::env::var("VSDLINT_MISSED").unwrap_or_default();
        let kind = asked.split_once(':').map_or("", |(_, kind)| kind);
        for fault in faults(&project).into_iter().filter(|fault| fault.kind.contains(kind)) {
            let count = counts.entry(fault.kind).or_default();
            *count += 1;
            if !(*count - 1).is_multiple_of(one_in) {
                continue;
            }
            let seen = seed(&project, &fault, &mut workspace);
            show(&project, &fault, &seen);
            table.add(&fault, &seen);
        }
    }
    table
}

/// Prints what is missed, where `VSDLINT_MISSED` asks for it: `found`, `single`, `spot` or `restored`, and perhaps a kind.
fn show(project: &Project, fault: &Fault, seen: &Seen) {
    let Ok(asked) = std::env::var("VSDLINT_MISSED") else { return };
    let (what, kind) = asked.split_once(':').unwrap_or((&asked, ""));
    let is_shown = match what {
        "found" => seen.count == 0,
        "single" => seen.count > 1,
        "spot" => seen.count > 0 && !seen.on_spot,
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
    for finding in &seen.findings {
        let place = finding.primary.place;
        let path = &project.files[place.file.index()].0;
        let fix = finding.fix.as_ref().map(|fix| fix.title.as_str()).unwrap_or_default();
        println!("   = {path}@{} {}: {} [{fix}]", place.span.start, finding.rule, finding.message);
    }
}

/// Every fault, one in so many, or a few: as `VSDLINT_FAULTS` says.
#[test]
fn faults_are_found() {
    let asked = std::env::var("VSDLINT_FAULTS").unwrap_or_default();
    let one_in = if asked == "all" { 1 } else { asked.parse().unwrap_or(257) };
    let table = run(one_in);
    println!("{table}");
    if std::env::var("VSDLINT_MISSED").is_ok() {
        return;
    }
    let all = table.all();
    // A sample is no more exact than it is large.
    assert!(all.found as f64 >= 0.995 * all.wrong as f64, "{table}");
    assert!(all.single as f64 >= 0.95 * all.wrong as f64, "{table}");
    assert!(all.on_spot as f64 >= 0.97 * all.wrong as f64, "{table}");
    let misspelt = table.misspelt();
    assert!(misspelt.restored as f64 >= 0.85 * misspelt.wrong as f64, "{table}");
    if one_in == PUBLISHED {
        let published = std::fs::read_to_string("docs/reliability.md").unwrap();
        assert!(published.contains(&table.to_string()), "docs/reliability.md shows another table");
    }
}
