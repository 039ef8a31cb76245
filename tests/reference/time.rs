//! How long it takes to an outcome: `missed-promise`.

use super::horn::{
    Given, Need, Provider, available, end, endings, needs, outputs_inside, producers, sources, startable,
};
use super::model::{Found, Model, Taker};
use super::pairing::Raw;
use super::replies::is_request;

/// An outcome whose critical path takes longer than its `within`, however long a working day is taken to be: as long as
/// its hours, or as three calendar days.
pub fn missed_promise(model: &Model, raw: &Raw) -> Vec<Found> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let given = Given::all(&sources);
    let mut missed: Vec<&Taker> = model.takers.iter().filter(|taker| taker.within.is_some()).collect();
    for day in working_days(model) {
        let times = times(model, &needs, &given, day);
        missed.retain(|taker| {
            let promised = taker.within.unwrap_or_default().length(day);
            times.of_outcome(taker).is_some_and(|path| path > promised)
        });
    }
    missed.into_iter().map(|taker| ("missed-promise", taker.place)).collect()
}

/// How long a working day may be taken to be, in seconds: from as long as its hours to three calendar days.
pub fn working_days(model: &Model) -> [u64; 2] {
    [model.working_day, model.working_day.max(3 * 24 * 3_600)]
}

/// When everything is there. A step ends its lead time after the last of its expectations is met, and an expectation is
/// met as soon as one of those who can meet it does. The clock starts with the triggers; what comes from another stream
/// takes that stream's own path.
pub fn times<'t>(model: &'t Model, needs: &[Need], given: &'t Given<'t>, working_day: u64) -> Times<'t> {
    let started = startable(model, needs, given);
    let count = model.steps.len();
    let mut there = Times { model, given, started, times: vec![None; 2 * count] };
    loop {
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
                    let lead_time = model.steps[step].lead_time.unwrap_or_default().length(working_day);
                    time = later(time, there.times[step].map(|start| start + lead_time));
                }
                time.filter(|_| there.started[point])
            })
            .collect();
        if next == there.times {
            return there;
        }
        there.times = next;
    }
}

/// The later of two times; none where either never comes.
fn later(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one?.max(other?))
}

/// When everything is there, as far as it is known.
pub struct Times<'t> {
    model: &'t Model,
    given: &'t Given<'t>,
    started: Vec<bool>,
    /// When each step starts, and behind these, when each is done.
    times: Vec<Option<u64>>,
}

impl Times<'_> {
    /// When the first of those that produce an outcome gives.
    pub fn of_outcome(&self, outcome: &Taker) -> Option<u64> {
        outputs_inside(self.model, outcome).iter().filter_map(|one| self.of(one)).min()
    }

    /// When a provider gives: a request when its step starts, everything else when that is done. What comes of a step
    /// that runs a stream takes as long as the stream, from the start of the step, unless the step states its own time.
    fn of(&self, provider: &Provider) -> Option<u64> {
        let (step, output) = match provider {
            Provider::Trigger(number) if self.given.barred.contains(number) => return None,
            Provider::Step { output, .. } if self.given.barred.contains(output) => return None,
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
            return at_least.filter(|_| available(self.model, *provider, &self.started, self.given));
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
