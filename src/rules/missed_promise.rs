//! `missed-promise`: the critical path to an outcome takes longer than its `within`.

use crate::model::paths::Paths;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::{Context, Draft, Rule};
use crate::source::Place;
use crate::syntax::Keyword;
use crate::syntax::quantity::{read_duration, show_duration};

pub(super) const RULE: Rule =
    Rule { name: "missed-promise", page: include_str!("../../rules/missed-promise.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let promises: Vec<(ScopeId, u32, Place)> = model.streams().flat_map(|id| promises(model, id)).collect();
    if promises.is_empty() {
        return Vec::new();
    }
    let paths = Paths::find(model);
    promises
        .into_iter()
        .filter_map(|(id, outcome, within)| draft(model, &paths, id, outcome, within))
        .collect()
}

/// The outcomes of a stream with `within`, and its duration.
fn promises<'m>(model: &'m Model<'_>, id: ScopeId) -> impl Iterator<Item = (ScopeId, u32, Place)> + 'm {
    model.scope(id).outcomes.iter().enumerate().filter_map(move |(index, outcome)| {
        let file = model.file_of(id, outcome);
        let within = model.tree(file).within(outcome.statement)?;
        Some((id, index as u32, Place { file, span: within.span }))
    })
}

fn draft(model: &Model<'_>, paths: &Paths, id: ScopeId, outcome: u32, within: Place) -> Option<Draft> {
    let scope = model.scope(id);
    let promised = read_duration(model.sources.slice(within), model.declared.working_day).ok()?.seconds?;
    let producers = model.matching.producers[id.index()].iter().filter(|&&(produced, _)| produced == outcome);
    let steps = producers.filter_map(|&(_, output)| scope.outputs[output as usize].node);
    let done = |step: NodeId| Some((paths.done(step)?, step));
    let (taken, last) = steps.filter_map(done).min()?;
    if taken <= promised {
        return None;
    }
    let occurrence = &scope.outcomes[outcome as usize];
    let item = model.said_items(id, occurrence);
    let message = format!(
        "{item} takes {} at the least, but is promised within {}",
        show_duration(taken),
        show_duration(promised)
    );
    let mut draft = Draft::new(within, message)
        .label("promised here")
        .help("promise more time, shorten one of these steps, or let the outcome come of an earlier one")
        .names(model.words_of_flow(id, occurrence));
    let mut sum = 0_u64;
    for step in paths.path(model, last) {
        let Some((duration, term)) = model.duration(step, Keyword::LeadTime) else { continue };
        sum = sum.saturating_add(duration.seconds.unwrap_or(0));
        let place = model.term_place(model.node(step).statement.file, term);
        let name = model.said_name(model.node(step).statement);
        draft = draft.also(place, format!("{name}: {} after the start", show_duration(sum)));
    }
    Some(draft)
}
