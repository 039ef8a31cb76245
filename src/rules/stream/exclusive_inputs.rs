//! `exclusive-inputs`: a step that needs two alternatives of one output.

use rustc_hash::FxHashSet;

use crate::finding::Fix;
use crate::model::exclusive::FedByAlternatives;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_node, written_items};
use crate::rules::support::edits::{Edits, FlowEdit, alternatives};
use crate::rules::support::name_words::flow_words;
use crate::syntax::TermId;

pub(crate) const RULE: Rule = rule!("exclusive-inputs", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams() {
        if model.scope(id).inputs.len() < 2 {
            continue;
        }
        let inputs: Vec<&Occurrence> = model.mandatory_inputs(id).map(|(_, input)| input).collect();
        let by_node = inputs.chunk_by(|one, other| one.node == other.node);
        for of_node in by_node.filter(|inputs| inputs.len() > 1) {
            let fed: Vec<FedByAlternatives<'_>> =
                of_node.iter().filter_map(|input| FedByAlternatives::of(model, id, input)).collect();
            for (at, this) in fed.iter().enumerate() {
                if let Some(rival) = fed[..at].iter().find(|other| other.excludes(this)) {
                    let all = fed.iter().filter(|other| other.excludes(this) || other.excludes(rival));
                    findings.push(finding(model, id, rival, this, &all.collect::<Vec<_>>()));
                }
            }
        }
    }
    findings
}

/// `all` are the inputs that cannot come together with one of the two, these among them.
fn finding(
    model: &Model<'_>,
    id: ScopeId,
    rival: &FedByAlternatives<'_>,
    this: &FedByAlternatives<'_>,
    all: &[&FedByAlternatives<'_>],
) -> FindingBuilder {
    let file = model.file_of(id, this.input);
    let place = |input: &Occurrence| model.term_place(file, input.term);
    let (one, two) = (quoted_items(model, id, rival.input), quoted_items(model, id, this.input));
    let step = this.input.node.map(|node| quoted_node(model, node)).unwrap_or_default();
    let output = |term: TermId| model.term_place(this.output.file, term);
    // One that names no end can come from those that another names.
    let mut all = all.to_vec();
    all.sort_by_key(|fed| fed.input.end_count == 0);
    let items: Vec<String> = all.iter().map(|fed| written_items(model, file, fed.input)).collect();
    let act = format!("write `input {}`", items.join(" or "));
    FindingBuilder::new(
        place(this.input),
        format!("{step} needs both {one} and {two}, but only one of them ever comes"),
    )
    .label("needs this as well")
    .secondary(place(rival.input), "needs this")
    .secondary(output(rival.alternatives[0]), "either this comes …")
    .secondary(output(this.alternatives[0]), "… or this")
    .help(format!("if either will do, {act}"))
    .fix(joined(model, id, &all).map(|edits| Fix::suggested(act, edits)))
    .fingerprint(flow_words(model, id, rival.input).into_iter().chain(flow_words(model, id, this.input)))
}

/// Makes one input of all, where each is expected of the ends of the first, or of nobody in particular, and excludes
/// all others.
fn joined(model: &Model<'_>, id: ScopeId, all: &[&FedByAlternatives<'_>]) -> Option<Edits> {
    let scope = model.scope(id);
    let ends = |fed: &FedByAlternatives<'_>| -> FxHashSet<End> {
        ends_of(scope, fed.input).iter().map(|named| named.end).collect()
    };
    let first = ends(all.first()?);
    let alike = all.iter().all(|fed| fed.input.end_count == 0 || ends(fed) == first);
    let apart = all.iter().enumerate().all(|(at, one)| all[..at].iter().all(|other| one.excludes(other)));
    let flows: Vec<FlowEdit<'_>> = all.iter().map(|fed| FlowEdit::new(model, id, fed.input)).collect();
    if alike && apart { alternatives::join(&flows) } else { None }
}
