//! Exclusive inputs and stalled triggers: what one of several alternatives leaves undone.

use super::horn::{self, Given, Need, available, needs, outputs_inside, sources, startable};
use super::model::{Found, Giving, Model, Node, Taking};
use super::pairing::Raw;
use super::runs::is_given_by_run;

/// Exclusive inputs: where they are reported, their step, and the statement whose alternatives feed them.
pub struct Exclusive {
    pub found: Found,
    pub step: usize,
    pub statement: usize,
}

/// Mandatory inputs of a step that are fed only by different alternatives of one `output A or B`: one finding for each
/// step and each such output, at the first input that differs from an earlier one.
pub fn exclusive_inputs(model: &Model, raw: &Raw) -> Vec<Exclusive> {
    let needs = needs(model, raw);
    // The alternatives (by the numbers of the outputs) that feed an input, where they are of one statement and
    // nothing else feeds it. An end that is always right is an expectation of its own: the step waits for the others.
    let alternatives = |taker: usize| -> Option<(usize, Vec<usize>)> {
        let mine: Vec<&Need> = needs
            .iter()
            .filter(|need| need.is_first() && need.taker == taker && !need.fed_by.is_empty())
            .collect();
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
    let mut found: Vec<Exclusive> = Vec::new();
    for later in 0..model.takers.len() {
        for earlier in 0..later {
            if model.takers[earlier].node != model.takers[later].node {
                continue;
            }
            if let (Some((one, these)), Some((other, those))) = (alternatives(earlier), alternatives(later))
                && one == other
                && !these.iter().any(|giver| those.contains(giver))
            {
                let Node::Step(step) = model.takers[later].node else { continue };
                let place = model.takers[later].place;
                if !found.iter().any(|known| known.step == step && known.statement == one) {
                    found.push(Exclusive { found: ("exclusive-inputs", place), step, statement: one });
                }
            }
        }
    }
    found
}

/// A trigger from which, as the stream's only one besides those that recur, none of the stream's outcomes can be produced.
/// Of those in a stream one alone is told where it is the only one without ends, and none would be stalled if it recurred.
/// The steps of circular waits, which are reported, count as started.
pub fn stalled_trigger(model: &Model, raw: &Raw, circles: &[Vec<usize>]) -> Vec<(Found, usize)> {
    let needs = needs(model, raw);
    let waiting: Vec<usize> =
        circles.iter().flatten().flat_map(|&step| [step, horn::end(model, step)]).collect();
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
        let mut stalled = Vec::new();
        // One that recurs may wait for what comes in between.
        for trigger in triggers.into_iter().filter(|trigger| {
            !model.givers[*trigger].recurs && !is_given_by_run(model, &model.givers[*trigger])
        }) {
            if !reaches_outcome(model, &needs, &sources, &waiting, (stream, trigger)) {
                stalled.push(trigger);
            }
        }
        let endless: Vec<usize> =
            stalled.iter().copied().filter(|trigger| model.givers[*trigger].ends.is_empty()).collect();
        if let [one] = endless[..] {
            let mut recurring = model.clone();
            recurring.givers[one].recurs = true;
            let needs = horn::needs(&recurring, raw);
            let sources = horn::sources(&recurring, raw);
            let mut others = stalled.iter().filter(|other| **other != one);
            if others.all(|other| reaches_outcome(&recurring, &needs, &sources, &waiting, (stream, *other))) {
                stalled = vec![one];
            }
        }
        let all = stalled.clone();
        stalled
            .retain(|later| !all.iter().any(|one| one < later && in_one_list(model, &needs, *one, *later)));
        found.extend(
            stalled.into_iter().map(|trigger| (("stalled-trigger", model.givers[trigger].place), stream)),
        );
    }
    found
}

/// Whether these triggers feed two mandatory inputs of one statement.
fn in_one_list(model: &Model, needs: &[Need], one: usize, other: usize) -> bool {
    let fed = |trigger: usize| {
        let takes =
            move |need: &&Need| need.is_first() && need.providers.contains(&horn::Provider::Trigger(trigger));
        needs.iter().filter(takes).map(|need| need.taker)
    };
    fed(one).any(|this| {
        fed(other).any(|that| this != that && model.takers[this].statement == model.takers[that].statement)
    })
}

/// Whether an outcome of the stream can be produced with this as its only trigger, besides those that recur.
fn reaches_outcome(
    model: &Model,
    needs: &[Need],
    sources: &[Vec<horn::Provider>],
    waiting: &[usize],
    (stream, trigger): (usize, usize),
) -> bool {
    let only = Given { only: Some((stream, trigger)), there: waiting, ..Given::all(sources) };
    let started = startable(model, needs, &only);
    model
        .takers
        .iter()
        .filter(|taker| taker.role == Taking::Outcome && taker.node == Node::Stream(stream))
        .any(|outcome| {
            let producers = outputs_inside(model, outcome);
            producers.is_empty() || producers.into_iter().any(|one| available(model, one, &started, &only))
        })
}
