//! Outcomes that are worst by some number of the quickest way to them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::numbers::WayNumbers;
use crate::model::{Model, ScopeId};
use crate::rules::support::places::item_place;
use crate::source::{FileId, FileSpan};

/// An outcome of a stream and the quickest way to it.
pub(in crate::rules) struct Worst<'m> {
    pub stream: ScopeId,
    /// Its index among the outcomes of the stream.
    pub outcome: u32,
    pub way: &'m WayNumbers,
    /// What it was measured by.
    pub value: f64,
    /// What it is below.
    pub least: f64,
}

impl Worst<'_> {
    /// Where the item of the outcome stands.
    pub(in crate::rules) fn place(&self, model: &Model<'_>) -> FileSpan {
        item_place(model, self.stream, model.scope(self.stream).outcome(self.outcome))
    }
}

/// Of each stream in which nothing more basic is wrong the outcome with the lowest value, the first of them, if that is
/// below the `least` of its file. Most outcomes of a stream come of the same steps, so that one is enough to say.
pub(in crate::rules) fn worst_below<'m>(
    model: &'m Model<'_>,
    least: impl Fn(FileId) -> f64,
    value: fn(&WayNumbers) -> Option<f64>,
) -> Vec<Worst<'m>> {
    let mut found = Vec::new();
    let mut asked: FxHashMap<FileId, f64> = FxHashMap::default();
    for numbers in model.numbers().streams() {
        let stream = numbers.stream;
        if !model.meets_prerequisites(stream) {
            continue;
        }
        let Some(statement) = model.scope(stream).statement else { continue };
        let least = *asked.entry(statement.file).or_insert_with(|| least(statement.file));
        let mut worst: Option<Worst<'m>> = None;
        for outcome in &numbers.outcomes {
            let Some(way) = &outcome.quickest else { continue };
            let Some(value) = value(way) else { continue };
            if value < worst.as_ref().map_or(least, |worst| worst.value) {
                worst = Some(Worst { stream, outcome: outcome.outcome, way, value, least });
            }
        }
        found.extend(worst);
    }
    without_what_others_tell(model, found)
}

/// Leaves out each way that leads through another stream which is told itself: there is where to begin. Two that lead
/// through each other are both told.
fn without_what_others_tell<'m>(model: &Model<'_>, found: Vec<Worst<'m>>) -> Vec<Worst<'m>> {
    let mut crossed: FxHashMap<ScopeId, FxHashSet<ScopeId>> = FxHashMap::default();
    for worst in &found {
        let streams = worst.way.stations.iter().map(|station| model.node(station.step).scope);
        crossed.insert(worst.stream, streams.collect());
    }
    let mut kept = Vec::new();
    for worst in found {
        let Some(own) = crossed.get(&worst.stream) else { continue };
        let mut others = own.iter().filter_map(|stream| crossed.get(stream));
        if others.all(|through| through.contains(&worst.stream)) {
            kept.push(worst);
        }
    }
    kept
}

/// A share from 0 to 1 in per cent, with one decimal if it has any, rounded down: what is below a limit is never shown as
/// the limit.
pub(in crate::rules) fn percent(share: f64) -> String {
    let tenths = (share * 1000.0 + 1e-9).floor() / 10.0;
    format!("{tenths}%")
}
