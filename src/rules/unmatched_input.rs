//! `unmatched-input`: nothing feeds an input.

use crate::model::Model;
use crate::model::matching::{Kind, Way};
use crate::model::pairing::Fate;
use crate::rules::say::listed;
use crate::rules::why::{Case, OtherNames};
use crate::rules::{Context, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "unmatched-input", page: include_str!("../../rules/unmatched-input.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let mut drafts = Vec::new();
    let mut names = OtherNames::default();
    for (at, failure) in model.matching.failures.iter().enumerate() {
        let is_input = failure.way == Way::Takes && failure.occurrence.kind != Kind::Outcome;
        if !is_input || model.diagnosis.fates[at] != Fate::Reported {
            continue;
        }
        let mut case = Case::new(model, at);
        let mut item = case.item();
        let alike = alike(model, at);
        if alike.len() > 1 {
            if alike[0] != at {
                continue;
            }
            let items: Vec<String> = alike.iter().map(|&at| Case::new(model, at).item()).collect();
            item = listed(&items, "and");
            case = case.of_all(alike.len());
        }
        let ends = case.ends("or");
        let message = if ends.is_empty() {
            format!("nothing provides {item}, which {} needs", case.speaker())
        } else {
            let verb = if alike.len() > 1 { "do" } else { "does" };
            format!("{item} {verb} not come from {ends}")
        };
        let draft = Draft::new(case.place(), message).label(format!("{} expects it here", case.speaker()));
        let partner = model.diagnosis.partners[at].first().copied();
        drafts.push(case.explain(draft, partner, &mut names).names(Case::new(model, at).words()));
    }
    drafts
}

/// All inputs of the statement, if each of them looks past the same node for the same reason: then its end is the mistake.
fn alike(model: &Model<'_>, at: usize) -> Vec<usize> {
    let failures = &model.matching.failures;
    let (failure, part) = (&failures[at], failures[at].part(model));
    let other = |at: usize| {
        let partner = model.diagnosis.partners[at].first()?;
        model.occurrence(failures[*partner as usize].occurrence).node
    };
    let is_alike = |&other_at: &usize| {
        let next = &failures[other_at];
        next.way == failure.way
            && next.occurrence.scope == failure.occurrence.scope
            && next.occurrence.kind == failure.occurrence.kind
            && next.part(model).statement == part.statement
            && next.part(model).node == part.node
            && model.diagnosis.fates[other_at] == Fate::Reported
            && model.diagnosis.left[other_at] == model.diagnosis.left[at]
            && other(other_at).is_some()
            && other(other_at) == other(at)
    };
    // The failures of one statement stand together.
    let before = (0..at).rev().take_while(is_alike).count();
    let alike: Vec<usize> = (at - before..failures.len()).take_while(is_alike).collect();
    let file = model.file_of(failure.occurrence.scope, &part);
    let all = model.tree(file).subjects(part.statement).len();
    if alike.len() == all && all > 1 { alike } else { vec![at] }
}
