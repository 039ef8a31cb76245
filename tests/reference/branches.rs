//! Blocked branches: steps that wait for ever once a choice has been made. Every case of every choice is tried.

use std::collections::BTreeSet;

use super::alternatives::Exclusive;
use super::horn::{
    Given, Need, Provider, available, behind, end, endings, expected_by_all, needs, producers, sources,
    startable,
};
use super::model::{Found, Giving, Model, Node};
use super::pairing::Raw;

/// A blocked branch, with the streams that it concerns.
pub struct Blocked {
    pub found: Found,
    pub streams: BTreeSet<usize>,
}

/// One finding for each alternative of a choice that brings something to a step which then waits for ever; alternatives
/// of one choice that block the same steps are reported at the first of them. Streams in `held_back` are not judged.
pub fn blocked_branches(
    model: &Model,
    raw: &Raw,
    exclusive: &[Exclusive],
    held_back: &BTreeSet<usize>,
) -> Vec<Blocked> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let anybody = expected_by_all(model);
    let free = startable(model, &needs, &Given::all(&sources));
    let is_held = |step: usize| held_back.contains(&model.steps[step].stream);
    let mut found = Vec::new();
    for (step, statement, alternatives) in choices(model) {
        if is_held(step) {
            continue;
        }
        let nothing = Given { barred: &alternatives, ..Given::all(&sources) };
        let with_nothing = startable(model, &needs, &nothing);
        let mut reported: Vec<Vec<usize>> = Vec::new();
        for alternative in &alternatives {
            let others: Vec<usize> =
                alternatives.iter().copied().filter(|other| other != alternative).collect();
            let case = Given { barred: &others, ..Given::all(&sources) };
            let started = startable(model, &needs, &case);
            if leads_back(*alternative, step, &anybody, &started, &case, model) {
                continue;
            }
            let is_brought = |need: &Need| {
                let is_met = |given: &Given, started: &[bool]| {
                    need.providers.iter().any(|one| available(model, *one, started, given))
                };
                is_met(&case, &started) && !is_met(&nothing, &with_nothing)
            };
            let blocked: Vec<usize> = (0..model.steps.len())
                .filter(|step| free[*step] && !started[*step] && !is_held(*step))
                .filter(|step| needs.iter().any(|need| need.point == *step && is_brought(need)))
                .collect();
            let waits_for_blocked = |step: &usize| {
                needs.iter().filter(|need| need.point == *step).any(|need| {
                    !need.providers.iter().any(|one| available(model, *one, &started, &case))
                        && need.providers.iter().any(|one| hangs_on(model, one, &blocked))
                })
            };
            let mut first: Vec<usize> =
                blocked.iter().copied().filter(|step| !waits_for_blocked(step)).collect();
            if first.is_empty() {
                first = blocked;
            }
            first.retain(|step| !exclusive.iter().any(|one| one.step == *step && one.statement == statement));
            if first.is_empty() || reported.contains(&first) {
                continue;
            }
            let mut streams: BTreeSet<usize> = first.iter().map(|step| model.steps[*step].stream).collect();
            streams.insert(model.steps[step].stream);
            found.push(Blocked { found: ("blocked-branch", model.givers[*alternative].place), streams });
            reported.push(first);
        }
    }
    found
}

/// Whether a provider is an output that hangs on one of these steps.
fn hangs_on(model: &Model, provider: &Provider, steps: &[usize]) -> bool {
    match provider {
        Provider::Step { step, output, .. } => {
            behind(model, *step, *output).iter().any(|step| steps.contains(step))
        }
        _ => false,
    }
}

/// The statements that put out one of several items: the step, the statement, and the outputs.
fn choices(model: &Model) -> Vec<(usize, usize, Vec<usize>)> {
    let mut choices: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (number, giver) in model.givers.iter().enumerate() {
        let Node::Step(step) = giver.node else { continue };
        if giver.role != Giving::Output || !giver.either {
            continue;
        }
        match choices.iter_mut().find(|(_, statement, _)| *statement == giver.statement) {
            Some((.., outputs)) => outputs.push(number),
            None => choices.push((step, giver.statement, vec![number])),
        }
    }
    choices
}

/// What leads on: an output, or a step that gives what it takes to the stream that it runs.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    Output(usize),
    Run(usize),
}

/// Whether this output leads to `goal` over steps that start: what they take, waiting or not, and what they put out.
fn leads_back(
    output: usize,
    goal: usize,
    anybody: &[Need],
    started: &[bool],
    case: &Given,
    model: &Model,
) -> bool {
    let mut leads = vec![Lead::Output(output)];
    let mut seen = vec![false; 2 * model.steps.len()];
    while let Some(lead) = leads.pop() {
        let is_it = |one: &Provider| is_led_by(model, one, lead, started, case);
        for need in anybody {
            let is_led = need.providers.iter().any(|one| match one {
                Provider::Trigger(trigger) => case.sources[*trigger].iter().any(is_it),
                one => is_it(one),
            });
            if !is_led || seen[need.point] || !started[need.point] {
                continue;
            }
            // A reply is no second attempt.
            if need.point == goal {
                return true;
            }
            for point in [need.point, end(model, need.step)] {
                if seen[point] || !started[point] {
                    continue;
                }
                seen[point] = true;
                if point == need.step {
                    leads.push(Lead::Run(need.step));
                }
                let own = (0..model.givers.len()).filter(|giver| {
                    model.givers[*giver].node == Node::Step(need.step)
                        && model.at_end[*giver] == (point != need.step)
                        && !case.barred.contains(giver)
                });
                leads.extend(own.map(Lead::Output));
            }
        }
    }
    false
}

/// Whether a provider is this lead, or an output of a step whose stream ends with it. Such an output has to be there.
fn is_led_by(model: &Model, provider: &Provider, lead: Lead, started: &[bool], case: &Given) -> bool {
    match (provider, lead) {
        (Provider::Run(step), Lead::Run(other)) => *step == other,
        (Provider::Step { output, .. }, Lead::Output(other)) => {
            let endings = endings(model, *output);
            if endings.is_empty() {
                return *output == other;
            }
            available(model, *provider, started, case)
                && (*output == other
                    || endings.into_iter().any(|outcome| {
                        let mut producers = producers(model, outcome).into_iter();
                        producers.any(|one| is_led_by(model, &one, lead, started, case))
                    }))
        }
        _ => false,
    }
}
