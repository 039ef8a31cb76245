//! Every fix on its own: it clears its finding, causes none of its rule, and leaves everything else as it was – on all
//! fixtures, on the same texts written in every layout that the language allows, and on random organisations.

mod hold;
mod layout;
mod pieces;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::reference::random::Random;
use crate::support::{directory, findings, full, sources};
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

fn relaid(project: &Sources, layout: impl Fn(&str) -> String) -> Sources {
    sources(project.as_slice().iter().map(|source| (source.path.display().to_string(), layout(&source.text))))
}

fn is_read(project: &Sources) -> bool {
    project.as_slice().iter().all(|source| {
        let tree = parse(&source.text);
        tree.errors.is_empty() && tree.pasted.is_empty()
    })
}

/// The seeds of random projects: as many as asked for, or `count`.
fn seeds(count: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let first = number("VSDLINT_SEED").unwrap_or(0);
    first..first + number("VSDLINT_CASES").unwrap_or(count)
}

fn random_project(seed: u64) -> Sources {
    sources(crate::reference::print::print(&mut crate::reference::generate::generate(seed)))
}

/// The findings by rule and fingerprint, however often each.
fn reported(project: &Sources) -> BTreeMap<(Cow<'static, str>, u64), usize> {
    let mut reported = BTreeMap::new();
    for finding in findings(project) {
        *reported.entry((finding.rule, finding.fingerprint)).or_default() += 1;
    }
    reported
}

#[test]
fn every_fix_of_the_fixtures_holds_in_every_layout() {
    let mut wrong = String::new();
    for project in projects() {
        for (name, layout) in layout::ALL {
            let project = relaid(&project, layout);
            wrong += &hold::wrong(name, &project);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_layout_changes_no_finding() {
    for project in projects().iter().filter(|project| is_read(project)) {
        let before = reported(project);
        for (name, layout) in layout::ALL {
            let project = relaid(project, layout);
            assert_eq!(before, reported(&project), "{name}: {}", project.as_slice()[0].text);
        }
    }
}

#[test]
fn every_fix_of_random_organisations_holds() {
    let mut wrong = Vec::new();
    for seed in seeds(50) {
        let project = random_project(seed);
        let mut random = Random::new(seed);
        let (one, layout) = *random.pick(layout::ALL).unwrap();
        let (two, more) = *random.pick(layout::ALL).unwrap();
        let mut found = hold::wrong(&format!("seed {seed}"), &project);
        if found.is_empty() {
            let project = relaid(&project, |text| more(&layout(text)));
            found = hold::wrong(&format!("seed {seed}, {one}, {two}"), &project);
        }
        wrong.extend(Some(found).filter(|found| !found.is_empty()));
        assert!(wrong.len() < 20, "{}", wrong.concat());
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// The project with one fix after the other made that does no harm, until there is none left.
fn all_fixed(project: Sources) -> Sources {
    let mut project = project;
    let mut refused: BTreeSet<(Cow<'static, str>, u64)> = BTreeSet::new();
    for step in 0.. {
        let before = findings(&project);
        assert!(step < 300, "it never ends: {}", full(&project, &before));
        let open =
            before.iter().filter(|finding| !refused.contains(&(finding.rule.clone(), finding.fingerprint)));
        let Some((finding, fix)) = { open }.find_map(|finding| Some((finding, finding.fix.as_ref()?))) else {
            break;
        };
        if hold::broken(&project, &before, finding, fix).is_empty() {
            project = crate::support::fixed(&project, fix);
        } else {
            refused.insert((finding.rule.clone(), finding.fingerprint));
        }
    }
    project
}

#[test]
fn itils_own_tables_are_fixed_but_for_the_plans_that_nobody_takes() {
    let project = all_fixed(directory("fixtures/itil4"));
    let reported: Vec<String> = findings(&project).into_iter().map(|finding| finding.message).collect();
    assert_eq!(reported, ["nobody uses `Strategic, tactical, and operational plans`, which `plan` produces"]);
}

#[test]
fn fixes_come_to_an_end() {
    let (mut before, mut after) = (0, 0);
    for seed in seeds(50) {
        let project = random_project(seed);
        before += findings(&project).len();
        after += findings(&all_fixed(project)).len();
    }
    assert!(2 * after < before, "{after} of {before} findings are left");
}
