//! `off-chain-flow`: a step's flow with an activity whose description does not list it.

use crate::model::flows::Occurrence;
use crate::model::matching::Expectation;
use crate::model::{Activity, ActivityOf, Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_items, quoted_node};
use crate::rules::support::in_flows::in_flows;
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("off-chain-flow", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    in_flows(model, model.streams(), finding)
}

fn finding(model: &Model<'_>, id: ScopeId, flow: &Occurrence, takes: bool) -> Option<FindingBuilder> {
    if model.mentions(id, flow) {
        return None;
    }
    let node = flow.node?;
    let mut off = Vec::new();
    for expectation in model.expectations(model.scope(id), flow) {
        let Expectation::Activity(activity) = expectation else { continue };
        if is_off(model, id, flow, activity, takes) {
            off.push(activity);
        }
    }
    let &first = off.first()?;
    let place = item_place(model, id, flow);
    let names: Vec<String> = off.iter().map(|activity| format!("`{}`", activity.name())).collect();
    let (verb, joint, keyword, end) =
        if takes { ("expects", "from", "output", "to") } else { ("sends", "to", "input", "from") };
    let whose = if off.len() == 1 { "whose description does" } else { "whose descriptions do" };
    let message = format!(
        "{} {verb} {} {joint} {}, {whose} not list it",
        quoted_node(model, node),
        quoted_items(model, id, flow),
        few_listed(&names, "and")
    );
    let home = match model.node(node).activity_of {
        ActivityOf::In(own) if own != first => format!(" {end} {}", own.name()),
        _ => String::new(),
    };
    let help = format!(
        "write `{keyword} {}{home}` in that description, or use an item that stands there",
        model.slice(place)
    );
    let mut finding =
        FindingBuilder::new(place, message).label(format!("no such {keyword} is described")).help(help);
    for &activity in &off {
        let description = model.node(*model.descriptions_of(activity).first()?).statement;
        finding = finding.secondary(model.name_place(description), "described here");
    }
    Some(
        finding
            .fingerprint(flow_words(model, id, flow))
            .fingerprint(off.iter().map(|activity| activity.words())),
    )
}

/// Whether the description of `activity` says nothing of the flow, and no other step of the stream speaks for it.
fn is_off(model: &Model<'_>, id: ScopeId, flow: &Occurrence, activity: Activity, takes: bool) -> bool {
    // An unreadable statement may be the one that lists it.
    if model.descriptions_of(activity).is_empty() || model.has_open_description(activity) {
        return false;
    }
    let own = flow.node.map_or(ActivityOf::Nowhere, |node| model.node(node).activity_of);
    let itself = u32::from(own.may_be(activity));
    if own == ActivityOf::Unknown || model.scope(id).steps_in(activity) > itself {
        return false;
    }
    let listing = model.listing(activity);
    let side = if takes { &listing.outputs } else { &listing.inputs };
    !model.items(id, flow).any(|item| side.agrees(model.declared(), item))
}
