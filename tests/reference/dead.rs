//! Which steps contribute, and the dead ends among the others.

use super::model::{Found, Giver, Giving, IMPROVE, Model, Node, Taker, Taking, Target};
use super::pairing::Raw;
use super::relate::{could_meet, could_take, expectations, spread};
use super::sinks::sinks;

/// One finding for each sink component of the steps whose work reaches nobody, with the streams of its steps.
pub fn dead_end_step(model: &Model, raw: &Raw) -> Vec<(Found, Vec<usize>)> {
    let mut contributes: Vec<bool> = (0..model.steps.len()).map(|step| gets_out(model, raw, step)).collect();
    loop {
        let next: Vec<bool> = (0..model.steps.len())
            .map(|step| contributes[step] || users(model, step).iter().any(|user| contributes[*user]))
            .collect();
        if next == contributes {
            break;
        }
        contributes = next;
    }
    let dead: Vec<usize> = (0..model.steps.len()).filter(|step| !contributes[*step]).collect();
    sinks(&dead, &|step| users(model, step))
        .into_iter()
        .map(|component| {
            let streams = component.iter().map(|step| model.steps[*step].stream).collect();
            (("dead-end-step", model.steps[component[0]].place), streams)
        })
        .collect()
}

fn outputs(model: &Model, step: usize) -> impl Iterator<Item = (usize, &Giver)> {
    model.givers.iter().enumerate().filter(move |(_, giver)| giver.node == Node::Step(step))
}

/// An output of it is orphaned, goes to a stakeholder, a repository, an activity with no other step in this
/// stream, improve, another stream or an outcome; or it has no outputs.
fn gets_out(model: &Model, raw: &Raw, step: usize) -> bool {
    let stream = model.steps[step].stream;
    let out = |giver: &Giver| {
        spread(model, giver.node, &giver.ends).iter().any(|end| match end {
            Target::External(_) | Target::Undescribed(..) => true,
            Target::Activity(activity) => *activity == IMPROVE || !model.has_other_step_in(step, *activity),
            Target::Stream(other) => *other != stream,
            _ => false,
        })
    };
    let produces = |giver: &Giver| {
        model.takers.iter().any(|taker| {
            taker.role == Taking::Outcome
                && model.agree(giver, taker)
                && could_meet(model, taker, &None, giver)
        })
    };
    let without_outputs = outputs(model, step).next().is_none();
    // The stream that a step runs ends with something for others.
    without_outputs
        || model.steps[step].runs.is_some()
        || outputs(model, step).any(|(number, giver)| {
            !raw.givers[number].is_empty() || out(giver) || (giver.role == Giving::Output && produces(giver))
        })
}

/// The steps that use an output of this one.
fn users(model: &Model, step: usize) -> Vec<usize> {
    let mut users = Vec::new();
    for taker in &model.takers {
        if let Node::Step(user) = taker.node
            && outputs(model, step).any(|(_, giver)| uses(model, taker, giver))
            && !users.contains(&user)
        {
            users.push(user);
        }
    }
    users
}

/// Whether an input uses the output: one of them names the other, and it is fed by it.
fn uses(model: &Model, taker: &Taker, giver: &Giver) -> bool {
    if !matches!(taker.role, Taking::Input(_)) || giver.role != Giving::Output || !model.agree(giver, taker) {
        return false;
    }
    let asked = expectations(model, taker.node, &taker.ends);
    let offered = expectations(model, giver.node, &giver.ends);
    asked.iter().any(|end| could_meet(model, taker, end, giver))
        || offered.iter().any(|end| could_take(model, giver, end, taker))
}
