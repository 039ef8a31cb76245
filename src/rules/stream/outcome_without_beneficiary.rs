//! `outcome-without-beneficiary`: an outcome that goes to nobody.

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, written_items};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("outcome-without-beneficiary", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams() {
        for outcome in &model.scope(id).outcomes {
            if outcome.end_count > 0 || model.is_taken_by_run(id, outcome) {
                continue;
            }
            let place = item_place(model, id, outcome);
            let item = quoted_items(model, id, outcome);
            let written = written_items(model, model.file_of(id, outcome), outcome);
            let finding = FindingBuilder::new(place, format!("the outcome {item} goes to nobody"))
                .label("who benefits?")
                .help(format!("write `outcome {written} to …` with whoever gets it"))
                .fingerprint(flow_words(model, id, outcome));
            findings.push(finding);
        }
    }
    findings
}
