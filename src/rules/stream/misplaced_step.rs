//! `misplaced-step`: a step stands in one activity, and the others look for it in another.

use crate::finding::Fix;
use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::pairing::MisplacedStep;
use crate::model::{Activity, Model};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_node, quoted_path};
use crate::rules::support::name_words::node_words;
use crate::rules::support::places::{end_place, item_place};
use crate::source::FileSpan;

pub(crate) const RULE: Rule = rule!("misplaced-step", check);

/// More places than these of those that look for the step are not shown.
const MOST_SHOWN: usize = 3;

/// Of more pairs of one who gives and one who takes it is not asked whether the one waits for the other.
const MOST_PAIRS: usize = 64;

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    for misplaced in context.model.diagnosis().misplaced() {
        findings.extend(finding(context.model, misplaced));
    }
    findings
}

fn finding(model: &Model<'_>, misplaced: &MisplacedStep) -> Option<FindingBuilder> {
    let statement = model.node(misplaced.step).statement;
    let tree = model.tree(statement.file);
    let here = model.term_place(statement.file, tree.clause(statement.id).start);
    let there = misplaced.looking.iter().find_map(|&flow| place_of_end(model, flow, misplaced.activity))?;
    let (name, there) = (quoted_node(model, misplaced.step), model.slice(there));
    let activity = format!("`{}`", there.replace('"', ""));
    let message = format!(
        "step {name} stands in {}, and the others look for it in {activity}",
        quoted_path(model, here)
    );
    let mut finding = FindingBuilder::new(here, message)
        .label("it stands here")
        .fingerprint(node_words(model, misplaced.step));
    finding = if closes_loop(model, misplaced) {
        finding.help(format!("name {name} itself where it is looked for"))
    } else {
        finding
            .help(format!("write `in {there}`; if it is right here, name the step where it is looked for"))
            .fix(Fix::suggested(format!("move the step to {activity}"), vec![(here, there.to_owned())]))
    };
    for &flow in misplaced.looking.iter().take(MOST_SHOWN) {
        let occurrence = model.occurrence(flow);
        let Some(node) = occurrence.node else { continue };
        let (other, place) = (quoted_node(model, node), item_place(model, flow.scope, occurrence));
        let label = match flow.kind {
            Kind::Input => format!("{other} expects it from {activity}"),
            _ => format!("{other} sends it to {activity}"),
        };
        finding = finding.secondary(place, label);
    }
    Some(finding)
}

/// Whether steps would wait for each other if the step were where the others look for it. True too where that takes too
/// long to find out.
fn closes_loop(model: &Model<'_>, misplaced: &MisplacedStep) -> bool {
    let step = misplaced.step;
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for &flow in &misplaced.looking {
        let occurrence = model.occurrence(flow);
        let Some(node) = occurrence.node else { continue };
        match flow.kind {
            Kind::Input if model.is_waited_for(node, occurrence) => behind.push(node),
            Kind::Input => {}
            _ => before.push(node),
        }
    }
    if before.len().saturating_mul(behind.len()) > MOST_PAIRS {
        return true;
    }
    before.iter().any(|&giver| model.may_wait_for(giver, step))
        || behind.iter().any(|&taker| model.may_wait_for(step, taker))
        || before
            .iter()
            .any(|&giver| behind.iter().any(|&taker| giver == taker || model.may_wait_for(giver, taker)))
}

/// Where a flow names the activity.
fn place_of_end(model: &Model<'_>, flow: OccurrenceRef, activity: Activity) -> Option<FileSpan> {
    let occurrence = model.occurrence(flow);
    let mut ends = ends_of(model.scope(flow.scope), occurrence).iter();
    let named = ends.find(|named| named.end == End::Activity(activity))?;
    Some(end_place(model, model.file_of(flow.scope, occurrence), named.term))
}
