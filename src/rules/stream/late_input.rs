//! `late-input`: a mandatory input whose only producers come later in the stream.

use rustc_hash::FxHashSet;

use crate::model::activity::ActivityOf;
use crate::model::index::{Entry, Reach, standing_at};
use crate::model::matching::{Direction, Expectation};
use crate::model::{Model, NodeId, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_node, quoted_step, written_items};
use crate::rules::support::name_words::flow_words;

pub(crate) const RULE: Rule = rule!("late-input", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let reachability = model.reachability();
    let mut waiting: FxHashSet<NodeId> = reachability.circular_waits().iter().flatten().copied().collect();
    for branch in reachability.blocked_branches() {
        waiting.extend(branch.steps.iter().map(|blocked| blocked.step));
    }
    let mut findings = Vec::new();
    for id in model.streams() {
        // Where all that steps wait for stands above them, nothing is late.
        if model.in_order(id).runs_down || !model.meets_prerequisites(id) {
            continue;
        }
        for (_, input) in model.mandatory_inputs(id) {
            let Some(step) = input.node else { continue };
            if waiting.contains(&step) || model.mentions(id, input) {
                continue;
            }
            for expectation in model.certain_expectations(id, input) {
                if comes_later(model, id, input, step, expectation) {
                    findings.push(finding(model, id, input, step, expectation));
                    break;
                }
            }
        }
    }
    findings
}

/// Whether something feeds the input, and all that does is produced by steps of its stream that stand below its own.
/// What feeds it stands in the order of the text, so that the ends of each row are enough.
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
            if !slice.iter().all(|outcome| is_produced_below(model, id, outcome, step)) {
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

/// Whether each alternative of an outcome that agrees is produced, and only by steps that stand below `step`.
fn is_produced_below(model: &Model<'_>, id: ScopeId, outcome: &Entry, step: NodeId) -> bool {
    for outputs in model.producers_of(id, outcome.occurrence, outcome.item) {
        let Some(&first) = outputs.first() else { return false };
        if model.scope(id).output(first).node <= Some(step) {
            return false;
        }
    }
    true
}

fn finding(
    model: &Model<'_>,
    id: ScopeId,
    input: &Occurrence,
    step: NodeId,
    late: Expectation,
) -> FindingBuilder {
    let item = quoted_items(model, id, input);
    let name = quoted_node(model, step);
    let file = model.file_of(id, input);
    let outputs = first_outputs(model, id, input, late);
    let makes = if outputs.len() == 1 { "step that makes" } else { "steps that make" };
    let message = format!("{item} stands in the text before the {makes} it");
    let (place, written) = (quoted_step(model, step), written_items(model, file, input));
    let mut finding = FindingBuilder::new(model.term_place(file, input.term), message)
        .label(format!("{name} needs it here"))
        .help(format!(
            "move {place} down; if it can begin without, write `optional input {written}`, or `rework input {written}` \
             where work comes back"
        ))
        .fingerprint(flow_words(model, id, input));
    for output in outputs {
        let output = model.scope(id).output(output);
        let from = output.node.map(|node| quoted_node(model, node)).unwrap_or_default();
        finding = finding.secondary(model.term_place(file, output.term), format!("{from} produces it"));
    }
    finding
}

/// The first few outputs of the stream that feed the input, themselves or by way of an outcome.
fn first_outputs(model: &Model<'_>, id: ScopeId, input: &Occurrence, late: Expectation) -> Vec<u32> {
    const MAX_LISTED: usize = 3;
    let mut outputs = Vec::new();
    for entry in model.feeders(id, input, late) {
        if entry.node.is_some() {
            outputs.push(entry.occurrence);
        } else {
            outputs.extend(model.producers_of(id, entry.occurrence, entry.item).into_iter().flatten());
        }
        if outputs.len() >= MAX_LISTED {
            break;
        }
    }
    outputs.truncate(MAX_LISTED);
    outputs
}
