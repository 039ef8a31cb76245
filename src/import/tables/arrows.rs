//! Steps that are joined by arrows, as in a table for Visio's Data Visualizer, or by nothing but their order: what they hand
//! over gets a name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::raw::{Flow, Process, Step};
use crate::import::draft::{Draft, Mode};
use crate::import::names::{brief, cleaned, kept, words_of};
use crate::import::remark::{Place, RemarkKind};

/// An arrow between two steps of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Arrow<'p> {
    from: usize,
    to: usize,
    label: Option<&'p str>,
    /// Whether it leads back to where its way came from.
    is_back: bool,
}

/// Makes flows of the arrows of a process.
pub(super) fn of_arrows(process: &mut Process, draft: &mut Draft) {
    let steps = std::mem::take(&mut process.steps);
    let (arrows, starts) = arrows(&steps, draft);
    let (mut triggers, mut outcomes) = (FxHashSet::default(), FxHashSet::default());
    let names: Vec<String> = steps.iter().map(name_of).collect();
    let mut inputs: Vec<Vec<Flow>> = vec![Vec::new(); steps.len()];
    let mut outputs: Vec<Vec<Flow>> = vec![Vec::new(); steps.len()];
    for (at, step) in steps.iter().enumerate() {
        let own = &arrows[starts[at]..starts[at + 1]];
        if step.shape == Some("start") {
            push_new(&mut process.triggers, &mut triggers, flow(&names[at], &step.place));
        }
        let is_choice = own.len() > 1 && own.iter().any(|arrow| arrow.label.is_some());
        let mut items = FxHashSet::default();
        for (index, arrow) in own.iter().enumerate() {
            let item = match arrow.label {
                _ if step.shape == Some("start") => names[at].clone(),
                Some(label) => format!("{}: {label}", names[at]),
                None if is_choice => format!("{}: to {}", names[at], names[arrow.to]),
                None => format!("{} done", names[at]),
            };
            let mut taken = flow(&item, &step.place);
            taken.mode = if arrow.is_back { Mode::Rework } else { Mode::Mandatory };
            inputs[arrow.to].push(taken);
            if steps[arrow.to].shape == Some("end") {
                push_new(&mut process.outcomes, &mut outcomes, flow(&item, &step.place));
            }
            let mut given = flow(&item, &step.place);
            given.is_alternative = is_choice && index > 0;
            push_new(&mut outputs[at], &mut items, given);
        }
        if own.is_empty() && step.shape.is_none() {
            let item = format!("{} done", names[at]);
            outputs[at].push(flow(&item, &step.place));
            push_new(&mut process.outcomes, &mut outcomes, flow(&item, &step.place));
        }
    }
    for (at, mut step) in steps.into_iter().enumerate() {
        if step.shape.is_some() {
            continue;
        }
        step.inputs = std::mem::take(&mut inputs[at]);
        if !step.inputs.iter().any(|flow| flow.mode == Mode::Mandatory) {
            let start = flow(&format!("Start of {}", cleaned(&process.name)), &step.place);
            push_new(&mut process.triggers, &mut triggers, start.clone());
            step.inputs.push(start);
        }
        either(&mut step, draft);
        step.outputs = std::mem::take(&mut outputs[at]);
        process.steps.push(step);
    }
    let text = "the table names no items: what a step hands over is called after the step and its arrow";
    draft.remark(RemarkKind::Invented, &process.place, text);
}

/// Has steps follow each other in the order of their rows.
pub(super) fn of_order(process: &mut Process, draft: &mut Draft) {
    let mut before = flow(&format!("Start of {}", cleaned(&process.name)), &process.place);
    process.triggers.push(before.clone());
    for step in &mut process.steps {
        step.inputs.push(before);
        before = flow(&format!("{} done", name_of(step)), &step.place);
        step.outputs.push(before.clone());
    }
    process.outcomes.push(before);
    let text = "the table does not say what flows: its steps are taken to follow each other, and what they hand over has a made-up name";
    draft.remark(RemarkKind::Invented, &process.place, text);
}

/// Where several arrows lead to a step, any one of them starts it.
fn either(step: &mut Step, draft: &mut Draft) {
    step.inputs.sort_by_key(|flow| flow.mode == Mode::Rework);
    let mut count = 0;
    for flow in step.inputs.iter_mut().filter(|flow| flow.mode == Mode::Mandatory) {
        flow.is_alternative = count > 0;
        count += 1;
    }
    if count > 1 {
        let text = format!("{count} arrows lead here: any one of them is taken to start the step");
        step.remarks.push(draft.remark(RemarkKind::Approximated, &step.place, text));
    }
}

/// All arrows by the steps that they leave, with where those of each step begin.
fn arrows<'p>(steps: &'p [Step], draft: &mut Draft) -> (Vec<Arrow<'p>>, Vec<usize>) {
    let mut ids: FxHashMap<String, usize> = FxHashMap::default();
    for (at, step) in steps.iter().enumerate() {
        ids.entry(step.id.clone().unwrap_or_default()).or_insert(at);
    }
    for (at, step) in steps.iter().enumerate() {
        ids.entry(step.name.clone()).or_insert(at);
    }
    let mut arrows = Vec::new();
    let mut first: Vec<usize> = Vec::with_capacity(steps.len() + 1);
    for (from, step) in steps.iter().enumerate() {
        first.push(arrows.len());
        for (id, label) in &step.next {
            let Some(&to) = ids.get(id) else {
                let text = format!("the next step `{}` is not there", brief(id));
                draft.remark(RemarkKind::Broken, &step.place, text);
                continue;
            };
            arrows.push(Arrow { from, to, label: label.as_deref(), is_back: false });
        }
    }
    first.push(arrows.len());
    mark_back(&mut arrows, &first, steps.len());
    (arrows, first)
}

/// Marks the arrows that lead back to a step from which their way came. `first` says where the arrows of each step begin.
fn mark_back(arrows: &mut [Arrow<'_>], first: &[usize], count: usize) {
    // 0 is not seen, 1 is on the way, 2 is done.
    let mut state = vec![0_u8; count];
    for root in 0..count {
        if state[root] != 0 {
            continue;
        }
        state[root] = 1;
        let mut way = vec![(root, first[root])];
        while let Some((step, next)) = way.pop() {
            if next == first[step + 1] {
                state[step] = 2;
                continue;
            }
            way.push((step, next + 1));
            let to = arrows[next].to;
            match state[to] {
                0 => {
                    state[to] = 1;
                    way.push((to, first[to]));
                }
                1 => arrows[next].is_back = true,
                _ => {}
            }
        }
    }
}

fn name_of(step: &Step) -> String {
    let name = cleaned(&step.name);
    match &step.id {
        Some(id) if words_of(&name).is_empty() => format!("Step {}", kept(id)),
        _ => name,
    }
}

fn flow(item: &str, place: &Place) -> Flow {
    Flow {
        item: item.to_owned(),
        words: words_of(&cleaned(item)),
        mode: Mode::Mandatory,
        is_alternative: false,
        parties: Vec::new(),
        place: place.clone(),
    }
}

/// Adds a flow of an item that is not among `known` yet.
fn push_new(list: &mut Vec<Flow>, known: &mut FxHashSet<String>, flow: Flow) {
    if known.insert(flow.item.clone()) {
        list.push(flow);
    }
}
