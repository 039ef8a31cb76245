//! `outcome-without-beneficiary`: an outcome that goes to nobody.

use crate::model::{Model, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_items, written_items};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("outcome-without-beneficiary", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.streams() {
        let outcomes = &model.scope(id).outcomes;
        // The items of a statement share its ends.
        for statement in outcomes.chunk_by(|one, other| one.statement == other.statement) {
            let mut unclaimed = Vec::new();
            for outcome in statement {
                if outcome.end_count == 0 && !model.is_taken_by_run(id, outcome) {
                    unclaimed.push(outcome);
                }
            }
            findings.extend(finding(model, id, &unclaimed));
        }
    }
    findings
}

/// One finding for these outcomes of one statement, at the first; none if there are none.
fn finding(model: &Model<'_>, id: ScopeId, outcomes: &[&Occurrence]) -> Option<FindingBuilder> {
    let first = *outcomes.first()?;
    let (mut names, mut written) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        names.push(quoted_items(model, id, outcome));
        written.push(written_items(model, model.file_of(id, outcome), outcome));
    }
    let (message, them) = match &names[..] {
        [name] => (format!("the outcome {name} goes to nobody"), "it"),
        _ => (format!("the outcomes {} go to nobody", few_listed(&names, "and")), "them"),
    };
    let mut finding = FindingBuilder::new(item_place(model, id, first), message)
        .label("who benefits?")
        .help(format!("write `outcome {} to …` with whoever gets {them}", written.join(", ")));
    for outcome in outcomes {
        finding = finding.fingerprint(flow_words(model, id, outcome));
    }
    Some(finding)
}
