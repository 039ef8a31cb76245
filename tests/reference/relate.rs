//! Who could feed whom, names of items aside: the tables of section "Matching", row by row.

use super::model::{Giver, Giving, IMPROVE, Model, Node, Taker, Taking, Target};
use super::organisation::Mode;

/// One expectation: a single end (`all` taken apart), or none for "whoever".
pub type Expectation = Option<Target>;

/// An end that names its own node: `self-flow`, and nothing more.
pub fn is_self(node: Node, end: &Target) -> bool {
    match (node, end) {
        (Node::Activity(own), Target::Activity(named)) => own == *named,
        (Node::Step(own), Target::Step(named)) => own == *named,
        (Node::Stream(own), Target::Stream(named)) => own == *named,
        _ => false,
    }
}

/// What `all` means to a node: the other five activities, all six where the own is in none, or in who knows
/// which.
pub fn all_for(model: &Model, own: Node) -> Vec<usize> {
    (0..6).filter(|activity| model.activities(own) != [*activity]).collect()
}

/// The ends of a node with `all` taken apart.
pub fn spread(model: &Model, own: Node, ends: &[Target]) -> Vec<Target> {
    let mut spread = Vec::new();
    for end in ends {
        if *end == Target::All {
            spread.extend(all_for(model, own).into_iter().map(Target::Activity));
        } else {
            spread.push(end.clone());
        }
    }
    spread
}

/// Each named end is an expectation of its own; no end at all is one, content with anybody.
/// Unknown ends count as satisfied and ends that name their own node are no expectations: both are left out. `all`
/// expects nothing for a step in an unknown activity.
pub fn expectations(model: &Model, own: Node, ends: &[Target]) -> Vec<Expectation> {
    if ends.is_empty() {
        return vec![None];
    }
    let is_anywhere = model.activities(own).len() > 1;
    let ends: Vec<Target> = ends.iter().filter(|end| **end != Target::All || !is_anywhere).cloned().collect();
    let named = spread(model, own, &ends).into_iter();
    named.filter(|end| !is_self(own, end) && !matches!(end, Target::Unknown(_))).map(Some).collect()
}

/// An end covers a node when it names that node, the activity that the step is in, or `all` (for a node in an
/// activity other than its own). An unknown end covers every node.
pub fn covers(model: &Model, own: Node, end: &Target, node: Node) -> bool {
    match end {
        Target::Unknown(_) => true,
        Target::Step(step) | Target::Itself(step) => node == Node::Step(*step),
        Target::Stream(stream) => node == Node::Stream(*stream),
        Target::Activity(activity) => model.activities(node).contains(activity),
        Target::All => {
            let all = all_for(model, own);
            model.activities(node).iter().any(|activity| all.contains(activity))
        }
        Target::External(_) | Target::Undescribed(..) => false,
    }
}

fn cover_or_none(model: &Model, own: Node, ends: &[Target], node: Node) -> bool {
    ends.is_empty() || ends.iter().any(|end| covers(model, own, end, node))
}

/// Whether they stand at different nodes, or the step takes its own work back.
fn may_meet(giver: &Giver, taker: &Taker) -> bool {
    let again = taker.role == Taking::Input(Mode::Rework) && matches!(taker.node, Node::Step(_));
    again || giver.node != taker.node
}

/// J at M feeds I at N, their items aside: M ≠ N (or a step reworks), J's ends cover N or are none, and I's ends cover M or are none.
pub fn could_feed(model: &Model, giver: &Giver, taker: &Taker) -> bool {
    may_meet(giver, taker)
        && cover_or_none(model, giver.node, &giver.ends, taker.node)
        && cover_or_none(model, taker.node, &taker.ends, giver.node)
}

fn names_step(ends: &[Target], step: usize) -> bool {
    ends.iter().any(|end| *end == Target::Step(step) || matches!(end, Target::Unknown(_)))
}

fn names_stream(ends: &[Target], stream: usize) -> bool {
    ends.iter().any(|end| *end == Target::Stream(stream) || matches!(end, Target::Unknown(_)))
}

/// "With no end; or with an end that the trigger (outcome) names too; or, where that names no end, with any end
/// other than a step of this stream." An unknown end could be any of them.
fn could_pass(model: &Model, stream: usize, border: &[Target], step: usize, ends: &[Target]) -> bool {
    let inner = |end: &Target| match end {
        Target::Step(named) => model.steps[*named].stream == stream,
        Target::Itself(_) => true,
        _ => false,
    };
    let border_node = Node::Stream(stream);
    let named = spread(model, border_node, border);
    let unknown = |ends: &[Target]| ends.iter().any(|end| matches!(end, Target::Unknown(_)));
    ends.is_empty()
        || spread(model, Node::Step(step), ends).iter().any(|end| named.contains(end))
        || unknown(border)
        || unknown(ends)
        || (border.is_empty() && ends.iter().any(|end| !inner(end)))
}

