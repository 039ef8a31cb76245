//! `blocked-branch`: after a choice, a step waits for something that this branch never brings.

use crate::finding::Fix;
use crate::model::Model;
use crate::model::branches::{BlockedBranch, BlockedStep};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, listed, quoted_items, quoted_name, written_items};
use crate::rules::support::edits::{FlowEdit, alternatives};
use crate::rules::support::name_words::{flow_words, node_words};
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("blocked-branch", check);

/// A finding shows at most so many steps that wait; the others follow the same pattern.
const MOST_STEPS: usize = 3;

/// Of what such a step waits for at most so much is shown.
const MOST_INPUTS: usize = 3;

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let branches = context.model.reachability().blocked_branches();
    branches.iter().filter_map(|branch| finding(context.model, branch)).collect()
}

fn finding(model: &Model<'_>, branch: &BlockedBranch) -> Option<FindingBuilder> {
    let outputs = &model.scope(branch.scope).outputs;
    let chosen = &outputs[branch.output as usize];
    let item = quoted_items(model, branch.scope, chosen);
    let first = branch.steps.first()?;
    let names: Vec<String> = branch
        .steps
        .iter()
        .take(MOST_STEPS)
        .map(|it| quoted_name(model, model.node(it.step).statement))
        .collect();
    let starts = match branch.steps.len() {
        1 => format!("{} never starts", names[0]),
        count if count > MOST_STEPS => {
            format!(
                "{} and {} others never start",
                names[..MOST_STEPS - 1].join(", "),
                count + 1 - MOST_STEPS
            )
        }
        _ => format!("{} never start", listed(&names, "and")),
    };
    let message = format!("if only {item} comes, {starts}: {}", reason(model, branch, first));
    let mut words = flow_words(model, branch.scope, chosen);
    let mut finding =
        FindingBuilder::new(item_place(model, branch.scope, chosen), message).label("if only this comes …");
    for step in branch.steps.iter().take(MOST_STEPS) {
        words.extend(node_words(model, step.step));
        let name = quoted_name(model, model.node(step.step).statement);
        for input in step.lacking.iter().take(MOST_INPUTS) {
            let flow = &model.scope(input.scope).inputs[input.index as usize];
            let place = item_place(model, input.scope, flow);
            finding = finding.secondary(place, format!("… {name} waits for this for ever"));
        }
    }
    for &output in &first.brought_by {
        let place = item_place(model, branch.scope, &outputs[output as usize]);
        finding = finding.secondary(place, "this would bring it");
    }
    let finding = finding.fingerprint(words);
    let Some(flows) = listed_alternatives(model, first) else {
        return Some(finding.help(help(model, first)));
    };
    let items: Vec<String> = flows.iter().map(FlowEdit::item).collect();
    let act = format!("write `input {}`", items.join(" or "));
    let finding = finding.help(format!("if {} needs only one of them in each case, {act}", names[0]));
    let edits = if branch.steps.len() == 1 { alternatives::join(&flows) } else { None };
    Some(finding.fix(edits.map(|edits| Fix::suggested(act, edits))))
}

/// Why a step never starts: what it waits for, and what alone would bring that.
fn reason(model: &Model<'_>, branch: &BlockedBranch, step: &BlockedStep) -> String {
    let mut lacking: Vec<String> = Vec::new();
    for &OccurrenceRef { scope, index, .. } in &step.lacking {
        lacking.push(quoted_items(model, scope, &model.scope(scope).inputs[index as usize]));
    }
    let outputs = &model.scope(branch.scope).outputs;
    let mut brings: Vec<String> = Vec::new();
    for &output in &step.brought_by {
        brings.push(quoted_items(model, branch.scope, &outputs[output as usize]));
    }
    let (lacking, verb) = (few_listed(&lacking, "and"), if lacking.len() == 1 { "comes" } else { "come" });
    if brings.is_empty() {
        return format!("it also waits for {lacking}");
    }
    format!("{lacking} {verb} only after {}", few_listed(&brings, "or"))
}

/// What to write.
fn help(model: &Model<'_>, step: &BlockedStep) -> String {
    let name = quoted_name(model, model.node(step.step).statement);
    let Some(&OccurrenceRef { scope, index, .. }) = step.lacking.first() else {
        return format!("let every alternative bring what {name} needs");
    };
    let input = &model.scope(scope).inputs[index as usize];
    let item = quoted_items(model, scope, input);
    let written = written_items(model, model.file_of(scope, input), input);
    format!(
        "if {name} can do without it, write `optional input {written}`; if something else will do, add that with `or`; \
         if not, let a step after this alternative produce {item} too"
    )
}

/// The inputs of one statement, if some come of this alternative and all others of other ones alone: a comma stands there
/// where `or` was meant.
fn listed_alternatives<'m>(model: &'m Model<'_>, step: &BlockedStep) -> Option<Vec<FlowEdit<'m>>> {
    let first = step.lacking.first()?;
    let scope = model.scope(first.scope);
    let statement = scope.inputs[first.index as usize].statement;
    let (mut flows, mut is_brought) = (Vec::new(), false);
    for index in scope.of_node(Kind::Input, step.step) {
        let input = &scope.inputs[index as usize];
        if input.statement != statement {
            continue;
        }
        let at = OccurrenceRef { index, ..*first };
        if step.brought.contains(&at) {
            is_brought = true;
        } else if !step.lacking.contains(&at) {
            return None;
        }
        flows.push(FlowEdit::new(model, first.scope, input));
    }
    // One input that lacks what it also gets has two ends, and is no list.
    if is_brought && flows.len() > 1 { Some(flows) } else { None }
}
