//! Section "Where everything is right".

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Found, Giver, Giving, Model, Node, Place, Taking, Target};
use super::names::{Slip, compared_words, key, slip};
use super::organisation::{Flow, Kind, Project, Statement};
use super::pairing::{Raw, TwoNames};

/// `look-alike-name` and `unwritten-record`.
pub fn where_everything_is_right(project: &Project, model: &Model, raw: &Raw) -> Vec<Found> {
    let pairs = look_alikes(project, model, raw);
    let mut found: Vec<Found> = pairs.iter().map(|(place, ..)| ("look-alike-name", *place)).collect();
    let alike: BTreeSet<&String> = pairs.iter().flat_map(|(_, one, other)| [one, other]).collect();
    found.extend(unwritten_records(project, model, &alike));
    found
}

/// All flows of the project, with their files.
fn flows(project: &Project) -> Vec<(usize, &Flow)> {
    let mut all = Vec::new();
    for (file, content) in project.files.iter().enumerate() {
        for statement in content.declarations.iter().flat_map(|declaration| declaration.body.iter().flatten())
        {
            match statement {
                Statement::Flow(flow) => all.push((file, flow)),
                Statement::Step(step) => all.extend(step.flows.iter().map(|flow| (file, flow))),
            }
        }
    }
    all
}

/// All names that are declared or flow.
fn all_names(project: &Project) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for declaration in project.files.iter().flat_map(|file| &file.declarations) {
        names.insert(key(&declaration.name));
        names.extend(declaration.alias.as_deref().map(key));
        for statement in declaration.body.iter().flatten() {
            if let Statement::Step(step) = statement {
                names.insert(key(&step.name));
                names.extend(step.alias.as_deref().map(key));
            }
        }
    }
    names.extend(flows(project).into_iter().flat_map(|(_, flow)| flow.items.iter().map(|item| key(item))));
    names
}

/// The items that steps look for in vain as alternatives, with the streams.
fn wanted_in_vain(model: &Model) -> BTreeSet<(usize, String)> {
    let mut in_vain = BTreeSet::new();
    for taker in &model.takers {
        let (Node::Step(step), Taking::Input(_)) = (taker.node, taker.role) else { continue };
        let step = &model.steps[step];
        let is_own =
            |end: &Target| matches!(end, Target::Step(other) if model.steps[*other].stream == step.stream);
        if step.runs.is_some() || step.runs_unknown || !taker.ends.iter().all(is_own) || taker.items.len() < 2
        {
            continue;
        }
        for item in &taker.items {
            let gives = |giver: &Giver| giver.role != Giving::Outcome && model.is_kind_of(&giver.item, item);
            if !model.givers.iter().any(gives) {
                in_vain.insert((step.stream, item.clone()));
            }
        }
    }
    in_vain
}

