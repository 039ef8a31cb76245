//! Section "One mistake, one finding": what lacks in several places, and a step that is missing.

use std::collections::BTreeSet;

use super::model::{Giver, Giving, Model, Node, Taker, Taking, Target};
use super::organisation::Mode;
use super::pairing::Raw;
use super::relate::Expectation;

/// The takers and givers that another finding tells of, by their numbers.
#[derive(Default)]
pub struct Told {
    pub takers: BTreeSet<usize>,
    pub givers: BTreeSet<usize>,
}

/// `unmatched` and `orphaned` are those that would be told, and that nothing pairs with another flow.
pub fn told(model: &Model, raw: &Raw, unmatched: &[usize], orphaned: &[usize]) -> Told {
    let mut told = Told::default();
    for stream in 0..model.streams.len() {
        let lacking: Vec<usize> =
            unmatched.iter().copied().filter(|&taker| lacks(model, raw, stream, taker)).collect();
        let left_over: Vec<usize> =
            orphaned.iter().copied().filter(|&giver| is_left_over(model, raw, stream, giver)).collect();
        let again: Vec<usize> = lacking
            .iter()
            .copied()
            .filter(|&taker| {
                lacking.iter().any(|&other| other < taker && lack_one_thing(model, raw, other, taker))
            })
            .collect();
        told.takers.extend(&again);
        let is_open =
            |ends: &[Expectation]| ends.iter().all(|end| matches!(end, None | Some(Target::Activity(_))));
        let lacking: Vec<usize> = lacking
            .into_iter()
            .filter(|taker| !again.contains(taker) && is_open(&raw.takers[*taker]))
            .collect();
        let left_over: Vec<usize> =
            left_over.into_iter().filter(|giver| is_open(&raw.givers[*giver])).collect();
        let waiting: Vec<usize> = lacking
            .iter()
            .copied()
            .filter(|&taker| model.takers[taker].role != Taking::Input(Mode::Rework))
            .collect();
        if left_over.is_empty() || waiting.is_empty() {
            continue;
        }
        let giving: BTreeSet<i64> =
            left_over.iter().map(|&giver| height(model.givers[giver].node, -1)).collect();
        let bottom = i64::MAX;
        let taking: BTreeSet<i64> =
            waiting.iter().map(|&taker| height(model.takers[taker].node, bottom)).collect();
        let is_in_order = giving.last() < taking.first();
        if is_in_order && (giving.len() == 1 || taking.len() == 1) {
            let first = waiting
                .iter()
                .copied()
                .min_by_key(|&taker| (model.takers[taker].role == Taking::Outcome, taker));
            told.takers.extend(lacking.iter().filter(|&&taker| Some(taker) != first));
            told.givers.extend(left_over);
        }
    }
    told
}

/// Where a flow stands in its stream: at a step, or else at its border.
fn height(node: Node, border: i64) -> i64 {
    match node {
        Node::Step(step) => step as i64,
        _ => border,
    }
}

fn lacks(model: &Model, raw: &Raw, stream: usize, taker: usize) -> bool {
    let this = &model.takers[taker];
    let gives = |(giver, failing): (&Giver, &Vec<Expectation>)| {
        !failing.is_empty() && is_inner_giver(model, giver, stream) && model.agree(giver, this)
    };
    is_inner_taker(model, this, stream) && !model.givers.iter().zip(&raw.givers).any(gives)
}

fn is_left_over(model: &Model, raw: &Raw, stream: usize, giver: usize) -> bool {
    let this = &model.givers[giver];
    let takes = |(taker, failing): (&Taker, &Vec<Expectation>)| {
        !failing.is_empty() && is_inner_taker(model, taker, stream) && model.agree(this, taker)
    };
    is_inner_giver(model, this, stream) && !model.takers.iter().zip(&raw.takers).any(takes)
}

fn is_inner_taker(model: &Model, taker: &Taker, stream: usize) -> bool {
    taker.role != Taking::Trigger && model.stream(taker.node) == Some(stream)
}

fn is_inner_giver(model: &Model, giver: &Giver, stream: usize) -> bool {
    giver.role != Giving::Outcome && model.stream(giver.node) == Some(stream)
}

/// Whether two inputs lack the same items from the same ends.
fn lack_one_thing(model: &Model, raw: &Raw, one: usize, other: usize) -> bool {
    let (first, second) = (&model.takers[one], &model.takers[other]);
    let items = |taker: &Taker| taker.items.iter().cloned().collect::<BTreeSet<String>>();
    let within = |ends: &[Expectation], others: &[Expectation]| ends.iter().all(|end| others.contains(end));
    first.role != Taking::Outcome
        && second.role != Taking::Outcome
        && items(first) == items(second)
        && within(&raw.takers[one], &raw.takers[other])
        && within(&raw.takers[other], &raw.takers[one])
}
