//! Processes become streams of a draft: names are resolved, and what starts and ends a stream is told apart.

use rustc_hash::FxHashSet;

use super::raw::{Flow as RawFlow, Process, Step as RawStep};
use super::resolve::{Resolver, Side};
use crate::import::draft::{About, Draft, End, Flow, ItemId, Mode, StepId, StreamId};
use crate::import::names::{cleaned, words_of};
use crate::import::remark::RemarkKind;

/// Adds all processes to a draft.
pub(super) fn fill(processes: &[Process], draft: &mut Draft) {
    let mut ids = Vec::new();
    for process in processes {
        let stream = draft.add_stream(About::new(process.name.as_str(), process.place.clone()));
        let own: Vec<StepId> =
            process.steps.iter().map(|step| add_step(draft, stream, process, step)).collect();
        ids.push(own);
    }
    let mut resolver = Resolver::new(processes, &ids);
    for (at, (process, ids)) in processes.iter().zip(&ids).enumerate() {
        let stream = StreamId::new(at);
        for (step, &id) in process.steps.iter().zip(ids) {
            let inputs = flows(draft, &mut resolver, (stream, Some(id)), &step.inputs, Side::Supplier);
            let outputs = flows(draft, &mut resolver, (stream, Some(id)), &step.outputs, Side::Customer);
            let step = draft.step(id);
            (step.inputs, step.outputs) = (inputs, outputs);
        }
        let triggers = flows(draft, &mut resolver, (stream, None), &process.triggers, Side::Supplier);
        let outcomes = flows(draft, &mut resolver, (stream, None), &process.outcomes, Side::Customer);
        draft.streams[at].triggers = triggers;
        draft.streams[at].outcomes = outcomes;
        border(draft, stream);
    }
}

fn add_step(draft: &mut Draft, stream: StreamId, process: &Process, step: &RawStep) -> StepId {
    let mut about = About::new(step.name.as_str(), step.place.clone());
    about.purpose.clone_from(&step.purpose);
    about.comments.clone_from(&step.comments);
    about.remarks.clone_from(&step.remarks);
    if process.has_next {
        about.source_id.clone_from(&step.id);
    }
    let id = draft.add_step(stream, about);
    let added = draft.step(id);
    added.activity = step.activity;
    added.roles = step.roles.clone();
    added.practices.clone_from(&step.practices);
    added.uses.clone_from(&step.uses);
    added.process_time = step.process_time;
    added.complete_and_accurate = step.accuracy;
    added.lead_time = match (step.lead_time, step.wait_time) {
        (None, Some(wait)) => Some(step.process_time.map_or(wait, |work| wait.then(work))),
        (lead, _) => lead,
    };
    id
}

/// The flows of a step or a border, with their ends.
fn flows(
    draft: &mut Draft,
    resolver: &mut Resolver,
    at: (StreamId, Option<StepId>),
    raw: &[RawFlow],
    side: Side,
) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    for one in raw {
        let item = draft.item(&cleaned(&one.item), &one.place);
        let mut flow = Flow::new(item, Vec::new(), one.place.clone());
        flow.mode = match (side, one.mode) {
            (Side::Customer, Mode::Rework | Mode::Reply) => Mode::Mandatory,
            (_, mode) => mode,
        };
        for (name, place) in &one.parties {
            if matches!(name.as_str(), "(trigger)" | "(outcome)" | "(nobody)") {
                continue;
            }
            let resolved = resolver.resolve(draft, at, (name, place), &one.item, side);
            flow.ends.extend(resolved.end);
            flow.remarks.extend(resolved.remark);
        }
        match flows.last_mut() {
            Some(last) if one.is_alternative => join(last, flow, draft),
            _ => flows.push(flow),
        }
    }
    flows
}

