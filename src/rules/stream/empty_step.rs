//! `empty-step`: a step with no inputs, or with no outputs.

use rustc_hash::FxHashSet;

use crate::model::{Model, NodeId, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_node;
use crate::rules::support::name_words::node_words;

pub(crate) const RULE: Rule = rule!("empty-step", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    model.streams().flat_map(|id| in_stream(model, id)).collect()
}

fn in_stream(model: &Model<'_>, id: ScopeId) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    let scope = model.scope(id);
    let steps = scope.nodes.len();
    let is_complete = steps_with(&scope.inputs) == steps && steps_with(&scope.outputs) == steps;
    if is_complete || !model.meets_prerequisites(id) {
        return findings;
    }
    let takes: FxHashSet<NodeId> = scope.inputs.iter().filter_map(|input| input.node).collect();
    let gives: FxHashSet<NodeId> = scope.outputs.iter().filter_map(|output| output.node).collect();
    for step in model.steps_of(id) {
        if !model.node(step).open {
            findings.extend(finding(model, step, takes.contains(&step), gives.contains(&step)));
        }
    }
    findings
}

/// How many steps have one of these flows, which stand in the order of their steps.
fn steps_with(flows: &[Occurrence]) -> usize {
    let by_step = flows.chunk_by(|one, other| one.node == other.node);
    by_step.filter_map(|flows| flows[0].node).count()
}

fn finding(model: &Model<'_>, step: NodeId, takes: bool, gives: bool) -> Option<FindingBuilder> {
    let (message, label, help) = match (takes, gives) {
        (true, true) => return None,
        (false, true) => ("uses nothing", "expected an `input`", "write what it works on: `input \"…\"`"),
        (true, false) => {
            ("produces nothing", "expected an `output`", "write what comes of it: `output \"…\"`")
        }
        (false, false) => (
            "uses nothing and produces nothing",
            "expected an `input` and an `output`",
            "write what it works on and what comes of it: `input \"…\"` and `output \"…\"`",
        ),
    };
    let message = format!("{} {message}", quoted_node(model, step));
    let finding = FindingBuilder::new(model.name_place(model.node(step).statement), message);
    Some(finding.label(label).help(help).fingerprint(node_words(model, step)))
}
