//! What is different between two models, by meaning: what a change changes for whom.
//!
//! First it is decided what of then is what of now: [by name](by_name), and where a name is gone by [what it does](likeness).
//! Then both are compared in one language of [keys], in which things that are one have one key, and every difference becomes a
//! [draft]: what changed, where, and who is concerned. Last it is put into [words].
//!
//! Nothing here reads a file or knows git: both models are handed in.

mod allows;
mod by_name;
mod by_stream;
mod certainty;
mod concerns;
mod declarations;
mod differ;
mod draft;
mod facts;
mod fields;
mod findings;
mod flow_words;
mod flows;
mod groups;
mod keys;
mod likeness;
mod numbers;
mod pairs;
mod phrases;
mod places;
mod relations;
mod settled;
mod shape;
mod side;
mod streams;
mod swaps;
mod words;

use std::path::PathBuf;

use rustc_hash::FxHashMap;

use crate::export::model::Tool;
use crate::finding::Finding;
use crate::model::{Model, NodeId, ScopeId};

use by_name::SameNames;
pub use by_stream::{FindingChanges, FindingsByStream};
use differ::Differ;
use draft::{Draft, Spot};
pub use groups::{Group, WayGroup, groups, ways};
use keys::When;
use pairs::Pairs;
use places::Places;
pub use shape::*;
use side::{Class, Side, Thing};

/// The version of the shape. It rises when a reader of the old one could misread the new one.
pub const VERSION: u32 = 1;

/// The JSON Schema, draft 2020-12, of a [`Comparison`].
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Comparison>().to_value()
}

/// One of the two models.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a, 's> {
    /// What people know it as: a revision, a path, or the working tree.
    pub name: &'a str,
    /// The model.
    pub model: &'a Model<'s>,
    /// Its findings, suppressed ones among them.
    pub findings: &'a [Finding],
    /// The path of each file, relative to the project's root.
    pub relative: &'a [PathBuf],
}

/// What of one model is what of another.
#[derive(Clone, Debug)]
pub struct Matching(Pairs);

impl Matching {
    /// Decides it: by name, and where a name is gone by what a thing does. Takes time in proportion to both models.
    fn of(then: &Side<'_, '_>, now: &Side<'_, '_>) -> Matching {
        let same = SameNames::new(then, now);
        let mut pairs = Pairs::new(then, now);
        by_name::join(then, now, &same, &mut pairs);
        likeness::join(then, now, &same, &mut pairs);
        Matching(pairs)
    }

    /// What a stream of now was.
    pub fn stream_then(&self, now: ScopeId) -> Option<ScopeId> {
        self.0.then(Thing::stream(now)).map(|thing| ScopeId::new(thing.index as usize))
    }

    /// What a stream of then is.
    pub fn stream_now(&self, then: ScopeId) -> Option<ScopeId> {
        self.0.now(Thing::stream(then)).map(|thing| ScopeId::new(thing.index as usize))
    }

    /// What a step or the description of an activity of then is.
    pub fn node_now(&self, then: NodeId) -> Option<NodeId> {
        self.0.now(Thing::step(then)).map(|thing| NodeId::new(thing.index as usize))
    }
}

impl Comparison {
    /// Compares two models, and gives besides what of the one is what of the other.
    pub fn of(then: &Subject<'_, '_>, now: &Subject<'_, '_>) -> (Comparison, Matching) {
        let (old, new) = (Side::new(then.model), Side::new(now.model));
        let matching = Matching::of(&old, &new);
        let differ = Differ::new(&old, &new, &matching.0);
        let mut telling =
            Telling { differ: &differ, places: [Places::new(then.model), Places::new(now.model)] };
        let (general, streams) = telling.changes();
        let [new_findings, gone_findings] = findings::compare(&differ, [then, now], &mut telling.places);
        let mut comparison = Comparison {
            version: VERSION,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            then: then.name.to_owned(),
            now: now.name.to_owned(),
            counts: Counts::default(),
            unrelated: is_unrelated(&differ),
            general,
            streams,
            new_findings,
            gone_findings,
        };
        comparison.counts = comparison.counted();
        (comparison, matching)
    }

    /// Whether nothing changed: neither the model, nor a number, nor a finding.
    pub fn is_empty(&self) -> bool {
        self.counts == Counts::default()
    }

    /// All changes but those of numbers: those outside of streams first.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.general.iter().chain(self.streams.iter().flat_map(|stream| &stream.changes))
    }

    fn counted(&self) -> Counts {
        let numbers = self.streams.iter().flat_map(|stream| &stream.numbers);
        let breaking = self.changes().map(|change| change.breaking);
        let breaking = breaking.chain(numbers.clone().map(|number| number.breaking));
        Counts {
            breaking: breaking.flatten().count(),
            changes: self.changes().count(),
            numbers: numbers.count(),
            new_findings: self.new_findings.len(),
            gone_findings: self.gone_findings.len(),
        }
    }
}

/// Whether both models describe something, and nothing of the one is found again in the other.
fn is_unrelated(differ: &Differ<'_, '_, '_>) -> bool {
    let pairs = differ.then.pairs;
    let has_any = |side: &Side<'_, '_>| side.count(Class::Stream) > 1 || side.count(Class::Node) > 0;
    let is_found = pairs.count(Class::Stream) > 1
        || [Class::Node, Class::External, Class::Item].iter().any(|&class| pairs.count(class) > 0);
    has_any(differ.then.side) && has_any(differ.now.side) && !is_found
}

/// Puts drafts into words.
struct Telling<'a, 'd, 'm, 's> {
    differ: &'a Differ<'d, 'm, 's>,
    places: [Places<'m, 's>; 2],
}

