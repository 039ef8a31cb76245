//! Circular waits, and inputs that come too late.

use super::horn::{Given, Need, Provider, available, needs, sources, startable};
use super::model::{Found, Model};
use super::pairing::Raw;
use super::sinks::sinks;

/// The circular waits: among the steps that stay blocked, every sink component of who waits for whom.
pub fn circular_waits(model: &Model, raw: &Raw) -> Vec<Vec<usize>> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let given = Given::all(&sources);
    let started = startable(model, &needs, &given);
    let blocked: Vec<usize> = (0..model.steps.len()).filter(|step| !started[*step]).collect();
    let waits_for = |step: usize| {
        let mut others = Vec::new();
        for need in needs.iter().filter(|need| need.step == step) {
            if need.providers.iter().any(|one| available(model, *one, &started, &given)) {
                continue;
            }
            for provider in &need.providers {
                match provider {
                    Provider::Fact => {}
                    Provider::Step { step: other, .. } => others.push(*other),
                    Provider::Trigger(trigger) => {
                        others.extend(sources[*trigger].iter().filter_map(|source| match source {
                            Provider::Step { step: other, .. } => Some(*other),
                            _ => None,
                        }));
                    }
                }
            }
        }
        others
    };
    sinks(&blocked, &waits_for)
}

/// Told at the first step of each component.
pub fn circular_wait(model: &Model, waits: &[Vec<usize>]) -> Vec<Found> {
    let first = waits.iter().filter_map(|component| component.first());
    first.map(|step| ("circular-wait", model.steps[*step].place)).collect()
}

/// A mandatory input that something feeds, where all that feeds it for some expectation are steps of the same
/// stream that stand below it; steps of a reported circular wait are left out.
pub fn late_input(model: &Model, raw: &Raw, waits: &[Vec<usize>]) -> Vec<(Found, usize)> {
    let late = |need: &Need| {
        need.providers.iter().all(|provider| {
            matches!(provider, Provider::Step { step: other, .. } if model.in_same_stream(need.step, *other) && *other > need.step)
        })
    };
    needs(model, raw)
        .iter()
        .filter(|need| late(need) && !waits.iter().flatten().any(|step| *step == need.step))
        .map(|need| (("late-input", model.takers[need.taker].place), model.steps[need.step].stream))
        .collect()
}
