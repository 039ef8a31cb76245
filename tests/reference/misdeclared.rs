//! Section "One mistake, one finding", points "Misspelt where it is declared" and "Unknown in several places".

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Model, Node, Place, Target};
use super::names::{is_typo, key};
use super::organisation::End;
use super::resolve::Scope;

/// A named end that nothing declares.
pub struct Unknown {
    /// The flow that names it, and its stream.
    pub place: Place,
    pub stream: Option<usize>,
    name: String,
    /// Where an end stands, for "Unknown in several places": in a stream, or none for the chain. Not known of other names.
    home: Option<Option<usize>>,
    /// The one declared name that could stand there and differs in the letters of one word only.
    meant: Option<(String, Place)>,
}

/// The names that some end uses, as they are spelt.
pub fn used(used: &mut BTreeSet<String>, end: &End) {
    if let End::Named { stream, name } = end {
        used.extend(stream.as_deref().map(key));
        used.insert(key(name));
    }
}

/// Looks at an end that means nothing.
pub fn unknown(model: &Model, scope: &Scope, node: Node, end: &End, place: Place) -> Option<Unknown> {
    let End::Named { stream: written, name } = end else { return None };
    let stream = model.stream(node);
    let name = key(name);
    let top = |allowed: &dyn Fn(&Target) -> bool| -> BTreeSet<String> {
        scope.top.iter().filter(|(_, target)| allowed(target)).map(|(name, _)| name.clone()).collect()
    };
    let (name, home, visible) = match (node, written) {
        (Node::Step(_), Some(written)) => match scope.streams.get(&key(written)) {
            None => (key(written), None, top(&|target| matches!(target, Target::Stream(_)))),
            Some(other) => (name, Some(*other), BTreeSet::new()),
        },
        (Node::Step(_), None) => (name, stream, top(&|_| true)),
        (Node::Activity(_), None) => {
            (name, None, top(&|target| matches!(target, Target::Activity(_) | Target::External(_))))
        }
        (Node::Stream(_), None) => (name, None, top(&|_| true)),
        (_, Some(_)) => return Some(Unknown { place, stream, name, home: None, meant: None }),
    };
    let is_stream = matches!(written, Some(written) if !scope.streams.contains_key(&key(written)));
    let stands = if is_stream { None } else { Some(home.or(stream)) };
    let steps = home.map(|home| &scope.steps[home]);
    let visible: BTreeSet<String> =
        visible.into_iter().chain(steps.into_iter().flat_map(|steps| steps.keys().cloned())).collect();
    let borne = scope.top.contains_key(&name) || scope.steps.iter().any(|steps| steps.contains_key(&name));
    let near: Vec<&String> = visible.iter().filter(|other| is_typo(other, &name)).collect();
    let meant = match near[..] {
        [only] if !borne => {
            let step = steps.and_then(|steps| steps.get(only)).map(|step| model.steps[*step].place);
            let declared = step.or_else(|| match scope.top.get(only) {
                Some(Target::Activity(_)) => None,
                _ => scope.declared.get(only).copied(),
            });
            declared.map(|declared| (only.clone(), declared))
        }
        _ => None,
    };
    Some(Unknown { place, stream, name, home: stands, meant })
}

/// `unknown-name` of all unknown ends: at the flow, or once at the declaration that several of them are about.
pub fn settle(model: &mut Model, unknown: &[Unknown], used: &BTreeSet<String>) {
    let mut groups: BTreeMap<(&str, Place, &str), usize> = BTreeMap::new();
    let group = |unknown: &'_ Unknown| -> Option<(String, Place)> {
        unknown.meant.clone().filter(|(name, _)| !used.contains(name))
    };
    let keys: Vec<Option<(String, Place)>> = unknown.iter().map(group).collect();
    for (one, meant) in unknown.iter().zip(&keys) {
        if let Some((name, place)) = meant {
            *groups.entry((name, *place, &one.name)).or_default() += 1;
        }
    }
    for (number, (one, meant)) in unknown.iter().zip(&keys).enumerate() {
        let reported =
            meant.as_ref().filter(|(name, place)| groups[&(name.as_str(), *place, one.name.as_str())] > 1);
        match reported {
            // For all else it counts as reported where the name is used.
            Some((_, place)) => {
                model.name_findings.push((("unknown-name", *place), None));
                model.held.extend(one.stream);
            }
            None => {
                let is_earlier = |other: usize| {
                    keys[other].as_ref().is_none_or(|(name, place)| {
                        groups[&(name.as_str(), *place, unknown[other].name.as_str())] == 1
                    }) && one.home.is_some()
                        && unknown[other].home == one.home
                        && unknown[other].name == one.name
                        && (unknown[other].place, other) < (one.place, number)
                };
                // For all else it counts as reported here.
                if (0..unknown.len()).any(is_earlier) {
                    model.held.extend(one.stream);
                } else {
                    model.name_findings.push((("unknown-name", one.place), one.stream));
                }
            }
        }
    }
}
