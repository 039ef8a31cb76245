//! `dead-end-step`: a step whose work reaches nobody.

use crate::model::flows::Occurrence;
use crate::model::{Model, NodeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_steps};
use crate::rules::support::name_words::steps_words;

pub(crate) const RULE: Rule = rule!("dead-end-step", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for steps in model.reachability().dead_ends() {
        if steps.iter().all(|&step| model.meets_prerequisites(model.node(step).scope)) {
            findings.push(finding(model, steps));
        }
    }
    findings
}

fn finding(model: &Model<'_>, steps: &[NodeId]) -> FindingBuilder {
    let first = model.node(steps[0]);
    let names = quoted_steps(model, steps);
    let message = match &names[..] {
        [one] => format!("the work of {one} reaches nobody"),
        _ => format!("{} work only for each other", few_listed(&names, "and")),
    };
    let mut finding = FindingBuilder::new(model.name_place(first.statement), message)
        .label("nobody else gets anything of it")
        .help("let an outcome or a later step use the result, name who gets it with `to`, or leave the work out")
        .fingerprint(steps_words(model, steps));
    for &step in &steps[1..] {
        finding = finding.secondary(model.name_place(model.node(step).statement), "and this step");
    }
    if let [step] = *steps {
        for output in outputs(model, step).take(3) {
            let place = model.term_place(first.statement.file, output.term);
            finding = finding.secondary(place, "this leads nowhere");
        }
    }
    finding
}

fn outputs<'m>(model: &'m Model<'_>, step: NodeId) -> impl Iterator<Item = &'m Occurrence> {
    let outputs = &model.scope(model.node(step).scope).outputs;
    let start = outputs.partition_point(|output| output.node < Some(step));
    outputs[start..].iter().take_while(move |output| output.node == Some(step))
}
