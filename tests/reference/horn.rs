//! Section "Can it run?": which steps can ever start, and what follows from it.

use super::model::{Found, Giver, Giving, Model, Node, Taker, Taking, Target};
use super::pairing::Raw;
use super::relate::{Expectation, could_meet, could_take, expectations};
use super::resolve::is_mandatory;

/// What meets an expectation; any one of several is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    Fact,
    Step(usize),
    /// A trigger, by its number among the givers.
    Trigger(usize),
}

/// One expectation of a mandatory input of a step.
#[derive(Clone, Debug)]
pub struct Need {
    pub step: usize,
    pub taker: usize,
    pub providers: Vec<Provider>,
    /// The outputs (by their numbers) that feed it directly.
    pub fed_by: Vec<usize>,
}

/// All needs of all steps. An input already reported counts as satisfied: it needs nothing.
pub fn needs(model: &Model, raw: &Raw) -> Vec<Need> {
    let mut needs = Vec::new();
    for (number, taker) in model.takers.iter().enumerate() {
        let Node::Step(step) = taker.node else { continue };
        if !is_mandatory(taker) || !raw.takers[number].is_empty() {
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
            needs.push(Need { step, taker: number, providers, fed_by });
        }
    }
    needs
}

/// Steps, triggers and outcomes that meet the expectation; anything else that meets it is a fact.
fn providers(model: &Model, taker: &Taker, expectation: &Expectation) -> Vec<Provider> {
    let mut providers = Vec::new();
    for (number, giver) in model.givers.iter().enumerate() {
        if model.agree(giver, taker) && could_meet(model, taker, expectation, giver) {
            match (giver.role, giver.node) {
                (Giving::Output, Node::Step(step)) => providers.push(Provider::Step(step)),
                (Giving::Trigger, _) => providers.push(Provider::Trigger(number)),
                (Giving::Outcome, _) => {
                    let producers = producers(model, giver);
                    // An outcome that no step produces counts as produced.
                    providers.extend(producers.iter().map(|step| Provider::Step(*step)));
                    providers.extend(producers.is_empty().then_some(Provider::Fact));
                }
                _ => {}
            }
        }
    }
    if providers.is_empty() { vec![Provider::Fact] } else { providers }
}

/// The steps that produce an outcome, given as what it is to the outside (one alternative of it).
fn producers(model: &Model, outcome: &Giver) -> Vec<usize> {
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
    };
    producers_inside(model, &inside)
}

/// The steps that produce an outcome, with either of its alternatives.
pub fn producers_inside(model: &Model, outcome: &Taker) -> Vec<usize> {
    let mut steps = Vec::new();
    for giver in &model.givers {
        if let Node::Step(step) = giver.node
            && model.agree(giver, outcome)
            && could_meet(model, outcome, &None, giver)
            && !steps.contains(&step)
        {
            steps.push(step);
        }
    }
    steps
}

/// What gives a trigger. It is a fact, unless all its ends are described streams: then one of them must give it.
/// One that is already reported as unmatched counts as given.
pub fn sources_of_trigger(model: &Model, raw: &Raw, trigger: usize) -> Vec<Provider> {
    let giver = &model.givers[trigger];
    let Node::Stream(own) = giver.node else { return Vec::new() };
    let only_streams = !giver.ends.is_empty()
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
    if !only_streams || outside.iter().any(|taker| !raw.takers[*taker].is_empty()) {
        return vec![Provider::Fact];
    }
    let mut sources = Vec::new();
    for taker in outside {
        for end in &giver.ends {
            sources.extend(providers(model, &model.takers[taker], &Some(end.clone())));
        }
    }
    sources
}