impl Telling<'_, '_, '_, '_> {
    /// What changed outside of streams, and in each stream in which something did.
    fn changes(&mut self) -> (Vec<Change>, Vec<StreamChanges>) {
        let differ = self.differ;
        let mut general = declarations::compare(differ);
        general.extend(streams::activities(differ));
        let mut allowed: FxHashMap<(bool, Thing), Vec<Draft>> = FxHashMap::default();
        for draft in allows::compare(differ) {
            match self.stream_of(&draft) {
                Some(stream) => allowed.entry(stream).or_default().push(draft),
                None => general.push(draft),
            }
        }
        let is_all = general.iter().any(concerns_numbers);
        let is_of_flows = general.iter().any(certainty::may_change);
        let general = self.told(general);
        let mut parts = Vec::new();
        let mut touched: [Vec<ScopeId>; 2] = Default::default();
        for (then, now) in streams::all(differ) {
            let mut drafts = match (then, now) {
                (Some(then), Some(now)) => streams::both(differ, then, now),
                (Some(then), None) => streams::one(differ, When::Then, then),
                (None, now) => now.map(|now| streams::one(differ, When::Now, now)).unwrap_or_default(),
            };
            if let Some(stream) = now.or(then) {
                drafts.extend(allowed.remove(&(now.is_none(), stream)).unwrap_or_default());
            }
            if !drafts.is_empty() {
                touched[0].extend(then.map(scope_of));
                touched[1].extend(now.map(scope_of));
            }
            parts.push((then, now, drafts));
        }
        let all = parts.iter().flat_map(|(_, _, drafts)| drafts);
        if (is_of_flows || all.into_iter().any(certainty::may_change))
            && let Some(uncertain) = certainty::of(differ)
        {
            for (then, now, drafts) in &mut parts {
                if let (Some(then), Some(now)) = (*then, *now) {
                    drafts.extend(certainty::compare(differ, &uncertain, then, now));
                }
            }
        }
        let measured = numbers::BothNumbers::of(differ, [&touched[0], &touched[1]], is_all);
        let mut changed = Vec::new();
        for (then, now, drafts) in parts {
            let numbers = match (&measured, then, now) {
                (Some(measured), Some(then), Some(now)) => measured.compare(differ, then, now),
                _ => Vec::new(),
            };
            if drafts.is_empty() && numbers.is_empty() {
                continue;
            }
            changed.push(StreamChanges {
                then: then.map(|then| differ.then.side.name(then)),
                now: now.map(|now| differ.now.side.name(now)),
                changes: self.told(drafts),
                numbers,
                streams: [then, now].map(|stream| stream.map(scope_of)),
            });
        }
        (general, changed)
    }

    /// The stream under which a draft is told: that of now, or that of then where this is no more, and whether it is.
    fn stream_of(&self, draft: &Draft) -> Option<(bool, Thing)> {
        let lies_in = |when: When, spot: &Spot| stream_of_owner(self.differ.voice(when).side, spot.owner?);
        if let Some(spot) = &draft.now {
            return lies_in(When::Now, spot).map(|stream| (false, stream));
        }
        let stream = lies_in(When::Then, draft.then.as_ref()?)?;
        Some(self.differ.then.other(stream).map_or((true, stream), |now| (false, now)))
    }

    /// The changes in words, what breaks something first, and else in the order of the drafts.
    fn told(&mut self, drafts: Vec<Draft>) -> Vec<Change> {
        let mut changes: Vec<Change> = drafts.into_iter().map(|draft| self.change(draft)).collect();
        changes.sort_by_key(|change| change.breaking.is_none());
        changes
    }

    fn change(&mut self, draft: Draft) -> Change {
        let words = self.words(&draft);
        let [then, now] = [(When::Then, &draft.then), (When::Now, &draft.now)]
            .map(|(when, spot)| spot.as_ref().map(|spot| self.state(when, spot)));
        Change {
            kind: draft.kind,
            fate: draft.fate,
            owner: draft.owner,
            then,
            now,
            concerns: draft.concerns,
            breaking: draft.breaking,
            words,
        }
    }

    fn words(&self, draft: &Draft) -> String {
        if draft.then.is_none() || draft.fate == Fate::Renamed {
            return words::words(draft);
        }
        let mut draft = draft.clone();
        draft.then = draft.then.map(|spot| self.differ.in_names_of_now(draft.kind, &spot));
        words::words(&draft)
    }

    fn state(&mut self, when: When, spot: &Spot) -> State {
        let side = self.differ.voice(when).side;
        let stream = spot.owner.and_then(|owner| stream_of_owner(side, owner));
        State {
            owner: spot.name.clone(),
            stream: stream.map(|stream| side.name(stream)),
            item: spot.item(),
            value: spot.value(),
            place: spot.place.map(|place| self.places[when as usize].of(place)),
        }
    }
}

/// The scope of a stream.
fn scope_of(stream: Thing) -> ScopeId {
    ScopeId::new(stream.index as usize)
}

/// Whether a change outside of all streams may change the numbers of any.
fn concerns_numbers(draft: &Draft) -> bool {
    !matches!(
        draft.kind,
        Kind::Purpose
            | Kind::Link
            | Kind::Organisation
            | Kind::Stakeholder
            | Kind::Repository
            | Kind::Practice
            | Kind::Tool
            | Kind::Allow
    )
}

/// The stream that an owner is, or lies in.
fn stream_of_owner(side: &Side<'_, '_>, owner: Thing) -> Option<Thing> {
    match owner.class {
        Class::Stream if owner.index > 0 => Some(owner),
        Class::Node => {
            let scope = side.model.node(NodeId::new(owner.index as usize)).scope;
            if scope == ScopeId::CHAIN { None } else { Some(Thing::stream(scope)) }
        }
        _ => None,
    }
}
