//! `indirect-outcome`: an outcome that somebody outside hands over to whom it is for.

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{listed, quoted, quoted_items, quoted_owner};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::{end_place, item_place};

pub(crate) const RULE: Rule = rule!("indirect-outcome", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams() {
        for (index, outcome) in (0..).zip(&model.scope(id).outcomes) {
            let outputs: Vec<&Occurrence> =
                model.producers(id, index).map(|output| model.scope(id).output(output)).collect();
            let is_direct = outputs.iter().any(|output| model.shares_end(id, outcome, output));
            if let (false, Some(first)) = (is_direct, outputs.first()) {
                findings.push(finding(model, id, outcome, first));
            }
        }
    }
    findings
}

/// `output` is the first that produces the outcome; none names an end of it.
fn finding(model: &Model<'_>, id: ScopeId, outcome: &Occurrence, output: &Occurrence) -> FindingBuilder {
    let place = item_place(model, id, outcome);
    let item = quoted_items(model, id, outcome);
    let promised = listed(&quoted_ends(model, id, outcome, |_| true), "and");
    let outside = quoted_ends(model, id, output, |end| matches!(end, End::External(_)));
    let given = listed(&outside, "and");
    let owner = quoted_owner(model, id, output);
    FindingBuilder::new(place, format!("{item} is promised to {promised}, but {owner} hands it to {given}"))
        .label(format!("{} has to pass it on", listed(&outside, "or")))
        .secondary(item_place(model, id, output), "handed over here")
        .help(format!("if nobody passes it on, name {promised} there too"))
        .fingerprint(flow_words(model, id, outcome))
}

/// The first ends that a flow names among those of this kind, as they are written.
fn quoted_ends(model: &Model<'_>, id: ScopeId, flow: &Occurrence, is_meant: fn(End) -> bool) -> Vec<String> {
    const MAX_LISTED: usize = 3;
    let file = model.file_of(id, flow);
    let mut ends = Vec::new();
    for named in ends_of(model.scope(id), flow) {
        if is_meant(named.end) && ends.len() < MAX_LISTED {
            ends.push(quoted(model, end_place(model, file, named.term)));
        }
    }
    ends
}
