//! `self-authorised`: whoever records something also authorises it.

use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted, quoted_node};
use crate::rules::support::name_words::{node_words, statement_words, symbol_words};
use crate::rules::support::verbs::Verbs;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule = rule!("self-authorised", check);

/// So many steps that record something are held against each one that authorises.
const MOST_RECORDED: usize = 50;

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let [records, authorises] = ["records", "authorises"].map(|key| Verbs::chosen(context, key));
    let mut findings = Vec::new();
    for id in model.streams().filter(|&id| model.meets_prerequisites(id)) {
        let recording = steps(model, id, &records);
        if recording.is_empty() {
            continue;
        }
        for step in steps(model, id, &authorises) {
            findings.extend(in_step(model, step, &recording));
        }
    }
    findings
}

/// The steps of a stream whose names begin with one of these verbs.
fn steps(model: &Model<'_>, id: ScopeId, verbs: &Verbs) -> Vec<NodeId> {
    let mut steps = Vec::new();
    for step in model.steps_of(id) {
        if verbs.beginning(&statement_words(model, model.node(step).statement)).is_some() {
            steps.push(step);
        }
    }
    steps
}

/// What is to be said of a step that authorises, beside those that record.
fn in_step(model: &Model<'_>, step: NodeId, recording: &[NodeId]) -> Option<FindingBuilder> {
    let authorising = responsible(model, step);
    for &recorded in recording.iter().take(MOST_RECORDED) {
        let recorders = responsible(model, recorded);
        for &(role, place) in &authorising {
            let Some(&(_, there)) = recorders.iter().find(|(other, _)| *other == role) else { continue };
            if model.follows(step, recorded) == Some(true) {
                return Some(finding(model, (step, role, place), (recorded, there)));
            }
        }
    }
    None
}

fn responsible(model: &Model<'_>, step: NodeId) -> Vec<(Symbol, FileSpan)> {
    model.named(model.node(step).statement, Keyword::Responsible).collect()
}

fn finding(
    model: &Model<'_>,
    (step, role, place): (NodeId, Symbol, FileSpan),
    (recorded, there): (NodeId, FileSpan),
) -> FindingBuilder {
    let [here, before] = [step, recorded].map(|step| quoted_node(model, step));
    FindingBuilder::new(
        place,
        format!("{} both records in {before} and authorises in {here}", quoted(model, place)),
    )
    .label("authorises its own record")
    .secondary(there, "records here")
    .help(format!("make somebody else responsible for one of the two: `responsible …` in {here}"))
    .fingerprint(node_words(model, step))
    .fingerprint([symbol_words(model, role)])
}
