//! Every fault shows where the clean model is compared with the faulty one.

use rayon::prelude::*;
use vsdlint::compare::{Comparison, Subject};
use vsdlint::finding::Finding;
use vsdlint::project::Settings;
use vsdlint::rules::{check, metadata};
use vsdlint::workspace::Workspace;

use crate::criterion::{Effect, effect};
use crate::fault::Fault;
use crate::kinds::faults;
use crate::project::{PROJECTS, Project, file_id};

/// What is different between the clean model and one with a fault.
fn compared(
    project: &Project,
    fault: &Fault,
    clean: &mut Workspace<'_>,
    old_findings: &[Finding],
    settings: &Settings,
) -> Comparison {
    let mut faulty = project.workspace(settings);
    for (file, text) in fault.made(project) {
        faulty.replace(file_id(file), text);
    }
    clean.with_model(|old, _, relative| {
        faulty.with_model(|new, settings, new_relative| {
            let new_findings = check(new, settings, new_relative);
            let then = Subject { name: "clean", model: old, findings: old_findings, relative };
            let now = Subject { name: "faulty", model: new, findings: &new_findings, relative: new_relative };
            Comparison::of(&then, &now).0
        })
    })
}

/// The faults of a project that do not show, and how many were tried.
fn hidden(project: &Project, settings: &Settings) -> (Vec<String>, usize) {
    let mut clean = project.workspace(settings);
    let old_findings = clean.with_model(check);
    let mut kinds = std::collections::BTreeSet::new();
    let (mut hidden, mut tried) = (Vec::new(), 0);
    for fault in faults(project) {
        if kinds.contains(fault.kind) || effect(project, &fault, &fault.made(project)) == Effect::None {
            continue;
        }
        kinds.insert(fault.kind);
        tried += 1;
        if compared(project, &fault, &mut clean, &old_findings, settings).is_empty() {
            let edit = &fault.edits[0];
            let (path, text) = &project.files[edit.file];
            let line = text[..edit.span.start].matches('\n').count() + 1;
            hidden.push(format!("{} in {path}:{line}: `{}`", fault.kind, edit.text));
        }
    }
    (hidden, tried)
}

/// One fault of each kind in each project; of the pages, which are many and small, one in sixteen.
#[test]
fn every_fault_shows_in_a_comparison() {
    let settings = Settings::defaults(metadata());
    let mut chosen = Vec::new();
    for (number, project) in PROJECTS.iter().enumerate() {
        if project.name != "pages" || number.is_multiple_of(16) {
            chosen.push(project);
        }
    }
    let seen: Vec<(Vec<String>, usize)> =
        chosen.par_iter().map(|project| hidden(project, &settings)).collect();
    let hidden: Vec<&String> = seen.iter().flat_map(|(hidden, _)| hidden).collect();
    let tried: usize = seen.iter().map(|(_, tried)| tried).sum();
    assert!(tried > 300, "{tried}");
    assert!(hidden.is_empty(), "{} of {tried} hidden: {hidden:#?}", hidden.len());
}