/// Where the finding is, and both items.
fn look_alikes(project: &Project, model: &Model, raw: &Raw) -> Vec<(Place, String, String)> {
    let meaning = |name: &String| model.item_names.get(name).unwrap_or(name).clone();
    let mut ends: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut failing = BTreeSet::new();
    for (taker, failed) in model.takers.iter().zip(&raw.takers) {
        for item in &taker.items {
            ends.entry(item.clone()).or_default().extend(externals(&taker.ends));
            failing.extend((!failed.is_empty()).then(|| item.clone()));
        }
    }
    for (giver, failed) in model.givers.iter().zip(&raw.givers) {
        ends.entry(giver.item.clone()).or_default().extend(externals(&giver.ends));
        failing.extend((!failed.is_empty()).then(|| giver.item.clone()));
    }
    let in_vain = wanted_in_vain(model);
    let is_given = |stream: usize, item: &String| {
        model.givers.iter().any(|giver| {
            giver.role != Giving::Outcome && giver.item == *item && model.stream(giver.node) == Some(stream)
        })
    };
    let wanted = |one: &String, other: &String| {
        in_vain.iter().any(|(stream, item)| item == one && is_given(*stream, other))
    };
    let mut places: BTreeMap<String, Vec<(Place, usize)>> = BTreeMap::new();
    for (file, flow) in flows(project) {
        for (number, item) in flow.items.iter().enumerate() {
            places.entry(meaning(&key(item))).or_default().push(((file, flow.line), number));
        }
    }
    let declarations = project.files.iter().flat_map(|file| &file.declarations);
    let declared: BTreeSet<String> =
        declarations.filter(|one| one.kind == Kind::Item).map(|one| key(&one.name)).collect();
    let names = all_names(project);
    let two = TwoNames::of(model);
    let mut pairs = Vec::new();
    for (one, of_one) in &ends {
        for (other, of_other) in &ends {
            let apart = one >= other
                || of_one.is_disjoint(of_other) && !wanted(one, other) && !wanted(other, one)
                || failing.contains(one)
                || failing.contains(other)
                || two.are_two(one, other);
            if let (false, Some(slip)) = (apart, slip(one, other)) {
                pairs.push((one, other, slip));
            }
        }
    }
    let mut found = Vec::new();
    for (one, other, slip) in &pairs {
        let odd = |own: &String, its: &String, word: Option<&String>| {
            let is_known = |word: &String| {
                names.iter().any(|name| {
                    name != *one
                        && name != *other
                        && meaning(name) != **one
                        && meaning(name) != **other
                        && compared_words(name).contains(word)
                })
            };
            let count = |name: &String| places[name].len();
            !declared.contains(own)
                && !wanted(its, own)
                && (count(own) == 1 || 3 * count(own) <= count(its))
                && !word.is_some_and(is_known)
        };
        let words = match slip {
            Slip::Spelling => (None, None),
            Slip::Letter(first, second) => (Some(first), Some(second)),
        };
        let first = |name: &String| places[name].iter().min().copied();
        let odd = match (odd(one, other, words.0), odd(other, one, words.1)) {
            (false, false) => continue,
            (true, false) => one,
            (false, true) => other,
            (true, true) if first(one) < first(other) => one,
            (true, true) => other,
        };
        if pairs.iter().filter(|(one, other, _)| [one, other].contains(&odd)).count() == 1 {
            found.extend(first(odd).map(|(place, _)| (place, (*one).clone(), (*other).clone())));
        }
    }
    found
}

fn externals(ends: &[Target]) -> impl Iterator<Item = usize> {
    ends.iter().filter_map(|end| match end {
        Target::External(number) => Some(*number),
        _ => None,
    })
}

fn unwritten_records(project: &Project, model: &Model, alike: &BTreeSet<&String>) -> Vec<Found> {
    let declarations: Vec<_> = project.files.iter().flat_map(|file| &file.declarations).collect();
    let mut found = Vec::new();
    for (number, declaration) in declarations.iter().enumerate() {
        if declaration.kind != Kind::Repository {
            continue;
        }
        let gives = |role: Giving| matches!(role, Giving::Output | Giving::Outcome);
        let is_here = |end: &Target| *end == Target::External(number);
        let written: Vec<_> =
            model.givers.iter().filter(|giver| gives(giver.role) && giver.ends.iter().any(is_here)).collect();
        let is_anywhere = |giver: &Giver| {
            giver.ends.is_empty() || giver.ends.iter().any(|end| matches!(end, Target::Unknown(_)))
        };
        if written.is_empty() {
            continue;
        }
        let mut seen = BTreeSet::new();
        let mut takers: Vec<_> = model.takers.iter().collect();
        // The chain first; in each stream its inputs before its triggers.
        takers.sort_by_key(|taker| {
            (model.stream(taker.node), taker.role == Taking::Trigger && matches!(taker.node, Node::Stream(_)))
        });
        for taker in takers {
            let reads = taker.role != Taking::Outcome && taker.ends.iter().any(is_here);
            let is_alike = taker.items.iter().any(|item| alike.contains(item));
            let mut made =
                model.givers.iter().filter(|giver| gives(giver.role) && model.agree(giver, taker)).peekable();
            let is_made = made.peek().is_some();
            if !reads
                || is_alike
                || !is_made
                || made.any(|giver| is_anywhere(giver) || giver.ends.iter().any(is_here))
            {
                continue;
            }
            let items: BTreeSet<&String> = taker.items.iter().collect();
            if seen.insert(items) {
                found.push(("unwritten-record", taker.place));
            }
        }
    }
    found
}
