//! How long it takes to an outcome: `missed-promise`.

use super::horn::{
    Given, Provider, available, end, endings, needs, outputs_inside, producers, sources, startable,
};
use super::model::{Found, Model, Taking};
use super::pairing::Raw;
use super::replies::is_request;

/// An outcome whose critical path takes longer than its `within`. A step ends its lead time after the last of its
/// expectations is met, and an expectation is met as soon as one of those who can meet it does. The clock starts
/// with the triggers; what comes from another stream takes that stream's own path.
pub fn missed_promise(model: &Model, raw: &Raw) -> Vec<Found> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let given = Given::all(&sources);
    let started = startable(model, &needs, &given);
    let count = model.steps.len();
    // When each step starts, and behind these, when each is done.
    let mut times: Vec<Option<u64>> = vec![None; 2 * count];
    loop {
        let there = Times { model, given: &given, started: &started, times: &times };
        let next: Vec<Option<u64>> = (0..2 * count)
            .map(|point| {
                let mut time = Some(0);
                for need in needs.iter().filter(|need| need.point == point) {
                    let met = need.providers.iter().filter_map(|provider| there.of(provider));
                    time = later(time, met.min());
                }
                if point >= count {
                    // Work and waiting for replies go on side by side.
                    let step = point - count;
                    let lead_time = model.steps[step].lead_time.unwrap_or(0);
                    time = later(time, times[step].map(|start| start + lead_time));
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
            let there = Times { model, given: &given, started: &started, times: &times };
            let path = outputs_inside(model, taker).iter().filter_map(|one| there.of(one)).min();
            matches!((path, taker.within), (Some(path), Some(within)) if path > within)
        })
        .map(|taker| ("missed-promise", taker.place))
        .collect()
}

/// The later of two times; none where either never comes.
fn later(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one?.max(other?))
}

/// When everything is there, as far as it is known.
struct Times<'t> {
    model: &'t Model,
    given: &'t Given<'t>,
    started: &'t [bool],
    /// When each step starts, and behind these, when each is done.
    times: &'t [Option<u64>],
}

impl Times<'_> {
    /// When a provider gives: a request when its step starts, everything else when that is done. What comes of a step
    /// that runs a stream takes as long as the stream, from the start of the step, unless the step states its own time.
    fn of(&self, provider: &Provider) -> Option<u64> {
        let (step, output) = match provider {
            Provider::Fact | Provider::Trigger(_) => return Some(0),
            Provider::Run(step) => return self.times[*step],
            Provider::Step { step, output, .. } => (*step, *output),
        };
        let at_least =
            if is_request(self.model, output) { self.times[step] } else { self.times[end(self.model, step)] };
        let endings = endings(self.model, output);
        if endings.is_empty() {
            return at_least;
        }
        if self.model.steps[step].lead_time.is_some() {
            return at_least.filter(|_| available(self.model, *provider, self.started, self.given));
        }
        let of_stream = endings.into_iter().filter_map(|outcome| {
            let producers = producers(self.model, outcome);
            if producers.is_empty() {
                return Some(0);
            }
            producers.iter().filter_map(|one| self.of(one)).min()
        });
        let run = self.times[step]? + of_stream.min()?;
        later(at_least, Some(run))
    }
}
