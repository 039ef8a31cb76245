//! Blocked branches: steps that wait for ever once a choice has been made. Every case of every choice is tried.

use std::collections::BTreeSet;

use super::alternatives::Exclusive;
use super::horn::{
    Given, Need, Provider, available, behind, end, endings, expected_by_all, needs, producers, sources,
    startable,
};
use super::model::{Found, Giving, Model, Node};
use super::pairing::Raw;
use super::runs::run_of;

/// A blocked branch, with the streams that it concerns.
pub struct Blocked {
    pub found: Found,
    pub streams: BTreeSet<usize>,
    /// The steps that it reports.
    pub steps: Vec<usize>,
}

/// One finding for each alternative of a choice that brings something to a step which then waits for ever; alternatives
/// of one choice that block the same steps are reported at the first of them, and what a choice that is decided before
/// blocks is reported there. Streams in `held_back` are not judged.
pub fn blocked_branches(
    model: &Model,
    raw: &Raw,
    exclusive: &[Exclusive],
    held_back: &BTreeSet<usize>,
) -> Vec<Blocked> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let anybody = expected_by_all(model);
    let choices = choices(model);
    let free = startable(model, &needs, &Given::all(&sources));
    let is_held = |step: usize| held_back.contains(&model.steps[step].stream);
    // The cases of each choice in which steps are blocked.
    let mut cases: Vec<Vec<Case>> = Vec::new();
    for (step, _, alternatives) in &choices {
        let mut of_choice = Vec::new();
        for alternative in alternatives.iter().filter(|_| !is_held(*step)) {
            let decided = decided_with(model, &needs, &sources, &choices, *alternative);
            let mut barred: Vec<usize> = Vec::new();
            for (choice, one) in &decided {
                barred.extend(choices[*choice].2.iter().filter(|other| *other != one));
            }
            let mut barred_too = barred.clone();
            barred_too.extend(alternatives);
            barred.extend(alternatives.iter().filter(|other| *other != alternative));
            let nothing = Given { barred: &barred_too, ..Given::all(&sources) };
            let case = Given { barred: &barred, ..Given::all(&sources) };
            let (started, with_nothing) =
                (startable(model, &needs, &case), startable(model, &needs, &nothing));
            let again = |one: usize, step: usize| leads_back(one, step, &anybody, &started, &case, model);
            if !available(model, by_itself(model, *step, *alternative), &started, &case)
                || again(*alternative, *step)
                || decided.iter().any(|(choice, one)| again(*one, choices[*choice].0))
            {
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
                first.clone_from(&blocked);
            }
            of_choice.push(Case { alternative: *alternative, decided, blocked, first });
        }
        cases.push(of_choice);
    }
    let mut found = Vec::new();
    for ((step, ..), of_choice) in choices.iter().zip(&cases) {
        let mut reported: Vec<Vec<usize>> = Vec::new();
        for case in of_choice {
            let is_told_before = |step: &usize| {
                case.decided
                    .iter()
                    .any(|(choice, _)| cases[*choice].iter().any(|one| one.blocked.contains(step)))
            };
            let mut first = case.first.clone();
            first.retain(|step| !exclusive.iter().any(|one| one.step == *step) && !is_told_before(step));
            if first.is_empty() || reported.contains(&first) {
                continue;
            }
            let mut streams: BTreeSet<usize> = first.iter().map(|step| model.steps[*step].stream).collect();
            streams.insert(model.steps[*step].stream);
            let place = model.givers[case.alternative].place;
            found.push(Blocked { found: ("blocked-branch", place), streams, steps: first.clone() });
            reported.push(first);
        }
    }
    found
}

/// A case of a choice that is judged.
struct Case {
    alternative: usize,
    /// The choices that are decided with it, by their indices, each with the alternative that comes.
    decided: Vec<(usize, usize)>,
    blocked: Vec<usize>,
    /// Those of the blocked steps that do not wait for another one.
    first: Vec<usize>,
}

/// The other choices of which a single alternative is needed for this output to come.
fn decided_with(
    model: &Model,
    needs: &[Need],
    sources: &[Vec<Provider>],
    choices: &[(usize, usize, Vec<usize>)],
    output: usize,
) -> Vec<(usize, usize)> {
    let Node::Step(step) = model.givers[output].node else { return Vec::new() };
    let comes_without = |barred: &[usize]| {
        let given = Given { barred, ..Given::all(sources) };
        available(model, by_itself(model, step, output), &startable(model, needs, &given), &given)
    };
    let mut decided = Vec::new();
    if !comes_without(&[]) {
        return decided;
    }
    for (number, (step, _, alternatives)) in choices.iter().enumerate() {
        // What several steps run is decided anew for each of them.
        let stream = Some(model.steps[*step].stream);
        let is_shared = (0..model.steps.len()).filter(|step| run_of(model, *step) == stream).count() > 1;
        if is_shared || alternatives.contains(&output) {
            continue;
        }
        for one in alternatives {
            if !comes_without(&[*one]) {
                decided.push((number, *one));
            }
        }
    }
    decided
}

/// An output as what provides.
fn by_itself(model: &Model, step: usize, output: usize) -> Provider {
    let point = if model.at_end[output] { end(model, step) } else { step };
    Provider::Step { step, output, point }
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
