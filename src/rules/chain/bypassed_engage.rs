//! `bypassed-engage`: a stakeholder that meets an activity other than engage.

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::{Activity, Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_items, quoted_node};
use crate::rules::support::in_flows::in_flows;
use crate::rules::support::name_words::flow_words;
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("bypassed-engage", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    in_flows(model, model.scopes(), finding)
}

fn finding(model: &Model<'_>, id: ScopeId, flow: &Occurrence, takes: bool) -> Option<FindingBuilder> {
    let node = flow.node?;
    let activity = model.node(node).activity_of.activity()?;
    if activity == Activity::Engage {
        return None;
    }
    let file = model.file_of(id, flow);
    let mut stakeholders = Vec::new();
    for named in ends_of(model.scope(id), flow) {
        if is_stakeholder(model, named.end) {
            stakeholders.push(model.term_place(file, named.term));
        }
    }
    if stakeholders.is_empty() {
        return None;
    }
    let names: Vec<String> = stakeholders.iter().map(|&place| quoted(model, place)).collect();
    let (verb, joint) = if takes { ("gets", "from") } else { ("sends", "to") };
    let message = format!(
        "{} {verb} {} {joint} {} directly, not through `engage`",
        quoted_node(model, node),
        quoted_items(model, id, flow),
        few_listed(&names, "and")
    );
    let name = activity.name();
    let help = if takes {
        format!("let `engage` get it and pass it on to `{name}`")
    } else {
        format!("let `engage` get it from `{name}` and hand it over")
    };
    let mut finding = FindingBuilder::new(model.term_place(file, flow.term), message)
        .label(format!("in `{name}`"))
        .help(help)
        .fingerprint(flow_words(model, id, flow));
    for place in stakeholders {
        finding = finding.secondary(place, "a stakeholder");
    }
    Some(finding)
}

fn is_stakeholder(model: &Model<'_>, end: End) -> bool {
    let End::External(external) = end else { return false };
    model.statement(model.declared().external(external)).keyword == Keyword::Stakeholder
}
