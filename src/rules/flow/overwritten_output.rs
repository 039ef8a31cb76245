//! `overwritten-output`: a step makes an item anew that a step before it has made.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::flows::Occurrence;
use crate::model::matching::Kind;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted, quoted_node};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;
use crate::syntax::Symbol;

/// What each step takes in that was looked at.
type Taken = FxHashMap<NodeId, FxHashSet<Symbol>>;

pub(crate) const RULE: Rule = rule!("overwritten-output", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams().filter(|&id| model.meets_prerequisites(id)) {
        // The last output of each item so far.
        let mut made: FxHashMap<Symbol, &Occurrence> = FxHashMap::default();
        let mut taken = Taken::default();
        for output in &model.scope(id).outputs {
            if model.may_fail_to_come(id, output) {
                continue;
            }
            for item in model.items(id, output) {
                if let Some(earlier) = made.insert(item, output) {
                    findings.extend(overwritten(model, id, item, [earlier, output], &mut taken));
                }
            }
        }
    }
    findings
}

/// What is to be said of two outputs of one item, of which the first stands before the other in the text.
fn overwritten(
    model: &Model<'_>,
    id: ScopeId,
    item: Symbol,
    outputs: [&Occurrence; 2],
    taken: &mut Taken,
) -> Option<FindingBuilder> {
    let [one, other] = outputs;
    let (first, second) = (one.node?, other.node?);
    if first == second {
        return None;
    }
    let (before, after) = if model.follows(second, first) == Some(true) {
        ((one, first), (other, second))
    } else if model.follows(first, second) == Some(true) {
        ((other, second), (one, first))
    } else {
        return None;
    };
    // Whoever takes it and hands it on works on the same one.
    let taken = taken.entry(after.1).or_insert_with(|| taken_by(model, id, after.1));
    if model.declared().broader(&item).iter().any(|item| taken.contains(item)) {
        return None;
    }
    let place = item_place(model, id, after.0);
    let name = model.name_at(place);
    Some(
        FindingBuilder::new(
            place,
            format!(
                "{} makes {} again, which {} has made already",
                quoted_node(model, after.1),
                quoted(model, place),
                quoted_node(model, before.1)
            ),
        )
        .label("the same again")
        .secondary(item_place(model, id, before.0), "made here first")
        .help(format!(
            "name what comes out here by what is new about it, such as `\"{name} (approved)\"`, here and where it is taken; if it is the same one, take it in: `input {}`",
            model.slice(place)
        ))
        .fingerprint(flow_words(model, id, after.0)),
    )
}

/// What a step takes in.
fn taken_by(model: &Model<'_>, id: ScopeId, step: NodeId) -> FxHashSet<Symbol> {
    let inputs = model.scope(id).flows_of_node(Kind::Input, step);
    inputs.iter().flat_map(|input| model.items(id, input)).collect()
}
