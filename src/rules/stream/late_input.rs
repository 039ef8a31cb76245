//! `late-input`: a mandatory input whose only producers come later in the stream.

use rustc_hash::FxHashSet;

use crate::model::activity::ActivityOf;
use crate::model::index::{Entry, Reach, standing_at};
use crate::model::matching::{Direction, Expectation};
use crate::model::{Model, NodeId, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{quoted_items, quoted_node};
use crate::rules::support::name_words::flow_words;

pub(crate) const RULE: Rule =
    Rule { name: "late-input", page: include_str!("../../../rules/late-input.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let waiting: FxHashSet<NodeId> = model.reachability.circular_waits.iter().flatten().copied().collect();
    let mut findings = Vec::new();
    // Where all that steps wait for stands above them, nothing is late.
    let asked = model.streams().filter(|&id| !model.matching.in_order[id.index()].runs_down);
    for id in asked.filter(|&id| model.meets_prerequisites(id)) {
        for (_, input) in model.mandatory_inputs(id) {
            let Some(step) = input.node.filter(|step| !waiting.contains(step)) else { continue };
            if model.mentions(id, input) {
                continue;
            }
            let comes_later = |&expectation: &Expectation| comes_later(model, id, input, step, expectation);
            let Some(late) = model.certain_expectations(id, input).find(comes_later) else { continue };
            let file = model.file_of(id, input);
            let place = model.term_place(file, input.term);
            let item = quoted_items(model, id, input);
            let name = quoted_node(model, step);
            let mut finding = FindingBuilder::new(place, format!("{name} needs {item}, which only comes later in the stream"))
                .label("needed here already")
                .help(format!(
                    "move {name} down, or write `optional input` (or `rework input`, if work comes back) where it can begin without"
                ))
                .fingerprint(flow_words(model, id, input));
            for output in outputs(model, id, input, late).take(3) {
                let output = &model.scope(id).outputs[output as usize];
                let from = output.node.map(|node| quoted_node(model, node)).unwrap_or_default();
                finding =
                    finding.secondary(model.term_place(file, output.term), format!("{from} puts it out"));
            }
            findings.push(finding);
        }
    }
    findings
}

/// Whether something feeds the input, and all that does is put out by steps of its stream that stand below its own.
/// What feeds it stands in the order of the text, so that the ends of each row tell.
fn comes_later(
    model: &Model<'_>,
    id: ScopeId,
    input: &Occurrence,
    step: NodeId,
    expectation: Expectation,
) -> bool {
    let end = model.scope(id).nodes.end;
    let mut comes = false;
    for slice in model.partner_slices(model.viewpoint(id, input), input, Direction::In, expectation) {
        if expectation == Expectation::Stream(id) && slice[0].reach == Reach::Outside {
            let is_below = |outputs: Vec<u32>| {
                let first = outputs.first().and_then(|&output| model.scope(id).outputs[output as usize].node);
                first.is_some_and(|first| first > step)
            };
            let comes_below = |entry: &Entry| {
                model.producers_of(id, entry.occurrence, entry.item).into_iter().all(is_below)
            };
            if !slice.iter().all(comes_below) {
                return false;
            }
            comes = true;
            continue;
        }
        for row in ActivityOf::all().map(|activity_of| standing_at(slice, activity_of)) {
            let before = row.partition_point(|entry| entry.node < Some(step));
            let here = row.partition_point(|entry| entry.node <= Some(step));
            let below = row.partition_point(|entry| entry.node < Some(end));
            if before > 0 || below < row.len() {
                return false;
            }
            comes |= here < below;
        }
    }
    comes
}

/// The outputs of the stream that feed the input, themselves or by way of an outcome.
fn outputs<'m>(
    model: &'m Model<'m>,
    id: ScopeId,
    input: &'m Occurrence,
    expectation: Expectation,
) -> impl Iterator<Item = u32> + 'm {
    model.feeders(id, input, expectation).flat_map(move |entry| {
        let own = entry.node.map(|_| entry.occurrence);
        let of_outcome = own.is_none().then(|| model.producers_of(id, entry.occurrence, entry.item));
        own.into_iter().chain(of_outcome.into_iter().flatten().flatten())
    })
}
