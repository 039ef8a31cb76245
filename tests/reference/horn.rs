//! Section "Can it run?": which steps can ever start, and what follows from it.

use super::model::{Giver, Giving, Model, Node, Taker, Taking, Target};
use super::pairing::Raw;
use super::relate::{Expectation, could_meet, expectations};
use super::replies::{is_reply, is_unasked};
use super::resolve::is_mandatory;
use super::runs::{is_told_input, outcomes_for, run_givers, run_of};

/// What meets an expectation; any one of several is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    Fact,
    /// A step by one of its outputs, by that one's number among the givers.
    Step {
        step: usize,
        output: usize,
        /// The step's beginning or its end, see [`end`].
        point: usize,
    },
    /// A trigger, by its number among the givers.
    Trigger(usize),
    /// A step that runs a stream and so gives what it takes to that.
    Run(usize),
}

/// The outcomes of which an output of a step that runs a stream comes; none for any other step, and where there is none.
pub fn endings(model: &Model, output: usize) -> Vec<&Giver> {
    let giver = &model.givers[output];
    let Node::Step(step) = giver.node else { return Vec::new() };
    match run_of(model, step) {
        Some(stream) => outcomes_for(model, stream, giver),
        None => Vec::new(),
    }
}

/// One expectation of a mandatory input of a step.
#[derive(Clone, Debug)]
pub struct Need {
    pub step: usize,
    /// What needs it: the step's beginning, or, of a reply, its end.
    pub point: usize,
    pub taker: usize,
    pub providers: Vec<Provider>,
    /// The outputs (by their numbers) that feed it directly.
    pub fed_by: Vec<usize>,
}

impl Need {
    /// Whether the step waits for it to start, and not to be done.
    pub fn is_first(&self) -> bool {
        self.point == self.step
    }
}

/// The end of a step: a point of its own. Its beginning has the step's number.
pub fn end(model: &Model, step: usize) -> usize {
    model.steps.len() + step
}

/// All needs of all steps. An input already reported counts as satisfied: it needs nothing.
pub fn needs(model: &Model, raw: &Raw) -> Vec<Need> {
    expected(model, &|number, taker| {
        let counts = is_mandatory(taker) || is_reply(taker) && !is_unasked(model, taker);
        counts && raw.takers[number].is_empty()
    })
}

/// What all inputs of all steps expect, whether or not their steps wait for it.
pub fn expected_by_all(model: &Model) -> Vec<Need> {
    expected(model, &|_, _| true)
}

fn expected(model: &Model, counts: &dyn Fn(usize, &Taker) -> bool) -> Vec<Need> {
    let mut needs = Vec::new();
    for (number, taker) in model.takers.iter().enumerate() {
        let Node::Step(step) = taker.node else { continue };
        if !counts(number, taker) {
            continue;
        }
        for expectation in expectations(model, taker.node, &taker.ends) {
            let providers = providers(model, taker, &expectation);
            let fed_by = (0..model.givers.len())
                .filter(|giver| {
                    let giver = &model.givers[*giver];
                    giver.role == Giving::Output
                        && model.agree(giver, taker)
                        && could_meet(model, taker, &expectation, giver)
                })
                .collect();
            let point = if is_reply(taker) { end(model, step) } else { step };
            needs.push(Need { step, point, taker: number, providers, fed_by });
        }
    }
    needs
}

/// Steps, triggers and outcomes that meet the expectation; anything else that meets it is a fact.
fn providers(model: &Model, taker: &Taker, expectation: &Expectation) -> Vec<Provider> {
    let providers = known_providers(model, taker, expectation);
    if providers.is_empty() { vec![Provider::Fact] } else { providers }
}

fn known_providers(model: &Model, taker: &Taker, expectation: &Expectation) -> Vec<Provider> {
    let mut providers = Vec::new();
    for (number, giver) in model.givers.iter().enumerate() {
        if model.agree(giver, taker) && could_meet(model, taker, expectation, giver) {
            match (giver.role, giver.node) {
                (Giving::Output, Node::Step(step)) => {
                    providers.push(step_by(model, step, number));
                }
                (Giving::Trigger, _) => providers.push(Provider::Trigger(number)),
                (Giving::Outcome, _) => {
                    let producers = producers(model, giver);
                    // An outcome that no step produces counts as produced.
                    providers.extend(producers.is_empty().then_some(Provider::Fact));
                    providers.extend(producers);
                }
                _ => {}
            }
        }
    }
    providers
}

fn step_by(model: &Model, step: usize, output: usize) -> Provider {
    let point = if model.at_end[output] { end(model, step) } else { step };
    Provider::Step { step, output, point }
}

/// The outputs that produce an outcome, given as what it is to the outside (one alternative of it).
pub fn producers(model: &Model, outcome: &Giver) -> Vec<Provider> {
    let Node::Stream(stream) = outcome.node else { return Vec::new() };
    let inside = Taker {
        role: Taking::Outcome,
        node: Node::Stream(stream),
        items: vec![outcome.item.clone()],
        written: Vec::new(),
        ends: outcome.ends.clone(),
        place: outcome.place,
        statement: outcome.statement,
        within: None,
        every: None,
    };
    outputs_inside(model, &inside)
}

/// The outputs that produce an outcome, with either of its alternatives.
pub fn outputs_inside(model: &Model, outcome: &Taker) -> Vec<Provider> {
    let mut outputs = Vec::new();
    for (output, giver) in model.givers.iter().enumerate() {
        if let Node::Step(step) = giver.node
            && model.agree(giver, outcome)
            && could_meet(model, outcome, &None, giver)
        {
            outputs.push(step_by(model, step, output));
        }
    }
    outputs
}

