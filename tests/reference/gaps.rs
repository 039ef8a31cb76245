//! Section "One mistake, one finding": what lacks in several places, and a step that is missing.

use std::collections::BTreeSet;

use super::model::{Giver, Giving, Model, Nobody, Node, Taker, Taking, Target};
use super::organisation::{FlowKind, Mode};
use super::pairing::Raw;
use super::relate::Expectation;

/// The takers and givers that another finding tells of, by their numbers.
#[derive(Default)]
pub struct Told {
    pub takers: BTreeSet<usize>,
    pub givers: BTreeSet<usize>,
}

/// Flows of steps, of one item, that fail at activities alone, at each of which the chain fails with the very same item.
pub fn told_in_chain(
    model: &Model,
    raw: &Raw,
    unmatched: &[usize],
    orphaned: &[usize],
) -> (Vec<usize>, Vec<usize>) {
    let is_step = |node: Node| matches!(node, Node::Step(_));
    let is_activity = |node: Node| matches!(node, Node::Activity(_));
    let takers = unmatched.iter().copied().filter(|&taker| {
        let this = &model.takers[taker];
        let in_chain = |end: &Expectation| {
            model.takers.iter().zip(&raw.takers).any(|(other, failing)| {
                is_activity(other.node) && other.items == this.items && failing.contains(end)
            })
        };
        is_step(this.node)
            && this.items.len() == 1
            && raw.takers[taker].iter().all(|end| matches!(end, Some(Target::Activity(_))) && in_chain(end))
    });
    let givers = orphaned.iter().copied().filter(|&giver| {
        let this = &model.givers[giver];
        let in_chain = |end: &Expectation| {
            model.givers.iter().zip(&raw.givers).any(|(other, failing)| {
                is_activity(other.node) && other.item == this.item && failing.contains(end)
            })
        };
        is_step(this.node)
            && raw.givers[giver].iter().all(|end| matches!(end, Some(Target::Activity(_))) && in_chain(end))
    });
    (takers.collect(), givers.collect())
}

/// `unmatched` and `orphaned` are those that would be told, and that nothing pairs with another flow.
pub fn told(model: &Model, raw: &Raw, unmatched: &[usize], orphaned: &[usize]) -> Told {
    let mut told = Told::default();
    for stream in std::iter::once(None).chain((0..model.streams.len()).map(Some)) {
        let lacking: Vec<usize> =
            unmatched.iter().copied().filter(|&taker| lacks(model, raw, stream, taker)).collect();
        let left_over: Vec<usize> =
            orphaned.iter().copied().filter(|&giver| is_left_over(model, raw, stream, giver)).collect();
        let again: Vec<usize> = lacking
            .iter()
            .copied()
            .filter(|&taker| {
                let is_outcome = |taker: usize| model.takers[taker].role == Taking::Outcome;
                lacking.iter().any(|&other| {
                    (is_outcome(other), other) < (is_outcome(taker), taker)
                        && lack_one_thing(model, raw, other, taker)
                })
            })
            .collect();
        told.takers.extend(&again);
        let over_again: Vec<usize> = left_over
            .iter()
            .copied()
            .filter(|&giver| {
                let is_trigger = |giver: usize| model.givers[giver].role == Giving::Trigger;
                left_over.iter().any(|&other| {
                    (is_trigger(other), other) < (is_trigger(giver), giver)
                        && leave_one_thing(model, raw, other, giver)
                })
            })
            .collect();
        told.givers.extend(&over_again);
        let Some(stream) = stream else { continue };
        let is_open =
            |ends: &[Expectation]| ends.iter().all(|end| matches!(end, None | Some(Target::Activity(_))));
        let lacking: Vec<usize> = lacking
            .into_iter()
            .filter(|taker| !again.contains(taker) && is_open(&raw.takers[*taker]))
            .collect();
        let left_over: Vec<usize> = left_over
            .into_iter()
            .filter(|giver| !over_again.contains(giver) && is_open(&raw.givers[*giver]))
            .collect();
        let waiting: Vec<usize> = lacking
            .iter()
            .copied()
            .filter(|&taker| model.takers[taker].role != Taking::Input(Mode::Rework))
            .collect();
        if left_over.is_empty() && waiting.is_empty() {
            continue;
        }
        let giving: Vec<i64> = left_over.iter().map(|&giver| height(model.givers[giver].node, TOP)).collect();
        let taking: Vec<i64> =
            waiting.iter().map(|&taker| height(model.takers[taker].node, BOTTOM)).collect();
        let is_named = is_missing_by_name(model, stream, &giving, &taking);
        if !is_named && !is_missing(&giving, &taking) {
            continue;
        }
        let first = waiting
            .iter()
            .copied()
            .filter(|_| !is_named)
            .min_by_key(|&taker| (model.takers[taker].role == Taking::Outcome, taker));
        told.takers.extend(lacking.iter().filter(|&&taker| Some(taker) != first));
        told.givers.extend(left_over);
        // What other streams expect of this one, and send it, and nothing else.
        let only_here = |failing: &Vec<Expectation>| {
            !failing.is_empty() && failing.iter().all(|end| *end == Some(Target::Stream(stream)))
        };
        let is_elsewhere = |node: Node| model.stream(node).is_some_and(|other| other != stream);
        told.takers.extend(
            unmatched
                .iter()
                .filter(|&&taker| only_here(&raw.takers[taker]) && is_elsewhere(model.takers[taker].node)),
        );
        told.givers.extend(
            orphaned
                .iter()
                .filter(|&&giver| only_here(&raw.givers[giver]) && is_elsewhere(model.givers[giver].node)),
        );
    }
    told
}

