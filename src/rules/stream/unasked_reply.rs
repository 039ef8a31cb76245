//! `unasked-reply`: a reply to something that its step never asks for.

use crate::model::Model;
use crate::model::index::ends_of;
use crate::model::replies::Unasked;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_node};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::{end_place, item_place, subject_places};
use crate::syntax::StatementFlags;

pub(crate) const RULE: Rule = rule!("unasked-reply", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let mut last = None;
    for unasked in model.replies().unasked() {
        let input = model.occurrence(unasked.input);
        // The items of a statement share its ends.
        let this = Some((input.node, input.statement));
        if std::mem::replace(&mut last, this) != this && model.meets_prerequisites(unasked.input.scope) {
            findings.extend(finding(model, unasked));
        }
    }
    findings
}

fn finding(model: &Model<'_>, unasked: &Unasked) -> Option<FindingBuilder> {
    let id = unasked.input.scope;
    let input = model.occurrence(unasked.input);
    let step = quoted_node(model, input.node?);
    let file = model.file_of(id, input);
    let items: Vec<String> =
        subject_places(model, file, input.statement).map(|place| quoted(model, place)).collect();
    let is_either = model.tree(file)[input.statement].flags.has(StatementFlags::EITHER);
    let items = few_listed(&items, if is_either { "or" } else { "and" });
    let words = flow_words(model, id, input);
    let named = ends_of(model.scope(id), input);
    let mut places = Vec::new();
    for &at in &unasked.ends {
        places.push(end_place(model, file, named[at].term));
    }
    let Some((&first, others)) = places.split_first() else {
        let place = item_place(model, id, input);
        let finding = FindingBuilder::new(
            place,
            format!("{step} does not say from whom its reply {items} comes"),
        )
        .label("the answer to what?")
        .help("write `from` and whom the step asks, or `input` without `reply` if the step begins with it")
        .fingerprint(words);
        return Some(finding);
    };
    let ends: Vec<String> = places.iter().map(|&place| format!("`{}`", model.slice(place))).collect();
    let ends = few_listed(&ends, "and");
    let mut finding =
        FindingBuilder::new(first, format!("{step} expects the reply {items} from {ends}, but asks nothing there"))
            .label("nothing that the step produces goes here")
            .help(format!(
                "write what the step asks for as an `output … to {}`, or `input` without `reply` if it begins with this",
                model.slice(first)
            ))
            .fingerprint(words);
    for &place in others {
        finding = finding.secondary(place, "nor here");
    }
    Some(finding)
}
