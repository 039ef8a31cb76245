//! What a fault does to a model, decided without the linter: by a second reading of the language.

use std::collections::BTreeSet;

use vsdlint::syntax::{Tree, parse};

use crate::fault::{Fault, Judged};
use crate::project::Project;
use crate::reading::organisation;
use crate::reference::allows;
use crate::reference::meaning::findings;
use crate::reference::names::key;
use crate::reference::organisation as plain;
use crate::reference::pairing::{Raw, flow_findings};
use crate::reference::resolve::resolve;

/// What is left of the model's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The model says the same.
    None,
    /// The model says something else, and what it says is consistent.
    Another,
    /// Something in the model does not fit together any more.
    Contradiction,
}

/// What `fault` does to `project`; `made` are the files that it changes.
pub fn effect(project: &Project, fault: &Fault, made: &[(usize, String)]) -> Effect {
    match fault.judged {
        Judged::Always => Effect::Contradiction,
        Judged::Never => Effect::Another,
        Judged::Reading => {
            let texts = project.with(made);
            let faulty = organisation(&read(project, made), &texts);
            if meaning(&faulty) == *clean_meaning(project) {
                return Effect::None;
            }
            if is_contradictory(&faulty) { Effect::Contradiction } else { Effect::Another }
        }
    }
}

/// Whether there is any finding. Most mistakes show in the flows, and then nothing that takes longer is looked for.
fn is_contradictory(project: &plain::Project) -> bool {
    let model = resolve(project);
    let has_allows = !allows::apply(project, BTreeSet::new()).is_empty();
    if !has_allows && !flow_findings(&model, &Raw::of(&model)).is_empty() {
        return true;
    }
    !findings(project).is_empty()
}

/// What the clean project says, names by their words.
pub fn clean_meaning(project: &Project) -> &plain::Project {
    project.meaning.get_or_init(|| meaning(&organisation(&project.trees, &project.with(&[]))))
}

/// What a fixed project says. None where a text cannot be read.
pub fn meaning_of(project: &Project, made: &[(usize, String)]) -> Option<plain::Project> {
    let trees = read(project, made);
    trees
        .iter()
        .all(|tree| tree.errors.is_empty())
        .then(|| meaning(&organisation(&trees, &project.with(made))))
}

fn read(project: &Project, made: &[(usize, String)]) -> Vec<Tree> {
    let text = |file: usize| made.iter().find(|(other, _)| *other == file).map(|(_, text)| text);
    let read = |file: usize| match text(file) {
        Some(text) => parse(text),
        None => project.trees[file].clone(),
    };
    (0..project.files.len()).map(read).collect()
}

/// The same project with every name as its words, and without places.
fn meaning(project: &plain::Project) -> plain::Project {
    let mut project = project.clone();
    for declaration in project.files.iter_mut().flat_map(|file| &mut file.declarations) {
        declaration.line = 0;
        declaration.name = key(&declaration.name);
        declaration.alias = declaration.alias.as_deref().map(key);
        declaration.is.iter_mut().for_each(|name| *name = key(name));
        for statement in declaration.body.iter_mut().flatten() {
            match statement {
                plain::Statement::Flow(flow) => fold(flow),
                plain::Statement::Step(step) => {
                    step.line = 0;
                    step.name = key(&step.name);
                    step.alias = step.alias.as_deref().map(key);
                    step.activity = step.activity.as_deref().map(key);
                    step.flows.iter_mut().for_each(fold);
                }
            }
        }
    }
    project
}

fn fold(flow: &mut plain::Flow) {
    flow.line = 0;
    flow.items.iter_mut().for_each(|item| *item = key(item));
    for end in &mut flow.ends {
        if let plain::End::Named { stream, name } = end {
            *stream = stream.as_deref().map(key);
            *name = key(name);
        }
    }
}