/// How triggers are taken when it is asked what can start.
pub enum Triggers<'a> {
    /// Each by what gives it.
    AsTheyAre(&'a [Vec<Provider>]),
    /// One stream has this trigger only, and it is given.
    Only { sources: &'a [Vec<Provider>], stream: usize, trigger: usize },
}

/// The steps that can ever start: a naive fixpoint.
pub fn startable(model: &Model, needs: &[Need], triggers: &Triggers) -> Vec<bool> {
    let mut started = vec![false; model.steps.len()];
    loop {
        let next: Vec<bool> = (0..model.steps.len())
            .map(|step| {
                needs
                    .iter()
                    .filter(|need| need.step == step)
                    .all(|need| need.providers.iter().any(|one| available(model, *one, &started, triggers)))
            })
            .collect();
        if next == started {
            return started;
        }
        started = next;
    }
}

fn available(model: &Model, provider: Provider, started: &[bool], triggers: &Triggers) -> bool {
    let by_source = |trigger: usize, sources: &[Vec<Provider>]| {
        sources[trigger].iter().any(|source| match source {
            Provider::Fact => true,
            Provider::Step(step) => started[*step],
            Provider::Trigger(_) => false,
        })
    };
    match provider {
        Provider::Fact => true,
        Provider::Step(step) => started[step],
        Provider::Trigger(number) => match triggers {
            Triggers::AsTheyAre(sources) => by_source(number, sources),
            Triggers::Only { sources, stream, trigger } => {
                if model.givers[number].node == Node::Stream(*stream) {
                    number == *trigger
                } else {
                    by_source(number, sources)
                }
            }
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

/// The sink strongly connected components of a graph over the chosen steps: sets that reach each other and
/// nothing else. `arcs` leads from a step to others.
pub fn sinks(steps: &[usize], arcs: &dyn Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let reach = |from: usize| {
        let mut seen: Vec<usize> = Vec::new();
        let mut open = vec![from];
        while let Some(step) = open.pop() {
            for next in arcs(step).into_iter().filter(|next| steps.contains(next)) {
                if !seen.contains(&next) {
                    seen.push(next);
                    open.push(next);
                }
            }
        }
        seen
    };
    let mut sinks: Vec<Vec<usize>> = Vec::new();
    for &step in steps {
        let mut component: Vec<usize> = reach(step);
        if component.iter().all(|other| reach(*other).contains(&step)) {
            if !component.contains(&step) {
                component.push(step);
            }
            component.sort_unstable();
            if !sinks.contains(&component) {
                sinks.push(component);
            }
        }
    }
    sinks
}

/// The circular waits: among the steps that stay blocked, every sink component of who waits for whom.
pub fn circular_waits(model: &Model, raw: &Raw) -> Vec<Vec<usize>> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let triggers = Triggers::AsTheyAre(&sources);
    let started = startable(model, &needs, &triggers);
    let blocked: Vec<usize> = (0..model.steps.len()).filter(|step| !started[*step]).collect();
    let waits_for = |step: usize| {
        let mut others = Vec::new();
        for need in needs.iter().filter(|need| need.step == step) {
            if need.providers.iter().any(|one| available(model, *one, &started, &triggers)) {
                continue;
            }
            for provider in &need.providers {
                match provider {
                    Provider::Fact => {}
                    Provider::Step(other) => others.push(*other),
                    Provider::Trigger(trigger) => {
                        others.extend(sources[*trigger].iter().filter_map(|source| match source {
                            Provider::Step(other) => Some(*other),
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
            matches!(provider, Provider::Step(other) if model.in_same_stream(need.step, *other) && *other > need.step)
        })
    };
    needs(model, raw)
        .iter()
        .filter(|need| late(need) && !waits.iter().flatten().any(|step| *step == need.step))
        .map(|need| (("late-input", model.takers[need.taker].place), model.steps[need.step].stream))
        .collect()
}

/// Two mandatory inputs of a step that are fed only by different alternatives of one `output A or B`.
pub fn exclusive_inputs(model: &Model, raw: &Raw) -> Vec<Found> {
    let needs = needs(model, raw);
    // The alternatives (by the numbers of the outputs) that feed an input, where they are of one statement and
    // nothing else feeds it.
    let alternatives = |taker: usize| -> Option<(usize, Vec<usize>)> {
        let mine: Vec<&Need> = needs.iter().filter(|need| need.taker == taker).collect();
        if mine.iter().any(|need| need.providers.len() != need.fed_by.len()) {
            return None;
        }
        let fed_by: Vec<usize> = mine.iter().flat_map(|need| need.fed_by.clone()).collect();
        let statement = model.givers[*fed_by.first()?].statement;
        let of_one = fed_by.iter().all(|giver| {
            let giver = &model.givers[*giver];
            giver.either && giver.statement == statement
        });
        of_one.then_some((statement, fed_by))
    };
    let mut found = Vec::new();
    for later in 0..model.takers.len() {
        for earlier in 0..later {
            if model.takers[earlier].node != model.takers[later].node {
                continue;
            }
            if let (Some((one, these)), Some((other, those))) = (alternatives(earlier), alternatives(later))
                && one == other
                && !these.iter().any(|giver| those.contains(giver))
            {
                found.push(("exclusive-inputs", model.takers[later].place));
            }
        }
    }
    found
}

/// A trigger from which, as the stream's only one, none of the stream's outcomes can be produced.
pub fn stalled_trigger(model: &Model, raw: &Raw) -> Vec<(Found, usize)> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let mut found = Vec::new();
    for stream in 0..model.streams.len() {
        let own = |giver: &usize| {
            model.givers[*giver].role == Giving::Trigger && model.givers[*giver].node == Node::Stream(stream)
        };
        let triggers: Vec<usize> = (0..model.givers.len()).filter(own).collect();
        if triggers.len() < 2 {
            continue;
        }
        for trigger in triggers {
            let only = Triggers::Only { sources: &sources, stream, trigger };
            let started = startable(model, &needs, &only);
            let reached = model
                .takers
                .iter()
                .filter(|taker| taker.role == Taking::Outcome && taker.node == Node::Stream(stream))
                .any(|outcome| {
                    let producers = producers_inside(model, outcome);
                    producers.is_empty() || producers.iter().any(|step| started[*step])
                });
            if !reached {
                found.push((("stalled-trigger", model.givers[trigger].place), stream));
            }
        }
    }
    found
}

/// Whether an input of another step uses the output: it is fed by it for one of its expectations.
pub fn uses(model: &Model, taker: &Taker, giver: &Giver) -> bool {
    let input = matches!(taker.role, Taking::Input(_)) && giver.role == Giving::Output;
    input
        && model.agree(giver, taker)
        && expectations(model, taker.node, &taker.ends).iter().any(|end| could_meet(model, taker, end, giver))
        || input
            && model.agree(giver, taker)
            && expectations(model, giver.node, &giver.ends)
                .iter()
                .any(|end| could_take(model, giver, end, taker))
}
