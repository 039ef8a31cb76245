//! Names that wandered: where one bears another's name, and takes and gives just what that one took and gave, it is that one.
//!
//! Two names may have been swapped, or handed on along a row. A name that both models have means one thing, unless nothing of
//! what it takes and gives is as it was, and all of that is found again under another name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::kinds_of;
use super::keys::{Key, Voice, When};
use super::pairs::Pairs;
use super::relations::hashed;
use super::side::{Side, Thing};
use crate::export::model::Mode;
use crate::model::NodeId;
use crate::model::flows::End;
use crate::model::matching::OccurrenceRef;
use crate::source::FileSpan;

/// So many flows a thing has to have, that it is known by them.
const LEAST: usize = 2;

/// Follows the names of all streams, or of the steps of a stream that is there then and now.
pub(super) fn follow(sides: [&Side<'_, '_>; 2], things: [&[Thing]; 2], pairs: &mut Pairs) {
    let [then, now] = sides;
    let mut changed: Vec<Thing> = Vec::new();
    for &thing in things[0] {
        if let Some(other) = pairs.now(thing)
            && body(then, thing) != body(now, other)
        {
            changed.push(thing);
        }
    }
    if changed.is_empty() {
        return;
    }
    let found = wandered(sides, things, &changed, pairs);
    for &(thing, _) in &found {
        pairs.part(thing);
    }
    for &(_, other) in &found {
        if let Some(thing) = pairs.then(other) {
            pairs.part(thing);
        }
    }
    for (thing, other) in found {
        pairs.join(thing, other);
    }
}

/// What stands in the block of a thing.
fn body<'s>(side: &Side<'s, '_>, thing: Thing) -> &'s str {
    let Some(statement) = side.statement(thing) else { return "" };
    let name = side.model.name_place(statement).span.end;
    let mut place = FileSpan { file: statement.file, span: side.model.statement(statement).span };
    place.span.start = name.min(place.span.end);
    side.model.slice(place)
}

/// Each that bears another name than then, with what it is now.
fn wandered(
    [then, now]: [&Side<'_, '_>; 2],
    things: [&[Thing]; 2],
    changed: &[Thing],
    pairs: &Pairs,
) -> Vec<(Thing, Thing)> {
    let voices = [Voice { side: then, pairs, when: When::Then }, Voice { side: now, pairs, when: When::Now }];
    let changed_now: Vec<Thing> = changed.iter().filter_map(|&thing| pairs.now(thing)).collect();
    let mut asked: [Vec<Thing>; 2] = [changed.to_vec(), changed_now];
    asked[0].extend(things[0].iter().filter(|&&thing| pairs.now(thing).is_none()));
    asked[1].extend(things[1].iter().filter(|&&thing| pairs.then(thing).is_none()));
    let mut flows: [FxHashMap<Thing, Vec<Key>>; 2] = Default::default();
    let mut by_flows: FxHashMap<Vec<Key>, [Vec<Thing>; 2]> = FxHashMap::default();
    for (at, things) in asked.iter().enumerate() {
        for &thing in things {
            let own = flows_of(voices[at], thing);
            if own.len() >= LEAST {
                by_flows.entry(own.clone()).or_default()[at].push(thing);
            }
            flows[at].insert(thing, own);
        }
    }
    let mut found: FxHashMap<Thing, Thing> = FxHashMap::default();
    for [one, other] in by_flows.into_values() {
        if let (&[one], &[other]) = (&one[..], &other[..])
            && pairs.now(one) != Some(other)
        {
            found.insert(one, other);
        }
    }
    // What keeps anything of its flows keeps its name.
    let is_left = |thing: Thing| {
        let Some(other) = pairs.now(thing) else { return true };
        let own: FxHashSet<Key> = flows[0][&thing].iter().copied().collect();
        !flows[1][&other].iter().any(|flow| own.contains(flow))
    };
    let mut met: FxHashMap<Thing, Thing> = found.iter().map(|(&one, &other)| (other, one)).collect();
    let mut waiting: Vec<Thing> = found.keys().copied().collect();
    while let Some(one) = waiting.pop() {
        let Some(&other) = found.get(&one) else { continue };
        let (own, its) = (pairs.now(one), pairs.then(other));
        let frees = own.is_none_or(|now| is_left(one) && met.contains_key(&now));
        let is_freed = its.is_none_or(|then| is_left(then) && found.contains_key(&then));
        if frees && is_freed {
            continue;
        }
        found.remove(&one);
        met.remove(&other);
        // Whose name this would have borne keeps it, and who would have borne its name does not get it.
        waiting.extend(its);
        waiting.extend(own.and_then(|now| met.get(&now)));
    }
    // Where both names are gone or new, nothing wandered.
    let mut found: Vec<(Thing, Thing)> = found.into_iter().collect();
    found.retain(|&(one, other)| pairs.now(one).is_some() || pairs.then(other).is_some());
    found.sort_unstable();
    found
}

/// All that a thing takes and gives, sorted. Steps beside it are not told apart: their names may have wandered as well.
fn flows_of(voice: Voice<'_, '_, '_>, thing: Thing) -> Vec<Key> {
    let side = voice.side;
    let mut flows = Vec::new();
    for kind in kinds_of(thing) {
        for flow in side.flows(thing, kind) {
            let mut items: Vec<Key> = side.items(flow).map(|item| voice.item(item)).collect();
            items.sort_unstable();
            let mut ends: Vec<Key> = Vec::new();
            for named in side.ends(flow) {
                ends.push(if is_beside(side, flow, named.end) {
                    0
                } else {
                    voice.end(side.file(flow), named)
                });
            }
            ends.sort_unstable();
            let statement = side.occurrence(flow).statement;
            let mode = Mode::of(side.model.tree(side.file(flow))[statement].flags);
            flows.push(hashed((kind, items, ends, mode)));
        }
    }
    flows.sort_unstable();
    flows
}

/// Whether an end of a flow is a step of the same stream, or, of a flow at the border, another stream.
fn is_beside(side: &Side<'_, '_>, flow: OccurrenceRef, end: End) -> bool {
    let is_border = side.occurrence(flow).node.is_none();
    let in_stream = |step: NodeId| side.model.node(step).scope == flow.scope;
    match end {
        End::Step(step) => is_border || in_stream(step),
        End::Stream(_) => is_border,
        _ => false,
    }
}
