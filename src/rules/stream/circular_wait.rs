//! `circular-wait`: steps that can never start because each waits for another of them.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::model::dependency_graph::{OrNode, PointId};
use crate::model::index::Entry;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::model::{Model, NodeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_items, quoted_name, quoted_steps};
use crate::rules::support::name_words::steps_words;
use crate::rules::support::opening::Openings;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("circular-wait", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let waits = model.reachability().circular_waits();
    if waits.is_empty() {
        return Vec::new();
    }
    let openings = Openings::new(model);
    let mut findings = Vec::new();
    for steps in waits {
        if may_be_started(model, steps) {
            continue;
        }
        findings.push(finding(model, steps, &openings));
    }
    findings
}

/// Whether one of these steps is in a stream that has no trigger yet, which may be what breaks the loop.
fn may_be_started(model: &Model<'_>, steps: &[NodeId]) -> bool {
    let without = model.diagnosis().missing_triggers();
    steps.iter().any(|&step| without.binary_search(&model.node(step).scope).is_ok())
}

fn finding(model: &Model<'_>, steps: &[NodeId], openings: &Openings<'_>) -> FindingBuilder {
    let (cycle, inputs) = cycle(model, steps, openings);
    let names = quoted_steps(model, &cycle);
    let message = match &names[..] {
        [one] => format!("{one} waits for itself, so it can never start"),
        [_, _] => format!("{} wait for each other, so neither can start", few_listed(&names, "and")),
        _ => format!("{} wait for each other, so none of them can start", few_listed(&names, "and")),
    };
    let first = model.node(cycle[0]).statement;
    let mut finding = FindingBuilder::new(model.name_place(first), message)
        .label(format!("to start, {} …", names[0]))
        .fingerprint(steps_words(model, steps));
    let mut help = "break the loop: write `optional input`, `rework input` or `reply input` where a step can begin without it, or let that input come from somewhere else".to_owned();
    for (at, &step) in cycle.iter().enumerate() {
        let giver = cycle[(at + 1) % cycle.len()];
        let Some(input) = inputs[at].or_else(|| waited_for(model, step, giver)) else { continue };
        let flow = model.occurrence(input);
        let item = quoted_items(model, input.scope, flow);
        let of = quoted_name(model, model.node(giver).statement);
        let place = item_place(model, input.scope, flow);
        finding = finding.secondary(place, format!("{}. {} waits for {item} from {of}", at + 1, names[at]));
        if at == 0
            && let Some((line, so)) = openings.find(steps, &cycle, input)
        {
            help = format!("write `{line}` there: {} {so}", names[at]);
        }
    }
    finding.help(help)
}

/// The shortest loop of waiting through the first of these steps: each waits for the next, with the
/// input that stands beside it.
fn cycle(
    model: &Model<'_>,
    steps: &[NodeId],
    openings: &Openings<'_>,
) -> (Vec<NodeId>, Vec<Option<OccurrenceRef>>) {
    let graph = model.dependency_graph();
    let first = PointId::of(steps[0]);
    // Forwards, from who gives to who waits; the way is then read backwards.
    let mut came: FxHashMap<PointId, PointId> = FxHashMap::default();
    let mut queue = VecDeque::from([first]);
    'search: while let Some(point) = queue.pop_front() {
        for &head in graph.gives(point) {
            if !openings.wait_together(first, head) || came.contains_key(&head) {
                continue;
            }
            came.insert(head, point);
            if head == first {
                break 'search;
            }
            queue.push_back(head);
        }
    }
    let mut cycle = vec![steps[0]];
    let mut inputs = vec![None];
    let mut point = came.get(&first);
    while let Some(&at) = point {
        if at == first {
            break;
        }
        if let Some(step) = graph.node(at) {
            cycle.push(step);
            inputs.push(None);
        }
        if let (Some(OrNode::Expectation { input, .. }), Some(last @ None)) =
            (graph.or_node(at), inputs.last_mut())
        {
            *last = Some(input);
        }
        point = came.get(&at);
    }
    (cycle, inputs)
}

/// The input with which `step` waits for `giver`.
fn waited_for(model: &Model<'_>, step: NodeId, giver: NodeId) -> Option<OccurrenceRef> {
    let scope_id = model.node(step).scope;
    let scope = model.scope(scope_id);
    let mut other = None;
    for (index, input) in model.mandatory_inputs_of(step) {
        let this = OccurrenceRef { scope: scope_id, kind: Kind::Input, index };
        let viewpoint = model.viewpoint(scope_id, input);
        for expectation in model.expectations(scope, input) {
            let mut partners = model.partners(viewpoint, input, Direction::In, expectation);
            let ends_with = |entry: &Entry| {
                let run = entry.node.and_then(|node| model.run_of(node));
                run.is_some_and(|run| run.stream == model.node(giver).scope)
            };
            if partners.any(|entry| entry.node == Some(giver) || ends_with(entry)) {
                return Some(this);
            }
            let through_border = match expectation {
                Expectation::Stream(stream) => stream == model.node(giver).scope,
                _ => model
                    .partners(viewpoint, input, Direction::In, expectation)
                    .any(|entry| entry.node.is_none()),
            };
            if through_border {
                other.get_or_insert(this);
            }
        }
    }
    other
}