const TOP: i64 = -1;
const BOTTOM: i64 = i64::MAX;

/// Whether a step is missing between the steps that give and those that take, given as their heights. What a step gives
/// that waits for it too may come back to it.
fn is_missing(giving: &[i64], taking: &[i64]) -> bool {
    let (giving, taking) = (not_back(giving, taking), BTreeSet::from_iter(taking.iter().copied()));
    !giving.is_empty()
        && !taking.is_empty()
        && giving.last() < taking.first()
        && (giving.len() == 1 || taking.len() == 1)
}

/// The same with what names the step: one name alone that nothing declares, and that is no typo.
fn is_missing_by_name(model: &Model, stream: usize, giving: &[i64], taking: &[i64]) -> bool {
    let named: Vec<&Nobody> = model.nobodies.iter().filter(|nobody| nobody.stream == stream).collect();
    let names: BTreeSet<&Option<String>> = named.iter().map(|nobody| &nobody.name).collect();
    let is_no_step = |nobody: &&Nobody| nobody.is_typo || matches!(nobody.node, Node::Stream(_));
    if names.len() != 1 || names.contains(&None) || named.iter().any(is_no_step) {
        return false;
    }
    let is_inside = |nobody: &&&Nobody| model.stream(nobody.node) == Some(stream);
    let is_named_elsewhere = !named.iter().all(|nobody| is_inside(&nobody));
    let neighbours: BTreeSet<i64> =
        named.iter().filter(is_inside).map(|nobody| height(nobody.node, TOP)).collect();
    let is_beside = giving.iter().chain(taking).all(|height| neighbours.contains(height));
    let (mut giving, mut taking) = (giving.to_vec(), taking.to_vec());
    for nobody in named.iter().filter(is_inside) {
        let height = height(nobody.node, TOP);
        match nobody.flow {
            FlowKind::Output | FlowKind::OptionalOutput => giving.push(height),
            FlowKind::Input(Mode::Mandatory | Mode::Reply) => taking.push(height),
            _ => {}
        }
    }
    let has_both = !giving.is_empty() && !taking.is_empty();
    let giving = not_back(&giving, &taking);
    (has_both || is_named_elsewhere || is_beside)
        && taking.iter().all(|below| giving.iter().all(|above| above < below))
}

fn not_back(giving: &[i64], taking: &[i64]) -> BTreeSet<i64> {
    giving.iter().copied().filter(|height| !taking.contains(height)).collect()
}

/// Where a flow stands in its stream: at a step, or else at its border.
fn height(node: Node, border: i64) -> i64 {
    match node {
        Node::Step(step) => step as i64,
        _ => border,
    }
}

/// In a stream, or in the chain: there it is none.
type Home = Option<usize>;

fn lacks(model: &Model, raw: &Raw, home: Home, taker: usize) -> bool {
    let this = &model.takers[taker];
    let gives = |(giver, failing): (&Giver, &Vec<Expectation>)| {
        !failing.is_empty() && is_inner_giver(model, giver, home) && model.agree(giver, this)
    };
    is_inner_taker(model, this, home) && !model.givers.iter().zip(&raw.givers).any(gives)
}

fn is_left_over(model: &Model, raw: &Raw, home: Home, giver: usize) -> bool {
    let this = &model.givers[giver];
    let takes = |(taker, failing): (&Taker, &Vec<Expectation>)| {
        !failing.is_empty() && is_inner_taker(model, taker, home) && model.agree(this, taker)
    };
    is_inner_giver(model, this, home) && !model.takers.iter().zip(&raw.takers).any(takes)
}

fn is_inner_taker(model: &Model, taker: &Taker, home: Home) -> bool {
    taker.role != Taking::Trigger && model.stream(taker.node) == home
}

fn is_inner_giver(model: &Model, giver: &Giver, home: Home) -> bool {
    giver.role != Giving::Outcome && model.stream(giver.node) == home
}

/// Whether two lack the same items from the same ends.
fn lack_one_thing(model: &Model, raw: &Raw, one: usize, other: usize) -> bool {
    let items = |taker: usize| model.takers[taker].items.iter().cloned().collect::<BTreeSet<String>>();
    items(one) == items(other) && are_same(&raw.takers[one], &raw.takers[other])
}

/// Whether two leave over the same item at the same ends.
fn leave_one_thing(model: &Model, raw: &Raw, one: usize, other: usize) -> bool {
    model.givers[one].item == model.givers[other].item && are_same(&raw.givers[one], &raw.givers[other])
}

fn are_same(one: &[Expectation], other: &[Expectation]) -> bool {
    // Whether a step calls itself by its name makes no difference.
    let plain = |end: &Expectation| match end {
        Some(Target::Itself(step)) => Some(Target::Step(*step)),
        other => other.clone(),
    };
    let within = |ends: &[Expectation], others: &[Expectation]| {
        ends.iter().all(|end| others.iter().any(|other| plain(end) == plain(other)))
    };
    within(one, other) && within(other, one)
}
