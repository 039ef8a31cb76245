//! Steps that run a stream: what has no counterpart there, who runs whom in a circle, and what such a step gives.

use std::collections::BTreeSet;

use super::model::{Found, Giver, Giving, Model, Node, Taker, Taking, Target};
use super::pairing::{Raw, has_outcome, has_trigger};

/// The stream that a step runs, if it is described and does not run the step's own stream in turn.
pub fn run_of(model: &Model, step: usize) -> Option<usize> {
    let stream = model.steps[step].runs?;
    let home = model.steps[step].stream;
    (model.streams[stream].described && !leads_to(model, stream, home)).then_some(stream)
}

/// Whether a stream is another, or runs it, directly or through others.
fn leads_to(model: &Model, from: usize, to: usize) -> bool {
    let mut seen = BTreeSet::from([from]);
    loop {
        let before = seen.len();
        let more: Vec<usize> = model
            .steps
            .iter()
            .filter(|step| seen.contains(&step.stream))
            .filter_map(|step| step.runs)
            .collect();
        seen.extend(more);
        if seen.len() == before {
            return seen.contains(&to);
        }
    }
}

/// `circular-run`: one for each set of streams that run each other, at the first step that does; with the streams.
pub fn circular_run(model: &Model) -> Vec<(Found, usize, bool)> {
    let mut found: Vec<(Found, usize, bool)> = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    for step in &model.steps {
        let Some(stream) = step.runs else { continue };
        if !leads_to(model, stream, step.stream) {
            continue;
        }
        let mutual =
            |other: &usize| leads_to(model, step.stream, *other) && leads_to(model, *other, step.stream);
        let is_first = !told.iter().any(mutual);
        told.push(step.stream);
        found.push((("circular-run", step.place), step.stream, is_first));
    }
    found
}

/// Whether an input of a step has a trigger, in the stream that the step runs, for each of its alternatives.
fn has_trigger_for(model: &Model, stream: usize, taker: &Taker) -> bool {
    taker.items.iter().all(|item| {
        model.takers.iter().any(|trigger| {
            trigger.role == Taking::Trigger
                && trigger.node == Node::Stream(stream)
                && trigger.items.iter().any(|other| model.is_kind_of(item, other))
        })
    })
}

/// The outcomes of the stream that an output of a step that runs it may come of.
pub fn outcomes_for<'m>(model: &'m Model, stream: usize, output: &Giver) -> Vec<&'m Giver> {
    let agrees = |outcome: &&Giver| {
        outcome.role == Giving::Outcome
            && outcome.node == Node::Stream(stream)
            && model.is_kind_of(&outcome.item, &output.item)
    };
    model.givers.iter().filter(agrees).collect()
}

/// What of a step has no counterpart in the stream that it runs: inputs and outputs, by their numbers. A stream without
/// any trigger or outcome is told itself.
fn mismatches(model: &Model, step: usize) -> (Vec<usize>, Vec<usize>) {
    let Some(stream) = run_of(model, step) else { return (Vec::new(), Vec::new()) };
    let is_own = |node: Node| node == Node::Step(step);
    let inputs = (0..model.takers.len()).filter(|number| {
        let taker = &model.takers[*number];
        is_own(taker.node) && has_trigger(model, stream) && !has_trigger_for(model, stream, taker)
    });
    let outputs = (0..model.givers.len()).filter(|number| {
        let giver = &model.givers[*number];
        is_own(giver.node) && has_outcome(model, stream) && outcomes_for(model, stream, giver).is_empty()
    });
    (inputs.collect(), outputs.collect())
}

/// `mismatched-run`: one for each step, at its first flow without a counterpart of which nothing else tells.
pub fn mismatched_run(model: &Model, raw: &Raw) -> Vec<Found> {
    at_the_first(model, |step| {
        let (mut inputs, mut outputs) = mismatches(model, step);
        inputs.retain(|number| !is_input_told(model, raw, step, *number));
        outputs.retain(|number| !is_output_told(model, raw, step, *number));
        (inputs, outputs)
    })
    .into_iter()
    .map(|(found, _)| found)
    .collect()
}

/// The streams with a step that has a flow without a counterpart, whether or not something else tells of it.
pub fn mismatched_streams(model: &Model) -> Vec<usize> {
    at_the_first(model, |step| mismatches(model, step)).into_iter().map(|(_, stream)| stream).collect()
}

/// Whether an input without a counterpart fails itself, or one that it agrees with in the stream that its step runs.
fn is_input_told(model: &Model, raw: &Raw, step: usize, number: usize) -> bool {
    let run = run_of(model, step).map(Node::Stream);
    let is_unused = (0..model.givers.len()).any(|other| {
        let trigger = &model.givers[other];
        trigger.role == Giving::Trigger && Some(trigger.node) == run && !raw.givers[other].is_empty()
    });
    let fails_inside = |other: usize| {
        let inner = &model.takers[other];
        matches!(inner.role, Taking::Input(_))
            && stands_in_run(model, step, inner.node)
            && (is_unused || !raw.takers[other].is_empty())
            && model.takers[number]
                .items
                .iter()
                .any(|item| inner.items.iter().any(|broad| model.is_kind_of(item, broad)))
    };
    !raw.takers[number].is_empty() || (0..model.takers.len()).any(fails_inside)
}

