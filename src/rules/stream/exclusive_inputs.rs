//! `exclusive-inputs`: a step that needs two alternatives of one output.

use rustc_hash::FxHashSet;

use crate::distinct::Distinct;
use crate::finding::Fix;
use crate::model::exclusive::{Exclusive, FedByAlternatives};
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_items, quoted_node};
use crate::rules::support::edits::{Edits, FlowEdit, alternatives};
use crate::rules::support::name_words::flow_words;

pub(crate) const RULE: Rule = rule!("exclusive-inputs", check);

/// A finding shows at most so many inputs; the others follow the same pattern.
const MOST_INPUTS: usize = 3;

/// The line to write is shown with at most so many items.
const MOST_ALTERNATIVES: usize = 6;

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams() {
        if model.scope(id).inputs.len() < 2 {
            continue;
        }
        let inputs: Vec<&Occurrence> = model.mandatory_inputs(id).map(|(_, input)| input).collect();
        for of_node in inputs.chunk_by(|one, other| one.node == other.node) {
            for exclusive in Exclusive::among(model, id, of_node) {
                findings.push(finding(model, id, &exclusive));
            }
        }
    }
    findings
}

fn finding(model: &Model<'_>, id: ScopeId, exclusive: &Exclusive<'_>) -> FindingBuilder {
    let (rival, this) = (&exclusive.inputs[exclusive.first.0], &exclusive.inputs[exclusive.first.1]);
    let file = model.file_of(id, this.input);
    let place = |fed: &FedByAlternatives<'_>| model.term_place(file, fed.input.term);
    let step = this.input.node.map(|node| quoted_node(model, node)).unwrap_or_default();
    let items: Vec<String> = exclusive.inputs.iter().map(|fed| quoted_items(model, id, fed.input)).collect();
    let message = match &items[..] {
        [one, two] => format!("{step} needs both {one} and {two}, but only one of them ever comes"),
        _ => format!("{step} needs {}, but they never come together", few_listed(&items, "and")),
    };
    let mut finding = FindingBuilder::new(place(this), message)
        .label("needs this as well")
        .secondary(place(rival), "needs this");
    let mut shown = vec![rival, this];
    let (mut words, mut comes) = (Vec::new(), "either this comes …");
    for (at, fed) in exclusive.inputs.iter().enumerate() {
        words.extend(flow_words(model, id, fed.input));
        if at != exclusive.first.0 && at != exclusive.first.1 && shown.len() < MOST_INPUTS {
            finding = finding.secondary(place(fed), "… and this");
            shown.push(fed);
        }
    }
    for fed in shown {
        finding = finding.secondary(model.term_place(exclusive.output.file, fed.alternatives[0]), comes);
        comes = "… or this";
    }
    let inputs = by_ends(&exclusive.inputs);
    let fix = joined(model, id, &inputs, &exclusive.others);
    // Without a fix one input stands for all that the output feeds: another that stayed would block some alternatives.
    let others = if fix.is_some() { &[][..] } else { &exclusive.others };
    let mut items = Distinct::default();
    for fed in inputs.into_iter().chain(others) {
        for term in fed.input.terms() {
            items.add(model.slice(model.term_place(file, term)));
        }
    }
    let items = items.into_list();
    let act = if items.len() > MOST_ALTERNATIVES {
        "write `or` between them, in one `input`".to_owned()
    } else {
        format!("write `input {}`", items.join(" or "))
    };
    let which = if exclusive.inputs.len() == 2 { "either" } else { "one of them" };
    finding
        .help(format!("if {which} will do, {act}"))
        .fix(fix.map(|edits| Fix::suggested(act, edits)))
        .fingerprint(words)
}

/// The inputs with those last that name no end: they can come from those that another names.
fn by_ends<'e, 'm>(inputs: &'e [FedByAlternatives<'m>]) -> Vec<&'e FedByAlternatives<'m>> {
    let mut all: Vec<&FedByAlternatives<'_>> = inputs.iter().collect();
    all.sort_by_key(|fed| fed.input.end_count == 0);
    all
}

/// Makes one input of all, where each is expected of the ends of the first, or of nobody in particular, and excludes
/// all others, and where what else the output feeds waits for just the same alternatives.
fn joined(
    model: &Model<'_>,
    id: ScopeId,
    all: &[&FedByAlternatives<'_>],
    others: &[FedByAlternatives<'_>],
) -> Option<Edits> {
    let scope = model.scope(id);
    let ends = |fed: &FedByAlternatives<'_>| -> FxHashSet<End> {
        ends_of(scope, fed.input).iter().map(|named| named.end).collect()
    };
    let first = ends(all.first()?);
    let alike = all.iter().all(|fed| fed.input.end_count == 0 || ends(fed) == first);
    let mut taken = FxHashSet::default();
    // They are fed by one output, so they exclude each other where no two take the same of its alternatives.
    let apart = all.iter().flat_map(|fed| &fed.alternatives).all(|term| taken.insert(term));
    let covered = others.iter().all(|other| {
        other.alternatives.len() == taken.len() && other.alternatives.iter().all(|term| taken.contains(term))
    });
    if !alike || !apart || !covered {
        return None;
    }
    let flows: Vec<FlowEdit<'_>> = all.iter().map(|fed| FlowEdit::new(model, id, fed.input)).collect();
    alternatives::join(&flows)
}
