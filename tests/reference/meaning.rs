//! Everything together: the findings that a project must have.

use std::collections::BTreeSet;

use super::look_alikes::where_everything_is_right;
use super::model::{Found, Giving, Model, Node};
use super::organisation::Project;
use super::pairing::{Raw, flow_findings};
use super::resolve::resolve;
use super::{allows, alternatives, branches, dead, replies, risks, runs, simple, time, waits};

/// A rule, a file and a line.
pub type Finding = (String, String, u32);

/// The rules that this reference judges, besides `unused-allow`; the others are not its business.
pub const RULES: [&str; 31] = [
    "look-alike-name",
    "unwritten-record",
    "unmatched-input",
    "orphaned-output",
    "misnamed-flow",
    "missing-improve-link",
    "unimproved-stream",
    "missing-trigger",
    "missing-outcome",
    "unused-trigger",
    "unproduced-outcome",
    "outcome-without-beneficiary",
    "mismatched-run",
    "circular-run",
    "circular-wait",
    "blocked-branch",
    "exclusive-inputs",
    "stalled-trigger",
    "unasked-reply",
    "late-input",
    "dead-end-step",
    "empty-step",
    "unmapped-step",
    "misplaced-step",
    "duplicate-flow",
    "self-flow",
    "item-cycle",
    "unknown-name",
    "duplicate-name",
    "missed-promise",
    "promise-at-risk",
];

/// The findings of a project whose lines are set (by the printer or the reader).
pub fn findings(project: &Project) -> BTreeSet<Finding> {
    let model = resolve(project);
    let found = judge(project, &model)
        .into_iter()
        .map(|(rule, (file, line))| (rule.to_owned(), project.files[file].path.clone(), line))
        .collect();
    allows::apply(project, found)
}

fn judge(project: &Project, model: &Model) -> Vec<Found> {
    let raw = Raw::of(model);
    let missing = simple::missing_ends(model);
    let circles = waits::circular_waits(model, &raw);
    let mut found: Vec<Found> = model.name_findings.iter().map(|(found, _)| *found).collect();
    found.extend(missing.iter().map(|(found, _)| *found));
    found.extend(flow_findings(model, &raw));
    found.extend(where_everything_is_right(project, model, &raw));
    found.extend(simple::duplicate_flow(model));
    found.extend(simple::self_flow(model));
    found.extend(simple::item_cycle(model));
    found.extend(simple::missing_improve_link(model));
    found.extend(simple::outcome_without_beneficiary(model));
    found.extend(simple::unmapped_step(model));
    found.extend(runs::mismatched_run(model, &raw));
    let circular = runs::circular_run(model).into_iter();
    found.extend(circular.filter(|(.., is_first)| *is_first).map(|(found, ..)| found));
    found.extend(waits::circular_wait(model, &circles));
    let exclusive = alternatives::exclusive_inputs(model, &raw);
    found.extend(exclusive.iter().map(|one| one.found));
    found.extend(time::missed_promise(model, &raw));
    // Layers: these rules do not yet judge a stream in which an earlier finding stands, or would.
    let held_back = held_back(model, &raw);
    let blocked = branches::blocked_branches(model, &raw, &exclusive, &held_back);
    found.extend(blocked.iter().map(|one| one.found));
    let mut later = simple::empty_step(model);
    later.extend(simple::unimproved_stream(model));
    later.extend(replies::unasked_reply(model));
    let told = circles.iter().flatten().chain(blocked.iter().flat_map(|one| &one.steps)).copied().collect();
    later.extend(waits::late_input(model, &raw, &told));
    // What a circular wait or a blocked branch stops is reported by that one.
    let waiting = circles.iter().flatten().map(|step| model.steps[*step].stream);
    let stopped: BTreeSet<usize> =
        waiting.chain(blocked.iter().flat_map(|one| one.streams.iter().copied())).collect();
    later.extend(risks::promise_at_risk(model, &raw));
    let stalled = alternatives::stalled_trigger(model, &raw, &circles);
    later.extend(stalled.into_iter().filter(|(_, stream)| !stopped.contains(stream)));
    found.extend(later.into_iter().filter(|(_, stream)| !held_back.contains(stream)).map(|(found, _)| found));
    let dead = dead::dead_end_step(model, &raw).into_iter();
    found.extend(
        dead.filter(|(_, streams)| !streams.iter().any(|s| held_back.contains(s))).map(|(found, _)| found),
    );
    found
}

/// The streams in which a finding of the first layer stands, or would but for the points that make one of two.
pub fn held_back(model: &Model, raw: &Raw) -> BTreeSet<usize> {
    let mut streams = BTreeSet::new();
    streams.extend(model.name_findings.iter().filter_map(|(_, stream)| *stream));
    streams.extend(&model.held);
    streams.extend(runs::mismatched_streams(model));
    streams.extend(runs::circular_run(model).into_iter().map(|(_, stream, _)| stream));
    streams.extend(simple::missing_ends(model).iter().map(|(_, stream)| *stream));
    for (number, taker) in model.takers.iter().enumerate() {
        if !raw.takers[number].is_empty() {
            streams.extend(model.stream(taker.node));
        }
    }
    for (number, giver) in model.givers.iter().enumerate() {
        if !raw.givers[number].is_empty() {
            streams.extend(model.stream(giver.node));
        }
    }
    streams
}

/// How many expectations of inputs and outputs fail in the chain, before any are paired: inputs, then outputs.
pub fn failing_in_chain(project: &Project) -> (usize, usize) {
    let model = resolve(project);
    let raw = Raw::of(&model);
    let in_chain = |node: Node| matches!(node, Node::Activity(_));
    let inputs = model.takers.iter().zip(&raw.takers).filter(|(taker, _)| in_chain(taker.node));
    let outputs = model.givers.iter().zip(&raw.givers);
    let outputs = outputs.filter(|(giver, _)| in_chain(giver.node) && giver.role == Giving::Output);
    (inputs.map(|(_, ends)| ends.len()).sum(), outputs.map(|(_, ends)| ends.len()).sum())
}
