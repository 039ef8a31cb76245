//! Section "One mistake, one finding", points 1 to 3: misnamed, misdirected, nothing to start or end with.

use super::model::{Found, Giver, Giving, Model, Node, Taker, Taking};
use super::names::{is_slip, nearly_agree};
use super::open::{failing_of_giver, failing_of_taker};
use super::relate::{Expectation, could_meet, could_take, covers};

/// The expectations that fail, of every taker and giver, before anything is left out.
pub struct Raw {
    pub takers: Vec<Vec<Expectation>>,
    pub givers: Vec<Vec<Expectation>>,
}

impl Raw {
    pub fn of(model: &Model) -> Raw {
        Raw {
            takers: model.takers.iter().map(|taker| failing_of_taker(model, taker)).collect(),
            givers: model.givers.iter().map(|giver| failing_of_giver(model, giver)).collect(),
        }
    }
}

/// The findings about flows that remain.
pub fn flow_findings(model: &Model, raw: &Raw) -> Vec<Found> {
    let mut open_givers = raw.givers.clone();
    let mut misnamed = vec![false; model.takers.len()];
    let mut partners: Vec<Vec<usize>> = vec![Vec::new(); model.takers.len()];
    for (number, taker) in model.takers.iter().enumerate() {
        for (other, giver) in model.givers.iter().enumerate() {
            let (wants, offers) = (&raw.takers[number], &raw.givers[other]);
            if offers.is_empty()
                || !wants.iter().any(|end| could_meet(model, taker, end, giver))
                || !words_nearly_agree(taker, giver)
            {
                continue;
            }
            let paired: Vec<&Expectation> =
                offers.iter().filter(|end| could_take(model, giver, end, taker)).collect();
            if !paired.is_empty() {
                misnamed[number] = true;
                partners[number].push(other);
                open_givers[other].retain(|end| !paired.contains(&end));
            }
        }
    }
    let unmatched: Vec<bool> =
        (0..model.takers.len()).map(|n| !raw.takers[n].is_empty() && !misnamed[n]).collect();
    let absorbed: Vec<bool> = model
        .givers
        .iter()
        .enumerate()
        .map(|(other, giver)| {
            !open_givers[other].is_empty()
                && model
                    .takers
                    .iter()
                    .enumerate()
                    .any(|(n, taker)| unmatched[n] && misdirected(model, taker, giver))
        })
        .collect();
    let mut found = Vec::new();
    for (number, taker) in model.takers.iter().enumerate() {
        if misnamed[number] {
            if !told_before(model, &partners, number) {
                found.push(("misnamed-flow", taker.place));
            }
        } else if unmatched[number] && !without_start(model, taker) {
            let rule = if taker.role == Taking::Outcome { "unproduced-outcome" } else { "unmatched-input" };
            found.push((rule, taker.place));
        }
    }
    for (number, giver) in model.givers.iter().enumerate() {
        if !open_givers[number].is_empty() && !absorbed[number] && !without_finish(model, giver) {
            let rule = if giver.role == Giving::Trigger { "unused-trigger" } else { "orphaned-output" };
            found.push((rule, giver.place));
        }
    }
    found
}

/// Whether another input with the same items, and with the same one output near them, is told instead: the first.
fn told_before(model: &Model, partners: &[Vec<usize>], number: usize) -> bool {
    let taker = &model.takers[number];
    let slip = |giver: &Giver| {
        let givers = [&giver.item, &giver.written];
        let names = taker.items.iter().chain(&taker.written);
        names.clone().any(|one| givers.iter().any(|other| is_slip(one, other)))
    };
    let items = |taker: &Taker| taker.items.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    partners[number].len() == 1
        && slip(&model.givers[partners[number][0]])
        && model.takers.iter().enumerate().any(|(other, second)| {
            partners[other] == partners[number]
                && items(second) == items(taker)
                && (second.place, other) < (taker.place, number)
        })
}

/// Measured on the names as written and as declared: an alias and its name are equal in every place.
fn words_nearly_agree(taker: &Taker, giver: &Giver) -> bool {
    let givers = [&giver.item, &giver.written];
    taker.items.iter().chain(&taker.written).any(|one| givers.iter().any(|other| nearly_agree(one, other)))
}

/// Whether an unmatched taker and an orphaned giver of agreeing items are one finding.
fn misdirected(model: &Model, taker: &Taker, giver: &Giver) -> bool {
    if !model.agree(giver, taker) {
        return false;
    }
    let same_stream = model.stream(taker.node) == model.stream(giver.node);
    match (taker.role, giver.role) {
        // An unused trigger and an unmatched input of a step of the same stream.
        (Taking::Input(_), Giving::Trigger) => same_stream,
        // An unproduced outcome and an orphaned output of a step of the same stream.
        (Taking::Outcome, Giving::Output) => same_stream,
        (Taking::Outcome, _) | (_, Giving::Trigger) => false,
        _ => {
            let inside_and_outside = same_stream
                && matches!((taker.node, giver.node), (Node::Stream(_), _) | (_, Node::Stream(_)));
            let alike = model.stream(taker.node).is_some() == model.stream(giver.node).is_some();
            alike
                && taker.node != giver.node
                && !inside_and_outside
                && taker.ends.len() <= 1
                && giver.ends.len() <= 1
                && (admits_giver(model, taker, giver, same_stream)
                    || admits_taker(model, giver, taker, same_stream))
        }
    }
}

/// An end of it covers the other, or it names no end and both stand in the same stream, or in the chain.
fn admits_giver(model: &Model, taker: &Taker, giver: &Giver, same_stream: bool) -> bool {
    (taker.ends.is_empty() && same_stream)
        || taker.ends.iter().any(|end| covers(model, taker.node, end, giver.node))
}

fn admits_taker(model: &Model, giver: &Giver, taker: &Taker, same_stream: bool) -> bool {
    (giver.ends.is_empty() && same_stream)
        || giver.ends.iter().any(|end| covers(model, giver.node, end, taker.node))
}

/// In a stream without any trigger, unmatched inputs with no `from` are not reported beside `missing-trigger`.
fn without_start(model: &Model, taker: &Taker) -> bool {
    let Node::Step(step) = taker.node else { return false };
    taker.ends.is_empty() && !has_trigger(model, model.steps[step].stream)
}

/// Without any outcome, orphaned outputs with no `to` are not reported beside `missing-outcome`.
fn without_finish(model: &Model, giver: &Giver) -> bool {
    let Node::Step(step) = giver.node else { return false };
    giver.ends.is_empty() && !has_outcome(model, model.steps[step].stream)
}

pub fn has_trigger(model: &Model, stream: usize) -> bool {
    model.takers.iter().any(|taker| taker.role == Taking::Trigger && taker.node == Node::Stream(stream))
}

pub fn has_outcome(model: &Model, stream: usize) -> bool {
    model.takers.iter().any(|taker| taker.role == Taking::Outcome && taker.node == Node::Stream(stream))
}
