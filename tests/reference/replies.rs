//! Replies: what a step asks for before it is done.

use super::model::{Found, Giver, Giving, Model, Node, Taker, Taking, Target};
use super::organisation::Mode;
use super::relate::{could_take, expectations, is_self, spread};

pub fn is_reply(taker: &Taker) -> bool {
    taker.role == Taking::Input(Mode::Reply) && matches!(taker.node, Node::Step(_))
}

/// Whether an output is there only once the replies of its step are.
pub fn comes_at_end(model: &Model, output: usize) -> bool {
    let node = model.givers[output].node;
    model.takers.iter().any(|taker| is_reply(taker) && taker.node == node) && !is_request(model, output)
}

/// Whether an output of a step asks for one of its replies, and so is there when the step starts.
pub fn is_request(model: &Model, output: usize) -> bool {
    let giver = &model.givers[output];
    let mut replies = model.takers.iter().filter(|taker| is_reply(taker) && taker.node == giver.node);
    giver.role == Giving::Output && replies.any(|reply| reply.ends.iter().any(|end| asks(model, giver, end)))
}

/// Whether the output goes to whom this end of a reply means: it names the end or a step there, or feeds such a step.
fn asks(model: &Model, giver: &Giver, end: &Target) -> bool {
    if is_own(giver.node, end) {
        return false;
    }
    if matches!(end, Target::Unknown(_)) || giver.ends.iter().any(|named| matches!(named, Target::Unknown(_)))
    {
        return true;
    }
    spread(model, giver.node, std::slice::from_ref(end)).iter().any(|end| {
        let names = spread(model, giver.node, &giver.ends).iter().any(|named| match (named, end) {
            _ if is_own(giver.node, named) => false,
            (Target::Step(step), _) => is_within(model, *step, end),
            (Target::Undescribed(stream, _), Target::Undescribed(other, _) | Target::Stream(other))
            | (Target::Stream(stream), Target::Undescribed(other, _)) => stream == other,
            (named, end) => named == end,
        });
        let feeds = model.takers.iter().any(|taker| match taker.node {
            Node::Step(step) if taker.node != giver.node => {
                matches!(taker.role, Taking::Input(_))
                    && is_within(model, step, end)
                    && model.agree(giver, taker)
                    && expectations(model, giver.node, &giver.ends)
                        .iter()
                        .any(|one| could_take(model, giver, one, taker))
            }
            _ => false,
        });
        names || feeds
    })
}

fn is_own(node: Node, end: &Target) -> bool {
    is_self(node, end) || matches!(end, Target::Itself(_))
}

fn is_within(model: &Model, step: usize, end: &Target) -> bool {
    match end {
        Target::Step(other) => *other == step,
        Target::Activity(activity) => model.steps[step].activities.contains(activity),
        Target::Stream(stream) => model.steps[step].stream == *stream,
        _ => false,
    }
}

/// Whether a reply comes from nobody whom its step asks, or names an end of which the step asks nothing.
pub fn is_unasked(model: &Model, reply: &Taker) -> bool {
    let asked = |end: &Target| {
        let mut outputs =
            model.givers.iter().filter(|giver| giver.node == reply.node && giver.role == Giving::Output);
        is_own(reply.node, end)
            || matches!(end, Target::Unknown(_))
            || outputs.any(|output| asks(model, output, end))
    };
    reply.ends.is_empty() || !reply.ends.iter().all(asked)
}

/// Replies for which nobody asks, with their streams.
pub fn unasked_reply(model: &Model) -> Vec<(Found, usize)> {
    let mut found = Vec::new();
    for taker in &model.takers {
        if let Node::Step(step) = taker.node
            && is_reply(taker)
            && is_unasked(model, taker)
        {
            found.push((("unasked-reply", taker.place), model.steps[step].stream));
        }
    }
    found
}
