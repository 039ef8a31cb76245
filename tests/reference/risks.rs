//! Promises that are kept at best, and missed if something is decided otherwise. Every case is tried.

use std::collections::BTreeSet;

use super::horn::{
    Given, Need, Provider, available, end, endings, needs, outputs_inside, producers, sources, startable,
};
use super::model::{Found, Giving, Model, Node, Taker, Taking};
use super::pairing::Raw;
use super::runs::run_of;
use super::time::{times, working_days};

/// The outcomes whose promise is at risk, with their streams.
pub fn promise_at_risk(model: &Model, raw: &Raw) -> Vec<(Found, usize)> {
    let needs = needs(model, raw);
    let sources = sources(model, raw);
    let mut found = Vec::new();
    // What does not come in a case is the same for all promises.
    let all: Vec<Choice> = choices(model);
    let mut known: Vec<Option<Vec<Vec<usize>>>> = vec![None; all.len()];
    for outcome in model.takers.iter().filter(|taker| taker.role == Taking::Outcome) {
        let Node::Stream(stream) = outcome.node else { continue };
        let Some(within) = outcome.within else { continue };
        // What is taken is compared with what is promised, with working days of both lengths.
        let compare = |barred: &[usize], holds: &dyn Fn(u64, u64) -> bool| {
            let given = Given { barred, ..Given::all(&sources) };
            working_days(model).into_iter().all(|day| {
                let taken = times(model, &needs, &given, day).of_outcome(outcome);
                taken.is_some_and(|taken| holds(taken, within.length(day)))
            })
        };
        if !compare(&[], &|taken, promised| taken <= promised) {
            continue;
        }
        let leading = leading(model, &needs, &sources, outcome);
        let mut cases = single_triggers(model, stream);
        for (choice, known) in all.iter().zip(&mut known) {
            if choice.outputs.iter().any(|output| leading.contains(output)) {
                let found = known.get_or_insert_with(|| cases_of(model, &needs, &sources, choice));
                cases.extend(found.iter().cloned());
            }
        }
        if cases.iter().any(|barred| compare(barred, &|taken, promised| taken > promised)) {
            found.push((("promise-at-risk", outcome.place), stream));
        }
    }
    found
}

/// What need not come: the alternatives of a statement, or one optional output.
pub struct Choice {
    step: usize,
    pub outputs: Vec<usize>,
    is_optional: bool,
}

pub fn choices(model: &Model) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (number, giver) in model.givers.iter().enumerate() {
        let Node::Step(step) = giver.node else { continue };
        if giver.role != Giving::Output || !(giver.either || giver.optional) {
            continue;
        }
        let is_same = |choice: &&mut Choice| {
            giver.either && model.givers[choice.outputs[0]].statement == giver.statement
        };
        match choices.iter_mut().find(is_same) {
            Some(choice) => choice.outputs.push(number),
            None => choices.push(Choice { step, outputs: vec![number], is_optional: giver.optional }),
        }
    }
    choices
}

/// What does not come in each case of a choice: outputs, by their numbers.
pub fn cases_of(
    model: &Model,
    needs: &[Need],
    sources: &[Vec<Provider>],
    choice: &Choice,
) -> Vec<Vec<usize>> {
    let mut ones: Vec<Option<usize>> = Vec::new();
    if choice.outputs.len() > 1 {
        ones.extend(choice.outputs.iter().copied().map(Some));
    }
    if choice.is_optional {
        ones.push(None);
    }
    let point = |output: usize| if model.at_end[output] { end(model, choice.step) } else { choice.step };
    let mut cases = Vec::new();
    for one in ones {
        // Whether the one comes, or, where that is nothing, whether the choice is made.
        let is_made = |barred: &[usize]| {
            let given = Given { barred, ..Given::all(sources) };
            let started = startable(model, needs, &given);
            match one {
                Some(output) => {
                    let provider = Provider::Step { step: choice.step, output, point: point(output) };
                    available(model, provider, &started, &given)
                }
                None => started[point(choice.outputs[0])],
            }
        };
        if !is_made(&[]) {
            continue;
        }
        let mut barred: Vec<usize> =
            choice.outputs.iter().copied().filter(|output| Some(*output) != one).collect();
        for other in choices(model) {
            if other.outputs == choice.outputs {
                continue;
            }
            for needed in &other.outputs {
                if !is_made(&[*needed]) {
                    barred.extend(other.outputs.iter().filter(|output| *output != needed));
                }
            }
        }
        if is_made(&barred) {
            cases.push(barred);
        }
    }
    cases
}

/// For each trigger that may be the only one of its stream the others, which do not come then.
pub fn single_triggers(model: &Model, stream: usize) -> Vec<Vec<usize>> {
    let own: Vec<usize> = (0..model.givers.len())
        .filter(|number| {
            let giver = &model.givers[*number];
            giver.role == Giving::Trigger && giver.node == Node::Stream(stream) && !giver.recurs
        })
        .collect();
    let is_run = (0..model.steps.len()).any(|step| run_of(model, step) == Some(stream));
    if own.len() < 2 || is_run {
        return Vec::new();
    }
    own.iter().map(|only| own.iter().copied().filter(|other| other != only).collect()).collect()
}

/// The outputs that lead to an outcome, by their numbers.
pub fn leading(model: &Model, needs: &[Need], sources: &[Vec<Provider>], outcome: &Taker) -> BTreeSet<usize> {
    let mut outputs = BTreeSet::new();
    let mut points = BTreeSet::new();
    let mut queue: Vec<Provider> = outputs_inside(model, outcome);
    while let Some(provider) = queue.pop() {
        let reached = match provider {
            Provider::Fact => continue,
            Provider::Trigger(trigger) => {
                queue.extend(&sources[trigger]);
                continue;
            }
            Provider::Run(step) => vec![step],
            Provider::Step { step, output, point } => {
                if outputs.insert(output) {
                    queue.extend(endings(model, output).into_iter().flat_map(|one| producers(model, one)));
                }
                vec![step, point]
            }
        };
        for point in reached {
            if !points.insert(point) {
                continue;
            }
            for need in
                needs.iter().filter(|need| need.point == point && !is_met_at_once(model, sources, need))
            {
                queue.extend(&need.providers);
            }
        }
    }
    outputs
}

/// Whether the only trigger of the stream meets a need, and is there from the beginning.
fn is_met_at_once(model: &Model, sources: &[Vec<Provider>], need: &Need) -> bool {
    let stream = Node::Stream(model.steps[need.step].stream);
    let is_own =
        |giver: &usize| model.givers[*giver].role == Giving::Trigger && model.givers[*giver].node == stream;
    let own: Vec<usize> = (0..model.givers.len()).filter(is_own).collect();
    own.len() == 1
        && need.providers.contains(&Provider::Trigger(own[0]))
        && sources[own[0]].contains(&Provider::Fact)
}
