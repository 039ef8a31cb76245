//! Section "Can it run?": which steps can ever start, and what follows from it.

use super::model::{Giver, Giving, Model, Node, Taker, Taking, Target};
use super::pairing::Raw;
use super::relate::{Expectation, could_meet, expectations};
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

pub fn available(model: &Model, provider: Provider, started: &[bool], triggers: &Triggers) -> bool {
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