/// Adds an alternative to a flow. The ends of a statement hold for all its items, so ends that differ go.
fn join(flow: &mut Flow, other: Flow, draft: &mut Draft) {
    flow.items.extend(other.items);
    flow.is_alternative = true;
    flow.remarks.extend(other.remarks);
    if flow.ends != other.ends && !(flow.ends.is_empty() && other.ends.is_empty()) {
        flow.ends.clear();
        let text = "these alternatives go to, or come from, different parties, which a statement cannot say: no end is written";
        flow.remarks.push(draft.remark(RemarkKind::Approximated, &other.place, text));
    }
}

/// What starts a stream, and what it ends with, where its table has no column for that: the first input from outside, the last
/// output to outside.
fn border(draft: &mut Draft, stream: StreamId) {
    let steps = draft.streams[stream.index()].steps.clone();
    let (mut given, mut taken) = (FxHashSet::default(), FxHashSet::default());
    for step in &steps {
        let step = &draft.steps[step.index()];
        given.extend(step.outputs.iter().flat_map(|flow| flow.items.iter().copied()));
        taken.extend(step.inputs.iter().flat_map(|flow| flow.items.iter().copied()));
    }
    if draft.streams[stream.index()].triggers.is_empty() {
        let inputs = steps.iter().map(|step| &draft.steps[step.index()].inputs);
        draft.streams[stream.index()].triggers = outer(inputs, &given);
    }
    if draft.streams[stream.index()].outcomes.is_empty() {
        let outputs = steps.iter().rev().map(|step| &draft.steps[step.index()].outputs);
        draft.streams[stream.index()].outcomes = outer(outputs, &taken);
    }
}

/// Of the first step all flows that nobody inside has the other side of; if there are none, of the next that has one with
/// somebody outside.
fn outer<'d>(steps: impl Iterator<Item = &'d Vec<Flow>>, inside: &FxHashSet<ItemId>) -> Vec<Flow> {
    for (at, flows) in steps.enumerate() {
        let mut outer = Vec::new();
        for flow in flows {
            let is_outside = flow.ends.iter().any(|end| matches!(end, End::External(_) | End::Stream(_)));
            let is_met = flow.items.iter().any(|item| inside.contains(item));
            let is_open = at == 0 && flow.ends.is_empty() && !is_met;
            let goes = matches!(flow.mode, Mode::Mandatory | Mode::Optional);
            if goes && (is_outside || is_open) && !(at > 0 && flow.mode == Mode::Optional) {
                let mut flow = flow.clone();
                flow.mode = Mode::Mandatory;
                flow.ends.retain(|end| !matches!(end, End::Step(_)));
                flow.remarks.clear();
                outer.push(flow);
            }
        }
        if !outer.is_empty() {
            return outer;
        }
    }
    Vec::new()
}

/// Whether a table of suppliers, inputs, steps, outputs and customers is five lists side by side: several of each, and nothing
/// in one has to do with anything in another.
pub(super) fn is_unlinked(process: &Process) -> bool {
    let (mut inputs, mut outputs, mut parties) =
        (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
    let mut inside: FxHashSet<String> = FxHashSet::default();
    for step in &process.steps {
        inside.insert(words_of(&cleaned(&step.name)));
        inside.extend(step.roles.responsible.iter().map(|role| words_of(&cleaned(role))));
        inside.extend(step.id.iter().map(|id| words_of(id)));
        for flow in &step.inputs {
            inputs.insert(words_of(&cleaned(&flow.item)));
            parties.extend(flow.parties.iter().map(|(name, _)| words_of(&cleaned(name))));
        }
        for flow in &step.outputs {
            outputs.insert(words_of(&cleaned(&flow.item)));
            parties.extend(flow.parties.iter().map(|(name, _)| words_of(&cleaned(name))));
        }
    }
    let is_large = process.steps.len() >= 3 && inputs.len() >= 3 && outputs.len() >= 3;
    is_large && inputs.is_disjoint(&outputs) && parties.is_disjoint(&inside)
}
