//! `empty-step`: a step with no inputs, or with no outputs.

use rustc_hash::FxHashSet;

use crate::model::{NodeId, Occurrence};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::quoted_node;
use crate::rules::support::name_words::node_words;

pub(crate) const RULE: Rule =
    Rule { name: "empty-step", page: include_str!("../../../rules/empty-step.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams().filter(|&id| model.meets_prerequisites(id)) {
        let scope = model.scope(id);
        // Flows stand in the order of their steps.
        let steps = |flows: &[Occurrence]| {
            let by_step = flows.chunk_by(|one, other| one.node == other.node);
            by_step.filter(|flows| flows[0].node.is_some()).count()
        };
        if steps(&scope.inputs) == scope.nodes.len() && steps(&scope.outputs) == scope.nodes.len() {
            continue;
        }
        let takes: FxHashSet<NodeId> = scope.inputs.iter().filter_map(|input| input.node).collect();
        let gives: FxHashSet<NodeId> = scope.outputs.iter().filter_map(|output| output.node).collect();
        for step in scope.nodes.clone().filter(|&step| !model.node(step).open) {
            let (message, label, help) = match (takes.contains(&step), gives.contains(&step)) {
                (true, true) => continue,
                (false, true) => {
                    ("takes nothing in", "expected an `input`", "say with `input` what it works on")
                }
                (true, false) => {
                    ("puts nothing out", "expected an `output`", "say with `output` what comes of it")
                }
                (false, false) => (
                    "takes nothing in and puts nothing out",
                    "expected an `input` and an `output`",
                    "say with `input` and `output` what it works on and what comes of it",
                ),
            };
            let finding = FindingBuilder::new(
                model.name_place(model.node(step).statement),
                format!("{} {message}", quoted_node(model, step)),
            );
            findings.push(finding.label(label).help(help).fingerprint(node_words(model, step)));
        }
    }
    findings
}
