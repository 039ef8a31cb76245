//! How long it takes to an outcome: `missed-promise`.

use super::horn::{Given, Provider, end, needs, outputs_inside, sources, startable};
use super::model::{Found, Model, Taking};
use super::pairing::Raw;
use super::replies::is_request;

/// An outcome whose critical path takes longer than its `within`. A step ends its lead time after the last of its
/// expectations is met, and an expectation is met as soon as one of those who can meet it does. The clock starts
/// with the triggers; what comes from another stream takes that stream's own path.
pub fn missed_promise(model: &Model, raw: &Raw) -> Vec<Found> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let started = startable(model, &needs, &Given::all(&sources));
    let count = model.steps.len();
    // When each step starts, and behind these, when each is done.
    let mut times: Vec<Option<u64>> = vec![None; 2 * count];
    loop {
        let next: Vec<Option<u64>> = (0..2 * count)
            .map(|point| {
                let mut time = Some(0);
                for need in needs.iter().filter(|need| need.point == point) {
                    let met = need.providers.iter().filter_map(|provider| given(model, &times, provider));
                    time = later(time, met.min());
                }
                if point >= count {
                    // Work and waiting for replies go on side by side.
                    let step = point - count;
                    time = later(time, times[step].map(|start| start + model.steps[step].lead_time));
                }
                time.filter(|_| started[point])
            })
            .collect();
        if next == times {
            break;
        }
        times = next;
    }
    model
        .takers
        .iter()
        .filter(|taker| taker.role == Taking::Outcome)
        .filter(|taker| {
            let producers = outputs_inside(model, taker);
            let path = producers.iter().filter_map(|one| given(model, &times, one)).min();
            matches!((path, taker.within), (Some(path), Some(within)) if path > within)
        })
        .map(|taker| ("missed-promise", taker.place))
        .collect()
}

/// The later of two times; none where either never comes.
fn later(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one?.max(other?))
}

/// When a provider gives: a request when its step starts, everything else when that is done.
fn given(model: &Model, times: &[Option<u64>], provider: &Provider) -> Option<u64> {
    match provider {
        Provider::Step { step, output, .. } if is_request(model, *output) => times[*step],
        Provider::Step { step, .. } => times[end(model, *step)],
        Provider::Fact | Provider::Trigger(_) => Some(0),
    }
}
