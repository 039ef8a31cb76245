//! `late-input`: a mandatory input whose only producers come later in the stream.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::activity::ActivityOf;
use crate::model::index::{Entry, Reach, standing_at};
use crate::model::matching::{Direction, Expectation};
use crate::model::{Model, NodeId, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_node, quoted_step, written_items};
use crate::rules::support::name_words::flow_words;
use crate::syntax::Symbol;

pub(crate) const RULE: Rule = rule!("late-input", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let reachability = model.reachability();
    let mut waiting: FxHashSet<NodeId> = reachability.circular_waits().iter().flatten().copied().collect();
    for branch in reachability.blocked_branches() {
        waiting.extend(branch.steps.iter().map(|blocked| blocked.step));
    }
    let mut findings = Vec::new();
    let mut producers = Producers::default();
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
                if comes_later(model, id, input, step, expectation, &mut producers) {
                    findings.push(finding(model, id, input, step, expectation, &mut producers));
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
    producers: &mut Producers,
) -> bool {
    let end = model.scope(id).nodes.end;
    let mut comes = false;
    for slice in model.partner_slices(model.viewpoint(id, input), input, Direction::In, expectation) {
        if expectation == Expectation::Stream(id) && slice[0].reach == Reach::Outside {
            if !slice
                .iter()
                .all(|outcome| is_produced_below(model, id, producers.of(model, id, outcome), step))
            {
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

/// Who produces the outcomes of streams that others ask for, so that it is looked for once and not for each of those.
#[derive(Default)]
struct Producers(FxHashMap<(ScopeId, u32, Symbol), Vec<Vec<u32>>>);

impl Producers {
    /// Of each alternative of an outcome that agrees, the outputs that produce it.
    fn of(&mut self, model: &Model<'_>, id: ScopeId, outcome: &Entry) -> &[Vec<u32>] {
        let Entry { occurrence, item, .. } = *outcome;
        self.0.entry((id, occurrence, item)).or_insert_with(|| model.producers_of(id, occurrence, item))
    }
}

/// Whether all these outputs, which produce an alternative of an outcome each, are of steps that stand below `step`, and no
/// alternative is without.
fn is_produced_below(model: &Model<'_>, id: ScopeId, alternatives: &[Vec<u32>], step: NodeId) -> bool {
    for outputs in alternatives {
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
    producers: &mut Producers,
) -> FindingBuilder {
    let item = quoted_items(model, id, input);
    let name = quoted_node(model, step);
    let file = model.file_of(id, input);
    let outputs = first_outputs(model, id, input, late, producers);
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
fn first_outputs(
    model: &Model<'_>,
    id: ScopeId,
    input: &Occurrence,
    late: Expectation,
    producers: &mut Producers,
) -> Vec<u32> {
    const MAX_LISTED: usize = 3;
    let mut outputs = Vec::new();
    for entry in model.feeders(id, input, late) {
        if entry.node.is_some() {
            outputs.push(entry.occurrence);
        } else {
            outputs.extend(producers.of(model, id, entry).iter().flatten().take(MAX_LISTED));
        }
        if outputs.len() >= MAX_LISTED {
            break;
        }
    }
    outputs.truncate(MAX_LISTED);
    outputs
}