/// What gives a trigger. It is a fact if it recurs, and unless all its ends are described streams: then one of them must give it.
/// One that is already reported as unmatched counts as given.
pub fn sources_of_trigger(model: &Model, raw: &Raw, trigger: usize) -> Vec<Provider> {
    let giver = &model.givers[trigger];
    let Node::Stream(own) = giver.node else { return Vec::new() };
    let only_streams = !giver.recurs
        && !giver.ends.is_empty()
        && giver.ends.iter().all(
            |end| matches!(end, Target::Stream(named) if *named != own && model.streams[*named].described),
        );
    let outside: Vec<usize> = (0..model.takers.len())
        .filter(|taker| {
            let taker = &model.takers[*taker];
            taker.role == Taking::Trigger
                && taker.statement == giver.statement
                && taker.items.contains(&giver.item)
        })
        .collect();
    let is_told = |taker: &usize| {
        giver.ends.iter().any(|end| is_told_input(model, &model.takers[*taker], &Some(end.clone())))
    };
    if !only_streams
        || outside.iter().any(is_told)
        || outside.iter().any(|taker| !raw.takers[*taker].is_empty())
    {
        return vec![Provider::Fact];
    }
    let mut sources = Vec::new();
    for taker in outside {
        for end in &giver.ends {
            let (taker, end) = (&model.takers[taker], Some(end.clone()));
            sources.extend(known_providers(model, taker, &end));
            sources.extend(run_givers(model, taker, &end).into_iter().map(Provider::Run));
        }
    }
    sources
}

/// The steps on which an output hangs: its own, and, where that runs a stream, those that end it.
pub fn behind(model: &Model, step: usize, output: usize) -> Vec<usize> {
    let mut steps = vec![step];
    for outcome in endings(model, output) {
        for provider in producers(model, outcome) {
            if let Provider::Step { step, output, .. } = provider {
                steps.extend(behind(model, step, output));
            }
        }
    }
    steps
}

/// The points for which what a provider gives waits while it is not there: that of its own step, or those that would end
/// the stream that this runs.
pub fn lacking(model: &Model, provider: Provider, started: &[bool], given: &Given) -> Vec<usize> {
    let (output, point) = match provider {
        Provider::Step { output, point, .. } => (output, point),
        Provider::Run(step) => return vec![step],
        Provider::Fact | Provider::Trigger(_) => return Vec::new(),
    };
    let mut points = Vec::new();
    if !started[point] {
        points.push(point);
    }
    let endings = endings(model, output);
    let is_there = |outcome: &&Giver| {
        let producers = producers(model, outcome);
        producers.is_empty() || producers.into_iter().any(|one| available(model, one, started, given))
    };
    if endings.iter().any(is_there) {
        return points;
    }
    for outcome in endings {
        for provider in producers(model, outcome) {
            points.extend(lacking(model, provider, started, given));
        }
    }
    points
}

/// What is given when it is asked what can start.
pub struct Given<'a> {
    /// The sources of every trigger.
    pub sources: &'a [Vec<Provider>],
    /// A stream and its only trigger, which is there; besides those that recur.
    pub only: Option<(usize, usize)>,
    /// Outputs and triggers that do not come, by their numbers among the givers.
    pub barred: &'a [usize],
    /// Points that are there in any case.
    pub there: &'a [usize],
}

impl Given<'_> {
    /// Everything as the model has it.
    pub fn all(sources: &[Vec<Provider>]) -> Given<'_> {
        Given { sources, only: None, barred: &[], there: &[] }
    }
}

/// The points that are ever there, steps that start and behind them steps that are done: a naive fixpoint.
pub fn startable(model: &Model, needs: &[Need], given: &Given) -> Vec<bool> {
    let count = model.steps.len();
    let mut started = vec![false; 2 * count];
    let mut of_points: Vec<Vec<&Need>> = vec![Vec::new(); 2 * count];
    for need in needs {
        of_points[need.point].push(need);
    }
    loop {
        let next: Vec<bool> = (0..2 * count)
            .map(|point| {
                let mut own = of_points[point].iter();
                let is_there = (point < count || started[point - count])
                    && own
                        .all(|need| need.providers.iter().any(|one| available(model, *one, &started, given)));
                is_there || given.there.contains(&point)
            })
            .collect();
        if next == started {
            return started;
        }
        started = next;
    }
}

pub fn available(model: &Model, provider: Provider, started: &[bool], given: &Given) -> bool {
    let comes = |point: usize, output: usize| {
        let endings = endings(model, output);
        let ends = |outcome: &&Giver| {
            let producers = producers(model, outcome);
            producers.is_empty() || producers.into_iter().any(|one| available(model, one, started, given))
        };
        started[point] && !given.barred.contains(&output) && (endings.is_empty() || endings.iter().any(ends))
    };
    match provider {
        Provider::Fact => true,
        Provider::Run(step) => started[step],
        Provider::Step { output, point, .. } => comes(point, output),
        Provider::Trigger(number) if given.barred.contains(&number) => false,
        Provider::Trigger(number) => match given.only {
            Some((stream, trigger)) if model.givers[number].node == Node::Stream(stream) => {
                number == trigger || model.givers[number].recurs
            }
            _ => given.sources[number].iter().any(|source| match source {
                Provider::Fact => true,
                Provider::Step { output, point, .. } => comes(*point, *output),
                Provider::Run(step) => started[*step],
                Provider::Trigger(_) => false,
            }),
        },
    }
}

/// The sources of every trigger, by its number among the givers (empty for the others).
pub fn sources(model: &Model, raw: &Raw) -> Vec<Vec<Provider>> {
    (0..model.givers.len())
        .map(|giver| {
            if model.givers[giver].role == Giving::Trigger {
                sources_of_trigger(model, raw, giver)
            } else {
                Vec::new()
            }
        })
        .collect()
}
