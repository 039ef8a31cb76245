//! Circular waits, and inputs that come too late.

use std::collections::BTreeSet;

use super::horn::{Given, Need, Provider, available, lacking, needs, sources, startable};
use super::model::{Found, Model};
use super::pairing::{Raw, has_trigger};
use super::sinks::sinks;

/// The circular waits: among the steps that stay blocked, every sink component of who waits for whom.
pub fn circular_waits(model: &Model, raw: &Raw) -> Vec<Vec<usize>> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let given = Given::all(&sources);
    let started = startable(model, &needs, &given);
    let count = model.steps.len();
    let blocked: Vec<usize> = (0..2 * count).filter(|point| !started[*point]).collect();
    let waits_for = |point: usize| {
        let mut others = Vec::new();
        if point >= count && !started[point - count] {
            others.push(point - count);
        }
        for need in needs.iter().filter(|need| need.point == point) {
            if need.providers.iter().any(|one| available(model, *one, &started, &given)) {
                continue;
            }
            for provider in &need.providers {
                match provider {
                    Provider::Trigger(trigger) => {
                        let sources = sources[*trigger].iter();
                        others.extend(sources.flat_map(|one| lacking(model, *one, &started, &given)));
                    }
                    step => others.extend(lacking(model, *step, &started, &given)),
                }
            }
        }
        others
    };
    let as_steps = |points: Vec<usize>| {
        let steps: BTreeSet<usize> = points.into_iter().map(|point| point % count).collect();
        steps.into_iter().collect()
    };
    sinks(&blocked, &waits_for).into_iter().map(as_steps).collect()
}

/// Told at the first step of each component, unless a stream of its steps lacks a trigger.
pub fn circular_wait(model: &Model, waits: &[Vec<usize>]) -> Vec<Found> {
    let is_started = |step: &usize| has_trigger(model, model.steps[*step].stream);
    let told = waits.iter().filter(|component| component.iter().all(is_started));
    let first = told.filter_map(|component| component.first());
    first.map(|step| ("circular-wait", model.steps[*step].place)).collect()
}

/// A mandatory input that something feeds, where all that feeds it for some expectation are steps of the same
/// stream that stand below it; `told` steps, of a reported circular wait or blocked branch, are left out.
pub fn late_input(model: &Model, raw: &Raw, told: &BTreeSet<usize>) -> Vec<(Found, usize)> {
    let late = |need: &Need| {
        need.providers.iter().all(|provider| {
            matches!(provider, Provider::Step { step: other, .. } if model.in_same_stream(need.step, *other) && *other > need.step)
        })
    };
    needs(model, raw)
        .iter()
        .filter(|need| need.is_first() && late(need) && !told.contains(&need.step))
        .map(|need| (("late-input", model.takers[need.taker].place), model.steps[need.step].stream))
        .collect()
}