/// The same of an output.
fn is_output_told(model: &Model, raw: &Raw, step: usize, number: usize) -> bool {
    let run = run_of(model, step).map(Node::Stream);
    let is_unproduced = (0..model.takers.len()).any(|other| {
        let outcome = &model.takers[other];
        outcome.role == Taking::Outcome && Some(outcome.node) == run && !raw.takers[other].is_empty()
    });
    let fails_inside = |other: usize| {
        let inner = &model.givers[other];
        inner.role == Giving::Output
            && stands_in_run(model, step, inner.node)
            && (is_unproduced || !raw.givers[other].is_empty())
            && model.is_kind_of(&inner.item, &model.givers[number].item)
    };
    !raw.givers[number].is_empty() || (0..model.givers.len()).any(fails_inside)
}

/// Whether a step is one of the stream that another runs.
fn stands_in_run(model: &Model, step: usize, node: Node) -> bool {
    matches!(node, Node::Step(other) if run_of(model, step) == Some(model.steps[other].stream))
}

fn at_the_first(model: &Model, flows: impl Fn(usize) -> (Vec<usize>, Vec<usize>)) -> Vec<(Found, usize)> {
    let mut found = Vec::new();
    for step in 0..model.steps.len() {
        let (inputs, outputs) = flows(step);
        let places = inputs.iter().map(|number| model.takers[*number].place);
        let places = places.chain(outputs.iter().map(|number| model.givers[*number].place));
        if let Some(place) = places.min() {
            found.push((("mismatched-run", place), model.steps[step].stream));
        }
    }
    found
}

/// The steps of a stream that run another.
fn between(model: &Model, from: usize, run: usize) -> impl Iterator<Item = usize> + '_ {
    (0..model.steps.len())
        .filter(move |step| model.steps[*step].stream == from && run_of(model, *step) == Some(run))
}

/// The steps that give a trigger to its stream by running it, out of the stream that this expectation names.
pub fn run_givers(model: &Model, trigger: &Taker, expectation: &Option<Target>) -> Vec<usize> {
    let (Node::Stream(stream), Some(Target::Stream(from))) = (trigger.node, expectation) else {
        return Vec::new();
    };
    if trigger.role != Taking::Trigger {
        return Vec::new();
    }
    between(model, *from, stream).filter(|step| gives(model, *step, trigger)).collect()
}

fn gives(model: &Model, step: usize, trigger: &Taker) -> bool {
    model.takers.iter().any(|input| {
        input.node == Node::Step(step)
            && input.items.iter().any(|item| trigger.items.iter().any(|other| model.is_kind_of(item, other)))
    })
}

/// Whether it cannot be told what passes between a step and this stream: the step runs a stream that nothing declares,
/// or this one in a circle.
fn may_run(model: &Model, step: usize, stream: usize) -> bool {
    let one = &model.steps[step];
    one.runs_unknown || one.runs == Some(stream) && leads_to(model, stream, one.stream)
}

/// Whether a step runs this stream, or may.
fn perhaps_runs(model: &Model, step: usize, stream: usize) -> bool {
    run_of(model, step) == Some(stream) || may_run(model, step, stream)
}

/// Whether some step of a stream may run another.
fn some_step_may_run(model: &Model, from: usize, stream: usize) -> bool {
    (0..model.steps.len()).any(|step| model.steps[step].stream == from && may_run(model, step, stream))
}

/// Whether a step that runs the stream of this trigger, seen from inside, takes it.
pub fn is_given_by_run(model: &Model, trigger: &Giver) -> bool {
    let Node::Stream(stream) = trigger.node else { return false };
    (0..model.steps.len()).any(|step| {
        perhaps_runs(model, step, stream)
            && model.takers.iter().any(|input| {
                input.node == Node::Step(step)
                    && input.items.iter().any(|item| model.is_kind_of(item, &trigger.item))
            })
    })
}

/// Whether a step that runs the stream puts out this item of an outcome.
pub fn is_taken_by(model: &Model, step: usize, outcome: &str) -> bool {
    model
        .givers
        .iter()
        .any(|output| output.node == Node::Step(step) && model.is_kind_of(outcome, &output.item))
}

/// Whether any step that runs the stream takes the outcome.
pub fn is_taken_by_run(model: &Model, stream: usize, outcome: &Taker) -> bool {
    (0..model.steps.len())
        .filter(|step| perhaps_runs(model, *step, stream))
        .any(|step| outcome.items.iter().any(|item| is_taken_by(model, step, item)))
}

/// Whether a run meets what a trigger expects of a stream: a step there gives it by running this one, or states an
/// input that has no counterpart, which is told.
pub fn meets(model: &Model, trigger: &Taker, expectation: &Option<Target>) -> bool {
    !run_givers(model, trigger, expectation).is_empty() || is_told_input(model, trigger, expectation)
}

/// Whether a step of the stream expected runs the trigger's and has an input without a counterpart, or may run it.
pub fn is_told_input(model: &Model, trigger: &Taker, expectation: &Option<Target>) -> bool {
    let (Node::Stream(stream), Some(Target::Stream(from))) = (trigger.node, expectation) else {
        return false;
    };
    trigger.role == Taking::Trigger
        && (between(model, *from, stream).any(|step| !mismatches(model, step).0.is_empty())
            || some_step_may_run(model, *from, stream))
}

/// The same for an outcome: a step there takes it by running this stream, or states an output without a counterpart.
pub fn takes(model: &Model, outcome: &Giver, expectation: &Option<Target>) -> bool {
    let (Node::Stream(stream), Some(Target::Stream(to))) = (outcome.node, expectation) else {
        return false;
    };
    outcome.role == Giving::Outcome
        && (between(model, *to, stream)
            .any(|step| is_taken_by(model, step, &outcome.item) || !mismatches(model, step).1.is_empty())
            || some_step_may_run(model, *to, stream))
}