/// Whether the giver would satisfy this expectation of the taker, if only their items agreed.
pub fn could_meet(model: &Model, taker: &Taker, expectation: &Expectation, giver: &Giver) -> bool {
    match (taker.role, taker.node) {
        (Taking::Input(_), Node::Activity(_)) => {
            let Node::Activity(from) = giver.node else { return false };
            let named = expectation.as_ref().is_none_or(|end| *end == Target::Activity(from));
            named && could_feed(model, giver, taker)
        }
        (Taking::Input(_), Node::Step(step)) => could_meet_step(model, taker, step, expectation, giver),
        (Taking::Trigger, Node::Stream(stream)) => match expectation {
            Some(Target::Stream(from)) => sends_to_stream(model, giver, *from, stream),
            _ => false,
        },
        (Taking::Outcome, Node::Stream(stream)) => match (giver.role, giver.node) {
            (Giving::Output, Node::Step(step)) if model.steps[step].stream == stream => {
                let is_external = |end: &Target| matches!(end, Target::External(_));
                could_pass(model, stream, &taker.ends, step, &giver.ends)
                    || giver.ends.iter().any(is_external)
            }
            _ => false,
        },
        _ => false,
    }
}

/// An outcome of W, whatever its ends; or an output of a step of W `to` this stream.
fn sends_to_stream(model: &Model, giver: &Giver, from: usize, stream: usize) -> bool {
    match (giver.role, giver.node) {
        (Giving::Outcome, Node::Stream(owner)) => owner == from,
        (Giving::Output, Node::Step(step)) => {
            model.steps[step].stream == from && names_stream(&giver.ends, stream)
        }
        _ => false,
    }
}

fn could_meet_step(
    model: &Model,
    taker: &Taker,
    step: usize,
    expectation: &Expectation,
    giver: &Giver,
) -> bool {
    let stream = model.steps[step].stream;
    match (expectation, giver.role, giver.node) {
        // No `from`: a trigger of the stream; another step of it; a step elsewhere that names this step.
        (None, Giving::Trigger, Node::Stream(owner)) => owner == stream,
        (None, Giving::Output, Node::Step(other)) => {
            could_feed(model, giver, taker)
                && (model.in_same_stream(step, other) || names_step(&giver.ends, step))
        }
        // `from` a step of any stream: that step.
        (Some(Target::Step(named) | Target::Itself(named)), Giving::Output, Node::Step(other)) => {
            other == *named && could_feed(model, giver, taker)
        }
        // `from` an activity X, where other steps of this stream are in X: one of those steps.
        (Some(Target::Activity(activity)), Giving::Output, Node::Step(other)) => {
            model.in_same_stream(step, other)
                && model.steps[other].activities.contains(activity)
                && could_feed(model, giver, taker)
        }
        // `from` a stream W: an outcome of it; or a step of it with an output `to` this stream.
        (Some(Target::Stream(from)), _, _) => {
            may_meet(giver, taker) && sends_to_stream(model, giver, *from, stream)
        }
        _ => false,
    }
}

/// Whether the taker would take what the giver has for this end, if only their items agreed.
pub fn could_take(model: &Model, giver: &Giver, expectation: &Expectation, taker: &Taker) -> bool {
    match (giver.role, giver.node) {
        (Giving::Output, Node::Activity(_)) => {
            let Node::Activity(to) = taker.node else { return false };
            let named = expectation.as_ref().is_none_or(|end| *end == Target::Activity(to));
            named && could_feed(model, giver, taker)
        }
        (Giving::Output, Node::Step(step)) => could_take_of_step(model, giver, step, expectation, taker),
        (Giving::Outcome, Node::Stream(stream)) => match expectation {
            Some(Target::Stream(to)) => receives_from_stream(model, taker, *to, stream),
            _ => false,
        },
        (Giving::Trigger, Node::Stream(stream)) => match (taker.role, taker.node) {
            (Taking::Input(_), Node::Step(step)) if model.steps[step].stream == stream => {
                could_pass(model, stream, &giver.ends, step, &taker.ends)
            }
            _ => false,
        },
        _ => false,
    }
}

/// A trigger of W, whatever its ends; or an input of a step of W `from` this stream.
fn receives_from_stream(model: &Model, taker: &Taker, to: usize, stream: usize) -> bool {
    match (taker.role, taker.node) {
        (Taking::Trigger, Node::Stream(owner)) => owner == to,
        (Taking::Input(_), Node::Step(step)) => {
            model.steps[step].stream == to && names_stream(&taker.ends, stream)
        }
        _ => false,
    }
}

fn could_take_of_step(
    model: &Model,
    giver: &Giver,
    step: usize,
    expectation: &Expectation,
    taker: &Taker,
) -> bool {
    let stream = model.steps[step].stream;
    match (expectation, taker.role, taker.node) {
        (None, Taking::Outcome, Node::Stream(owner)) => owner == stream,
        (None, Taking::Input(_), Node::Step(other)) => {
            could_feed(model, giver, taker)
                && (model.in_same_stream(step, other) || names_step(&taker.ends, step))
        }
        (Some(Target::Step(named) | Target::Itself(named)), Taking::Input(_), Node::Step(other)) => {
            other == *named && could_feed(model, giver, taker)
        }
        (Some(Target::Activity(activity)), Taking::Input(_), Node::Step(other)) => {
            model.in_same_stream(step, other)
                && model.steps[other].activities.contains(activity)
                && could_feed(model, giver, taker)
        }
        (Some(Target::Stream(to)), _, _) => {
            may_meet(giver, taker) && receives_from_stream(model, taker, *to, stream)
        }
        _ => false,
    }
}

/// Whether an output `to` improve from a step needs nobody to take it: always.
pub fn is_improve(expectation: &Expectation) -> bool {
    *expectation == Some(Target::Activity(IMPROVE))
}
