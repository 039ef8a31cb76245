//! Every fix on its own: it mends its finding, causes none of its rule, and leaves everything else as it was – on all
//! fixtures, on the same texts laid out in every way that the language allows, and on random organisations.

#![allow(clippy::unwrap_used)] // The helpers of tests may panic as tests do.

#[path = "fixes/hold.rs"]
mod hold;
#[path = "fixes/layout.rs"]
mod layout;
#[path = "fixes/pieces.rs"]
mod pieces;
#[path = "reference/projects.rs"]
mod reference;
mod support;

use std::collections::BTreeMap;

use reference::random::Random;
use support::{directory, findings, sources};
use vsdlint::source::Sources;
use vsdlint::syntax::parse;

/// The projects among the fixtures: whole ones, and every broken file that is a text.
fn projects() -> Vec<Sources> {
    let mut projects = vec![directory("fixtures/itil4"), directory("fixtures/northwind")];
    let mut paths: Vec<_> =
        std::fs::read_dir("fixtures/broken").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if let Ok(text) = std::fs::read_to_string(&path) {
            projects.push(sources([(path.display().to_string(), text)]));
        }
    }
    projects
}

fn laid_out(project: &Sources, layout: impl Fn(&str) -> String) -> Sources {
    sources(project.as_slice().iter().map(|source| (source.path.display().to_string(), layout(&source.text))))
}

fn is_read(project: &Sources) -> bool {
    project.as_slice().iter().all(|source| parse(&source.text).errors.is_empty())
}

/// The findings by rule and fingerprint, however often each.
fn told(project: &Sources) -> BTreeMap<(&'static str, u64), usize> {
    let mut told = BTreeMap::new();
    for finding in findings(project) {
        *told.entry((finding.rule, finding.fingerprint)).or_default() += 1;
    }
    told
}

#[test]
fn every_fix_of_the_fixtures_holds_in_every_layout() {
    let mut wrong = String::new();
    for project in projects() {
        for (name, layout) in layout::ALL {
            let project = laid_out(&project, layout);
            wrong += &hold::wrong(name, &project);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_layout_changes_no_finding() {
    for project in projects().iter().filter(|project| is_read(project)) {
        let before = told(project);
        for (name, layout) in layout::ALL {
            let project = laid_out(project, layout);
            assert_eq!(before, told(&project), "{name}: {}", project.as_slice()[0].text);
        }
    }
}

#[test]
fn every_fix_of_random_organisations_holds() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let first: u64 = number("VSDLINT_SEED").unwrap_or(0);
    let count: u64 = number("VSDLINT_CASES").unwrap_or(200);
    let mut wrong = Vec::new();
    for seed in first..first + count {
        let mut project = reference::generate::generate(seed);
        let project = sources(reference::print::print(&mut project));
        let mut random = Random::new(seed);
        let (one, layout) = *random.pick(layout::ALL).unwrap();
        let (two, more) = *random.pick(layout::ALL).unwrap();
        let mut found = hold::wrong(&format!("seed {seed}"), &project);
        if found.is_empty() {
            let project = laid_out(&project, |text| more(&layout(text)));
            found = hold::wrong(&format!("seed {seed}, {one}, {two}"), &project);
        }
        wrong.extend(Some(found).filter(|found| !found.is_empty()));
        assert!(wrong.len() < 20, "{}", wrong.concat());
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}
