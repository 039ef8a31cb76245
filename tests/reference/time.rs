//! How long it takes to an outcome: `missed-promise`.

use super::horn::{Given, Provider, needs, producers_inside, sources, startable};
use super::model::{Found, Model, Taking};
use super::pairing::Raw;

/// An outcome whose critical path takes longer than its `within`. A step ends its lead time after the last of its
/// expectations is met, and an expectation is met as soon as one of those who can meet it does. The clock starts
/// with the triggers; what comes from another stream takes that stream's own path.
pub fn missed_promise(model: &Model, raw: &Raw) -> Vec<Found> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let started = startable(model, &needs, &Given::all(&sources));
    let mut ends: Vec<Option<u64>> = vec![None; model.steps.len()];
    loop {
        let next: Vec<Option<u64>> = (0..model.steps.len())
            .map(|step| {
                let mut start = Some(0);
                for need in needs.iter().filter(|need| need.step == step) {
                    let met = need.providers.iter().filter_map(|provider| match provider {
                        Provider::Step { step: other, .. } => ends[*other],
                        Provider::Fact | Provider::Trigger(_) => Some(0),
                    });
                    start = later(start, met.min());
                }
                start.filter(|_| started[step]).map(|start| start + model.steps[step].lead_time)
            })
            .collect();
        if next == ends {
            break;
        }
        ends = next;
    }
    model
        .takers
        .iter()
        .filter(|taker| taker.role == Taking::Outcome)
        .filter(|taker| {
            let path = producers_inside(model, taker).iter().filter_map(|step| ends[*step]).min();
            matches!((path, taker.within), (Some(path), Some(within)) if path > within)
        })
        .map(|taker| ("missed-promise", taker.place))
        .collect()
}

/// The later of two times; none where either never comes.
fn later(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one?.max(other?))
}
