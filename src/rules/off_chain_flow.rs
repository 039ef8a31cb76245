//! `off-chain-flow`: a step's flow with an activity whose description does not list it.

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::{Activity, Model, ScopeId, Standing};
use crate::rules::{Context, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "off-chain-flow", page: include_str!("../../rules/off-chain-flow.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let mut drafts = Vec::new();
    for id in model.streams() {
        let scope = model.scope(id);
        for (flows, takes) in [(&scope.inputs, true), (&scope.outputs, false)] {
            for flow in flows {
                drafts.extend(ends_of(scope, flow).iter().filter_map(|named| match named.end {
                    End::Activity(activity) => draft(model, id, flow, activity, takes),
                    _ => None,
                }));
            }
        }
    }
    drafts
}

fn draft(
    model: &Model<'_>,
    id: ScopeId,
    flow: &Occurrence,
    activity: Activity,
    takes: bool,
) -> Option<Draft> {
    let &description = model.described[activity as usize].first()?;
    let own = model.node(flow.node?).standing;
    // The other steps of this stream in that activity speak for it.
    let itself = u32::from(own.may_be(activity));
    if own == Standing::Unknown || model.scope(id).per_activity[activity as usize] > itself {
        return None;
    }
    let listing = &model.listed[activity as usize];
    let side = if takes { &listing.outputs } else { &listing.inputs };
    if model.items(id, flow).any(|item| side.agrees(&model.declared, item)) {
        return None;
    }
    let place = model.term_place(model.file_of(id, flow), flow.term);
    let (item, name) = (model.said_items(id, flow), activity.name());
    let (message, word) = match takes {
        true => (format!("{item} is expected of `{name}`, whose description does not put it out"), "output"),
        false => (format!("{item} goes to `{name}`, whose description does not take it"), "input"),
    };
    let draft = Draft::new(place, message)
        .label("not in the value chain")
        .also(model.name_place(model.node(description).statement), "described here")
        .help(format!("add `{word} {}` there, or change the end here", model.sources.slice(place)))
        .names(model.words_of_flow(id, flow).into_iter().chain([activity.words()]));
    Some(draft)
}
