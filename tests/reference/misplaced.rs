//! Section "Misplaced steps".

use std::collections::BTreeSet;

use super::model::{Found, Giver, Giving, IMPROVE, Model, Node, Taker, Taking, Target};
use super::pairing::{Raw, failing_ends};
use super::relate::Expectation;

/// A flow of a step: an input or an output, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    In(usize),
    Out(usize),
}

/// A flow with the step that it is of, and, where it fails, the ends at which it does.
#[derive(Clone, Debug)]
struct Known<'a> {
    flow: Flow,
    step: usize,
    statement: usize,
    ends: &'a [Target],
    /// None where it does not fail, or is reported otherwise.
    fails: Option<Vec<Target>>,
    is_reported: bool,
}

/// The steps that stand in the wrong activity. What fails for that does not count as open any more.
pub fn misplaced_steps(
    model: &Model,
    raw: &Raw,
    open_givers: &mut [Vec<Expectation>],
    unmatched: &mut [bool],
) -> Vec<Found> {
    let flows = flows(model, raw, open_givers, unmatched);
    let mut found = Vec::new();
    let mut explained = Vec::new();
    for (step, of) in model.steps.iter().enumerate() {
        let [own] = of.activities[..] else { continue };
        let looking: Vec<(&Known, usize)> = flows
            .iter()
            .filter_map(|flow| Some((flow, looks_in(model, flow)?)))
            .filter(|(flow, _)| fitting(model, &flows, flow) == BTreeSet::from([step]))
            .collect();
        let Some(&(_, there)) = looking.first() else { continue };
        let statements: BTreeSet<usize> = looking.iter().map(|(flow, _)| flow.statement).collect();
        let is_explained = |flow: &Known| {
            looking.iter().any(|(other, _)| {
                agree(model, flow.flow, other.flow)
                    && match flow.fails.as_deref() {
                        Some([]) => flow.ends.is_empty(),
                        Some([end]) => is_at(model, end, other.step),
                        _ => false,
                    }
            })
        };
        let of_step = |flow: &&Known| flow.step == step;
        let names = |flow: &Known, activity: usize| {
            flow.ends.iter().any(|end| [Target::All, Target::Activity(activity)].contains(end))
        };
        let is_found_here = flows.iter().any(|other| {
            other.step != step
                && model.in_same_stream(other.step, step)
                && names(other, own)
                && flows.iter().filter(of_step).any(|flow| agree(model, flow.flow, other.flow))
        });
        let failing = flows.iter().filter(of_step).filter(|flow| flow.fails.is_some());
        let all_failing: Vec<Flow> = looking
            .iter()
            .map(|(flow, _)| *flow)
            .chain(failing.clone())
            .filter(|flow| flow.fails.is_some())
            .map(|flow| flow.flow)
            .collect();
        if all_failing.is_empty()
            || statements.len() < 2
            || looking.iter().any(|(_, activity)| *activity != there)
            || own == IMPROVE
            || there == IMPROVE
            || is_found_here
            || flows.iter().filter(of_step).any(|flow| names(flow, there))
            || !failing.clone().all(is_explained)
        {
            continue;
        }
        found.push(("misplaced-step", of.place));
        explained.extend(all_failing);
    }
    for flow in explained {
        match flow {
            Flow::In(taker) => unmatched[taker] = false,
            Flow::Out(giver) => open_givers[giver].clear(),
        }
    }
    found
}

/// All inputs and outputs of steps.
fn flows<'a>(
    model: &'a Model,
    raw: &Raw,
    open_givers: &[Vec<Expectation>],
    unmatched: &[bool],
) -> Vec<Known<'a>> {
    let mut flows = Vec::new();
    for (number, Taker { role, node, ends, statement, .. }) in model.takers.iter().enumerate() {
        let (Taking::Input(_), Node::Step(step)) = (role, node) else { continue };
        let fails = unmatched[number].then(|| failing_ends(model, *node, ends, &raw.takers[number]));
        let is_reported = fails.is_none() && !raw.takers[number].is_empty();
        let flow = Flow::In(number);
        flows.push(Known { flow, step: *step, statement: *statement, ends, fails, is_reported });
    }
    for (number, Giver { role, node, ends, statement, .. }) in model.givers.iter().enumerate() {
        let (Giving::Output, Node::Step(step)) = (role, node) else { continue };
        let open = &open_givers[number];
        let fails = (!open.is_empty()).then(|| failing_ends(model, *node, ends, open));
        let is_reported = fails.is_none() && !raw.givers[number].is_empty();
        let flow = Flow::Out(number);
        flows.push(Known { flow, step: *step, statement: *statement, ends, fails, is_reported });
    }
    flows
}

/// The activity in which a flow looks: it fails there alone, or names nobody else and no step of the stream is there.
fn looks_in(model: &Model, flow: &Known) -> Option<usize> {
    let is_empty = |activity: usize| {
        (0..model.steps.len()).all(|step| {
            !model.in_same_stream(step, flow.step) || !model.steps[step].activities.contains(&activity)
        })
    };
    match (flow.fails.as_deref(), flow.ends) {
        (Some([Target::Activity(activity)]), _) => Some(*activity),
        (None, [Target::Activity(activity)]) if !flow.is_reported && is_empty(*activity) => Some(*activity),
        _ => None,
    }
}

/// The other steps of the stream that fit a flow.
fn fitting(model: &Model, flows: &[Known], looking: &Known) -> BTreeSet<usize> {
    let fits = |flow: &&Known| {
        flow.step != looking.step
            && model.in_same_stream(flow.step, looking.step)
            && agree(model, flow.flow, looking.flow)
            && (flow.ends.is_empty() || flow.ends.iter().any(|end| is_at(model, end, looking.step)))
    };
    flows.iter().filter(fits).map(|flow| flow.step).collect()
}

/// An input and an output, in any order, whose items agree.
fn agree(model: &Model, one: Flow, other: Flow) -> bool {
    match (one, other) {
        (Flow::In(taker), Flow::Out(giver)) | (Flow::Out(giver), Flow::In(taker)) => {
            model.agree(&model.givers[giver], &model.takers[taker])
        }
        _ => false,
    }
}

/// Whether an end is this step, or the one activity in which it stands.
fn is_at(model: &Model, end: &Target, step: usize) -> bool {
    match end {
        Target::Step(other) => *other == step,
        Target::Activity(activity) => model.steps[step].activities == [*activity],
        _ => false,
    }
}
