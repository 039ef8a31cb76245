//! Stalled triggers that one statement takes, a comma between them: one finding.

use super::{Stop, finding};
use crate::finding::Fix;
use crate::model::matching::Expectation;
use crate::model::{Model, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::edits::{FlowEdit, alternatives};
use crate::rules::support::places::item_place;
use crate::syntax::StatementId;

/// A statement is shown with at most so many items.
const MOST_ITEMS: usize = 6;

/// More triggers than these are not shown beside the first.
const MOST_SHOWN: usize = 3;

/// A statement of a step with several inputs, each with the stalled triggers that feed it.
struct Listed<'m> {
    statement: StatementId,
    inputs: Vec<(&'m Occurrence, Vec<u32>)>,
}

/// The findings about stalled triggers: one for those that inputs of one statement take, each another one.
pub(super) fn findings(
    model: &Model<'_>,
    id: ScopeId,
    stalled: &[(u32, Option<Stop>)],
) -> Vec<FindingBuilder> {
    let lists = if stalled.len() > 1 { lists(model, id, stalled) } else { Vec::new() };
    let are_listed = |one: u32, other: u32| lists.iter().any(|list| list.has_both(one, other));
    let mut findings = Vec::new();
    for (at, &(trigger, ref stop)) in stalled.iter().enumerate() {
        if stalled[..at].iter().any(|&(earlier, _)| are_listed(earlier, trigger)) {
            continue;
        }
        let mut finding = finding(model, id, trigger, stop.as_ref());
        let mut shown = 0;
        for &(later, _) in &stalled[at + 1..] {
            if shown < MOST_SHOWN && are_listed(trigger, later) {
                let place = item_place(model, id, model.scope(id).trigger(later));
                finding = finding.secondary(place, "… or only this");
                shown += 1;
            }
        }
        let mut of_trigger = lists.iter().filter(|list| list.has(trigger));
        if let (Some(list), None) = (of_trigger.next(), of_trigger.next()) {
            finding = finding.fix(list.joined(model, id));
        }
        findings.push(finding);
    }
    findings
}

/// The statements with several inputs, where stalled triggers feed any.
fn lists<'m>(model: &'m Model<'_>, id: ScopeId, stalled: &[(u32, Option<Stop>)]) -> Vec<Listed<'m>> {
    let mut lists: Vec<Listed<'m>> = Vec::new();
    for (_, input) in model.mandatory_inputs(id) {
        let mut fed_by = Vec::new();
        for expectation in model.expectations(model.scope(id), input) {
            for entry in model.feeders(id, input, expectation) {
                let is_trigger = entry.node.is_none() && !matches!(expectation, Expectation::Stream(_));
                if is_trigger && stalled.iter().any(|&(trigger, _)| trigger == entry.occurrence) {
                    fed_by.push(entry.occurrence);
                }
            }
        }
        match lists.last_mut() {
            Some(list) if list.statement == input.statement => list.inputs.push((input, fed_by)),
            _ => lists.push(Listed { statement: input.statement, inputs: vec![(input, fed_by)] }),
        }
    }
    lists.retain(|list| list.inputs.len() > 1);
    lists
}

impl Listed<'_> {
    fn has(&self, trigger: u32) -> bool {
        self.inputs.iter().any(|(_, fed_by)| fed_by.contains(&trigger))
    }

    /// Whether two of its inputs take these two triggers.
    fn has_both(&self, one: u32, other: u32) -> bool {
        for (at, (_, fed_by)) in self.inputs.iter().enumerate() {
            if !fed_by.contains(&one) {
                continue;
            }
            for (index, (_, others)) in self.inputs.iter().enumerate() {
                if index != at && others.contains(&other) {
                    return true;
                }
            }
        }
        false
    }

    /// `or` in place of its commas, where each of its inputs is fed by such a trigger.
    fn joined(&self, model: &Model<'_>, id: ScopeId) -> Option<Fix> {
        if self.inputs.len() > MOST_ITEMS || self.inputs.iter().any(|(_, fed_by)| fed_by.is_empty()) {
            return None;
        }
        let mut flows = Vec::new();
        for (input, _) in &self.inputs {
            flows.push(FlowEdit::new(model, id, input));
        }
        let items: Vec<String> = flows.iter().map(FlowEdit::item).collect();
        let edits = alternatives::join(&flows)?;
        Some(Fix::suggested(format!("write `input {}`", items.join(" or ")), edits))
    }
}
