//! `missed-promise`: the critical path to an outcome takes longer than its `within`.

use rayon::prelude::*;

use crate::model::paths::{Paths, at_the_latest, lead_time};
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{quoted_items, quoted_name};
use crate::rules::support::name_words::flow_words;
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::syntax::quantity::{read_duration, show_duration};

pub(crate) const RULE: Rule =
    Rule { name: "missed-promise", page: include_str!("../../../rules/missed-promise.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // Nearly every promise is kept even at the latest; only for the others the critical paths have to be found.
    let doubtful: Vec<(ScopeId, u32, FileSpan)> =
        model.par_streams().flat_map_iter(|id| doubtful(model, id)).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let paths = Paths::find(model);
    doubtful
        .into_iter()
        .filter_map(|(id, outcome, within)| finding(model, &paths, id, outcome, within))
        .collect()
}

/// The promises of a stream that are not seen to be kept.
fn doubtful(model: &Model<'_>, id: ScopeId) -> Vec<(ScopeId, u32, FileSpan)> {
    let mut promises = promises(model, id).peekable();
    if promises.peek().is_none() {
        return Vec::new();
    }
    if !model.matching.in_order[id.index()].runs_down {
        return promises.collect();
    }
    // One step after the other takes as long as all of them.
    let steps = model.steps_of(id);
    let leads: Vec<u64> = steps.map(|step| lead_time(model, step)).collect();
    let all = leads.iter().fold(0, |sum: u64, &lead| sum.saturating_add(lead));
    let mut promises = promises
        .filter(|&(.., within)| promised(model, within).is_some_and(|promised| all > promised))
        .peekable();
    if promises.peek().is_none() {
        return Vec::new();
    }
    let at = |step: NodeId| step.index() - model.scope(id).nodes.start.index();
    let Some(done) = at_the_latest(model, id, |_| 0, |step| leads[at(step)]) else {
        return promises.collect();
    };
    let is_kept = |&(_, outcome, within): &(ScopeId, u32, FileSpan)| {
        let taken = producers(model, id, outcome).map(|step| done[at(step)]).min();
        taken.zip(promised(model, within)).is_none_or(|(taken, promised)| taken <= promised)
    };
    promises.filter(|promise| !is_kept(promise)).collect()
}

/// The steps that produce an outcome.
fn producers(model: &Model<'_>, id: ScopeId, outcome: u32) -> impl Iterator<Item = NodeId> {
    model.producers(id, outcome).filter_map(move |output| model.scope(id).outputs[output as usize].node)
}

/// The time promised, in seconds.
fn promised(model: &Model<'_>, within: FileSpan) -> Option<u64> {
    read_duration(model.sources.slice(within), model.declared.working_day).ok()?.seconds
}

/// The outcomes of a stream with `within`, and its duration.
fn promises<'m>(model: &'m Model<'_>, id: ScopeId) -> impl Iterator<Item = (ScopeId, u32, FileSpan)> + 'm {
    model.scope(id).outcomes.iter().enumerate().filter_map(move |(index, outcome)| {
        let file = model.file_of(id, outcome);
        let within = model.tree(file).within(outcome.statement)?;
        Some((id, index as u32, FileSpan { file, span: within.span }))
    })
}

fn finding(
    model: &Model<'_>,
    paths: &Paths,
    id: ScopeId,
    outcome: u32,
    within: FileSpan,
) -> Option<FindingBuilder> {
    let scope = model.scope(id);
    let promised = promised(model, within)?;
    let done = |step: NodeId| Some((paths.done(step)?, step));
    let (taken, last) = producers(model, id, outcome).filter_map(done).min()?;
    if taken <= promised {
        return None;
    }
    let occurrence = &scope.outcomes[outcome as usize];
    let item = quoted_items(model, id, occurrence);
    let message = format!(
        "{item} takes {} at the least, but is promised within {}",
        show_duration(taken),
        show_duration(promised)
    );
    let mut finding = FindingBuilder::new(within, message)
        .label("promised here")
        .help("promise more time, shorten one of these steps, or let the outcome come of an earlier one")
        .fingerprint(flow_words(model, id, occurrence));
    let mut sum = 0_u64;
    for step in paths.path(model, last) {
        let Some((duration, term)) = model.duration(step, Keyword::LeadTime) else { continue };
        sum = sum.saturating_add(duration.seconds.unwrap_or(0));
        let place = model.term_place(model.node(step).statement.file, term);
        let name = quoted_name(model, model.node(step).statement);
        finding = finding.secondary(place, format!("{name}: {} after the start", show_duration(sum)));
    }
    Some(finding)
}
