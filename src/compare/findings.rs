//! Which findings are new and which are gone, counted as a baseline counts them; what only bears another name is neither.

use std::path::PathBuf;

use rustc_hash::FxHashMap;

use super::Subject;
use super::allows::stream_at;
use super::differ::Differ;
use super::keys::When;
use super::places::Places;
use super::relations::hashed;
use super::shape::FindingChange;
use super::side::{Class, Thing};
use crate::baseline::KnownFindings;
use crate::finding::Finding;
use crate::syntax::words::normalize;

/// The findings that are new, and those that are gone.
pub(super) fn compare(
    differ: &Differ<'_, '_, '_>,
    [then, now]: [&Subject<'_, '_>; 2],
    places: &mut [Places<'_, '_>; 2],
) -> [Vec<FindingChange>; 2] {
    let mut gone = only(then, now);
    let mut new = only(now, then);
    if !gone.is_empty() && !new.is_empty() {
        take_renamed(differ, &mut gone, &mut new);
    }
    let [places_then, places_now] = places;
    let new = new.into_iter().map(|finding| told(differ, When::Now, finding, places_now));
    let gone = gone.into_iter().map(|finding| told(differ, When::Then, finding, places_then));
    [new.collect(), gone.collect()]
}

/// The findings of one model that the other does not know.
fn only<'f>(this: &Subject<'f, '_>, other: &Subject<'_, '_>) -> Vec<&'f Finding> {
    let path = |relative: &[PathBuf], finding: &Finding| {
        relative.get(finding.primary.place.file.index()).cloned().unwrap_or_default()
    };
    let mut known = KnownFindings::default();
    for finding in other.findings {
        if finding.suppressed.is_none() {
            known.add(finding.fingerprint, &path(other.relative, finding), 1);
        }
    }
    let is_known = known.take(this.findings, &|finding| path(this.relative, finding));
    let mut only = Vec::new();
    for (finding, is_known) in this.findings.iter().zip(is_known) {
        if !is_known && finding.suppressed.is_none() {
            only.push(finding);
        }
    }
    only
}

/// Takes out what says the same of things that have other names now.
fn take_renamed(differ: &Differ<'_, '_, '_>, gone: &mut Vec<&Finding>, new: &mut Vec<&Finding>) {
    let renamed = renamed(differ);
    if renamed.is_empty() {
        return;
    }
    let mut known: FxHashMap<u64, usize> = FxHashMap::default();
    for finding in &*gone {
        *known.entry(hashed((&*finding.rule, said(&finding.message, &renamed)))).or_default() += 1;
    }
    let nothing = FxHashMap::default();
    let mut common: FxHashMap<u64, usize> = FxHashMap::default();
    new.retain(|finding| {
        let key = hashed((&*finding.rule, said(&finding.message, &nothing)));
        match known.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                *common.entry(key).or_default() += 1;
                false
            }
            _ => true,
        }
    });
    gone.retain(|finding| {
        let key = hashed((&*finding.rule, said(&finding.message, &renamed)));
        match common.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    });
}

/// The words of names of then, by which they are called otherwise now.
fn renamed(differ: &Differ<'_, '_, '_>) -> FxHashMap<String, String> {
    let mut renamed = FxHashMap::default();
    for class in Class::ALL {
        for index in 0..differ.then.side.count(class) {
            let then = Thing::new(class, index);
            let Some(now) = differ.then.other(then) else { continue };
            let (Some(old), Some(new)) =
                (differ.then.side.name_symbol(then), differ.now.side.name_symbol(now))
            else {
                continue;
            };
            if differ.then.spelt(old) != differ.now.spelt(new) {
                renamed.insert(differ.then.side.model.words(old), differ.now.side.model.words(new));
            }
        }
    }
    renamed
}

/// A message whose names are their words of now.
fn said(message: &str, renamed: &FxHashMap<String, String>) -> String {
    let mut said = String::with_capacity(message.len());
    for (at, part) in message.split('`').enumerate() {
        if at % 2 == 0 {
            said.push_str(part);
            continue;
        }
        let words = |name: &str| {
            let mut words = String::new();
            normalize(name, &mut words);
            renamed.get(&words).cloned().unwrap_or(words)
        };
        let whole = words(part);
        let is_path = part.contains('.') && !renamed.contains_key(&whole);
        let name =
            if is_path { part.split('.').map(words).collect::<Vec<String>>().join(" ") } else { whole };
        said.push('`');
        said.push_str(&name);
        said.push('`');
    }
    said
}

fn told(
    differ: &Differ<'_, '_, '_>,
    when: When,
    finding: &Finding,
    places: &mut Places<'_, '_>,
) -> FindingChange {
    let side = differ.voice(when).side;
    FindingChange {
        rule: finding.rule.clone().into_owned(),
        level: finding.level.word().to_owned(),
        message: finding.message.clone(),
        stream: stream_at(side, finding.primary.place).map(|stream| side.name(stream)),
        place: places.of(finding.primary.place),
        span: finding.primary.place,
    }
}
