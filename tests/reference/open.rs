//! What nobody in the model needs to meet, and which expectations fail.

use super::model::{Giver, Giving, Model, Node, Taker, Taking, Target};
use super::relate::{Expectation, could_meet, could_take, expectations, is_improve};
use super::runs;

/// Whether something outside the reach of the model's checks meets the expectation: a fact.
fn meets_openly(model: &Model, taker: &Taker, expectation: &Expectation) -> bool {
    let listed = |activity: usize| {
        model.givers.iter().any(|giver| {
            giver.node == Node::Activity(activity)
                && taker.items.iter().any(|item| either_way(model, item, &giver.item))
        })
    };
    open(model, taker.node, expectation, &listed)
}

/// The mirror of [`meets_openly`].
fn takes_openly(model: &Model, giver: &Giver, expectation: &Expectation) -> bool {
    let listed = |activity: usize| {
        model.takers.iter().any(|taker| {
            taker.node == Node::Activity(activity)
                && taker.items.iter().any(|item| either_way(model, item, &giver.item))
        })
    };
    let to_improve = matches!(giver.node, Node::Step(_)) && is_improve(expectation);
    to_improve || open(model, giver.node, expectation, &listed)
}

fn either_way(model: &Model, one: &str, other: &str) -> bool {
    model.is_kind_of(one, other) || model.is_kind_of(other, one)
}

fn open(model: &Model, node: Node, expectation: &Expectation, listed: &dyn Fn(usize) -> bool) -> bool {
    match (node, expectation) {
        // Stakeholders and repositories are always right, and so is what nothing is known of.
        (_, Some(Target::External(_) | Target::Undescribed(..))) => true,
        // In the chain: an activity that is not described, or with no end, any other that is not.
        (Node::Activity(_), Some(Target::Activity(named))) => model.described[*named].is_none(),
        (Node::Activity(own), None) => (0..6).any(|other| other != own && model.described[other].is_none()),
        // In a stream: the chain at large, or what an activity's description lists.
        (Node::Step(step), Some(Target::Activity(named))) => {
            !model.has_other_step_in(step, *named)
                || (model.described[*named].is_some() && listed(*named))
                // The description of an unknown activity may be of any that has none.
                || (model.described[*named].is_none() && model.describes_unknown)
        }
        (Node::Step(_) | Node::Stream(_), Some(Target::Stream(named))) => !model.streams[*named].described,
        // The ends of triggers and outcomes: activities are always right; nothing is asked of no end.
        (Node::Stream(_), Some(Target::Activity(_)) | None) => true,
        _ => false,
    }
}

/// The expectations at which something that takes fails, seen from where it is reported:
/// an input's or a trigger's by its ends, an outcome's inside its stream.
pub fn failing_of_taker(model: &Model, taker: &Taker) -> Vec<Expectation> {
    let asked = match taker.role {
        Taking::Outcome => vec![None],
        _ => expectations(model, taker.node, &taker.ends),
    };
    let met = |expectation: &Expectation| {
        (taker.role != Taking::Outcome && meets_openly(model, taker, expectation))
            || runs::meets(model, taker, expectation)
            || model
                .givers
                .iter()
                .any(|giver| model.agree(giver, taker) && could_meet(model, taker, expectation, giver))
    };
    asked.into_iter().filter(|expectation| !met(expectation)).collect()
}

/// The same for something that gives: an output or an outcome by its ends, a trigger inside its stream.
pub fn failing_of_giver(model: &Model, giver: &Giver) -> Vec<Expectation> {
    let asked = match giver.role {
        Giving::Trigger => vec![None],
        _ => expectations(model, giver.node, &giver.ends),
    };
    let taken = |expectation: &Expectation| {
        (giver.role != Giving::Trigger && takes_openly(model, giver, expectation))
            || runs::takes(model, giver, expectation)
            || model
                .takers
                .iter()
                .any(|taker| model.agree(giver, taker) && could_take(model, giver, expectation, taker))
    };
    asked.into_iter().filter(|expectation| !taken(expectation)).collect()
}
