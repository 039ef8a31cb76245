//! `late-input`: a mandatory input whose only producers come later in the stream.

use rustc_hash::FxHashSet;

use crate::model::NodeId;
use crate::model::matching::Expectation;
use crate::rules::{Context, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "late-input", page: include_str!("../../rules/late-input.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let waiting: FxHashSet<NodeId> = model.running.circular_waits.iter().flatten().copied().collect();
    let mut drafts = Vec::new();
    for id in model.streams().filter(|&id| model.is_judged(id)) {
        for (_, input) in model.mandatory_inputs(id) {
            let Some(step) = input.node.filter(|step| !waiting.contains(step)) else { continue };
            let is_below =
                |node: Option<NodeId>| node.is_some_and(|node| model.node(node).scope == id && node > step);
            let is_late = |&expectation: &Expectation| {
                let mut feeders = model.feeders(id, input, expectation).peekable();
                feeders.peek().is_some() && feeders.all(|entry| is_below(entry.node))
            };
            let Some(late) = model.certain_expectations(id, input).find(is_late) else { continue };
            let file = model.file_of(id, input);
            let place = model.term_place(file, input.term);
            let item = model.said_items(id, input);
            let name = model.said_node(step);
            let mut draft = Draft::new(place, format!("{name} needs {item}, which only comes later in the stream"))
                .label("needed here already")
                .help(format!(
                    "move {name} down, or write `optional input` (or `rework input`, if work comes back) where it can begin without"
                ))
                .names(model.words_of_flow(id, input));
            for entry in model.feeders(id, input, late).take(3) {
                let output = &model.scope(id).outputs[entry.occurrence as usize];
                let from = output.node.map(|node| model.said_node(node)).unwrap_or_default();
                draft = draft.also(model.term_place(file, output.term), format!("{from} puts it out"));
            }
            drafts.push(draft);
        }
    }
    drafts
}
